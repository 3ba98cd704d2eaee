"""Makes the second set into a temporary folder, lets Novation classify its columns, and prints how right it was.

PYTHONPATH=src .venv/bin/python training/discovery/evaluation/tables2/measure2.py [--seed 2026] [--show]

It reads, classifies and scores as ../tables/measure.py does. It names no wrong column unless --show is given: README.md says when.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tables")]

import make2  # noqa: E402
import measure  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--show", action="store_true", help="also wrong columns; after that the set is no longer unseen"
    )
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    types, labels = measure.mapping.of("columns", "novation"), measure.mapping.load()["gold"]
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as copies:
        titles = make2.make(Path(made), asked.seed)
        for title, ending in measure.ROUNDS:
            one = measure.Round(types)
            for name in titles:
                file = Path(made) / f"{name}{ending}.csv"
                table = measure.given(
                    file, file.with_suffix("").with_suffix(".columns.json"), labels, Path(copies)
                )
                one.add(name, table, [column[0] for column in make2.TABLES[name][1]])
            told(title, one)
            if asked.show:
                for how, key, slug, kind in sorted(one.wrong()):
                    print(f"    {how}: {key} [{one.heads[key]}]: is {slug or 'not personal'}, said {kind}")
    return 0


def told(title: str, one: measure.Round) -> None:
    score = one.score()
    micro = score["micro"]
    labelled = Counter(slug for slug in one.truth.values() if slug not in (None, measure.UNLABELLED))
    left = sum(slug == measure.UNLABELLED for slug in one.truth.values())
    print(
        f"\n{title}: {len(one.macros)} tables, {len(one.truth)} columns, {labelled.total()} personal, {left} left out"
    )
    print(f"  macro-F1 {score['macro_f1']:.4f} over {len(labelled)} types")
    print(f"  micro P {micro['p']:.4f}  R {micro['r']:.4f}  F1 {micro['f1']:.4f}")
    print(
        f"  false alarms {len(score['false_alarms'])} of {score['not_personal']} columns with nothing personal"
    )


if __name__ == "__main__":
    sys.exit(main())
