"""Counts for tables, from what the data plane decided: people by place, outcome and category. No row is read here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from novation.control.cases.models import Case
from novation.control.disclosure.cells import Counts, merge_small_rows, merged
from novation.control.disclosure.kinds import Layout
from novation.control.roles import Side
from novation.errors.disclosure import NO_PROJECT
from novation.evidence import canonical
from novation.terms import Category, Place, ToBuyer

RECORD = Path("records") / "decisions.json"


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions of a case as its project holds them: only words and counts of people."""

    core: Mapping[str, Mapping[str, Mapping[str, int]]]
    classes: tuple[tuple[str, str, int], ...]
    on: date


def decided(case: Case) -> Decided:
    """Raises `room.no-decisions` where there is no project, or it has not decided yet."""
    folder = project_folder(case)
    if folder is None or not (folder / RECORD).is_file():
        raise NO_PROJECT.error()
    record = canonical.parse((folder / RECORD).read_bytes())
    classes = tuple(
        (one["facts"]["category"], one["facts"]["place"], one["people"]) for one in record["classes"]
    )
    return Decided(record["core"], classes, date.fromisoformat(record["as_of"]))


def project_folder(case: Case) -> Path | None:
    """The seller's project, in the home and nowhere else.

    Operations, a floor above, leave their links to folders on the case as `projects`, one for each side.
    """
    links: Any = getattr(case, "projects", None)
    link = links.filter(side=Side.SELLER).first() if links is not None else None
    name = str(link.folder) if link is not None else case.project
    root = Path(settings.HOME) / "projects"
    folder = root / name
    return folder if name and folder.resolve().parent == root.resolve() else None


def counts(found: Decided, layout: Layout, minimum: int) -> Counts:
    """The table of a layout; places with too few people are one column (or row) in both layouts alike."""
    if layout is Layout.PLACE_BY_OUTCOME:
        return _place_by_outcome(found)
    return _category_by_place(found, minimum)


def _place_by_outcome(found: Decided) -> Counts:
    places = [place for place in Place if str(place) in found.core]
    outcomes = [one for one in ToBuyer if any(str(one) in found.core[str(place)] for place in places)]
    cells = tuple(
        tuple(sum(found.core[str(place)].get(str(one), {}).values()) for one in outcomes) for place in places
    )
    return Counts(tuple((str(p),) for p in places), tuple((str(o),) for o in outcomes), cells)


def _category_by_place(found: Decided, minimum: int) -> Counts:
    """Column totals would count a person once for each category; they say nothing and are left out."""
    summed: Counter[tuple[str, str]] = Counter()
    for category, place, people in found.classes:
        summed[category, place] += people
    places = [place for place in Place if str(place) in found.core]
    categories = [one for one in Category if any(summed[str(one), str(place)] for place in places)]
    cells = tuple(tuple(summed[str(category), str(place)] for place in places) for category in categories)
    table = Counts(
        tuple((str(c),) for c in categories), tuple((str(p),) for p in places), cells, column_totals=False
    )
    return _merge_as(table.turned(), merge_small_rows(_place_by_outcome(found), minimum)).turned()


def _merge_as(table: Counts, pattern: Counts) -> Counts:
    """Rows of the table that are one in the pattern become one."""
    for labels in pattern.rows:
        if len(labels) > 1:
            at = [row for row, one in enumerate(table.rows) if one[0] in labels]
            table = merged(table, at)
    return table
