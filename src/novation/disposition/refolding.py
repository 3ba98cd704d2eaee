"""The same people's facts as of another closing day, beside those that were decided on; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from novation.disposition.context import Context
from novation.disposition.subject_facts import FACT_COLUMNS, PERSON, fold
from novation.disposition.table_facts import FactTable
from novation.disposition.vectors import Profiles
from novation.engine import Engine


def refolded(
    engine: Engine,
    tables: Sequence[FactTable],
    context: Context,
    progress: Callable[[str], None] | None = None,
) -> tuple[Profiles, Profiles]:
    """Profiles as decided and as they would be, row by row the same people.

    Which categories somebody holds, and how sensitive a column is, are left as decided: a closing day changes neither.
    """
    fold(engine, tables, context, progress or (lambda _: None))
    engine.register("profiles", "profiles")
    engine.register("subjects", "subjects")
    facts = ", ".join(f"p.{name}" for name in FACT_COLUMNS)
    after = engine.fetch_arrow(
        f"SELECT s.profile, d.held, d.raised, {facts}, count(*)::BIGINT AS people FROM {PERSON} p "
        "JOIN subjects s USING (subject) JOIN profiles d ON d.profile = s.profile GROUP BY ALL ORDER BY ALL"
    )
    decided = engine.fetch_arrow("SELECT * EXCLUDE (people) FROM profiles ORDER BY profile")
    # Profiles are numbered from 0 without gaps, so a number is its row.
    before = decided.take(np.asarray(after["profile"].to_numpy())).append_column("people", after["people"])
    return Profiles(before), Profiles(after)
