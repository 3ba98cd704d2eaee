"""The customer's own page: what happens without them, six things to know, their choices, their rights, their number."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from novation.control.cases.models import Case
from novation.control.consent.customer import Customer
from novation.control.consent.models import Act
from novation.control.rights.models import Request
from novation.errors import NovationError
from novation.portal.asking import RIGHTS
from novation.portal.finding import verdicts_of
from novation.portal.learning import LESSONS
from novation.portal.outlook import choices, outlook
from novation.portal.seeing import customer_page
from novation.portal.texts import say


@require_safe
@customer_page
def me(request: HttpRequest, case: Case, customer: Customer) -> HttpResponse:
    return show(request, case, customer)


def show(
    request: HttpRequest, case: Case, customer: Customer, problem: dict[str, Any] | None = None
) -> HttpResponse:
    """The page; where a decision is just being written, all of it but the verdicts."""
    try:
        seen = outlook(verdicts_of(case, customer.subject))
    except NovationError:
        seen = None
    language = request.language  # type: ignore[attr-defined]
    asked = choices(case, customer.subject, seen, language) if seen else []
    acts = Act.objects.filter(standing__case=case, standing__subject=customer.subject)
    shown = {
        "seen": seen,
        "choices": asked,
        "answerable": any(one.open for one in asked),
        "latest": acts.order_by("-id").first(),
        "requests": Request.objects.filter(case=case, subject=customer.subject).order_by("-id")[:3],
        "rights": RIGHTS,
        "lessons": LESSONS,
        "problem": problem,
        "given": problem.get("given", {}) if problem else {},
        "refuse_word": say(language, "choice.refuse"),
    }
    return render(request, "portal/me.html", shown, status=422 if problem else 200)
