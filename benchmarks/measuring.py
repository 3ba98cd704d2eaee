"""Says what a command in a process of its own cost, or a step in this one: time and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """`wall` and `cpu` in seconds (user and system, of all threads), `memory` the peak resident size in bytes."""

    wall: float
    cpu: float
    memory: int

    def as_dict(self) -> dict[str, float | int]:
        return {"wall_s": round(self.wall, 2), "cpu_s": round(self.cpu, 2), "peak_mib": self.memory >> 20}


class CommandFailed(RuntimeError):
    """A measured command ended with another status than the one expected."""


def measured(
    command: Sequence[str | Path], log: Path, *, environment: Mapping[str, str] | None = None
) -> Cost:
    """Runs a command to its end; its words go to `log`. Raises CommandFailed with the end of them.

    Linux carries the peak of the process that forks over into its child (getrusage(2), ru_maxrss), so this program
    imports nothing large: what it measures is the command's own memory.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with log.open("wb") as words:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=words,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env={**os.environ, "NOVATION_LANG": "en", "COLUMNS": "160", **(environment or {})},
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)  # so that Popen does not wait a second time
    wall = time.monotonic() - started
    if process.returncode:
        tail = log.read_text("utf-8", "replace")[-2000:]
        raise CommandFailed(f"{' '.join(map(str, command))}\nstatus {process.returncode}\n{tail}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def novation(*words: str | Path) -> list[str | Path]:
    """A `novation` command line, run by this very Python."""
    return [sys.executable, "-m", "novation.cli.entry", *words]


def costed(step: Callable[[], T]) -> tuple[T, dict[str, float]]:
    """What a step gives, its seconds, and the most memory this process held meanwhile.

    Linux counts the peak anew after `5` is written (proc_pid_clear_refs(5)); what was held before the step is in it.
    """
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    began = time.perf_counter()
    result = step()
    seconds = round(time.perf_counter() - began, 2)
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    return result, {"seconds": seconds, "peak_mib": int(lines["VmHWM"].split()[0]) >> 10}
