"""How many people a deal concerns, counted over the profiles: all, those with sensitive data, minors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from novation.disposition.profiles import HELD, UNDER_14
from novation.disposition.table_facts import category_bit
from novation.engine.expressions import one
from novation.engine.identifiers import quote_text
from novation.engine.queries import Queries
from novation.handover.project import Project
from novation.law.entry_words import Measure
from novation.terms import AgeBand
from novation.terms.categories import SENSITIVE_CATEGORIES

DECISIONS_RECORD = "decisions.json"
KEY = "measures"
"""Where the record of decisions keeps the counts, so that they are known after the working copies are erased."""

_MINORS = frozenset(AgeBand) - {AgeBand.ADULT, AgeBand.UNKNOWN}


def measured(engine: Queries) -> dict[Measure, int]:
    """The counts over the profiles that `build_subjects` wrote; sensitive as `profiles.tier_of` says for each category."""
    engine.register("profiles", "profiles")
    everything = _bits(HELD)
    sensitive = _bits(c for c in HELD if c in SENSITIVE_CATEGORIES)
    people, with_sensitive, minors = one(
        engine.fetch_arrow(
            "SELECT coalesce(sum(people), 0)::BIGINT, "
            f"coalesce(sum(people) FILTER ((held & {sensitive}) <> 0 OR (held & raised & {everything}) <> 0 "
            f"OR ({_among(UNDER_14)} AND (held & {everything}) <> 0)), 0)::BIGINT, "
            f"coalesce(sum(people) FILTER ({_among(_MINORS)}), 0)::BIGINT FROM profiles"
        )
    )
    return {Measure.PEOPLE: people, Measure.SENSITIVE_PEOPLE: with_sensitive, Measure.MINORS: minors}


def measures(project: Project) -> dict[Measure, int]:
    """The counts as `decide` recorded them; nothing before it, or where it ran before they were recorded."""
    if not project.has_record(DECISIONS_RECORD):
        return {}
    return measures_in(project.read_record(DECISIONS_RECORD, "decide"))


def measures_in(decisions: Mapping[str, Any]) -> dict[Measure, int]:
    return {Measure(name): count for name, count in decisions.get(KEY, {}).items()}


def _bits(categories: Any) -> int:
    return sum(category_bit(category) for category in categories)


def _among(ages: Any) -> str:
    return f"age IN ({', '.join(quote_text(str(age)) for age in sorted(ages))})"
