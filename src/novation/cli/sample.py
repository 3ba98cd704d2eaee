"""`novation sample`: a de-identified sample with its measured risk."""

from __future__ import annotations

from typing import Annotated, Any

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
from novation.handover.sampling.drawing import draw
from novation.handover.sampling.order import checked
from novation.messages import Text
from novation.protection import Treatment


@told
def sample(
    project: ProjectOption = DEFAULT_PROJECT,
    rows: Annotated[
        int | None,
        typer.Option(
            help=t("抽取多少人，默认百分之一，至多一千", "people to draw, by default 1%, at most 1,000")
        ),
    ] = None,
    smallest: Annotated[
        int, typer.Option("--smallest", "-k", help=t("每一类至少几人", "people in the smallest class"))
    ] = 10,
    suppressed: Annotated[
        float, typer.Option(help=t("至多略去多大比例的行", "largest share of rows left out"))
    ] = 0.05,
    risk: Annotated[
        float,
        typer.Option(
            help=t("认出一个人的最大可能，超过即拒绝", "highest chance of naming one person, else refused")
        ),
    ] = 0.1,
    columns: Annotated[int, typer.Option(help=t("至多几列", "at most so many columns"))] = 6,
    table: Annotated[
        str,
        typer.Option(
            help=t(
                "从哪一张表取样，默认人最多的一张",
                "the table to draw from, by default the one with most people",
            )
        ),
    ] = "",
    without: Annotated[
        list[str] | None, typer.Option(help=t("去掉这一列，可重复", "leave this column out; may be repeated"))
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            help=t(
                "保留这一敏感列，按类核查多样性，可重复",
                "keep this sensitive column, checked for diversity; may be repeated",
            )
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=t("只测量，不写出", "measure only, write nothing"))
    ] = False,
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    order = checked(
        rows,
        smallest,
        suppressed,
        risk,
        columns,
        table=table,
        without=tuple(without or ()),
        kept=tuple(keep or ()),
    )
    held = open_project(project, memory_limit)
    with bars() as shown:
        record = draw(held, order, shown, dry_run=dry_run)
    if as_json:
        emit(record)
    else:
        _tell(record)
    if dry_run:
        say("只作了测量，没有写出样本", "measured only; no sample was written")
    else:
        say(
            f"第 {record['number']} 号样本已加密保存；它仍是个人信息",
            f"sample {record['number']} is kept, encrypted; it is still personal data",
        )


def _tell(record: dict[str, Any]) -> None:
    rows, risk, loss = record["rows"], record["risk"], record["loss"]
    line(
        t("{:,} 人中抽取 {:,} 人，给出 {:,} 行", "{:,} people, {:,} drawn, {:,} rows released").format(
            record["people"]["source"], rows["drawn"], rows["released"]
        )
    )
    for zh, en, value in (
        ("最小一类（样本中）", "smallest class in the sample", risk["smallest"]),
        ("最小一类（全部来源中）", "smallest class in the whole source", risk["smallest_in_population"]),
        ("认出一人的最大可能", "highest chance of naming one person", f"{risk['prosecutor_highest']:.2%}"),
        ("不知其在样本中时", "not knowing who is in the sample", f"{risk['journalist_highest']:.2%}"),
        ("平均可能认出的比例", "share of people named on average", f"{risk['marketer']:.2%}"),
        ("处理前独一无二者", "one of a kind before", f"{record['alone']['source']:.1%}"),
        ("信息损失", "information lost", f"{loss['average']:.1%}"),
    ):
        line(f"  {t(zh, en)}: {value}")
    for column in record["columns"]:
        title = column.get("title")
        name = Text(**title).in_(LANGUAGE) if title else column["name"]
        line(f"  {name} · {Treatment(column['treatment']).text.in_(LANGUAGE)}")
