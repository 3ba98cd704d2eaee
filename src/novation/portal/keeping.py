"""Until when the seller keeps each kind of a customer's data: a day with its law, or why there is none."""

from __future__ import annotations

import functools
from datetime import date
from typing import TYPE_CHECKING

from novation.control.cases.models import Case
from novation.control.cases.situation import shipped_packs
from novation.portal.finding import people_of, project_of
from novation.portal.outlook import Outlook
from novation.terms import Category, SellerCopy

if TYPE_CHECKING:
    from novation.handover.people import PersonTable
    from novation.handover.people.kept_until import Intervals, Until

KEPT = frozenset({SellerCopy.KEEP, SellerCopy.RETAIN_RESTRICTED})


def days_of(case: Case, seen: Outlook, tables: list[PersonTable]) -> dict[Category, Until]:
    """Raises `people.index-stale`, `step.missing`."""
    from novation.handover.people.kept_until import kept_until

    project = project_of(case)
    record = project.record_path("decisions.json")
    stamp = record.stat().st_mtime_ns if record.exists() else 0
    intervals, last_on = _intervals(case, stamp, date.today()), people_of(case).last_on(tables)
    return {
        one.category: kept_until(
            intervals, one.category, one.place, one.seller_copy, one.hold, one.activity, last_on
        )
        for one in seen.prospects
        if one.seller_copy in KEPT
    }


@functools.lru_cache(maxsize=20)
def _intervals(case: Case, stamp: int, on: date) -> Intervals:
    """Once for each decision and day."""
    from novation.handover.deciding import project_packs
    from novation.handover.people.kept_until import Intervals

    project = project_of(case)
    packs = project_packs(project, on) if project.settings().pack_folders else shipped_packs()
    return Intervals(project, packs, on)
