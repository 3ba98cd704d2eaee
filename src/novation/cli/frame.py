"""What every command shares: the project option, JSON output, progress bars, errors told with their hint."""

from __future__ import annotations

import functools
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from novation.cli.language import LANGUAGE, t
from novation.errors import NovationError
from novation.errors.project import FILE_EXISTS, FILE_UNUSABLE
from novation.messages import Text

if TYPE_CHECKING:
    from novation.handover.project import Project

P = ParamSpec("P")
R = TypeVar("R")

words = Console(stderr=True, highlight=False)
results = Console(highlight=False, soft_wrap=True)

ProjectOption = Annotated[
    Path,
    typer.Option(
        "--project",
        "-p",
        envvar="NOVATION_PROJECT",
        help=t("项目文件夹", "the project folder"),
        show_default=".",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help=t("以 JSON 输出结果", "print the result as JSON"))]
KeyOption = Annotated[
    Path,
    typer.Option(
        "--key", help=t("OpenSSH Ed25519 私钥文件", "OpenSSH Ed25519 private key file"), exists=True
    ),
]
_MEMORY = re.compile(r"\d+(\.\d+)? ?[KMGT]i?B")


def _memory(text: str) -> str:
    if not _MEMORY.fullmatch(text):
        raise typer.BadParameter(f"{text}: 512MB, 2GB, 4GiB")
    return text


MemoryOption = Annotated[
    str,
    typer.Option(
        "--memory-limit",
        callback=_memory,
        help=t(
            "计算引擎的内存上限，超出写入加密的临时文件", "memory of the engine; beyond it spills, encrypted"
        ),
    ),
]
DEFAULT_PROJECT = Path()


def told(function: Callable[P, R]) -> Callable[P, R]:
    """Tells a Novation error with its code and hint, and exits with its status; anything else is a defect of ours."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except NovationError as error:
            tell(error, as_json=bool(kwargs.get("as_json")))
            raise typer.Exit(int(error.kind.exit_status)) from error
        except OSError as problem:  # a folder that can't be written, a full disk, a file that is gone
            refused = _unusable(problem)
            tell(refused, as_json=bool(kwargs.get("as_json")))
            raise typer.Exit(int(refused.kind.exit_status)) from problem
        except KeyboardInterrupt:
            words.print(
                t(
                    "已中断；没有留下写了一半的东西，可以重新运行",
                    "interrupted; nothing is left half-written, run it again",
                )
            )
            raise typer.Exit(130) from None

    return wrapped


def _unusable(problem: OSError) -> NovationError:
    """The system's refusal, by the file's name alone (its folder may say more than others should read)."""
    kind = FILE_EXISTS if isinstance(problem, FileExistsError) else FILE_UNUSABLE
    file = Path(os.fsdecode(problem.filename)).name if isinstance(problem.filename, str | bytes) else "-"
    return kind.error(file=file, why=problem.strerror or type(problem).__name__)


def tell(error: NovationError, *, as_json: bool) -> None:
    if as_json:
        emit({"error": error.as_dict()})
    words.print(f"[bold red]{error.code}[/] ", end="", soft_wrap=True)
    words.print(error.message(LANGUAGE), markup=False, soft_wrap=True)
    words.print("  " + error.hint(LANGUAGE), markup=False, style="dim", soft_wrap=True)


def emit(value: Any) -> None:
    """A result as JSON on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def say(zh: str, en: str) -> None:
    """A sentence for the person, on standard error."""
    words.print(t(zh, en), markup=False, soft_wrap=True)


def line(text: str) -> None:
    """A line of a result, on standard output."""
    results.print(text, markup=False)


def parse_day(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise typer.BadParameter(f"{text}: YYYY-MM-DD") from wrong


def open_project(folder: Path, memory_limit: str = "2GB") -> Project:
    from novation.handover.project import Project  # here, because help must not wait for the engine

    return Project(folder, memory_limit=memory_limit)


class Bars:
    """Progress as bars on standard error; quiet when that is no terminal and the work is short."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: Any = None

    def start(self, what: Text, total: int | None = None) -> None:
        if self._task is not None:
            task = self._progress.tasks[self._progress.task_ids.index(self._task)]
            self._progress.update(self._task, total=task.completed or 1, completed=task.completed or 1)
        self._task = self._progress.add_task(what.in_(LANGUAGE), total=total)

    def advance(self, amount: int = 1) -> None:
        if self._task is not None:
            self._progress.advance(self._task, amount)

    def remark(self, what: Text) -> None:
        self._progress.console.print(what.in_(LANGUAGE), markup=False)

    def finish(self) -> None:
        if self._task is not None:
            task = self._progress.tasks[self._progress.task_ids.index(self._task)]
            self._progress.update(self._task, total=task.completed or 1, completed=task.completed or 1)


@contextmanager
def bars() -> Iterator[Bars]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=words, transient=False) as progress:
        shown = Bars(progress)
        yield shown
        shown.finish()
