"""`novation override`: a person's correction of what the scan found, with its reason."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from novation.cli.frame import DEFAULT_PROJECT, ProjectOption, open_project, say, told
from novation.cli.language import t
from novation.handover import opening
from novation.terms import Category, Sensitivity


@told
def override(
    source: Annotated[str, typer.Option(help=t("来源名称", "name of the source"))],
    table: Annotated[str, typer.Option(help=t("表名", "name of the table"))],
    column: Annotated[str, typer.Option(help=t("列名", "name of the column"))],
    reason: Annotated[str, typer.Option(help=t("理由，必填", "the reason, required"))],
    until: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"],
            help=t(
                "最后一天，必填，至多一年；过后按扫描的结果",
                "last day, required, a year at most; then the scan counts",
            ),
        ),
    ],
    confirmed_by: Annotated[
        str, typer.Option(help=t("确认的第二个人，必填", "the second person who confirms it, required"))
    ],
    kind: Annotated[
        str,
        typer.Option(
            help=t("语义类型，如 cn.mobile、key.customer", "semantic type, as cn.mobile, key.customer")
        ),
    ] = "",
    category: Annotated[Category | None, typer.Option(help=t("类别", "category"))] = None,
    sensitivity: Annotated[Sensitivity | None, typer.Option(help=t("敏感度", "sensitivity"))] = None,
    project: ProjectOption = DEFAULT_PROJECT,
) -> None:
    held = open_project(project)
    opening.add_override(
        held,
        source=source,
        table=table,
        column=column,
        reason=reason,
        kind=kind,
        category=category,
        sensitivity=sensitivity,
        until=until.date(),
        confirmed_by=confirmed_by,
    )
    say("已记录；到那一天为止，每次扫描都有效", "recorded; it holds in every scan up to that day")
