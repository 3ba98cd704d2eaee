"""Requests: each right as a short form, a receipt with number and day, and a way to take it back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from novation.control.cases.models import Case
from novation.control.consent.customer import Customer
from novation.control.rights.actions import receive_request, withdraw_request
from novation.control.rights.clocks import clocks_of
from novation.control.rights.models import Request
from novation.control.rights.states import CLOSED, OPEN, Behalf, Feedback, State
from novation.control.rights.working_actions import give_feedback
from novation.errors import NovationError
from novation.law.entry_words import Right
from novation.portal.finding import verdicts_of
from novation.portal.outlook import Outlook, floors, outlook
from novation.portal.seeing import customer_page, mine
from novation.portal.texts import say
from novation.terms import Place

ASKED = {
    Right.CORRECT: "edit",
    Right.COMPLETE: "plus",
    Right.DELETE: "destroy",
    Right.CANCEL_ACCOUNT: "x",
    Right.RESTRICT: "pause",
    Right.PORT: "transfer",
    Right.OBJECT: "withhold",
    Right.EXPLAIN: "consent",
    Right.COMPLAIN: "warn",
}
"""What can be asked by a form, each with its icon."""
RIGHTS = [(str(right), icon) for right, icon in ASKED.items()]
NEEDS_WORDS = frozenset({Right.CORRECT, Right.COMPLETE, Right.OBJECT, Right.COMPLAIN})
MOST = 4000


@require_http_methods(["GET", "HEAD", "POST"])
@customer_page
def ask(request: HttpRequest, case: Case, customer: Customer, right: str) -> HttpResponse:
    """The form of one right; sent, it is a request whose clock runs from now."""
    wanted = next((one for one in ASKED if one == right), None)
    if wanted is None:
        raise Http404
    seen = _outlook(case, customer)
    if request.method != "POST":
        return _form(request, wanted, seen, {})
    given = {name: request.POST.get(name, "").strip()[:MOST] for name in ("words", "controller", "which")}
    given["behalf"] = request.POST.get("behalf", str(Behalf.SELF))
    if problem := _lacking(wanted, given):
        return _form(request, wanted, seen, given, problem)
    made = receive_request(
        customer,
        case,
        right=wanted,
        place=seen.place,
        words=_words(given),
        language=request.language,  # type: ignore[attr-defined]
        behalf=Behalf(given["behalf"]),
    )
    return redirect("request", ref=case.ref, request_ref=made.ref)


def _outlook(case: Case, customer: Customer) -> Outlook:
    try:
        return outlook(verdicts_of(case, customer.subject))
    except NovationError:
        return Outlook(Place.UNKNOWN)


def _form(
    request: HttpRequest, right: Right, seen: Outlook, given: dict[str, str], problem: str = ""
) -> HttpResponse:
    shown = {
        "right": right,
        "title": f"right.{right}",
        "label": f"right.{right}.ask",
        "needed": right in NEEDS_WORDS,
        "ports": right is Right.PORT,
        "deletes": right in (Right.DELETE, Right.CANCEL_ACCOUNT),
        "floors": floors(seen.prospects),
        "behalves": [(str(one), f"ask.for.{one}") for one in Behalf],
        "chosen": given.get("behalf") or request.GET.get("for", ""),
        "which": (given.get("which") or request.GET.get("which", ""))[:100],
        "given": given,
        "problem": problem,
    }
    return render(request, "portal/ask.html", shown, status=422 if problem else 200)


def _lacking(right: Right, given: dict[str, str]) -> str:
    """Which field is still needed."""
    if given["behalf"] not in set(Behalf):
        return "behalf"
    if right is Right.PORT and not given["controller"]:
        return "controller"
    return "words" if right in NEEDS_WORDS and not given["words"] else ""


def _words(given: dict[str, str]) -> str:
    """What was written, one thing below the other: the company or the entry first."""
    return "\n\n".join(part for part in (given["controller"], given["which"], given["words"]) if part)


@require_safe
@customer_page
def requests(request: HttpRequest, case: Case, customer: Customer) -> HttpResponse:
    found = Request.objects.filter(case=case, subject=customer.subject).order_by("-id")[:100]
    return render(request, "portal/requests.html", {"requests": found})


@require_http_methods(["GET", "HEAD", "POST"])
@customer_page
def one_request(request: HttpRequest, case: Case, customer: Customer, request_ref: str) -> HttpResponse:
    """The receipt and how far it is; POST takes the request back or says what the customer thinks of the answer."""
    one = mine(customer, Request.objects.select_related("case").filter(case=case, ref=request_ref).first())
    problem = ""
    if request.method == "POST":
        problem = _say(request, customer, one)
        if not problem:
            return redirect("request", ref=case.ref, request_ref=one.ref)
    shown: dict[str, Any] = {
        "problem": problem,
        "feedbacks": [str(word) for word in Feedback if word is not Feedback.NONE],
        "tellable": one.state in CLOSED and one.state is not State.WITHDRAWN,
        "one": one,
        "open": one.state in OPEN,
        "closed": one.state in CLOSED,
        "paused": one.pauses.filter(until_on=None).exists(),
        "clocks": [clock.clock for clock in clocks_of(one) if clock.clock.id == one.due_clock][:1],
        "steps": _steps(one, request.language),  # type: ignore[attr-defined]
    }
    return render(request, "portal/request.html", shown, status=422 if problem else 200)


def _say(request: HttpRequest, customer: Customer, one: Request) -> str:
    """Of an open request: it is taken back. Of an answer: what the customer thinks of it. Returns what is lacking."""
    if one.state in OPEN:
        withdraw_request(customer, one)
    elif one.state is not State.WITHDRAWN:
        word = next((word for word in Feedback if word == request.POST.get("feedback")), Feedback.NONE)
        if word is Feedback.NONE:
            return "feedback.pick"
        give_feedback(customer, one, feedback=word, words=request.POST.get("words", "").strip()[:MOST])
    return ""


def _steps(one: Request, language: str) -> list[dict[str, Any]]:
    """Received, identity, in hand, answer: done, now, or to come."""
    order = [State.RECEIVED, State.PROVING, State.WORKING]
    if one.state is State.RECEIVED:
        at = 1  # received; the next thing is who asks
    else:
        at = len(order) if one.state in CLOSED else order.index(one.state)
    names = [
        say(language, f"state.{state}")
        for state in (*order, one.state if one.state in CLOSED else State.DONE)
    ]
    return [
        {"name": name, "state": "done" if n < at or one.state in CLOSED else "now" if n == at else ""}
        for n, name in enumerate(names)
    ]
