"""`novation sweep`: when what the seller still keeps becomes due, by month, category, place and law."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
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
    parse_day,
    say,
    told,
)
from novation.cli.language import LANGUAGE, t
from novation.disposition.due_days import Unknown
from novation.handover.sweeping import sweep as run
from novation.terms import Category, Place


@told
def sweep(
    project: ProjectOption = DEFAULT_PROJECT,
    by: Annotated[
        str, typer.Option(help=t("只看到这一天为止到期的", "only what is due up to this day"))
    ] = "",
    refs: Annotated[
        Path | None,
        typer.Option(
            "--refs",
            help=t(
                "把到期者的编号写入新文件（.csv 或 .parquet），只有编号、类别、日期和依据",
                "write the references that are due to a new file (.csv or .parquet): reference, category, day and ground only",
            ),
        ),
    ] = None,
    as_of: Annotated[
        str, typer.Option(help=t("按这一天的法律，默认今天", "by the law of this day, today by default"))
    ] = "",
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    day, law_day = parse_day(by) if by else None, parse_day(as_of) if as_of else date.today()
    held = open_project(project, memory_limit)
    with bars() as shown:
        record = run(held, by=day, refs=refs, on=law_day, progress=shown)
    if as_json:
        emit(record)
        return
    _tell(record)


def _tell(record: dict[str, Any]) -> None:
    totals = record["totals"]
    line(
        t(
            "{:,} 项留存（一人一类为一项）：{:,} 项有到期日，其中 {:,} 项已到期；{:,} 项算不出；{:,} 项在用而法律没有年数",
            "{:,} kept (one person, one category each): {:,} with a day, {:,} of them due already; "
            "{:,} not computable; {:,} in use, no number in law",
        ).format(
            totals["kept"],
            totals["listed"] + totals["later"],
            totals["overdue"],
            totals["not_computable"],
            totals["in_use_without_number"],
        )
    )
    months: Counter[str] = Counter()
    for row in record["due"]:
        months[row["month"]] += row["people"]
    for month, people in sorted(months.items()):
        line(f"{month}  {people:>10,}")
        for row in (row for row in record["due"] if row["month"] == month):
            line(f"    {row['people']:>10,}  {_what(row)}  {row['entry']}")
    if record["not_computable"]:
        line(t("算不出到期日的", "Not computable"))
    for row in record["not_computable"]:
        why = Unknown(row["why"]).text.in_(LANGUAGE)
        line(f"    {row['people']:>10,}  {_what(row)}  {why}" + (f"  {row['entry']}" if row["entry"] else ""))
    if "refs" in record:
        refs = record["refs"]
        say(
            f"{refs['rows']} 个编号写入 {refs['file']}",
            f"{refs['rows']} references written to {refs['file']}",
        )


def _what(row: dict[str, Any]) -> str:
    return f"{Place(row['place']).text.in_(LANGUAGE)} · {Category(row['category']).text.in_(LANGUAGE)}"
