"""`novation scan`: what personal data is there."""

from __future__ import annotations

from typing import Annotated

import typer

from novation.cli.finding_tables import column_table, told_together
from novation.cli.frame import (
    DEFAULT_PROJECT,
    JsonOption,
    MemoryOption,
    ProjectOption,
    bars,
    emit,
    open_project,
    results,
    say,
    told,
)
from novation.cli.language import t
from novation.handover import scanning


@told
def scan(
    project: ProjectOption = DEFAULT_PROJECT,
    afresh: Annotated[
        bool, typer.Option("--afresh", help=t("不沿用上次的结果", "read everything again"))
    ] = False,
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    held = open_project(project, memory_limit)
    with bars() as shown:
        record = scanning.scan(held, shown, afresh=afresh)
    if as_json:
        emit({k: record[k] for k in ("tables", "skipped")})
    else:
        for table in record["tables"]:
            results.print(column_table(table))
            for note in told_together(table):
                results.print(note, markup=False)
    for skipped in record["skipped"]:
        say(
            f"未读：{skipped['source']}（{skipped['reason']['zh']}）",
            f"not read: {skipped['source']} ({skipped['reason']['en']})",
        )
    for table in record["tables"]:
        for remark in table["remarks"]:
            say(f"{table['source']}：{remark['zh']}", f"{table['source']}: {remark['en']}")
