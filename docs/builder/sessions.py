"""Worked examples in the pages: `console` blocks are run from top to bottom, and what they show is what was printed.

In a block, a line that begins with `$ ` is a command (a backslash at its end goes on in the next line); the lines after it
are its output. No lines: the output is not shown. A last line `…`: it goes on. Standard error is not shown.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = (
    "README.md",
    "README.zh-CN.md",
    "docs/tutorials/first-handover.md",
    "docs/tutorials/first-handover.zh-CN.md",
)
MORE = "…"
_FENCE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_CHANGING = (
    (re.compile(r"sha256:[0-9a-f]{64}"), "<digest>"),
    (re.compile(r"SHA256:[A-Za-z0-9+/]{43}"), "<fingerprint>"),
    (re.compile(r"ssh-ed25519 \S+( \S+)?"), "<key>"),
    (re.compile(r"age1[02-9a-z]{58}"), "<recipient>"),
    (re.compile(r"\b[a-z2-7]{16}\b"), "<reference>"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "<instant>"),
    (re.compile(r"^ +[\d,]+(?=  data/)|(?<=payload )\d+|(?<=有效载荷 )\d+", re.MULTILINE), "<bytes>"),
)
"""What is new in every run: random references and keys, digests over them, instants, sizes of ciphertexts."""


@dataclass
class Step:
    """One command of a page and the output it shows."""

    command: str
    typed: list[str]
    shown: list[str] = field(default_factory=list)

    @property
    def cut(self) -> bool:
        return bool(self.shown) and self.shown[-1] == MORE

    def agrees(self, printed: str) -> bool:
        """Whether the page shows what was printed, but for what is new in every run."""
        lines = printed.rstrip("\n").split("\n")
        if not self.shown:
            return True
        if self.cut:
            return settled(self.shown[:-1]) == settled(lines[: len(self.shown) - 1])
        return settled(self.shown) == settled(lines)


def settled(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    for pattern, word in _CHANGING:
        text = pattern.sub(word, text)
    return text


def steps_of(text: str) -> list[Step]:
    return [step for block in _FENCE.findall(text) for step in _block(block)]


def _block(block: str) -> list[Step]:
    steps: list[Step] = []
    going_on = False
    for line in block.splitlines():
        if going_on:
            steps[-1].typed.append(line)
            steps[-1].command += " " + line.strip().removesuffix("\\").strip()
            going_on = line.endswith("\\")
        elif line.startswith("$ "):
            steps.append(Step(line[2:].removesuffix("\\").strip(), [line]))
            going_on = line.endswith("\\")
        else:
            steps[-1].shown.append(line)
    return steps


def run(name: str) -> list[tuple[Step, int, str]]:
    """Runs a page's commands in a new folder that has the checkout's `docs` and `examples`; (step, status, output)."""
    steps = steps_of((ROOT / name).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for linked in ("docs", "examples"):
            (Path(folder) / linked).symlink_to(ROOT / linked)
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("session_run.py"))],
            input=json.dumps([step.command for step in steps]),
            cwd=folder, env=_environment(name), capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr[-2000:]}")
    answers = json.loads(done.stdout)
    return [(step, status, printed) for step, (status, printed) in zip(steps, answers, strict=True)]


def _environment(name: str) -> dict[str, str]:
    scripts = str(Path(sys.executable).parent)
    language = "zh" if name.endswith(".zh-CN.md") else "en"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("NOVATION_")}
    return {
        **kept, "NOVATION_LANG": language, "PATH": scripts + os.pathsep + os.environ["PATH"], "COLUMNS": "110",
        "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip


def refresh(name: str) -> bool:
    """Pastes today's output into a page that shows another one, all of it, so that digests agree with one another.

    Returns whether the page changed. Raises RuntimeError if a command fails.
    """
    path = ROOT / name
    answers = run(name)
    for step, status, _ in answers:
        if status:
            raise RuntimeError(f"{name}: {step.command}: exit {status}")
    if all(step.agrees(printed) for step, _, printed in answers):
        return False
    rest = iter(answers)

    def pasted(match: re.Match[str]) -> str:
        lines: list[str] = []
        for step in _block(match.group(1)):
            lines += [*step.typed, *_shown(step, next(rest)[2])]
        return "```console\n" + "\n".join(lines) + "\n```"

    path.write_text(_FENCE.sub(pasted, path.read_text("utf-8")), encoding="utf-8")
    return True


def _shown(step: Step, printed: str) -> list[str]:
    if not step.shown:
        return []
    lines = [line.rstrip() for line in printed.rstrip("\n").split("\n")]
    return [*lines[: len(step.shown) - 1], MORE] if step.cut else lines
