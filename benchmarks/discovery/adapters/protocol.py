"""What all adapters share: reads jobs as JSON lines, has the tool do them, says what it cost. Standard library only.

An adapter is a script that runs in the tool's own environment: `python ADAPTER.py JOBS ANSWERS`. JOBS holds, for each
job, a line {"set", "mode", …} and, for the mode `spans`, `count` lines that are JSON strings; the others name a file. ANSWERS gets one
line for the tool, then one a job. Offsets are Unicode code points, end exclusive. CPU seconds are those of the process
(all its threads) inside the work alone: neither start-up nor the reading of JSON nor the first, warming call.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, TextIO

Span = tuple[int, int, str]
REPEATS = 3
WARM = 20  # texts that are looked at before the clock runs


class Unsupported(Exception):
    """The tool does no such work. The benchmark asks a tool for its `modes` only (running.py), so this is a mistake there."""


class Adapter:
    """One tool. `name` is its key in types.yaml, `package` the distribution whose version is told."""

    name = ""
    package = ""
    batch = 64  # texts in one call while time is taken, so that a slow tool stops near its budget

    def load(self) -> None:
        """Start-up: imports and models. ImportError means that the tool isn't installed."""

    def prepare(self, texts: list[str]) -> Any:
        """Texts in the form in which the tool's users hold them; not timed."""
        return texts

    def find(self, texts: Any) -> Sequence[Sequence[Span]]:
        """Spans of each text, turned into plain tuples; not timed."""
        raise Unsupported(f"{self.name} finds no spans in texts")

    def work(self, texts: Any) -> None:
        """What is timed: the tool's own call."""
        self.find(texts)

    def columns(self, path: Path) -> tuple[dict[str, str | None], float]:
        """Type of each column of a CSV file with a header (None: nothing personal), and the CPU seconds of it."""
        raise Unsupported(f"{self.name} reads no tables")

    def schema(self, path: Path) -> tuple[dict[str, str | None], float]:
        """The same of columns that are only described: a CSV file with system, table, column, type, comment, table_comment."""
        raise Unsupported(f"{self.name} knows no described columns")

    def hold(self, path: Path) -> Any:
        """A column of one text a line, in memory."""
        return self.prepare(path.read_text("utf-8").split("\n"))


def pick(spans: list[tuple[int, int, str, float]]) -> list[Span]:
    """Of spans that overlap, the one with the best score, then the longest: as a careful user would."""
    kept: list[Span] = []
    for start, end, kind, _ in sorted(spans, key=lambda s: (-s[3], s[0] - s[1], s[0])):
        if all(end <= first or start >= last for first, last, _ in kept):
            kept.append((start, end, kind))
    return sorted(kept)


def main(adapter: Adapter) -> None:
    """Runs an adapter on the files named on the command line."""
    jobs, answers = Path(sys.argv[1]), Path(sys.argv[2])
    pinned = pin()
    before = time.process_time()
    adapter.load()
    start_up = time.process_time() - before
    with jobs.open(encoding="utf-8") as asked, answers.open("w", encoding="utf-8") as said:
        about = {"version": metadata.version(adapter.package), "pinned": pinned}
        put(said, {"tool": adapter.name, **about, "start_up_cpu_s": round(start_up, 3)})
        for job, texts in read(asked):
            put(
                said,
                {"set": job["set"], **_MODES[job["mode"]](adapter, job, texts), "peak_mib": peak() >> 20},
            )


def read(asked: TextIO) -> Iterator[tuple[dict[str, Any], list[str]]]:
    for line in asked:
        job = json.loads(line)
        yield job, [json.loads(next(asked)) for _ in range(job.get("count", 0))]


def put(said: TextIO, answer: dict[str, Any]) -> None:
    said.write(json.dumps(answer, ensure_ascii=False) + "\n")
    said.flush()


def pin() -> bool:
    """Onto one core, where the system lets us."""
    try:
        os.sched_setaffinity(0, {0})
    except (AttributeError, OSError):
        return False
    return True


def _spans(adapter: Adapter, job: dict[str, Any], texts: list[str]) -> dict[str, Any]:
    return {"spans": adapter.find(adapter.prepare(texts))}


def _speed(adapter: Adapter, job: dict[str, Any], texts: list[str]) -> dict[str, Any]:
    """As many lines of `file` as the tool manages within `budget_s`; the same ones each time, the least CPU time counts."""
    texts = Path(job["file"]).read_text("utf-8").split("\n")
    size = adapter.batch or len(texts)
    adapter.work(adapter.prepare(texts[:WARM]))
    batches, times = [], [0.0]
    for at in range(0, len(texts), size):
        batches.append(adapter.prepare(texts[at : at + size]))
        times[0] += timed(adapter.work, batches[-1])
        if times[0] > job["budget_s"]:
            break
    for _ in range(REPEATS - 1):
        times.append(sum(timed(adapter.work, batch) for batch in batches))
    seen = texts[: len(batches) * size]
    return {
        "cpu_s": [round(t, 4) for t in times],
        "bytes": sum(len(t.encode()) for t in seen),
        "texts": len(seen),
    }


def _columns(adapter: Adapter, job: dict[str, Any], texts: list[str]) -> dict[str, Any]:
    found, cpu = adapter.columns(Path(job["file"]))
    return {"columns": found, "cpu_s": round(cpu, 4)}


def _schema(adapter: Adapter, job: dict[str, Any], texts: list[str]) -> dict[str, Any]:
    found, cpu = adapter.schema(Path(job["file"]))
    return {"columns": found, "cpu_s": round(cpu, 4)}


def _memory(adapter: Adapter, job: dict[str, Any], texts: list[str]) -> dict[str, Any]:
    """Resident bytes with the column loaded, and the peak while it is looked at (the spans found are kept)."""
    column = adapter.hold(Path(job["file"]))
    gc.collect()
    reset_peak()
    before = resident("VmRSS")
    cpu = timed(adapter.work, column)
    return {"before_mib": before >> 20, "cpu_s": round(cpu, 2)}


_MODES: dict[str, Callable[[Adapter, dict[str, Any], list[str]], dict[str, Any]]] = {
    "spans": _spans,
    "speed": _speed,
    "columns": _columns,
    "schema": _schema,
    "memory": _memory,
}


def timed(work: Callable[..., Any], *given: Any) -> float:
    """CPU seconds of a call."""
    began = time.process_time()
    work(*given)
    return time.process_time() - began


def resident(entry: str) -> int:
    """Bytes of an entry of /proc/self/status (proc(5)); 0 where there is no such file."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith(entry + ":")), 0)


def peak() -> int:
    return resident("VmHWM")


def reset_peak() -> None:
    """VmHWM starts again from what is resident now (proc(5), clear_refs 5); without the right to, it stays."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return
