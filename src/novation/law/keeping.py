"""Retention as an interval: how long a category must be kept at least, and may be kept at most, under each law. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from novation.law.counting import add_months
from novation.law.pack import RetentionPeriod
from novation.law.packset import Packs
from novation.law.vocabulary import Ceiling, FloorStart
from novation.terms import Category, Place


@dataclass(frozen=True, slots=True)
class Interval:
    """[floor, ceiling] for one category of people in one place, kept by somebody in another.

    `floors` and `ceilings` are the entries that count. `floor_until` and `ceiling_on` are days for a given last
    transaction; the ceiling is None where the law names no number (`shortest`: kept no longer than the purpose asks).
    """

    category: Category
    place: Place
    seller_place: Place
    floors: tuple[RetentionPeriod, ...]
    ceilings: tuple[RetentionPeriod, ...]

    @property
    def floor_years(self) -> Decimal | None:
        return max((_years(entry.floor_years) for entry in self.floors), default=None)

    @property
    def ceiling_years(self) -> Decimal | None:
        """The shortest numbered ceiling."""
        return min(
            (_years(e.ceiling_years) for e in self.ceilings if e.ceiling_years is not None), default=None
        )

    @property
    def shortest(self) -> bool:
        return any(entry.ceiling is Ceiling.SHORTEST_NECESSARY for entry in self.ceilings)

    @property
    def is_restricted(self) -> bool:
        """Whether the floor lies beyond the ceiling: then the record is kept restricted, never destroyed early."""
        floor, ceiling = self.floor_years, self.ceiling_years
        return floor is not None and (ceiling is not None and floor > ceiling)

    def floor_until(self, last: date) -> date | None:
        """The first day on which no floor runs any more, for a last transaction on `last`."""
        return max((ends(entry, entry.floor_years, last) for entry in self.floors), default=None)

    def ceiling_on(self, last: date) -> date | None:
        """The first day on which a numbered ceiling is passed."""
        numbered = [entry for entry in self.ceilings if entry.ceiling_years is not None]
        return min((ends(entry, entry.ceiling_years, last) for entry in numbered), default=None)

    def as_dict(self) -> dict[str, Any]:
        return {
            "category": str(self.category),
            "place": str(self.place),
            "seller_place": str(self.seller_place),
            "floor_years": None if self.floor_years is None else str(self.floor_years),
            "ceiling_years": None if self.ceiling_years is None else str(self.ceiling_years),
            "shortest_necessary": self.shortest,
            "restricted": self.is_restricted,
            "floors": [entry.id for entry in self.floors],
            "ceilings": [entry.id for entry in self.ceilings],
            "confirmed": all(entry.citation.confirmed for entry in (*self.floors, *self.ceilings)),
        }


def interval(packs: Packs, category: Category, place: Place, seller_place: Place, on: date) -> Interval:
    """What all laws in force say together: the longest floor, the shortest ceiling."""
    entries = [
        entry
        for pack in packs
        if pack.in_force.contains(on)
        for entry in pack.retention
        if category in entry.category and entry.in_force.contains(on) and _binds(entry, place, seller_place)
    ]
    return Interval(
        category,
        place,
        seller_place,
        tuple(entry for entry in entries if entry.floor_years is not None),
        tuple(e for e in entries if e.ceiling_years is not None or e.ceiling is not None),
    )


def ends(entry: RetentionPeriod, years: Decimal | None, last: date) -> date:
    """The first day after a period of some years (to the month) from the last transaction, or from that year's end."""
    start = date(last.year + 1, 1, 1) if entry.start is FloorStart.END_OF_YEAR else last
    return add_months(start, int(_years(years) * 12))


def bound_records(packs: Packs, on: date) -> Iterable[RetentionPeriod]:
    """Periods of records that are no customer category: logs, assessment reports, proofs of consent."""
    for pack in packs:
        if pack.in_force.contains(on):
            yield from (e for e in pack.retention if e.record is not None and e.in_force.contains(on))


def _binds(entry: RetentionPeriod, place: Place, seller_place: Place) -> bool:
    """A floor binds whoever keeps the record as well; a ceiling protects the person, wherever the keeper is."""
    if not entry.places or place in entry.places:
        return True
    return entry.floor_years is not None and seller_place in entry.places


def _years(years: Decimal | None) -> Decimal:
    return Decimal(0) if years is None else years
