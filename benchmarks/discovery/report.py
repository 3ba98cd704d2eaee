"""One run: lays out the data, asks every tool, and gathers the figures."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.discovery import environment, judging, mapping, notes, tables, texts
from benchmarks.discovery.notes import Labelled
from benchmarks.discovery.running import TOOLS, Answers, Job, Tool, run
from benchmarks.discovery.tables import Table
from benchmarks.measuring import ROOT

EVALUATION = ROOT / "training" / "discovery" / "evaluation"
SHARED = ROOT.parent / "shared" / "data"
DENSE, SPARSE, MEMORY = "dense notes", "sparse text", "memory"


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line; `tables` are pairs of a table and its columns.json."""

    tools: tuple[str, ...]
    quick: bool = False
    again: bool = False
    notes: tuple[Path, ...] = ()
    tables: tuple[tuple[Path, Path], ...] = ()


@dataclass(frozen=True)
class Size:
    """How much: one of `every` held-apart notes, texts of the published set, rows of tables, bytes and seconds of the speed texts, bytes for memory."""

    every: int
    published: int
    rows: int
    speed: int
    budget_s: float
    memory: int


TUNED = {"dev", "news", "fresh1", "fresh-english"}
COMPARED = {"held", "ordinary"}
"""Sets of notes by what they served for before; see training/discovery/README.md."""

FULL, QUICK = Size(1, 1500, 5000, 36_000_000, 2.0, 200_000_000), Size(3, 100, 300, 8_000_000, 0.3, 0)


def make(wanted: Wanted) -> dict[str, Any]:
    """Runs everything; ValueError where data is not understood."""
    began, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.monotonic()
    size = QUICK if wanted.quick else FULL
    folder = environment.FOLDER / "run"
    folder.mkdir(parents=True, exist_ok=True)
    labels: dict[str, str] = mapping.load()["gold"]
    sets = _sets(wanted, size, labels)
    given = _tables(wanted, size, labels, folder)
    schema = SHARED / "columns" / "cn_columns_gold_dev.csv"
    schemas = [tables.described(schema, labels, folder)] if schema.is_file() else []
    jobs = _jobs(sets, given, schemas, size, folder)
    kept = _kept(folder, wanted) if wanted.again else {}
    answers = {tool.name: kept.get(tool.name) or _asked(tool, jobs, wanted, folder) for tool in TOOLS}
    _keep(folder, answers)
    return {
        "began_at": began,
        "seconds": round(time.monotonic() - clock),
        "quick": wanted.quick,
        "kept": sorted(kept),
        "machine": environment.machine(),
        "sets": [judging.describe(data) for data in sets],
        "spans": {data.name: _judged(judging.spans, data, answers) for data in sets},
        "tables": [{"name": t.name, "rows": t.rows, "columns": len(t.truth)} for t in (*given, *schemas)],
        "columns": {table.name: _judged(judging.columns, table, answers) for table in (*given, *schemas)},
        "speed": {name: judging.speeds(answers, name) for name in (DENSE, SPARSE)},
        "memory": judging.memory(answers, MEMORY, size.memory),
        "tools": judging.tools(answers),
    }


def _asked(tool: Tool, jobs: list[Job], wanted: Wanted, folder: Path) -> Answers:
    if tool.name not in wanted.tools:
        return Answers({}, {}, "not asked for in this run")
    return run(tool, jobs, folder)


def _judged(
    judge: Callable[..., dict[str, Any]], on: Labelled | Table, answers: dict[str, Answers]
) -> dict[str, Any]:
    """Scores by tool; a tool that said a type which nobody judged is named among those that failed."""
    scores = {}
    for tool, said in answers.items():
        if answer := said.sets.get(on.name):
            try:
                scores[tool] = judge(on, tool, answer)
            except judging.UnknownTypes as problem:
                said.failed[on.name] = str(problem)
    return scores


def _keep(folder: Path, answers: dict[str, Answers]) -> None:
    told = {tool: asdict(said) for tool, said in answers.items()}
    (folder / "answers.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _kept(folder: Path, wanted: Wanted) -> dict[str, Answers]:
    """The answers of the last run but for the tools to be run anew; ValueError where there are none."""
    file = folder / "answers.json"
    if not file.is_file():
        raise ValueError("no answers of an earlier run are kept")
    told = json.loads(file.read_bytes())
    return {tool: Answers(**said) for tool, said in told.items() if tool not in wanted.tools}


def _sets(wanted: Wanted, size: Size, labels: dict[str, str]) -> list[Labelled]:
    sets = [
        Labelled(file.stem, tuple(notes.held_apart(file)[:: size.every]), _origin(file.stem))
        for file in sorted(EVALUATION.glob("*.txt"))
    ]
    published = SHARED / "pii_text" / "presidio_generated_large.jsonl"
    if published.is_file():
        read = notes.presidio_generated(published, labels, size.published)
        sets.append(
            Labelled("presidio-generated", tuple(read), "English, published with presidio-research (MIT)")
        )
    return sets + [
        Labelled(f.stem, tuple(notes.json_lines(f, labels)), "given on the command line")
        for f in wanted.notes
    ]


def _origin(name: str) -> str:
    known = (
        "tuned on, so flattering"
        if name in TUNED
        else "used to compare models"
        if name in COMPARED
        else "for measuring only: no error on it was ever looked at"
    )
    return (
        f"written for this project, held apart from its training, {known}; numbers filled in by the benchmark"
    )


def _tables(wanted: Wanted, size: Size, labels: dict[str, str], folder: Path) -> list[Table]:
    given = [tables.given(file, columns, labels, folder) for file, columns in wanted.tables]
    return (
        tables.invented(folder, size.rows, styles=("zh",) if wanted.quick else ("zh", "en", "none")) + given
    )


def _jobs(
    sets: list[Labelled], given: list[Table], schemas: list[Table], size: Size, folder: Path
) -> list[Job]:
    dense, sparse, large = folder / "dense.txt", folder / "sparse.txt", folder / "large.txt"
    texts.dense(dense, size.speed)
    texts.sparse(
        sparse, size.speed, [note for data in sets for note in data.notes if "presidio" not in data.name]
    )
    jobs = [Job(data.name, "spans", [note.text for note in data.notes]) for data in sets]
    jobs += [Job(table.name, "columns", (), {"file": str(table.file)}) for table in given]
    jobs += [Job(table.name, "schema", (), {"file": str(table.file)}) for table in schemas]
    for name, file in ((DENSE, dense), (SPARSE, sparse)):
        jobs.append(Job(name, "speed", (), {"file": str(file), "budget_s": size.budget_s}))
    if size.memory:
        texts.dense(large, size.memory)
        jobs.append(Job(MEMORY, "memory", (), {"file": str(large)}))
    return jobs
