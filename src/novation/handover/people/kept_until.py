"""Until when the seller keeps one person's data: the rule of the sweep (`disposition.due_days`) for a single person, without SQL."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

from novation.disposition.due_days import Unknown
from novation.handover.keeping import deal_of
from novation.handover.project import Project
from novation.handover.situation import situation_of
from novation.law.keeping import COMPUTABLE, Interval, ends, interval
from novation.law.pack import RetentionPeriod
from novation.law.packset import Packs
from novation.terms import ActivityBand, Category, Hold, Place, SellerCopy


@dataclass(frozen=True, slots=True)
class Until:
    """`day`: the first on which it is no longer kept, by `entry`; or `why` no day can be given."""

    day: date | None = None
    entry: RetentionPeriod | None = None
    why: Unknown | None = None


class Intervals:
    """The periods of a project's laws on a day, each worked out once."""

    def __init__(self, project: Project, packs: Packs, on: date) -> None:
        seller = project.settings().seller.place
        deal = deal_of(situation_of(project, packs, on))
        self.of = functools.cache(
            lambda category, place: interval(packs, category, place, seller, on, deal)
        )  # bounded: categories × places


def kept_until(
    intervals: Intervals,
    category: Category,
    place: Place,
    copy: SellerCopy,
    hold: Hold,
    activity: ActivityBand,
    last_on: date | None,
) -> Until:
    """For what is kept, in use or restricted; of anything else nothing is said."""
    periods: Interval = intervals.of(category, place)
    restricted = copy is SellerCopy.RETAIN_RESTRICTED
    floors = [e for e in periods.floors if e.start in COMPUTABLE and activity is not ActivityBand.NEVER]
    ceilings = [e for e in periods.numbered if e.start in COMPUTABLE]
    if (why := _unknown(periods, restricted, floors, ceilings, hold, last_on)) is not None:
        return why
    assert last_on is not None  # noqa: S101  (`_unknown` told)
    found = [max((ends(e, e.floor_years, last_on), e.id, e) for e in floors)] if floors else []
    if ceilings and not (restricted and floors):
        found.append(min((ends(e, e.ceiling_years, last_on), e.id, e) for e in ceilings))
    day, _, entry = max(found, key=lambda one: one[0])
    return Until(day, entry)


def _unknown(
    periods: Interval,
    restricted: bool,
    floors: list[RetentionPeriod],
    ceilings: list[RetentionPeriod],
    hold: Hold,
    last_on: date | None,
) -> Until | None:
    """In the order in which the sweep asks."""
    open_floor = next(iter(periods.open_floors), None)
    open_ceiling = next(iter(periods.open_ceilings), None)
    if not restricted and not ceilings and open_ceiling is None:
        return Until(why=Unknown.NO_NUMBER)
    if hold is not Hold.NONE:
        return Until(why=Unknown.HOLD)
    if open_floor is not None:
        return Until(entry=open_floor, why=Unknown(str(open_floor.start)))
    if (not restricted or not floors) and not ceilings and open_ceiling is not None:
        return Until(entry=open_ceiling, why=Unknown(str(open_ceiling.start)))
    if not floors and not ceilings:
        return Until(why=Unknown.NO_NUMBER)
    return Until(why=Unknown.NO_DATE) if last_on is None else None
