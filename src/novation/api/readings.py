"""The readings that every case has: itself, its team, its journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from novation.control.accounts.models import Grant
from novation.control.cases.actions import CASE
from novation.control.cases.audience import opened_sides
from novation.control.cases.gates import blockers
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.journal.models import LogEntry, Opening
from novation.control.journal.opening import openings
from novation.control.reading import Window, reading
from novation.control.roles import Side
from novation.messages import Text
from novation.terms import DealForm


@dataclass(frozen=True, slots=True)
class CaseRow:
    ref: str
    number: str
    title: str
    deal_form: DealForm
    phase: CasePhase
    seller: str
    buyer: str
    closing_on: date
    opened_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Member:
    grant: str
    person: str
    name: str
    role: str
    side: Side
    since: datetime


@dataclass(frozen=True, slots=True)
class InTheWay:
    number: int
    text: Text
    citation: Text | None
    state: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The commitment is the SHA-256 of salt, line end and line."""

    salt: str
    line: str


@dataclass(frozen=True, slots=True)
class JournalRow:
    index: int
    at: str
    tag: str
    by: str
    refs: dict[str, str | int | bool]
    leaf: str
    opened: Opened | None
    """Of an entry of one side: what it committed to, where it is open to the caller."""


def row_of(case: Case) -> CaseRow:
    return CaseRow(
        case.ref, case.number, case.title, case.deal_form, case.phase, case.seller.ref, case.buyer.ref,
        case.closing_on, case.opened_at, case.version,
    )  # fmt: skip


@reading("", zh="案件", en="The case", sight=CASE)
def the_case(case: Case, actor: Any) -> CaseRow:
    """Number, title, deal form, phase, companies (by reference), day of closing."""
    return row_of(case)


@reading("team", zh="团队", en="Team", sight=CASE)
def team(case: Case, actor: Any) -> list[Member]:
    """Who holds which role on which side, and since when."""
    held = Grant.objects.filter(scope=case.ref, ended_at=None).select_related("person").order_by("id")
    return [Member(g.ref, g.person.ref, g.person.name, g.role, g.side, g.granted_at) for g in held]


@reading("blockers", zh="阻碍", en="What is in the way", sight=CASE)
def in_the_way(case: Case, actor: Any) -> list[InTheWay]:
    """What keeps the case from entering the next phase, each with its citation."""
    found = enumerate(blockers(case), 1)
    return [InTheWay(number, one.text, one.citation, one.state) for number, one in found]


@reading("journal", zh="日志", en="Journal", sight=CASE)
def journal(case: Case, actor: Any, window: Window) -> list[JournalRow]:
    """The entries of the case's log from the first on; their leaves are those of the Merkle tree."""
    start = int(window.after) + 1 if window.after else 0
    if not -1 < start < 2**53:
        raise ValueError(window.after)
    rows = LogEntry.objects.filter(stream=case.ref, index__gte=start).order_by("index")[: window.limit + 1]
    entries = list(rows)
    own = openings(case.ref, (e.index for e in entries), opened_sides(actor, case.ref))
    return [_entry(e, own.get(e.index)) for e in entries]


def _entry(e: LogEntry, own: Opening | None) -> JournalRow:
    refs, leaf = json.loads(e.line)["refs"], "sha256:" + bytes(e.leaf).hex()
    return JournalRow(e.index, e.at, e.tag, e.by, refs, leaf, Opened(own.salt, own.line) if own else None)
