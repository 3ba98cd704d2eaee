"""Retention as an interval: how long a category must be kept at least, and may be kept at most, under each law. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from novation.law.counting import add_months
from novation.law.deadlines import Situation, applying
from novation.law.pack import Pack, RetentionPeriod
from novation.law.packset import Packs
from novation.law.verdict import citation_dict
from novation.law.vocabulary import Ceiling, FloorStart
from novation.terms import Category, Place, Regime, Term

COMPUTABLE = frozenset({FloorStart.LAST_TRANSACTION, FloorStart.END_OF_YEAR})
"""Starts that the data tell; from a consent, an event, the collection or the end of the relation nobody can count."""

ORDINARY: Mapping[str, Term] = {"regime": Regime.ORDINARY}
"""What is so in a deal of which nothing is known: no special statutory path."""

_SAMPLE = (date(2026, 1, 1), date(2026, 12, 31))
"""Between the first and the last day of a year the order of two ends never turns more than once."""


@dataclass(frozen=True, slots=True)
class Interval:
    """[floor, ceiling] for one category of people in one place, kept by somebody in another.

    `floors` and `ceilings` are the entries that count. Of those that start from something the data don't tell
    (`open_floors`, `open_ceilings`) no day can be given; a ceiling without a number is `shortest`.
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
        return min((_years(entry.ceiling_years) for entry in self.numbered), default=None)

    @property
    def numbered(self) -> tuple[RetentionPeriod, ...]:
        return tuple(entry for entry in self.ceilings if entry.ceiling_years is not None)

    @property
    def shortest(self) -> bool:
        return any(entry.ceiling is Ceiling.SHORTEST_NECESSARY for entry in self.ceilings)

    @property
    def open_floors(self) -> tuple[RetentionPeriod, ...]:
        return tuple(entry for entry in self.floors if entry.start not in COMPUTABLE)

    @property
    def open_ceilings(self) -> tuple[RetentionPeriod, ...]:
        return tuple(entry for entry in self.numbered if entry.start not in COMPUTABLE)

    @property
    def is_restricted(self) -> bool:
        """Whether the floor lies beyond the ceiling, for some last transaction at least: then the record is kept
        restricted from the ceiling to the floor's end, never destroyed early. Of starts that the data don't tell the
        years are compared."""
        floor, ceiling = self.floor_years, self.ceiling_years
        if floor is None or ceiling is None:
            return False
        if self.open_floors or self.open_ceilings:
            return floor > ceiling
        return any(_later(self.floor_until(day), self.ceiling_on(day)) for day in _SAMPLE)

    @property
    def is_restricted_after_purpose(self) -> bool:
        """Whether a floor may outlast a purpose whose end no number tells."""
        return bool(self.floors) and self.shortest

    def floor_until(self, last: date) -> date | None:
        """The first day on which no floor runs any more that counts from a last transaction on `last`."""
        return max((ends(e, e.floor_years, last) for e in self.floors if e.start in COMPUTABLE), default=None)

    def ceiling_on(self, last: date) -> date | None:
        """The first day on which a numbered ceiling that counts from the last transaction is passed."""
        found = (ends(e, e.ceiling_years, last) for e in self.numbered if e.start in COMPUTABLE)
        return min(found, default=None)

    def as_dict(self) -> dict[str, Any]:
        return {
            "category": str(self.category),
            "place": str(self.place),
            "seller_place": str(self.seller_place),
            "floor_years": _number(self.floor_years),
            "ceiling_years": _number(self.ceiling_years),
            "shortest_necessary": self.shortest,
            "restricted": self.is_restricted,
            "restricted_after_purpose": self.is_restricted_after_purpose,
            "floors": [period_dict(entry) for entry in self.floors],
            "ceilings": [period_dict(entry) for entry in self.ceilings],
            "not_computable": [entry.id for entry in (*self.open_floors, *self.open_ceilings)],
            "confirmed": all(entry.citation.confirmed for entry in (*self.floors, *self.ceilings)),
        }


def interval(
    packs: Packs,
    category: Category,
    place: Place,
    seller_place: Place,
    on: date,
    deal: Mapping[str, Term] = ORDINARY,
) -> Interval:
    """What all laws that apply say together on a day: the longest floor, the shortest ceiling.

    An entry counts where the person's or the keeper's place is among its places (decision 0001 §4). `deal`: facts of
    the deal that decide which packs apply (a special regime).
    """
    situation = Situation({**deal, "seller_place": seller_place}, frozenset({place}), on)
    entries = [
        entry
        for pack in applying(packs, situation)
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
    """The first day after a period of some years, to the month, from the last transaction or from that year's end.

    The day of the transaction is not counted, so the period ends with the close of the same day some years on
    (PRC Civil Code 201, 202; Regulation 1182/71, Art. 3); one from the year's end ends with a year.
    """
    months = int(_years(years) * 12)
    if entry.start is FloorStart.END_OF_YEAR:
        return add_months(date(last.year + 1, 1, 1), months)
    return day_after(last, months)


def day_after(last: date, months: int) -> date:
    """The first day after a period of some months from a day that is not counted itself: the day after the anniversary."""
    return add_months(last, months) + timedelta(days=1)


def latest_over(months: int, on: date) -> date:
    """The latest day from which a period of so many months is over on a day, as `day_after` counts it."""
    latest = add_months(on, -months)
    while day_after(latest, months) > on:
        latest -= timedelta(days=1)
    while day_after(latest + timedelta(days=1), months) <= on:
        latest += timedelta(days=1)
    return latest


def bound_records(
    packs: Packs, on: date, places: Iterable[Place] = (), deal: Mapping[str, Term] = ORDINARY
) -> list[RetentionPeriod]:
    """Periods of records that are no customer category: logs, assessment reports, proofs of consent.

    With `places` only those of laws that concern them, else of every pack.
    """
    wanted = frozenset(places)
    return [
        entry
        for pack in _concerning(packs, on, wanted, deal)
        for entry in pack.retention
        if entry.record is not None
        and entry.in_force.contains(on)
        and (not wanted or not entry.places or wanted & set(entry.places))
    ]


def period_dict(entry: RetentionPeriod) -> dict[str, Any]:
    return {
        "id": entry.id,
        "law": entry.law,
        "floor_years": _number(entry.floor_years),
        "ceiling_years": _number(entry.ceiling_years),
        "ceiling": str(entry.ceiling) if entry.ceiling else None,
        "from": str(entry.start),
        "record": entry.record.as_dict() if entry.record else None,
        **citation_dict(entry.citation),
    }


def _concerning(packs: Packs, on: date, places: frozenset[Place], deal: Mapping[str, Term]) -> Iterable[Pack]:
    if not places:
        return [pack for pack in packs if pack.in_force.contains(on)]
    found = {
        pack.id: pack
        for place in places
        for pack in applying(packs, Situation({**deal, "seller_place": place}, places, on))
    }
    return [pack for pack in packs if pack.id in found]


def _binds(entry: RetentionPeriod, place: Place, seller_place: Place) -> bool:
    return not entry.places or place in entry.places or seller_place in entry.places


def _later(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one > other


def _years(years: Decimal | None) -> Decimal:
    return Decimal(0) if years is None else years


def _number(years: Decimal | None) -> str | None:
    return None if years is None else str(years)
