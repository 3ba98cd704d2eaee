"""Counts a clock from its event to the day or moment by which something must be done, as the law it comes from counts.

Days and months leave out the day of the event and end with the close of the last day in the place's own zone
(e.g. PRC Civil Code 201; Regulation (EEC, Euratom) 1182/71, Art. 3); months clamp to the end of a shorter month; hours
run from the moment, to the second. Waiting for proof of identity or a fee makes the clock start anew when it comes;
waiting for a clarification adds the days waited (UK GDPR 12A).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from novation.law.calendars import Counted, working_days, zone_of
from novation.law.entries import Clock, Span
from novation.law.entry_words import Direction, Event, Pause, Unit

Moment = date | datetime
"""A day, or an instant with its zone."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pause from a day up to, and without, another; `until` is None while it lasts."""

    kind: Pause
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """By when. `day` is the last day; `at` the instant, for clocks of hours; both None where the law names no number
    or the clock stands still. `open_events` would end it sooner if they happened."""

    day: date | None = None
    at: datetime | None = None
    word: Unit | None = None
    provisional: bool = False
    stopped: bool = False
    open_events: tuple[Event, ...] = ()
    told_by: date | None = None

    @property
    def end(self) -> datetime | None:
        """The instant at which it is too late, in UTC; of a day without zone, its end in UTC."""
        if self.at is not None:
            return self.at.astimezone(UTC)
        if self.day is None:
            return None
        return datetime.combine(self.day + timedelta(days=1), time(), UTC)


def count(
    clock: Clock,
    start: Moment,
    calendar: str,
    events: Mapping[Event, Moment] | None = None,
    waiting: Sequence[Waiting] = (),
    *,
    extended: bool = False,
) -> Due:
    """When a clock that began at `start` runs out; the earliest of its spans and of the events that have happened."""
    events = events or {}
    began, added, stopped = _begin(clock, start, waiting, calendar)
    if stopped:
        return Due(stopped=True)
    found = [_span(clock, span, began, calendar, added, extended) for span in clock.due]
    if clock.by_day:
        found.append(Due(day=next_day(clock.by_day, day_of(began, calendar))))
    found += [_at_event(events[event], calendar) for event in clock.at_events if event in events]
    if clock.every and not found:
        found = [_span(clock, clock.every, began, calendar, added, False)]
    numbered = [due for due in found if due.end is not None]
    best = min(numbered, key=_end) if numbered else found[0] if found else Due()
    return Due(
        best.day,
        best.at,
        best.word,
        best.provisional,
        open_events=tuple(event for event in clock.at_events if event not in events),
        told_by=_told_by(clock, began, calendar),
    )


def add(span: Span, start: Moment, calendar: str, *, back: bool = False) -> Due:
    """The end of one span after `start`, or its beginning before it."""
    if span.is_word:
        return Due(word=span.unit)
    amount = -span.amount if back else span.amount
    if span.unit is Unit.HOURS:
        at = instant_of(start, calendar) + timedelta(hours=amount)
        return Due(day=at.astimezone(zone_of(calendar)).date(), at=at)
    day = day_of(start, calendar)
    if span.unit is Unit.DAYS:
        return Due(day=day + timedelta(days=amount))
    if span.unit is Unit.WORKING_DAYS:
        counted: Counted = working_days(calendar).add(day, amount)
        return Due(day=counted.early, provisional=counted.provisional)  # a duty is never told too late
    months = amount * 12 if span.unit is Unit.YEARS else amount
    return Due(day=add_months(day, months))


def add_months(day: date, months: int) -> date:
    """The same day some months on; where that month has no such day, its last."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def next_day(month_day: tuple[int, int], on: date) -> date:
    """The next such day of the year on or after a date."""
    this_year = date(on.year, *month_day)
    return this_year if this_year >= on else date(on.year + 1, *month_day)


def day_of(moment: Moment, calendar: str) -> date:
    """The day that a moment falls on where the clock counts."""
    return moment.astimezone(zone_of(calendar)).date() if isinstance(moment, datetime) else moment


def instant_of(moment: Moment, calendar: str) -> datetime:
    """The instant of a moment; of a bare day its beginning, so that nothing is counted too long."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), zone_of(calendar))


def _begin(
    clock: Clock, start: Moment, waiting: Sequence[Waiting], calendar: str
) -> tuple[Moment, timedelta, bool]:
    """Where the clock really starts, the days to add, and whether it stands still."""
    added = timedelta()
    for wait in waiting:
        if wait.kind not in clock.pauses:
            continue
        if wait.until is None:
            return start, added, True
        if wait.kind is Pause.CLARIFICATION:
            added += max(wait.until - wait.since, timedelta())
        elif wait.until > day_of(start, calendar):
            start = wait.until
    return start, added, False


def _span(clock: Clock, span: Span, began: Moment, calendar: str, added: timedelta, extended: bool) -> Due:
    back = clock.direction is Direction.BEFORE
    due = add(span, began, calendar, back=back)
    if extended and clock.extension and due.day is not None:
        due = _extended(due, span, clock.extension.by, began, calendar, back)
    if not added or due.day is None:
        return due
    return Due(due.day + added, due.at + added if due.at else None, due.word, due.provisional)


def _extended(due: Due, span: Span, by: Span, began: Moment, calendar: str, back: bool) -> Due:
    """One span lengthened by another: of the same kind as one longer span, of another kind from where the first ends."""
    months = {Unit.MONTHS: 1, Unit.YEARS: 12}
    if by.is_word or due.day is None:
        return due
    if span.unit is by.unit:
        return add(Span(span.amount + by.amount, span.unit), began, calendar, back=back)
    if span.unit in months and by.unit in months:
        whole = Span(span.amount * months[span.unit] + by.amount * months[by.unit], Unit.MONTHS)
        return add(whole, began, calendar, back=back)
    further = add(by, due.at or due.day, calendar, back=back)
    return replace(further, provisional=further.provisional or due.provisional)


def _at_event(moment: Moment, calendar: str) -> Due:
    return Due(day=day_of(moment, calendar), at=moment if isinstance(moment, datetime) else None)


def _told_by(clock: Clock, began: Moment, calendar: str) -> date | None:
    within = clock.extension.told_within if clock.extension else None
    return add(within, began, calendar).day if within else None


def _end(due: Due) -> datetime:
    assert due.end is not None
    return due.end
