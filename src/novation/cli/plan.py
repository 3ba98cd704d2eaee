"""`novation plan`: the document that is signed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
from novation.cli.law_status import tell_stale
from novation.handover import planning
from novation.handover.staleness import stale_because


@told
def plan(
    project: ProjectOption = DEFAULT_PROJECT,
    due: Annotated[
        Path | None,
        typer.Option(
            "--due",
            help=t(
                "交易之后：只销毁这份到期名单上的资料（名单由到期清查写出，可删行，不可加行）",
                "after the deal: destroy what this list names and nothing else (`sweep --refs` writes it; lines may be struck out, none added)",
            ),
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    held = open_project(project, memory_limit)
    with bars() as shown:
        document = planning.plan(held, shown, due=due)
    tell_stale(stale_because(held))
    if as_json:
        emit(document)
        return
    line(planning.plan_digest(document))
    say(
        "看一遍 novation explain，再由两个人各自 novation authorise",
        "read `novation explain`; then two people `novation authorise`",
    )
