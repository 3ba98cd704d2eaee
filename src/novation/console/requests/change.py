"""What an erasure would change, before anybody signs it: what goes, what stays and by which article."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from novation.console.case.offers import offers
from novation.console.requests.words import ERASING
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.operations.proposals import proposal
from novation.control.rights.actions import REQUESTS
from novation.control.rights.models import Request
from novation.errors import NovationError


@never_cache
@case_page(REQUESTS)
def change(request: HttpRequest, case: Case, asked: str) -> HttpResponse:
    """Read from sources and verdicts as they are now; the handler signs the digest of exactly this."""
    one = Request.objects.select_related("case", "handled_by").filter(case=case, ref=asked).first()
    if one is None or not one.subject or one.right not in ERASING:
        raise Http404
    error = found = None
    try:
        found = proposal(one)
    except NovationError as problem:
        error = problem
    page = {
        "case": case,
        "one": one,
        "error": error,
        "found": found,
        "may_sign": bool(found and found.going and offers(request.user, one, ("request.authorised",))),
    }
    status = error.kind.http_status if error else 200
    return render(request, "console/requests/change.html", page, status=status)
