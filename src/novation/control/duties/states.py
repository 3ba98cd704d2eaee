"""The state of a duty: what the software saw for itself, what people claim, what is late, what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from novation.law.controls_owed import ControlOwed, Reach, Shown
from novation.law.counting import Moment, add, day_of
from novation.law.entries import Control
from novation.law.entry_words import Event
from novation.terms.vocabulary import Term


class DutyState(Term):
    """Only `met` was seen by the software; `claimed` is what people say, with files; neither turns into the other."""

    LATE = "overdue", "逾期", "overdue"
    UNKNOWN = "unknown", "没有证据，没有结论", "no evidence, no result"
    PARTLY = "partly-seen", "看到一部分证据", "evidence seen in part"
    CLAIMED = "claimed", "有人声明并附证据", "claimed, with evidence"
    MET = "met", "软件看到全部证据", "all evidence seen by the software"


@dataclass(frozen=True, slots=True)
class Judged:
    """`seen_on`: the day of the youngest evidence in a journal that completes it; `due_on`: None where no day is known."""

    state: DutyState
    seen_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a case on which a duty's own day rests; `calendar`: whose working days count."""

    events: Mapping[Event, Moment]
    opened_on: date
    today: date
    calendar: str = ""


def judge(owed: ControlOwed, claimed_on: date | None, days: Days) -> Judged:
    """The state of one duty. What is owed again and again is met only as long as its evidence is young enough."""
    seen = [date.fromisoformat(one.seen.last_on) for one in owed.evidence if one.seen]
    whole = bool(owed.evidence) and all(one.shown is Shown.IN_JOURNAL for one in owed.evidence)
    seen_on = min(seen) if whole else None
    due_on = due_day(owed.control, max(filter(None, (seen_on, claimed_on)), default=None), days)
    if seen_on and _still(owed.control, seen_on, days):
        return Judged(DutyState.MET, seen_on, due_on)
    if claimed_on and _still(owed.control, claimed_on, days):
        return Judged(DutyState.CLAIMED, seen_on, due_on)
    if due_on and due_on < days.today and not uncounted(owed):
        return Judged(DutyState.LATE, seen_on, due_on)
    return Judged(DutyState.PARTLY if seen else DutyState.UNKNOWN, seen_on, due_on)


def uncounted(owed: ControlOwed) -> bool:
    """Whether it is owed only from a number of people on, and nobody has counted: then no day is held against anybody."""
    return owed.threshold is not None and owed.threshold.reach is Reach.UNKNOWN


def due_day(control: Control, last: date | None, days: Days) -> date | None:
    """By when, where that is a day: the event's, or a span after the last time (or after the case was opened)."""
    if control.on is not None:
        moment = days.events.get(control.on)
        return day_of(moment, days.calendar) if moment else None
    return add(control.every, last or days.opened_on, days.calendar).day if control.every else None


def _still(control: Control, on: date, days: Days) -> bool:
    """Whether evidence of a day counts today."""
    until = add(control.every, on, days.calendar).day if control.every else None
    return until is None or until >= days.today
