"""Which clocks run in a deal, from which event, and by when each is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from novation.law.counting import Due, Moment, Waiting, count
from novation.law.entries import Clock, Entry, Threshold
from novation.law.entry_words import Event, Measure
from novation.law.pack import Pack
from novation.law.packset import Packs
from novation.law.verdict import citation_dict
from novation.terms import Place, Term


@dataclass(frozen=True)
class Situation:
    """What is so in a deal: its facts, the places people are in, what has happened, and how many it concerns.

    `facts` are the facts of the deal (record 0007), `measures` the counts that are known: one that is missing starts
    no threshold's clock, but the clock is told as depending on it.
    """

    facts: Mapping[str, Term]
    places: frozenset[Place]
    on: date
    events: Mapping[Event, Moment] = field(default_factory=dict)
    measures: Mapping[Measure, int] = field(default_factory=dict)
    waiting: Sequence[Waiting] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock in a situation; `due` is None where its event has not happened, or a count it needs is unknown."""

    clock: Clock
    law: str
    calendar: str
    due: Due | None
    waits_for: Event | None = None
    threshold: Threshold | None = None

    @property
    def order(self) -> tuple[int, str, str]:
        """Days first, then words, then what has not begun."""
        if self.due and self.due.day:
            return 0, self.due.day.isoformat(), self.clock.id
        return (1 if self.due else 2), "", self.clock.id

    def as_dict(self) -> dict[str, Any]:
        due = self.due or Due()
        return {
            "clock": self.clock.id,
            "law": self.law,
            "title": self.clock.title.as_dict(),
            "what": self.clock.what.as_dict(),
            "who": str(self.clock.who),
            "to": str(self.clock.to),
            "starts": str(self.clock.starts),
            "due_on": due.day.isoformat() if due.day else None,
            "due_at": due.at.isoformat() if due.at else None,
            "word": str(due.word) if due.word else None,
            "provisional": due.provisional,
            "stopped": due.stopped,
            "sooner_at": [str(event) for event in due.open_events],
            "extension_told_by": due.told_by.isoformat() if due.told_by else None,
            "waits_for": str(self.waits_for) if self.waits_for else None,
            "threshold": self.threshold.id if self.threshold else None,
            "calendar": self.calendar,
            "derived": self.clock.derived,
            **citation_dict(self.clock.citation),
        }


def deadlines(packs: Packs, situation: Situation) -> list[Deadline]:
    """Every clock of the packs that apply, the soonest first."""
    found = [
        deadline
        for pack in applying(packs, situation)
        for clock in entries_for(pack.clocks, situation)
        for deadline in _deadline(packs, pack, clock, situation)
    ]
    return sorted(found, key=lambda deadline: deadline.order)


def applying(packs: Packs, situation: Situation) -> list[Pack]:
    """The packs that concern somebody in the deal, by the person's place or the facts of the deal, with their bases."""
    names: set[str] = set()
    for pack in packs:
        if not pack.in_force.contains(situation.on):
            continue
        if any(_may_fit(conditions, situation) for conditions in pack.applies_when):
            names.update(packs.closure(pack.id))
    return [pack for pack in packs if pack.id in names and pack.in_force.contains(situation.on)]


def entries_for(entries: Iterable[Any], situation: Situation) -> Iterator[Any]:
    """Of a pack's entries those in force whose `when` fits the facts of the deal; other facts are not asked."""
    for entry in entries:
        if entry.in_force.contains(situation.on) and _fits_deal(entry, situation):
            yield entry


def reached(threshold: Threshold, measures: Mapping[Measure, int]) -> bool | None:
    """Whether a threshold is reached; None where nobody has counted."""
    counted = measures.get(threshold.counts)
    return None if counted is None else counted >= threshold.at_least


def threshold_of(packs: Packs, pack: Pack, name: str) -> Threshold | None:
    """The threshold that an entry names: this pack's, or that of a pack which it extends."""
    laws = (packs[law] for law in packs.closure(pack.id))
    return next((entry for law in laws for entry in law.thresholds if entry.short_id == name), None)


def _deadline(packs: Packs, pack: Pack, clock: Clock, situation: Situation) -> Iterator[Deadline]:
    calendar = clock.calendar or packs.calendar(pack.id)
    threshold = threshold_of(packs, pack, clock.threshold) if clock.threshold else None
    if threshold is not None:
        over = reached(threshold, situation.measures)
        if over is False:
            return
        if over is None:
            yield Deadline(clock, pack.id, calendar, None, None, threshold)
            return
    start = _start(clock, situation)
    if start is None:
        yield Deadline(clock, pack.id, calendar, None, clock.starts, threshold)
        return
    due = count(clock, start, calendar, situation.events, situation.waiting)
    yield Deadline(clock, pack.id, calendar, due, None, threshold)


def _start(clock: Clock, situation: Situation) -> Moment | None:
    if clock.by_day or (clock.every and not clock.due):
        return situation.events.get(clock.starts, situation.on)
    if clock.threshold and clock.starts is Event.THRESHOLD_REACHED:
        return situation.events.get(clock.starts) or situation.events.get(Event.CLOSING)
    return situation.events.get(clock.starts)


def _may_fit(conditions: Iterable[Any], situation: Situation) -> bool:
    """Whether some person of the deal could fulfil the conditions: facts about persons are left open."""
    for condition in conditions:
        if condition.field == "place":
            if not any(condition.accepts(place) for place in situation.places):
                return False
        elif condition.field in situation.facts and not condition.accepts(situation.facts[condition.field]):
            return False
    return True


def _fits_deal(entry: Entry, situation: Situation) -> bool:
    return all(
        condition.accepts(situation.facts[condition.field])
        for condition in entry.when
        if condition.field in situation.facts
    )
