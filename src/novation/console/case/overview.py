"""Overview of a case: where it stands, what is in the way, who answers for what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.seeing import case_page
from novation.control.accounts.models import Grant
from novation.control.cases.actions import CASE
from novation.control.cases.gates import blockers
from novation.control.cases.models import Case


@case_page(CASE)
def overview(request: HttpRequest, case: Case) -> HttpResponse:
    """The phase rail, the blockers and the team."""
    team = Grant.objects.filter(scope=case.ref, ended_at=None).select_related("person").order_by("id")
    page = {"case": case, "blockers": blockers(case), "team": team}
    return render(request, "console/case/overview.html", page)
