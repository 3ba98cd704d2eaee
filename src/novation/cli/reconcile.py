"""`novation reconcile`: what arrived against what was sent, row by row."""

from __future__ import annotations

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
    told,
)
from novation.cli.language import t
from novation.errors import Exit
from novation.handover import reconciling


@told
def reconcile(
    project: ProjectOption = DEFAULT_PROJECT, memory_limit: MemoryOption = "2GB", as_json: JsonOption = False
) -> None:
    held = open_project(project, memory_limit)
    with bars() as shown:
        record = reconciling.reconcile_step(held, shown)
    if as_json:
        emit(record)
    else:
        for table in record["tables"]:
            line(
                t(
                    "{}/{}：应收 {:,}，实收 {:,}，缺 {:,}，多 {:,}，改 {:,}",
                    "{}/{}: expected {:,}, received {:,}, missing {:,}, added {:,}, changed {:,}",
                ).format(
                    *(
                        table[k]
                        for k in ("category", "table", "expected", "received", "missing", "added", "changed")
                    )
                )
            )
            for row in table["rows"][:20]:
                line(
                    f"    {row['state']}  _row {row['row']}  {row['subject_ref'] or ''}  {', '.join(row['columns'])}"
                )
        for part in record["missing_parts"]:
            line(t("{}：不在了", "{}: not there any more").format(part))
        for part in record["changed_parts"]:
            line(t("{}：与启封时不同，或读不了", "{}: not as it was opened, or unreadable").format(part))
        line(t("差异 {:,} 处", "{:,} differences").format(record["differences"]))
    if record["differences"]:
        raise typer.Exit(int(Exit.DIFFERENT))
