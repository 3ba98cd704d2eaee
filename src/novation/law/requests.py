"""By when a person's request must be answered, by every law that gives the right where the person is. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from novation.law.counting import Due, Moment, Waiting, count
from novation.law.deadlines import Situation, applying, entries_for
from novation.law.entries import Clock
from novation.law.entry_words import Event, Right
from novation.law.packset import Packs
from novation.terms import Place, Term

_STARTS = frozenset({Event.REQUEST_RECEIVED, Event.REQUEST_COMPLAINT, Event.OPT_OUT, Event.ACCOUNT_CANCELLED})


@dataclass(frozen=True)
class Asked:
    """A request: what is asked, where the person is, when it came, what stopped the clock, and whether it was extended.

    `facts`: those of the deal (record 0007); a law that applies by the seller's place is told apart by them.
    """

    right: Right
    place: Place
    received: Moment
    facts: Mapping[str, Term]
    waiting: Sequence[Waiting] = ()
    extended: bool = False


@dataclass(frozen=True, slots=True)
class RequestClock:
    """One law's clock for a request. `due.day` is None where the law names no number, or while the clock stands still."""

    clock: Clock
    law: str
    due: Due

    @property
    def extendable(self) -> bool:
        return self.clock.extension is not None


def request_clocks(packs: Packs, asked: Asked, on: date) -> list[RequestClock]:
    """The clocks of a request, the soonest day first, then those that name no number; none: no law gives the right.

    A pause stops only the clocks whose law says so; an extension lengthens only those that can be extended.
    """
    situation = Situation(asked.facts, frozenset({asked.place}), on)
    found = [
        RequestClock(clock, pack.id, _due(packs, pack.id, clock, asked))
        for pack in applying(packs, situation)
        for clock in entries_for(pack.clocks, situation)
        if clock.starts in _STARTS and asked.right in clock.rights
    ]
    return sorted(found, key=_order)


def _due(packs: Packs, law: str, clock: Clock, asked: Asked) -> Due:
    calendar = clock.calendar or packs.calendar(law)
    extended = asked.extended and clock.extension is not None
    return count(clock, asked.received, calendar, {}, asked.waiting, extended=extended)


def _order(found: RequestClock) -> tuple[int, str, str]:
    day = found.due.day
    return (0, day.isoformat(), found.clock.id) if day else (1, "", found.clock.id)
