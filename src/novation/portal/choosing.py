"""Choices: each answered by itself, given and taken back by the same form, and a receipt for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from novation.control.cases.models import Case
from novation.control.consent.actions import (
    declare_no_objection,
    give_consent,
    object_to,
    refuse_consent,
    withdraw_consent,
)
from novation.control.consent.customer import Customer
from novation.control.consent.matters import Answer, ConsentForm
from novation.control.consent.models import Act, Standing
from novation.control.consent.register import standing
from novation.control.consent.texts import catalogue
from novation.control.operations.late_answers import is_closed
from novation.errors import NovationError
from novation.portal import notice
from novation.portal.finding import link_of, verdicts_of
from novation.portal.outlook import Choice, outlook
from novation.portal.outlook import choices as choices_of
from novation.portal.seeing import customer_page

Answering = Callable[[Customer, Standing, Choice, str], Act]


@require_http_methods(["GET", "HEAD", "POST"])
@customer_page
def choices(request: HttpRequest, case: Case, customer: Customer) -> HttpResponse:
    """POST saves what was answered; GET is the receipt, now and at any time later."""
    if request.method == "POST":
        return _save(request, case, customer)
    acts = Act.objects.filter(standing__case=case, standing__subject=customer.subject)
    shown = {
        "acts": acts.select_related("standing", "wording").order_by("-id")[:100],
        "saved": "saved" in request.GET,
        "late": is_closed(link_of(case)),
    }
    return render(request, "portal/choices.html", shown)


def _save(request: HttpRequest, case: Case, customer: Customer) -> HttpResponse:
    language = request.language  # type: ignore[attr-defined]
    try:
        seen = outlook(verdicts_of(case, customer.subject))
    except NovationError:
        return redirect("me", ref=case.ref)
    asked = {str(one.matter): one for one in choices_of(case, customer.subject, seen, language)}
    given = {name: request.POST.get(name, "") for name in asked}
    answered = {
        name: word for name, word in given.items() if asked[name].open and word in asked[name].answers
    }
    problem = _problem(request, asked, answered)
    if problem:
        return notice.show(request, case, customer, problem | {"given": answered})
    digest = catalogue(language).digest
    for name, word in answered.items():
        choice = asked[name]
        _ANSWERS[word](customer, standing(case, customer.subject, choice.matter), choice, digest)
    return redirect(reverse("choices", args=[case.ref]) + "?saved=1")


def _problem(request: HttpRequest, asked: dict[str, Choice], answered: dict[str, str]) -> dict[str, Any]:
    if not answered:
        return {"text": "choices.pick"}
    for name, word in answered.items():
        if word == "consent" and asked[name].guardian and f"{name}-guardian" not in request.POST:
            return {"text": "choices.parent-missing", "matter": name}
    return {}


def _consent(customer: Customer, held: Standing, choice: Choice, digest: str) -> Act:
    if choice.wording is None:  # nobody consents to words that were not released
        raise PermissionDenied
    form = ConsentForm.GUARDIAN if choice.guardian else ConsentForm.SEPARATE
    return give_consent(customer, held, wording=choice.wording, form=form, evidence=digest)


def _refuse(customer: Customer, held: Standing, choice: Choice, digest: str) -> Act:
    """A no after a yes is a withdrawal, also of a yes that stands in the seller's files only."""
    if held.answer is Answer.GIVEN or choice.from_file:
        return withdraw_consent(customer, held, evidence=digest)
    return refuse_consent(customer, held, wording=choice.wording, evidence=digest)


def _pass(customer: Customer, held: Standing, choice: Choice, digest: str) -> Act:
    return declare_no_objection(customer, held, evidence=digest)


def _object(customer: Customer, held: Standing, choice: Choice, digest: str) -> Act:
    return object_to(customer, held, evidence=digest)


_ANSWERS: dict[str, Answering] = {"consent": _consent, "refuse": _refuse, "pass": _pass, "object": _object}
