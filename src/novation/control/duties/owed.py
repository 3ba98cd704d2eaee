"""The duties of a case: what the packs' controls ask, of whom, by when, with what has been seen and what is claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from novation.control.accounts.models import Grant
from novation.control.cases.counting import project_of
from novation.control.cases.listing import today
from novation.control.cases.models import Case, Task
from novation.control.cases.situation import events_of, shipped_packs, situation_in
from novation.control.duties.models import Claim
from novation.control.duties.states import Days, DutyState, Judged, judge
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole, Side
from novation.handover.deciding import project_packs
from novation.handover.situation import situation_of
from novation.law import Packs
from novation.law.controls_owed import ControlOwed, Seen, controls_owed, seen_in
from novation.law.deadlines import Situation
from novation.law.entry_words import EvidenceKind, Party
from novation.terms import DealForm

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


@dataclass(frozen=True)
class Owing:
    """What a case is judged on: packs and situation, the project's own where the data plane has one."""

    packs: Packs
    situation: Situation
    project_seen: Mapping[str, Seen]


def owing_of(case: Case, on: date) -> Owing:
    """The case's deal form and phase always count; a project adds its counts, places and journal."""
    project = project_of(case)
    if project is None:
        return Owing(shipped_packs(), situation_in(case, on), {})
    packs = project_packs(project, on)
    form = DealForm(case.deal_form)
    situation = situation_of(project, packs, on, events_of(case), deal_form=form, phase=case.phase.law_phase)
    return Owing(packs, situation, seen_in((entry.tag, entry.at) for entry in project.journal.entries()))


def duties_of(case: Case, reader: Any) -> list[Duty]:
    """Every duty of a case as a reader may see it, the late ones first."""
    owing = owing_of(case, today())
    owed = controls_owed(owing.packs, owing.situation, _seen(case, owing))
    claims = _claims(case, reader)
    tasks = _tasks(case, reader)
    people = _people(case)
    found = []
    for one in owed:
        control = one.control
        mine = claims.get(control.id, ())
        days = Days(
            owing.situation.events,
            timezone.localdate(case.opened_at),
            owing.situation.on,
            owing.packs.calendar(one.law),
        )
        judged = judge(one, max((claim.met_on for claim in mine), default=None), days)
        task = tasks.get(control.id)
        named = (task.owner.name,) if task else _answering(control.who, people)
        found.append(Duty(one, judged, named, task.ref if task else "", tuple(mine)))
    return sorted(found, key=lambda duty: duty.order)


def _seen(case: Case, owing: Owing) -> dict[str, Seen]:
    """Of each tag that is evidence for something: how often and when last, in the case's journal or the project's."""
    wanted = {
        evidence.ref
        for pack in owing.packs
        for control in pack.controls
        for evidence in control.evidence
        if evidence.kind is EvidenceKind.JOURNAL
    }
    rows = LogEntry.objects.filter(stream=case.ref, tag__in=sorted(wanted)).values("tag")
    found = {
        row["tag"]: Seen(row["n"], row["last"][:10]) for row in rows.annotate(n=Count("id"), last=Max("at"))
    }
    for tag, seen in owing.project_seen.items():
        here = found.get(tag)
        found[tag] = Seen(seen.times + here.times, max(seen.last_on, here.last_on)) if here else seen
    return found


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
