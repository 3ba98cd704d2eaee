"""`novation detect`: where personal data stand inside the texts of a column, a span a line."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from rich.table import Table

from novation.cli.frame import JsonOption, emit, results, say, told
from novation.cli.language import LANGUAGE, t
from novation.cli.patience import patient
from novation.handover.discovery import Column, Finder, frames, known_types, open_column
from novation.handover.discovery.tally import Tally
from novation.terms import Sensitivity


class Names(StrEnum):
    """What looks for names."""

    OWN = "own"
    LAC = "lac"


@told
def detect(
    file: Annotated[
        str | None,
        typer.Argument(
            show_default=False,
            help=t(
                "文件或数据库地址；“-”从标准输入逐行读取",
                "a file or the address of a database; “-” reads lines from standard input",
            ),
        ),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(
            help=t(
                "查看哪一列（只有一列时、或逐行读取的文本可不写）",
                "the column to look through (not needed for a single one, nor for text in lines)",
            )
        ),
    ] = None,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl", help=t("每处输出一行 JSON", "print one JSON object a span, each on its line")
        ),
    ] = False,
    table: Annotated[str | None, typer.Option(help=t("查看哪个表", "the table to look through"))] = None,
    sheet: Annotated[str | None, typer.Option(help=t("工作簿中的工作表", "sheet of a workbook"))] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help=t("文字编码（默认自动识别）", "encoding of the text (found by default)")),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            help=t("只找这些类型，用逗号分隔", "look for these types only, separated by commas"),
            metavar="TYPE,…",
        ),
    ] = None,
    reveal: Annotated[
        bool,
        typer.Option(
            "--reveal", help=t("也输出原文（个人信息！）", "also print the text itself (personal data!)")
        ),
    ] = False,
    matters: Annotated[
        bool,
        typer.Option(
            "--matters",
            help=t(
                "也找敏感事项：健康、宗教、民族、行踪等",
                "also look for sensitive matters: health, religion, ethnicity, whereabouts …",
            ),
        ),
    ] = False,
    names: Annotated[
        Names,
        typer.Option(
            "--names",
            help=t(
                "姓名模型；lac 表示存疑处再问 LAC 模型（更慢，需安装 novation[names]）",
                "model for names; lac also asks the LAC model where ours wavers (slower, needs novation[names])",
            ),
        ),
    ] = Names.OWN,
    types: Annotated[
        bool,
        typer.Option("--types", help=t("列出能找的类型", "list the types that can be found")),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    if types:
        _list_types(as_json=as_json)
        return
    if file is None:
        raise typer.BadParameter(t("缺少文件", "a file is missing"), param_hint="FILE")
    finder = Finder(_slugs(only), matters=matters, second=names is Names.LAC)
    place = file if "://" in file else Path(file)
    chosen = open_column(place, column=column, table=table, sheet=sheet, encoding=encoding)
    with patient() as progress:
        found = frames(chosen, finder, reveal=reveal, progress=progress)
        if jsonl:
            _stream(found)
            return
        tally = Tally(reveal=reveal)
        for frame in found:
            tally.add(frame)
    _summarise(chosen, tally, as_json=as_json)


def _slugs(only: str | None) -> tuple[str, ...]:
    return tuple(slug.strip() for slug in (only or "").split(",") if slug.strip())


def _stream(found: Iterable[pl.DataFrame]) -> None:
    """JSON lines as they are found; a reader that goes away (`| head`) ends the work without a word."""
    out = sys.stdout.buffer
    try:
        for frame in found:
            if len(frame):
                out.write(_lines(frame))
        out.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lines(frame: pl.DataFrame) -> bytes:
    held = io.BytesIO()
    frame.write_ndjson(held)
    return held.getvalue()


def _summarise(column: Column, tally: Tally, *, as_json: bool) -> None:
    if as_json:
        place = {"source": column.source, "table": column.table, "column": column.name or None}
        emit({**place, **tally.as_dict()})
        return
    title = " · ".join(part for part in (column.source, column.table, column.name) if part)
    shown = Table(title=title, title_justify="left", expand=False)
    for heading in (
        t("类型", "type"),
        "",
        t("处", "spans"),
        t("行", "rows"),
        t("例（已遮蔽）", "samples (masked)"),
    ):
        shown.add_column(heading)
    known = known_types()
    for entry in tally.as_dict()["types"]:
        kind = known[entry["type"]]
        shown.add_row(
            kind.text.in_(LANGUAGE), entry["type"], f"{entry['spans']:,}", f"{entry['rows']:,}",
            "  ".join(entry["samples"]), style="bold" if kind.sensitivity is Sensitivity.SENSITIVE else None,
        )  # fmt: skip
    results.print(shown)
    if not tally.spans:
        say("没有找到个人信息", "no personal data found")


def _list_types(*, as_json: bool) -> None:
    known = known_types()
    if as_json:
        entries: list[dict[str, Any]] = [each.as_dict() for each in known.values()]
        emit({"types": entries})
        return
    shown = Table(expand=False)
    for heading in (
        t("类型", "type"), t("含义", "meaning"), t("地区", "place"), t("敏感度", "sensitivity"), t("格式依据", "source")
    ):  # fmt: skip
        shown.add_column(heading)
    for each in known.values():
        tier = each.sensitivity.text.in_(LANGUAGE)
        place = t("不限", "any") if each.place == "any" else each.place
        shown.add_row(each.slug, each.text.in_(LANGUAGE), place, tier, each.source)
    results.print(shown)
