"""The ways in: the link of a notice, used up by a button; a code to a known contact, the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from novation.control.cases.models import Case
from novation.control.consent.customer import Customer
from novation.control.identity.actions import ask_code, come_in_by_code, come_in_by_link
from novation.control.identity.limits import knock
from novation.control.identity.models import Code
from novation.control.transparency.models import Release
from novation.errors import NovationError
from novation.portal import learning, visits
from novation.portal.finding import KINDS, one_form, subjects_with
from novation.portal.seeing import case_page
from novation.portal.sending import Message, send_later
from novation.portal.texts import say
from novation.ui.addresses import address_of

CODE, SEVERAL = "code", "several"
_both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@case_page
def start(request: HttpRequest, case: Case) -> HttpResponse:
    open_release = Release.objects.filter(case=case).exists()
    return render(request, "portal/start.html", {"lessons": learning.LESSONS, "open_release": open_release})


@_both
@case_page
def link(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """GET is what a mail scanner does: it shows a button and changes nothing. POST uses the link up."""
    if request.method != "POST":
        return render(request, "portal/link.html")
    try:
        customer = _of_link(request, case, token)
    except NovationError as error:
        return _refused(request, "portal/link.html", error)
    visits.begin(request, customer)
    return redirect("me", ref=case.ref)


def _of_link(request: HttpRequest, case: Case, token: str) -> Customer:
    """A link of ours cannot be guessed, so it is no attempt: many customers may share a network address."""
    try:
        return come_in_by_link(case, token)
    except NovationError:
        knock(address_of(request))
        raise


@_both
@case_page
def code(request: HttpRequest, case: Case) -> HttpResponse:
    """Asks for a contact. Whoever it belongs to, the answer, the work and the time are the same."""
    if request.method != "POST":
        return render(request, "portal/code.html", {"kind": ""})
    kind = request.POST.get("kind", "")
    contact = one_form(kind, request.POST.get("value", "")) if kind in KINDS else None
    if contact is None:
        shown = {"kind": kind, "problem": "error.contact"}
        return render(request, "portal/code.html", shown, status=422)
    try:
        knock(address_of(request))
        subjects = subjects_with(case, kind, contact)
        made, digits = ask_code(case, contact, subjects)
    except NovationError as error:
        return _refused(request, "portal/code.html", error)
    language = request.language  # type: ignore[attr-defined]
    text = say(language, "code.mail.body", digits=digits, seller=case.seller.name)
    send_later(Message(kind, contact, say(language, "code.mail.subject"), text, known=bool(subjects)))
    request.session[CODE] = made.ref
    return redirect("code-answer", ref=case.ref)


@_both
@case_page
def answer(request: HttpRequest, case: Case) -> HttpResponse:
    """Takes the six digits; five wrong ones end a code, and of a code that went nowhere every answer is wrong."""
    asked = Code.objects.filter(ref=request.session.get(CODE, ""), case=case).first()
    if asked is None:
        return redirect("code", ref=case.ref)
    if request.method != "POST":
        return render(request, "portal/answer.html")
    try:
        knock(address_of(request))
        found = come_in_by_code(asked, request.POST.get("digits", "")[:12])
    except NovationError as error:
        return _refused(request, "portal/answer.html", error)
    if len(found) == 1:
        visits.begin(request, found[0])
        return redirect("me", ref=case.ref)
    request.session.flush()
    request.session[SEVERAL] = [case.ref, [one.subject for one in found]]
    return redirect("who", ref=case.ref)


@_both
@case_page
def who(request: HttpRequest, case: Case) -> HttpResponse:
    """Several share the contact: what only one of them knows is asked for, and nothing is shown."""
    from novation.portal.telling_apart import the_one

    held = request.session.get(SEVERAL)
    if not held or held[0] != case.ref:
        return redirect("code", ref=case.ref)
    if request.method != "POST":
        return render(request, "portal/who.html")
    try:
        knock(address_of(request))
    except NovationError as error:
        return _refused(request, "portal/who.html", error)
    subject = the_one(case, held[1], request.POST.get("name", ""), request.POST.get("year", ""))
    if subject is None:
        request.session["tries"] = request.session.get("tries", 0) + 1
        if request.session["tries"] >= 5:
            request.session.flush()
            return redirect("documents", ref=case.ref)
        return render(request, "portal/who.html", {"problem": "who.wrong"}, status=422)
    visits.begin(request, Customer(case.ref, subject))
    return redirect("me", ref=case.ref)


def _refused(request: HttpRequest, template: str, error: NovationError) -> HttpResponse:
    """The error in the reader's language; the page stays where it is."""
    shown = {"problem": f"error.{error.code}", "over": error.code.startswith("link.")}
    return render(request, template, shown, status=error.kind.http_status)
