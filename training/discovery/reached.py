"""Exact F1 of a model, end to end as `detect` runs it: `python reached.py [MODEL] [--show fresh1]`; files of the evaluation folder and outside sets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pyarrow as pa

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.discovery import mapping, notes, scoring  # noqa: E402

from novation.inventory.kernels import naming  # noqa: E402
from novation.inventory.kernels.name_model import read_model  # noqa: E402
from novation.inventory.span_types import SLUGS  # noqa: E402
from novation.inventory.spans import find_spans  # noqa: E402

PUBLISHED = ROOT.parent / "shared" / "data" / "pii_text" / "presidio_generated_large.jsonl"


def reports(some: list[notes.Note], names: bool = True) -> list[list[tuple[int, int, str]]]:
    """Spans found in each note."""
    spans = find_spans(pa.array([n.text for n in some], pa.large_string()), names=names, code_points=True)
    out: list[list[tuple[int, int, str]]] = [[] for _ in some]
    for row, start, end, kind in zip(
        spans.rows.tolist(), spans.starts.tolist(), spans.ends.tolist(), spans.types.tolist(), strict=True
    ):
        out[row].append((start, end, SLUGS[kind]))
    return out


def line(name: str, some: list[notes.Note]) -> str:
    """One line of figures."""
    table = mapping.of("spans", "novation")
    found = reports(some)
    exact, over = (scoring.score(some, found, table, exact=x) for x in (True, False))
    kinds = set(exact.types)
    ids = kinds - {"person-name", "address"}
    quiet = [(n, f) for n, f in zip(some, found, strict=True) if not n.spans]
    signs = sum(len(n.text) for n, _ in quiet)
    alarms = sum(len(f) for _, f in quiet)

    def f1(only: set[str]) -> str:
        t = exact.micro(only)
        return f"{t.f1:.3f} (P {t.precision:.3f} R {t.recall:.3f} of {t.hit + t.missed})"

    return (
        f"{name:14} all {exact.micro().f1:.3f} ids {f1(ids)} name {f1({'person-name'})} addr {f1({'address'})}"
        f" over {over.micro({'address'}).f1:.3f} alarms {alarms} in {signs}"
    )


def differences(some: list[notes.Note]) -> None:
    """What was found in vain (+) and what was missed (-), note by note."""
    for note, found in zip(some, reports(some), strict=True):
        gold = {(s, e, k) for s, e, k in note.spans if k != notes.UNLABELLED}
        vain, missed = set(found) - gold, gold - set(found)
        if vain or missed:
            text = note.text
            print(text[:150].replace("\n", "⏎"))
            print(
                "   +",
                [(text[s:e], k) for s, e, k in sorted(vain)],
                "-",
                [(text[s:e], k) for s, e, k in sorted(missed)],
            )


def main() -> None:
    """Reads the arguments, prints."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("model", nargs="?", type=Path)
    p.add_argument("--show", default="")
    p.add_argument("--only", default="")
    given = p.parse_args()
    if given.model:
        model = read_model(given.model)
        naming.name_model = lambda: model
    files = sorted((Path(__file__).parent / "evaluation").glob("*.txt"))
    for name in [*(f.stem for f in files), "published"]:
        if given.only and name not in given.only.split(","):
            continue
        if name != "published":
            some = notes.held_apart(Path(__file__).parent / "evaluation" / f"{name}.txt")
        elif PUBLISHED.exists():
            some = notes.presidio_generated(PUBLISHED, mapping.load()["gold"], 700)
        else:
            continue
        print(line(name, some), flush=True)
        if name == given.show:
            differences(some)


if __name__ == "__main__":
    main()
