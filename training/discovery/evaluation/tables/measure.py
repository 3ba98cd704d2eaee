"""Makes the tables into a temporary folder, lets Novation classify their columns, and prints how right it was.

PYTHONPATH=src .venv/bin/python training/discovery/evaluation/tables/measure.py [--show] [--seed 11] [--only NAME,…]

Two rounds: the tables' own headers, and meaningless ones (col_1, col_2 …). Scored by benchmarks/discovery, as `--table` of it does.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import make
import pyarrow as pa
from pyarrow import csv

ROOT = Path(__file__).resolve().parents[4]
sys.path[:0] = [str(ROOT), str(ROOT / "src")] if str(ROOT / "src") not in sys.path else [str(ROOT)]

from benchmarks.discovery import mapping, scoring  # noqa: E402
from benchmarks.discovery.notes import UNLABELLED  # noqa: E402
from benchmarks.discovery.tables import Table, given  # noqa: E402

from novation.inventory import scan_table  # noqa: E402

ROUNDS = (("own headers", ""), ("meaningless headers", "-bare"))


def classified(path: Path) -> dict[str, str | None]:
    """The kind of each column: as benchmarks/discovery/adapters/novation_names.py asks for it."""
    names = path.open(encoding="utf-8").readline().rstrip("\n").split(",")
    texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    table = csv.read_csv(path, convert_options=texts)
    finding = scan_table("table.csv", "table", table.schema, table.to_batches(max_chunksize=65_536))
    return {c.name: c.kind for c in finding.columns}


class Round:
    """What was labelled and what was found, of all tables together, by table and column."""

    def __init__(self, types: mapping.Mapping) -> None:
        self.types = types
        self.truth: dict[str, str | None] = {}
        self.found: dict[str, str | None] = {}
        self.heads: dict[str, str] = {}
        self.macros: dict[str, float] = {}

    def add(self, name: str, table: Table, heads: list[str]) -> None:
        found = classified(table.file)
        if unknown := self.types.unknown(kind for kind in found.values() if kind is not None):
            raise ValueError(f"{', '.join(unknown)} not in types.yaml, columns")
        self.macros[name] = scoring.columns(table.truth, found, self.types)["macro_f1"]
        for (column, slug), head in zip(table.truth.items(), heads, strict=True):
            key = f"{name}.{column}"
            self.truth[key], self.found[key], self.heads[key] = slug, found.get(column), head

    def score(self) -> dict[str, Any]:
        return scoring.columns(self.truth, self.found, self.types)

    def wrong(self) -> Iterator[tuple[str, str, str | None, str | None]]:
        """How (false alarm, missed, other type), which, the label and the kind said."""
        for key, slug in self.truth.items():
            kind = self.found[key]
            counts = self.types.counts(kind) if kind is not None else None
            charged = counts is not None and not counts.only_hits
            if (
                slug == UNLABELLED
                or (slug is None and not charged)
                or (counts is not None and slug in counts.to)
            ):
                continue
            how = "false alarm" if slug is None else "other type" if charged else "missed"
            yield how, key, slug, kind


def told(name: str, one: Round, show: bool) -> None:
    score = one.score()
    micro = score["micro"]
    labelled = Counter(slug for slug in one.truth.values() if slug not in (None, UNLABELLED))
    left = sum(slug == UNLABELLED for slug in one.truth.values())
    print(
        f"\n{name}: {len(one.macros)} tables, {len(one.truth)} columns, {labelled.total()} personal, {left} left out"
    )
    print(
        f"  macro-F1 {score['macro_f1']:.4f} over {len(labelled)} types; mean of the tables' own macro-F1 {_mean(one.macros):.4f}"
    )
    print(f"  micro P {micro['p']:.4f}  R {micro['r']:.4f}  F1 {micro['f1']:.4f}")
    print(
        f"  false alarms {len(score['false_alarms'])} of {score['not_personal']} columns with nothing personal"
    )
    ways = Counter(how for how, *_ in one.wrong())
    print("  wrong: " + ", ".join(f"{how} {ways[how]}" for how in ("false alarm", "other type", "missed")))
    if not show:
        return
    for slug, tally in score["types"].items():
        print(
            f"    {slug:14} P {tally['p']:.2f}  R {tally['r']:.2f}  F1 {tally['f1']:.2f}  of {labelled[slug]}"
        )
    for how, key, slug, kind in sorted(one.wrong()):
        head = one.heads[key]
        seen = key if key.endswith("." + head) else f"{key} [{head}]"
        print(f"    {how}: {seen}: is {slug or 'not personal'}, said {kind}")


def _mean(values: dict[str, float]) -> float:
    """Over the tables that hold a labelled type at all."""
    kept = [
        m
        for name, m in values.items()
        if any(column[1] not in (None, UNLABELLED) for column in make.TABLES[name][1])
    ]
    return sum(kept) / len(kept) if kept else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", action="store_true", help="also each type's figures and every wrong column")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--only", help="tables by name, with commas")
    asked = parser.parse_args()
    types, labels = mapping.of("columns", "novation"), mapping.load()["gold"]
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as copies:
        names = make.make(Path(made), asked.seed)
        names = [n for n in names if n in asked.only.split(",")] if asked.only else names
        for title, ending in ROUNDS:
            one = Round(types)
            for name in names:
                file = Path(made) / f"{name}{ending}.csv"
                table = given(file, file.with_suffix("").with_suffix(".columns.json"), labels, Path(copies))
                one.add(name, table, [column[0] for column in make.TABLES[name][1]])
            told(title, one, asked.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
