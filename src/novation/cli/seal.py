"""`novation seal`: writes the package of the authorised plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novation.cli.authorise import KeyOption, open_key
from novation.cli.frame import (
    DEFAULT_PROJECT,
    JsonOption,
    MemoryOption,
    ProjectOption,
    bars,
    emit,
    line,
    open_project,
    say,
    told,
)
from novation.cli.language import t
from novation.handover import planning, sealing
from novation.handover.authorising import require


@told
def seal(
    package: Annotated[
        Path, typer.Argument(help=t("封装包要写到的新文件夹", "the new folder for the package"))
    ],
    key: KeyOption,
    project: ProjectOption = DEFAULT_PROJECT,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help=t("只核对授权与来源，不写出", "check authorisations and sources, write nothing")
        ),
    ] = False,
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    held = open_project(project, memory_limit)
    if dry_run:
        plan = held.read_record("plan.json", "plan")
        require(held, plan, "seal")
        planning.check_fresh(held, plan)
        say("授权有效，来源未变；可以封装", "authorised and fresh; it can be sealed")
        return
    with bars() as shown:
        record = sealing.seal(held, package, open_key(key), shown)
    if as_json:
        emit(record)
        return
    line(record["package"])
    say(f"已封装 {len(record['parts'])} 个分卷", f"sealed {len(record['parts'])} parts")
