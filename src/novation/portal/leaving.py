"""Going on for another half hour, and going."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from novation.control.cases.models import Case
from novation.control.consent.customer import Customer
from novation.portal import visits
from novation.portal.seeing import case_page, customer_page


@require_POST
@customer_page
def stay(request: HttpRequest, case: Case, customer: Customer) -> HttpResponse:
    """The page that was open stays open: the script asks for this one in the background."""
    visits.prolong(request)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect("me", ref=case.ref)


@require_POST
@case_page
def leave(request: HttpRequest, case: Case) -> HttpResponse:
    visits.end(request)
    return redirect("left", ref=case.ref)


@require_safe
@case_page
def left(request: HttpRequest, case: Case) -> HttpResponse:
    return render(request, "portal/left.html")
