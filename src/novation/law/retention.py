"""Whether a statutory retention floor still runs for a fact vector under one pack's table."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from novation.law.pack import RetentionPeriod
from novation.law.vocabulary import FloorStart
from novation.terms import ActivityBand, Facts, Retention


def applies_to(entry: RetentionPeriod, facts: Facts) -> bool:
    """A floor binds whoever keeps the record, so the seller's place counts as well as the person's."""
    if facts.category not in entry.category:
        return False
    return not entry.places or facts.place in entry.places or facts.seller_place in entry.places


def entry_state(entry: RetentionPeriod, activity: ActivityBand) -> Retention:
    """The state of one floor for an activity band.

    A band that the floor cuts through counts as running, and so does an unknown date: a record kept too long
    can still be destroyed, one destroyed too early can't be brought back. No transaction, no floor.
    """
    if activity is ActivityBand.NEVER:
        return Retention.NO_FLOOR
    if activity.years is None:
        return Retention.RUNNING
    return Retention.OVER if Decimal(activity.years[0]) >= reach(entry) else Retention.RUNNING


def reach(entry: RetentionPeriod) -> Decimal:
    """Years from the last transaction within which the floor may still run; up to one more from year's end."""
    years = entry.floor_years or Decimal(0)
    return years + (1 if entry.start is FloorStart.END_OF_YEAR else 0)


def state(entries: Iterable[RetentionPeriod], facts: Facts) -> tuple[Retention, tuple[RetentionPeriod, ...]]:
    """The state over all floors of a pack, and the floors that bring it about (the running ones first of all)."""
    by_state: dict[Retention, list[RetentionPeriod]] = {Retention.RUNNING: [], Retention.OVER: []}
    for entry in entries:
        if applies_to(entry, facts):
            by_state.setdefault(entry_state(entry, facts.activity), []).append(entry)
    for found in (Retention.RUNNING, Retention.OVER):
        if by_state[found]:
            return found, tuple(by_state[found])
    return Retention.NO_FLOOR, ()


def attainable(entries: Iterable[RetentionPeriod], category: object) -> tuple[Retention, ...]:
    """The states a category can be in under a table, whatever the place and the date."""
    if any(category in entry.category for entry in entries):
        return (Retention.NO_FLOOR, Retention.RUNNING, Retention.OVER)
    return (Retention.NO_FLOOR,)
