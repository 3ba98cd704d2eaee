"""How long a project's categories must be kept and may be kept: the intervals of the places its people are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from novation.handover.measuring import DECISIONS_RECORD, measures
from novation.handover.project import Project
from novation.handover.situation import situation_of
from novation.law.deadlines import Situation
from novation.law.keeping import ORDINARY, Interval, bound_records, interval
from novation.law.pack import RetentionPeriod
from novation.law.packset import Packs
from novation.terms import Category, Place, Term
from novation.terms.categories import PERSONAL_CATEGORIES


@dataclass(frozen=True)
class Kept:
    """Intervals by place and category, and the periods of records that are no category."""

    intervals: tuple[Interval, ...]
    records: tuple[RetentionPeriod, ...]


def keep_by_law(
    packs: Packs,
    on: date,
    places: Iterable[Place] = (),
    categories: Iterable[Category] = (),
    seller_place: Place | None = None,
    deal: Mapping[str, Term] = ORDINARY,
) -> Kept:
    """What the laws say on a day; without `places` of every place about which a pack says anything.

    Without `seller_place` the records lie where the person lives.
    """
    wanted = tuple(places) or places_told(packs)
    found = (
        interval(packs, category, place, seller_place or place, on, deal)
        for place in wanted
        for category in tuple(categories) or PERSONAL_CATEGORIES
    )
    around = {*wanted, *((seller_place,) if seller_place else ())}
    return Kept(
        tuple(i for i in found if i.floors or i.ceilings), tuple(bound_records(packs, on, around, deal))
    )


def keep_in_project(
    project: Project,
    packs: Packs,
    on: date,
    places: Iterable[Place] = (),
    categories: Iterable[Category] = (),
) -> Kept:
    """The same for the people and categories that a project holds, kept by its seller."""
    situation = situation_of(project, packs, on)
    return keep_by_law(
        packs,
        on,
        tuple(places) or sorted(situation.places),
        tuple(categories) or held_categories(project),
        project.settings().seller.place,
        deal_of(situation),
    )


def deal_of(situation: Situation) -> dict[str, Term]:
    return {name: fact for name, fact in situation.facts.items() if name != "seller_place"}


def held_categories(project: Project) -> tuple[Category, ...]:
    """The categories about which `decide` had something to decide; before it all of them."""
    if not measures(project):
        return PERSONAL_CATEGORIES
    classes = project.read_record(DECISIONS_RECORD, "decide")["classes"]
    held = {entry["facts"]["category"] for entry in classes}
    return tuple(category for category in PERSONAL_CATEGORIES if str(category) in held)


def places_told(packs: Packs) -> tuple[Place, ...]:
    """Places that a retention entry names."""
    named = {place for pack in packs for entry in pack.retention for place in entry.places}
    return tuple(place for place in Place if place in named)
