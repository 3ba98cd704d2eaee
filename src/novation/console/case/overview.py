"""Overview of a case: where it stands, what is in the way, where the people go, who answers for what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from novation.console.case import panels
from novation.console.case.flow import chart_of, flow_of
from novation.console.home import address_of
from novation.console.navigation import address
from novation.console.seeing import case_page
from novation.control.accounts.models import Grant
from novation.control.actions import ACTIONS
from novation.control.cases.actions import CASE
from novation.control.cases.dues import Due, dues
from novation.control.cases.gates import Blocker, blockers
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.roles import CaseRole
from novation.messages import Text
from novation.ui.language import active_language
from novation.ui.parts import Look, Moment, Step

AHEAD = 8


@case_page(CASE)
def overview(request: HttpRequest, case: Case) -> HttpResponse:
    """The phase rail, the blockers, the flow, the days ahead and the team."""
    found = blockers(case)
    decided = flow_of(case)
    page = {
        "case": case,
        "heading": heading(case, found),
        "days": (case.closing_on - timezone.localdate()).days,
        "steps": steps(case, found),
        "looks": [_look(case, one) for one in found],
        "blockers": found,
        "decided": decided,
        "chart": chart_of(decided, active_language()) if decided else None,
        "ahead": _ahead(case, dues(request.user, Case.objects.filter(pk=case.pk))),
        "team": team(case),
        "may_change_form": _may(request, "deal-form.changed", case),
        "may_move_on": not found and case.phase.next and _may(request, "phase.entered", case),
        "addresses": {name: address(name, case) for name in ("plan", "classes", "inventory")},
        "main_panels": panels.drawn(request, case, "main"),
        "aside_panels": panels.drawn(request, case, "aside"),
    }
    return render(request, "console/case/overview.html", page)


def heading(case: Case, found: Sequence[Blocker]) -> Text:
    """Who passes to whom, where it stands, and what is in the way."""
    who = f"{case.seller.name} → {case.buyer.name}"
    following = case.phase.next
    if following is None:
        return Text(f"{who}：已交割", f"{who}: closed, now in the time after")
    if found:
        number = len(found)
        things = "thing stands" if number == 1 else "things stand"
        return Text(
            f"{who}：{number} 项挡在“{following.text.zh}”之前",
            f"{who}: {number} {things} in the way of {following.text.en}",
        )
    return Text(f"{who}：{case.phase.text.zh}阶段", f"{who}: in the phase of {case.phase.text.en}")


def steps(case: Case, found: Sequence[Blocker]) -> list[Step]:
    """The rail: since when each phase, and how much is in the way of the next."""
    entered: dict[Any, date] = {one.phase: timezone.localdate(one.entered_at) for one in case.phases.all()}
    order = list(CasePhase)
    now = order.index(case.phase)
    return [_step(case, phase, place - now, entered, order, found) for place, phase in enumerate(order)]


def _step(
    case: Case,
    phase: CasePhase,
    distance: int,
    entered: dict[Any, date],
    order: list[CasePhase],
    found: Sequence[Blocker],
) -> Step:
    title = Text(phase.text.zh, phase.text.en[:1].upper() + phase.text.en[1:])
    since = entered.get(phase)
    notes: tuple[Any, ...] = ()
    if distance < 0 and since:
        end = entered.get(phase.next) if phase.next else None
        notes = (
            Text(f"{since:%m-%d} 至 {end:%m-%d}", f"{since:%m-%d} to {end:%m-%d}")
            if end
            else f"{since:%m-%d}",
        )
    elif distance == 0 and since:
        notes = (Text(f"{since} 起", f"since {since}"),)
    elif phase is CasePhase.CLOSING:
        notes = (Text(f"计划 {case.closing_on}", f"{case.closing_on} planned"),)
    in_the_way = (
        Text(f"{len(found)} 项挡在前面", f"{len(found)} in the way") if distance == 1 and found else None
    )
    return Step(title, "done" if distance < 0 else "now" if distance == 0 else "ahead", notes, in_the_way)


def _look(case: Case, one: Blocker) -> Look:
    return Look(
        one.state, one.text, one.citation, one.detail, address(one.page, case) or "" if one.page else ""
    )


def _ahead(case: Case, found: Sequence[Due]) -> list[Moment]:
    """The days to come, the nearest first; the same day and words once."""
    now = timezone.now()
    coming = [due for due in found if due.ends is not None and due.ends >= now and due.since is not None]
    return [
        Moment(due.due_at, due.title, _beside(case, due), True, address_of(due), due.citation)
        for due in coming[:AHEAD]
    ]


def _beside(case: Case, due: Due) -> Text | None:
    """The detail, unless it only says which case this is."""
    return None if due.detail is None or due.detail.en.startswith(case.number) else due.detail


def team(case: Case) -> list[dict[str, Any]]:
    """Everybody on the team with all their roles; by the order of the roles."""
    held = Grant.objects.filter(scope=case.ref, ended_at=None).select_related(
        "person", "person__organisation"
    )
    by_person = groupby(sorted(held, key=lambda one: one.person_id), key=lambda one: one.person)
    people = [
        (person, sorted((CaseRole(one.role) for one in grants), key=_rank)) for person, grants in by_person
    ]
    people.sort(key=lambda one: _rank(one[1][0]))
    return [{"person": person, "roles": [role.text for role in roles]} for person, roles in people]


def _rank(role: CaseRole) -> int:
    return list(CaseRole).index(role)


def _may(request: HttpRequest, tag: str, case: Case) -> bool:
    return ACTIONS[tag].policy.refusal(request.user, case, {}) is None
