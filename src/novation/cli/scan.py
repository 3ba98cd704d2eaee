"""`novation scan`: what personal data is there."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

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
from novation.cli.language import LANGUAGE, t
from novation.handover import scanning
from novation.terms import Category, Sensitivity


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
            results.print(_table(table))
    for skipped in record["skipped"]:
        say(
            f"未读：{skipped['source']}（{skipped['reason']['zh']}）",
            f"not read: {skipped['source']} ({skipped['reason']['en']})",
        )
    for table in record["tables"]:
        for remark in table["remarks"]:
            say(f"{table['source']}：{remark['zh']}", f"{table['source']}: {remark['en']}")


def _table(table: dict[str, Any]) -> Table:
    rows = t("{:,} 行", "{:,} rows").format(table["rows"])
    shown = Table(title=f"{table['source']} · {table['table']} · {rows}", title_justify="left", expand=False)
    for heading in (
        t("列", "column"),
        t("类别", "category"),
        t("敏感度", "sensitivity"),
        t("把握", "confidence"),
        t("依据", "evidence"),
    ):
        shown.add_column(heading)
    for column in table["columns"]:
        tier = Sensitivity(column["sensitivity"])
        evidence = "; ".join(e[LANGUAGE] for e in column["evidence"][:2])
        shown.add_row(
            column["name"],
            Category(column["category"]).text.in_(LANGUAGE),
            tier.text.in_(LANGUAGE),
            f"{column['confidence']:.2f}",
            evidence,
            style="bold" if tier is Sensitivity.SENSITIVE else None,
        )
    return shown
