"""The numbers of a year that are made public: requests by right and outcome, and how long answers took. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from novation.control.rights.states import OPEN, Outcome, State
from novation.law.entry_words import Right
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Handled:
    """Of a request what the numbers need; nothing of who asked, nor of what was said."""

    right: Right
    state: State
    outcome: Outcome
    received_at: datetime
    closed_at: datetime | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of one right. `days`: the median from receipt to answer, None where nothing was answered."""

    right: Right
    received: int
    whole: int
    part: int
    nothing_held: int
    refused: int
    withdrawn: int
    open: int
    late: int
    days: float | None


HEADS = (
    Text("权利", "Right"),
    Text("收到", "Received"),
    Text("全部照办", "Done as asked"),
    Text("部分或限制", "In part or restricted"),
    Text("没有资料", "Nothing held"),
    Text("拒绝", "Refused"),
    Text("撤销", "Withdrawn"),
    Text("办理中", "Open"),
    Text("逾期答复", "Answered late"),
    Text("天数中位数", "Median days"),
)


def numbers_of(year: int, requests: Iterable[Handled]) -> list[Numbers]:
    """One line for each right that was asked for in the year of receipt, in the order of the vocabulary."""
    found: defaultdict[Right, list[Handled]] = defaultdict(list)
    for one in requests:
        if one.received_at.year == year:
            found[one.right].append(one)
    return [_numbers(right, found[right]) for right in Right if right in found]


def _numbers(right: Right, asked: list[Handled]) -> Numbers:
    states = Counter(one.state for one in asked)
    outcomes = Counter(one.outcome for one in asked if one.state is State.DONE)
    answered = [one for one in asked if one.state in (State.DONE, State.REFUSED) and one.closed_at]
    days = [(one.closed_at - one.received_at).total_seconds() / 86_400 for one in answered if one.closed_at]
    return Numbers(
        right=right,
        received=len(asked),
        whole=outcomes[Outcome.WHOLE],
        part=outcomes[Outcome.PART] + outcomes[Outcome.RESTRICTED],
        nothing_held=outcomes[Outcome.NOTHING_HELD],
        refused=states[State.REFUSED],
        withdrawn=states[State.WITHDRAWN],
        open=sum(states[state] for state in OPEN),
        late=sum(_late(one) for one in answered),
        days=round(median(days), 1) if days else None,
    )


def _late(one: Handled) -> bool:
    return one.due_on is not None and one.closed_at is not None and one.closed_at.date() > one.due_on
