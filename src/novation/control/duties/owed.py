"""The duties of a case: what the packs' controls ask, of whom, by when, with what has been seen and what is claimed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from novation.control.accounts.models import Grant
from novation.control.cases.audience import opened_sides
from novation.control.cases.listing import today
from novation.control.cases.models import Case, Task
from novation.control.duties.models import Claim
from novation.control.duties.owing import Owing, owing_of, seen_in_streams
from novation.control.duties.states import Days, DutyState, Judged, judge
from novation.control.roles import CaseRole, Side
from novation.law.controls_owed import ControlOwed
from novation.law.entry_words import Party

ANSWERS: Mapping[Party, tuple[tuple[Side, CaseRole], ...]] = {
    Party.SELLER: ((Side.SELLER, CaseRole.COMPLIANCE_OFFICER),),
    Party.BUYER: ((Side.BUYER, CaseRole.BUYERS_LAWYER), (Side.BUYER, CaseRole.RECEIVER)),
    Party.EITHER: ((Side.SELLER, CaseRole.COMPLIANCE_OFFICER),),
    Party.BOTH: ((Side.SELLER, CaseRole.COMPLIANCE_OFFICER), (Side.BUYER, CaseRole.BUYERS_LAWYER)),
    Party.ADMINISTRATOR: ((Side.SELLER, CaseRole.OWNER),),
    Party.AUTHORITY: (),
}
"""Who answers for what a law asks of a side, until a task gives it to somebody by name."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed. `people`: by name, or empty where nobody holds the role; `task`: the reference of one that serves it."""

    owed: ControlOwed
    judged: Judged
    people: tuple[str, ...]
    task: str
    claims: tuple[Claim, ...]

    @property
    def id(self) -> str:
        return self.owed.control.id

    @property
    def state(self) -> DutyState:
        return self.judged.state

    @property
    def order(self) -> tuple[int, str, str]:
        """What is late first, what was seen last; within that what is due soonest."""
        due = self.judged.due_on.isoformat() if self.judged.due_on else "9999"
        return list(DutyState).index(self.state), due, self.id


def duties_of(case: Case, reader: Any) -> list[Duty]:
    """Every duty of a case as a reader may see it, the late ones first."""
    owing = owing_of(case, today())
    claims, tasks, people = _claims(case, reader), _tasks(case, reader), _people(case)
    found = []
    sides = opened_sides(reader, case.ref)
    days = days_of(case, owing)
    for owed in owing.controls(seen_in_streams({case.ref: sides}).get(case.ref, {})):
        mine, task = claims.get(owed.control.id, ()), tasks.get(owed.control.id)
        judged = judge(owed, newest(mine), days(owed.law))
        named = (task.owner.name,) if task else _answering(owed.control.who, people)
        found.append(Duty(owed, judged, named, task.ref if task else "", tuple(mine)))
    return sorted(found, key=lambda duty: duty.order)


def newest(claims: Iterable[Claim]) -> date | None:
    """The last day for which somebody claims it."""
    return max((claim.met_on for claim in claims), default=None)


def days_of(case: Case, owing: Owing) -> Callable[[str], Days]:
    """By law, the days on which its duties rest, counted as that law counts; worked out once for each law."""
    situation = owing.situation
    opened_on = timezone.localdate(case.opened_at)

    @functools.cache
    def of_law(law: str) -> Days:
        return Days(situation.events, opened_on, situation.on, owing.calendar(law))

    return of_law


def _claims(case: Case, reader: Any) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    live = Claim.objects.visible_to(reader, case).filter(withdrawn_at=None).order_by("-id")
    for claim in live.prefetch_related("evidence__version__file"):
        found.setdefault(claim.duty, []).append(claim)
    return found


def _tasks(case: Case, reader: Any) -> dict[str, Task]:
    """The live tasks that serve a duty."""
    serving = Task.objects.visible_to(reader, case).filter(closed_at=None).exclude(duty="")
    return {task.duty: task for task in serving.select_related("owner").order_by("-due_on")}


def _people(case: Case) -> dict[tuple[str, str], list[str]]:
    held = Grant.objects.filter(scope=case.ref, ended_at=None, person__is_active=True).order_by(
        "person__name"
    )
    found: dict[tuple[str, str], list[str]] = {}
    for side, role, name in held.values_list("side", "role", "person__name"):
        found.setdefault((str(side), role), []).append(name)
    return found


def _answering(who: Party, people: Mapping[tuple[str, str], list[str]]) -> tuple[str, ...]:
    names = [name for side, role in ANSWERS[who] for name in people.get((str(side), str(role)), ())]
    return tuple(dict.fromkeys(names))
