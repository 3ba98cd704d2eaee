"""Values that the larger parts draw: a clock, a step of a rail, a moment of a timeline. They know nothing of cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from novation.messages import Text

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time used up. `since` names the event that started it, `amount` how long it runs; without `due` it is undecided.

    `state`: late, soon, run, met, pause or unknown. `share`: how much of the time is used, 0 to 100.
    """

    state: str
    share: int
    left: Text
    due: date | datetime | None = None
    since: Text | None = None
    amount: Text | None = None


def clock(
    now: datetime,
    due: datetime | None,
    start: datetime | None = None,
    since: Text | None = None,
    amount: Text | None = None,
    paused: bool = False,
) -> Clock:
    """How a duty stands at `now`; a clock that nobody could set says so."""
    if due is None:
        return Clock("unknown", 0, Text("未定", "Open"), None, since, amount)
    left = due - now
    used = (now - start) / (due - start) if start is not None and due > start else None
    share = 100 if left <= timedelta(0) else round(100 * used) if used is not None else 0
    if paused:
        return Clock("pause", share, Text("已停表", "Stopped"), due, since, amount)
    state = "late" if left < timedelta(0) else "soon" if left <= SOON else "run"
    return Clock(state, max(0, min(100, share)), remaining(left), due, since, amount)


def remaining(left: timedelta) -> Text:
    """How long, in the largest unit that still tells something: days from two days on, else hours, else minutes."""
    late, span = left < timedelta(0), abs(left)
    number, zh, en = _unit(span)
    en = en if number == 1 else f"{en}s"
    if late:
        return Text(f"逾期 {number} {zh}", f"{number} {en} late")
    return Text(f"剩 {number} {zh}", f"{number} {en} left")


def _unit(span: timedelta) -> tuple[int, str, str]:
    if span >= timedelta(days=2):
        return span.days, "天", "day"
    if span >= timedelta(hours=1):
        return int(span.total_seconds() // 3600), "小时", "hour"
    return int(span.total_seconds() // 60), "分钟", "minute"


@dataclass(frozen=True, slots=True)
class Step:
    """A phase of a rail. `state`: done, now or ahead. `open`: what is unfinished in it, shown in ochre."""

    title: Any
    state: str = "ahead"
    notes: tuple[Any, ...] = ()
    open: Any = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of a timeline. `ahead`: claimed by others or still to come (hollow), else an entry of the journal."""

    at: Any
    text: Any
    detail: Any = None
    ahead: bool = False
    address: str = ""
    citation: Any = None


@dataclass(frozen=True, slots=True)
class Look:
    """A line of a list of things looked at: a state with what was seen, what it rests on, and where to see to it."""

    state: str
    text: Any
    citation: Any = None
    detail: Any = None
    address: str = ""
    aside: Any = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and the same figures as a table."""

    svg: str
    columns: tuple[Any, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    total: tuple[Any, ...] = ()
    marks: tuple[str, ...] = field(default=())
