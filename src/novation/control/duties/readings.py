"""What programs read of duties: what each law asks, by when, and whether the software saw it or somebody claims it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from novation.control.cases.models import Case
from novation.control.duties.actions import DUTIES
from novation.control.duties.owed import Duty, duties_of
from novation.control.duties.states import DutyState
from novation.control.reading import reading
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class DutyRow:
    """`seen_on`: when the evidence in a journal was whole; `task`: the reference of one that serves it, or empty."""

    id: str
    law: str
    title: Text
    citation: Text
    state: DutyState
    due_on: date | None
    seen_on: date | None
    task: str
    claims: int


@reading("duties", zh="义务与证据", en="Duties and evidence", sight=DUTIES)
def duties(case: Case, actor: Any) -> list[DutyRow]:
    """Every duty of the case, the late ones first."""
    return [_row(one) for one in duties_of(case, actor)]


def _row(one: Duty) -> DutyRow:
    control = one.owed.control
    return DutyRow(
        one.id, one.owed.law, control.title, control.citation.text, one.state, one.judged.due_on,
        one.judged.seen_on, one.task, len(one.claims),
    )  # fmt: skip
