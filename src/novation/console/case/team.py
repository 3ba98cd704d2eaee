"""The team of a case: who is what, on which side, since when; adding and removing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.case.offers import offers
from novation.console.seeing import case_page
from novation.control.accounts.models import Grant
from novation.control.cases.actions import TEAM
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.cases.team import names_of
from novation.control.cases.team_gate import NEEDED, team_is_whole
from novation.control.roles import CaseRole, Side
from novation.messages import Text

SIDES = {
    Side.SELLER: Text("出让方", "Seller’s side"),
    Side.BUYER: Text("受让方", "Buyer’s side"),
    Side.NEITHER: Text("中立", "Neither side"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with one role; who has two stands in the list twice."""

    grant: Grant
    name: str
    organisation: str
    role: CaseRole
    by: str | Text


@case_page(TEAM)
def team(request: HttpRequest, case: Case) -> HttpResponse:
    """The team side by side, and the roles that closing needs and nobody holds."""
    grants = Grant.objects.filter(scope=case.ref, ended_at=None).select_related("person__organisation")
    found = list(grants.order_by("id"))
    names = names_of(grant.granted_by for grant in found)
    members = [_member(grant, names) for grant in found]
    held = {member.role for member in members}
    page = {
        "case": case,
        "sides": [(words, [m for m in members if m.grant.side == side]) for side, words in SIDES.items()],
        "missing": [role for role in NEEDED if role not in held],
        "blockers": list(team_is_whole(case))
        if case.phase not in (CasePhase.CLOSING, CasePhase.AFTER)
        else [],
        "count": len({grant.person_id for grant in found}),
        "offers": offers(request.user, case, ("team-member.added",)),
        "may_remove": bool(offers(request.user, case, ("team-member.removed",))),
    }
    return render(request, "console/case/team.html", page)


def _member(grant: Grant, names: dict[str, str]) -> Member:
    by = names.get(grant.granted_by) or Text("系统", "the installation")
    return Member(grant, grant.person.name, grant.person.organisation.name, CaseRole(grant.role), by)
