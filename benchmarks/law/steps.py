"""One measured run: the limits and the steps of deciding on the same people, one after the other in one process.

A step's CPU time is that of all threads of the process. One thread: the process is held to one core, pyarrow too.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from benchmarks.law import same_rules
from benchmarks.law.people import fact_tables, used_columns

from novation.disposition import Context, Decisions, build_subjects, decide
from novation.disposition.second_engine import Checked, check
from novation.disposition.subject_facts import fold
from novation.engine import Engine
from novation.engine.expressions import one
from novation.engine.identifiers import quote_identifier
from novation.law import Packs, load_packs
from novation.terms import DealForm, Export, Phase, Place

DAY = date(2026, 11, 21)
DEAL = Context(
    deal_form=DealForm.ASSET_DEAL,
    phase=Phase.CLOSING,
    closing_on=date(2027, 1, 15),
    seller_place=Place.CN,
    buyer_place=Place.DE,
    export=Export.NO_ROUTE,
)
STEPS = (
    "scan-raw",
    "end-to-end",
    "scan-facts",
    "fold",
    "decide",
    "per-person",
    "write",
    "judge-twice",
    "check",
    "same-rules",
)


class Run:
    """The steps on one folder of people, with what each took."""

    def __init__(self, engine: Engine, people: int) -> None:
        self.engine, self.people = engine, people
        self.packs: Packs = load_packs()
        self.tables = fact_tables(people)
        self.took: dict[str, dict[str, float]] = {}
        self.decisions: Decisions | None = None
        self.checked: Checked | None = None
        self.same: dict[str, Any] | None = None

    def timed(self, name: str, work: Callable[[], Any]) -> Any:
        wall, cpu = time.monotonic(), time.process_time()
        found = work()
        self.took[name] = {
            "wall_s": round(time.monotonic() - wall, 2),
            "cpu_s": round(time.process_time() - cpu, 2),
        }
        print(f"  {name:14} {self.took[name]}", file=sys.stderr, flush=True)
        return found

    def scan_raw(self) -> None:
        """Every value of the used columns looked at once, through the same reader that the facts use."""
        for name, columns in used_columns(self.tables).items():
            schema = self.engine.schema(name)
            self.engine.register("v", name)
            looks = ", ".join(_touch(c, schema.field(c).type) for c in columns)
            self.engine.fetch_arrow(f"SELECT {looks} FROM v")

    def end_to_end(self) -> None:
        """From the raw tables to verdicts and the profile of each person, written."""
        build_subjects(self.engine, self.tables, DEAL)
        self.decisions = decide(self.engine, self.packs, DEAL, DAY)

    def fold(self) -> None:
        fold(self.engine, self.tables, DEAL, lambda _: None)

    def scan_facts(self) -> None:
        """The facts of each person, as they stand in memory after folding."""
        self.engine.fetch_arrow("SELECT bit_xor(hash(key)), sum(subject) FROM person_keys")

    def decide(self) -> None:
        self.decisions = decide(self.engine, self.packs, DEAL, DAY)

    def write(self) -> None:
        """The result of `per_person`, copied: writing alone."""
        self.engine.register("written", "by_person")
        self.engine.write("copied", "SELECT * FROM written")

    def per_person(self) -> None:
        """Joined back: for each person the class of each category held, one column a category, written."""
        self.engine.register("subjects", "subjects")
        self.engine.register("verdicts", "verdicts")
        held = one(self.engine.fetch_arrow("SELECT list(DISTINCT category ORDER BY category) FROM verdicts"))[
            0
        ]
        wide = ", ".join(
            f"max(CASE WHEN category = '{c}' THEN class END) AS {quote_identifier(c)}" for c in held
        )
        self.engine.execute(
            f"CREATE OR REPLACE TABLE wide AS SELECT profile, {wide} FROM verdicts GROUP BY profile"
        )
        self.engine.register_arrow("wide_classes", self.engine.fetch_arrow("SELECT * FROM wide"))
        self.engine.write(
            "by_person",
            "SELECT s.subject, w.* EXCLUDE (profile) FROM subjects s JOIN wide_classes w ON w.profile = s.profile",
        )

    def check(self) -> None:
        assert self.decisions is not None
        self.checked = check(self.engine, self.packs, DEAL, DAY, self.decisions.classes)

    def same_rules(self) -> None:
        """The one law and category that the other engines get; it times itself, without fetching the facts."""
        self.same = same_rules.measure(self.engine, self.packs, DAY)

    def judge_twice(self) -> None:
        """What a comparison of two laws does: all classes under the packs, and under other ones."""
        for packs in (load_packs(), load_packs()):
            decide(self.engine, packs, DEAL, DAY)


def _touch(name: str, kind: pa.DataType) -> str:
    column = quote_identifier(name)
    return f"sum(strlen({column}))" if pa.types.is_string(kind) else f"bit_xor(hash({column}))"


class Disk(threading.Thread):
    """The most that the spill took on disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder, self.most, self._done = folder, 0, threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.5):
            size = 0
            for path in self.folder.rglob("*"):
                try:
                    size += path.stat().st_size
                except FileNotFoundError:
                    continue
            self.most = max(self.most, size)

    def stop(self) -> int:
        self._done.set()
        return self.most


def measure(folder: Path, people: int, threads: int, memory: str, wanted: tuple[str, ...]) -> dict[str, Any]:
    if threads == 1:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        pa.set_cpu_count(1)
    with Engine(folder, memory_limit=memory, threads=threads) as engine:
        disk = Disk(folder / "tmp")
        disk.start()
        run = Run(engine, people)
        for name in wanted:
            run.timed(name, getattr(run, name.replace("-", "_")))
        for name in ("by_person", "copied"):
            engine.drop(name)
        assert run.decisions is not None
        return {
            "people": people,
            "threads": threads,
            "memory_limit": memory,
            "decisions": sum(c.people for c in run.decisions.classes),
            "classes": len(run.decisions.classes),
            "profiles": engine.rows("profiles"),
            "packs": len(run.packs),
            "steps": run.took,
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
            "spilled_mib": disk.stop() >> 20,
            "raw_mib": _size(folder) >> 20,
            "check": run.checked.as_dict() if run.checked else None,
            "same_rules": run.same,
            "load": round(os.getloadavg()[0], 1),
        }


def _size(folder: Path) -> int:
    copies = [*(folder / "tables").glob("*"), *(folder / "links").glob("*"), folder / "refs.parquet"]
    return sum(path.stat().st_size for path in copies)


def clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    print(
        json.dumps(
            measure(
                Path(given["folder"]),
                given["people"],
                given["threads"],
                given["memory"],
                tuple(given["steps"]),
            )
        )
    )
