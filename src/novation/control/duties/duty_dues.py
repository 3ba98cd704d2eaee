"""What duties put on the day's page: those with a day by name; how many show nothing yet, and how many were seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from novation.control.accounts.models import Person
from novation.control.cases.audience import audiences, opened_sides
from novation.control.cases.dues import Due, DueKind, register
from novation.control.cases.listing import today
from novation.control.cases.models import Case
from novation.control.duties.models import Claim
from novation.control.duties.owed import ANSWERS, days_of, newest
from novation.control.duties.owing import owing_of, seen_in_streams
from novation.control.duties.states import DutyState, Judged, judge, uncounted
from novation.law.controls_owed import ControlOwed
from novation.messages import Text

_DATED = (DutyState.LATE, DutyState.UNKNOWN, DutyState.PARTLY)


@register
def duties_due(person: Person, cases: Any) -> Iterable[Due]:
    """For the cases that close first, in three queries however many they are, and those for the cases."""
    nearest = cases.nearest()
    seen = seen_in_streams({case.ref: opened_sides(person, case.ref) for case in nearest})
    claims = _claims(person, nearest)
    for case in nearest:
        owing = owing_of(case, today())
        days, states = days_of(case, owing), Counter[DutyState]()
        for owed in owing.controls(seen.get(case.ref, {})):
            mine = claims.get((case.pk, owed.control.id), [])
            judged = judge(owed, newest(mine), days(owed.law))
            states[judged.state] += 1
            if judged.due_on is not None and judged.state in _DATED and not uncounted(owed):
                yield _dated(case, owed, judged)
        yield from _counted(case, states)


def _claims(person: Person, cases: list[Case]) -> dict[tuple[int, str], list[Claim]]:
    readable = {case.pk: audiences(person, case.ref) for case in cases}
    found: dict[tuple[int, str], list[Claim]] = {}
    for claim in Claim.objects.filter(case__in=cases, withdrawn_at=None):
        if str(claim.audience) in readable[claim.case_id]:
            found.setdefault((claim.case_id, claim.duty), []).append(claim)
    return found


def _dated(case: Case, owed: ControlOwed, judged: Judged) -> Due:
    control = owed.control
    since = Text("上次履行或立案", "from the last time, or from opening the case")
    if control.on:
        since = Text(f"{control.on.text.zh}之日", f"on {control.on.text.en}")
    return Due(
        DueKind.DUTY,
        control.title,
        case,
        control.citation.text,
        since=since,
        due_at=judged.due_on,
        page="duties",
        verb=Text("查看", "View"),
        needs=frozenset(str(role) for _, role in ANSWERS[control.who]),
    )


def _counted(case: Case, states: Counter[DutyState]) -> Iterable[Due]:
    nothing = states[DutyState.UNKNOWN] + states[DutyState.PARTLY]
    if nothing:
        text = Text(f"{nothing} 项义务还没有足够的证据", f"{nothing} duties without enough evidence yet")
        yield Due(DueKind.UNSEEN, text, case, detail=_named(case), page="duties")
    if states[DutyState.MET]:
        met = states[DutyState.MET]
        text = Text(f"{met} 项义务的证据都在日志里", f"the evidence for {met} duties is in the journal")
        yield Due(DueKind.CHECKED, text, case, detail=_named(case), page="duties")


def _named(case: Case) -> Text:
    name = f"{case.number} {case.title}"
    return Text(name, name)
