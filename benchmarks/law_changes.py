"""`law diff` and `what-if` against one `decide`, over the same profiles: ratios in one run.

    python benchmarks/law_changes.py --people 10000000

People are drawn at random (invented facts, no data); a profile is a combination of facts that occurs. What is timed:
`decide` (judging every class and writing the verdicts; the facts are there already), two states of the law over the
same profiles, and two deal forms.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from novation.disposition import Context, decide
from novation.disposition.differences import Footing, differences
from novation.disposition.profiles import HELD
from novation.disposition.subject_facts import FACT_COLUMNS
from novation.disposition.table_facts import category_bit
from novation.disposition.vectors import STATES, Profiles
from novation.engine import Engine
from novation.law import load_packs
from novation.terms import FACT_FIELDS, DealForm, Export, Phase, Place

DAY = date(2026, 11, 30)


def draw(engine: Engine, people: int, seed: float) -> None:
    """Writes `profiles`: each fact by itself, the first values of its vocabulary much more often than the last."""
    columns = []
    for name in FACT_COLUMNS:
        words = list(FACT_FIELDS[name]) if name in FACT_FIELDS else list(STATES)
        listed = ", ".join(f"'{word}'" for word in words)
        columns.append(f"[{listed}][1 + floor({len(words)} * pow(random(), 16))::INT] AS {name}")
    usual = sum(category_bit(c) for c in HELD[:4])
    every = sum(category_bit(c) for c in HELD)
    engine.execute(f"SELECT setseed({seed})")
    facts = ", ".join(FACT_COLUMNS)
    engine.execute(
        f"CREATE OR REPLACE TABLE drawn AS SELECT {', '.join(columns)}, "
        f"(CASE WHEN random() < 0.8 THEN {usual} ELSE {every} END)::BIGINT AS held, 0::BIGINT AS raised FROM range({people})"
    )
    engine.write(
        "profiles",
        f"SELECT row_number() OVER (ORDER BY {facts}, held, raised) - 1 AS profile, count(*) AS people, held, raised, {facts} "
        f"FROM drawn GROUP BY {facts}, held, raised ORDER BY profile",
    )


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    value = what()
    return time.perf_counter() - began, value


def deal(form: DealForm) -> Context:
    return Context(form, Phase.CLOSING, date(2027, 1, 15), Place.CN, Place.CN, Export.DOMESTIC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000_000)
    people = parser.parse_args().people
    packs = load_packs()
    sale, merger = deal(DealForm.ASSET_DEAL), deal(DealForm.MERGER)
    with tempfile.TemporaryDirectory() as folder, Engine(Path(folder) / "work", memory_limit="4GB") as engine:
        drawing, _ = timed(lambda: draw(engine, people, 0.5))
        profiles = Profiles.read(engine)
        deciding, decided = timed(lambda: decide(engine, packs, sale, DAY))
        old, new = Footing(packs, sale, DAY), Footing(packs, sale, date(2027, 6, 1))
        law, by_law = timed(lambda: differences(Profiles.read(engine), old, new))
        form, by_form = timed(lambda: differences(Profiles.read(engine), old, Footing(packs, merger, DAY)))
        same, _ = timed(lambda: differences(Profiles.read(engine), old, Footing(load_packs(), sale, DAY)))
    told = {
        "people": people,
        "packs": len(packs),
        "profiles": len(profiles),
        "classes": len(decided.classes),
        "drawing_s": round(drawing, 2),
        "decide_s": round(deciding, 2),
        "law_diff_s": round(law, 2),
        "law_diff_to_decide": round(law / deciding, 2),
        "law_diff_decisions_changed": by_law.decisions_changed,
        "what_if_merger_s": round(form, 2),
        "what_if_to_decide": round(form / deciding, 2),
        "what_if_decisions_changed": by_form.decisions_changed,
        "no_difference_s": round(same, 2),
    }
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
