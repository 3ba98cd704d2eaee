"""`novation destroy`: removes at the seller what the verdicts say."""

from __future__ import annotations

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
from novation.cli.language import LANGUAGE, t
from novation.handover import destroying
from novation.handover.stages import Stage


@told
def destroy(
    project: ProjectOption = DEFAULT_PROJECT,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=t("只说会删除什么", "only say what would go"))
    ] = False,
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    held = open_project(project, memory_limit)
    with bars() as shown:
        record = destroying.destroy(held, shown, dry_run=dry_run)
    if as_json:
        emit(record)
    elif dry_run:
        for stage in record["stages"]:
            line(Stage.from_dict(stage).text().in_(LANGUAGE))
    else:
        for source in record["items"]:
            line(
                t("{}：删除 {:,} 行，清空 {:,} 格", "{}: {:,} rows removed, {:,} cells blanked").format(
                    source["source"], source["rows_deleted"], source["cells_blanked"]
                )
            )
        say("下一步 novation certificate", "next: `novation certificate`")
