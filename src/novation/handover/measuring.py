"""How many people a deal concerns, counted over the profiles: all, those with sensitive data, minors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from novation.disposition.profiles import HELD, UNDER_14
from novation.disposition.table_facts import category_bit
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
    found = engine.fetch_arrow("SELECT people, held, raised, age FROM profiles")
    people, held, raised = (found[name].to_numpy().astype(np.int64) for name in ("people", "held", "raised"))
    everything, sensitive = _bits(HELD), _bits(c for c in HELD if c in SENSITIVE_CATEGORIES)
    by_nature = (held & sensitive) != 0
    by_column = (held & raised & everything) != 0
    by_age = _among(found["age"], UNDER_14) & ((held & everything) != 0)
    return {
        Measure.PEOPLE: int(people.sum()),
        Measure.SENSITIVE_PEOPLE: int(people[by_nature | by_column | by_age].sum()),
        Measure.MINORS: int(people[_among(found["age"], _MINORS)].sum()),
    }


def measures(project: Project) -> dict[Measure, int]:
    """The counts as `decide` recorded them; nothing before it, or where it ran before they were recorded."""
    if not project.has_record(DECISIONS_RECORD):
        return {}
    return measures_in(project.read_record(DECISIONS_RECORD, "decide"))


def measures_in(decisions: Mapping[str, Any]) -> dict[Measure, int]:
    return {Measure(name): count for name, count in decisions.get(KEY, {}).items()}


def _bits(categories: Any) -> int:
    return sum(category_bit(category) for category in categories)


def _among(ages: pa.ChunkedArray, wanted: Iterable[AgeBand]) -> np.ndarray:
    words = pa.array([str(age) for age in wanted], ages.type)
    return pc.is_in(ages, value_set=words).to_numpy()
