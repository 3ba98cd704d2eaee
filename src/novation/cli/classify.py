"""`novation classify`: what each column of a file holds, without a project and without writing."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from novation.cli.finding_tables import column_table, told_together
from novation.cli.frame import JsonOption, results, say, told
from novation.cli.language import LANGUAGE, t
from novation.cli.patience import patient
from novation.errors.project import FILE_EXISTS
from novation.handover.discovery import Findings
from novation.handover.discovery import classify as look
from novation.inventory import outputs


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"
    FIDESLANG = "fideslang"
    DPV = "dpv"
    OPENMETADATA = "openmetadata"


@told
def classify(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            show_default=False,
            help=t("文件、文件夹或数据库地址", "files, folders or addresses of databases"),
        ),
    ],
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            help=t("输出格式；后四种供其他工具读取", "form of the result; the last four are for other tools"),
        ),
    ] = Format.TABLE,
    output: Annotated[
        Path | None,
        typer.Option(
            help=t("写到这个新文件，不写到标准输出", "write to this new file, not to standard output")
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            min=1,
            help=t(
                "每个表只看大约这么多行（默认每个值都看）",
                "look at about so many rows of each table (every value is looked at by default)",
            ),
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help=t("文字编码（默认自动识别）", "encoding of the text (found by default)")),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help=t("工作簿中的工作表", "sheet of a workbook"))] = None,
    table: Annotated[
        str | None, typer.Option(help=t("只看这个名字的表", "only the table of this name"))
    ] = None,
    as_json: JsonOption = False,
) -> None:
    wanted = Format.JSON if as_json else format_
    if output is not None and output.exists():
        raise FILE_EXISTS.error(file=output.name)
    with patient() as progress:
        found = look(*files, sample=sample, encoding=encoding, sheet=sheet, table=table, progress=progress)
    if wanted is Format.TABLE and output is None:
        for each in found.as_dict()["tables"]:
            results.print(column_table(each))
            for note in told_together(each):
                results.print(note, markup=False)
    else:
        _write(written(found, wanted), output)
    for part in found.skipped:
        say(f"未读：{part.source}（{part.reason.zh}）", f"not read: {part.source} ({part.reason.en})")
    for finding, remarks in zip(found, found.remarks, strict=True):
        for remark in remarks:
            say(f"{finding.source}：{remark.zh}", f"{finding.source}: {remark.en}")


def written(found: Findings, wanted: Format) -> str:
    """The findings as text of a format, with a line end."""
    if wanted is Format.TABLE:
        return _plain(found)
    if wanted is Format.FIDESLANG:
        return outputs.fideslang(found)
    value: dict[str, Any]
    if wanted is Format.SARIF:
        unread = [part.as_dict() for part in found.skipped]
        value = outputs.sarif(found, skipped=unread, language=LANGUAGE)
    elif wanted is Format.DPV:
        value = outputs.dpv(found)
    elif wanted is Format.OPENMETADATA:
        value = outputs.openmetadata(found, language=LANGUAGE)
    else:
        value = found.as_dict()
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _plain(found: Findings) -> str:
    with results.capture() as caught:
        for each in found.as_dict()["tables"]:
            results.print(column_table(each))
    return caught.get()


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    with output.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
