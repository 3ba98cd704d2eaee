"""How a page of the portal finds its case and its customer; whoever is not in is asked to come in, and learns nothing."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from novation.control.cases.models import Case
from novation.control.consent.customer import Customer
from novation.control.operations.models import ProjectLink
from novation.portal import visits
from novation.portal.finding import remember

View = Callable[..., HttpResponseBase]


def case_page(view: View) -> View:
    """The view gets `(request, case, …)`. A case nobody has opened to its customers does not exist here."""

    @functools.wraps(view)
    def page(request: HttpRequest, ref: str, **rest: Any) -> HttpResponseBase:
        links = ProjectLink.objects.select_related("case__seller", "case__buyer")
        link = links.filter(case__ref=ref, side=F("case__side")).first()
        if link is None:
            raise Http404
        case = link.case
        remember(case, link)
        request.case = case  # type: ignore[attr-defined]
        return view(request, case, **rest)

    return page


def customer_page(view: View) -> View:
    """The view gets `(request, case, customer, …)`; a visit that has ended leads to the start."""

    @case_page
    @functools.wraps(view)
    def page(request: HttpRequest, case: Case, **rest: Any) -> HttpResponseBase:
        customer = visits.customer(request, case)
        if customer is None:
            if visits.was_here(request):
                return render(request, "portal/gone.html", status=403)
            return redirect("start", ref=case.ref)
        request.customer = customer  # type: ignore[attr-defined]
        visits.go_on(request)
        return view(request, case, customer, **rest)

    return page


def mine(customer: Customer, found: Any) -> Any:
    """A thing that was looked up, if it is this customer's own; else it does not exist."""
    if found is None or found.scope != customer.case or found.subject != customer.subject:
        raise Http404
    return found
