"""`novation law export` and `novation law vocabulary`: a law, a deal and our words in the formats of others."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
import yaml

from novation.cli.frame import JsonOption, bars, emit, open_project, parse_day, say, told
from novation.cli.language import t
from novation.errors.project import FILE_EXISTS
from novation.law import load_packs
from novation.messages import Text


class Format(StrEnum):
    OSCAL = "oscal"
    ODRL = "odrl"
    FIDESLANG = "fideslang"
    DPV = "dpv"


class Syntax(StrEnum):
    TURTLE = "turtle"
    JSONLD = "jsonld"


PackFolders = Annotated[
    list[Path] | None,
    typer.Option("--packs", help=t("另外的规则包文件夹", "a further folder of packs"), exists=True),
]


@told
def export(
    pack: Annotated[
        str, typer.Argument(help=t("规则包；不给则须指定项目", "the pack; or give --project"))
    ] = "",
    project: Annotated[
        Path | None,
        typer.Option(
            "--project", "-p", help=t("项目文件夹：写出这笔交易", "a project folder: write its deal")
        ),
    ] = None,
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            help=t(
                "oscal：控制目录与概要；odrl：许可、禁止与义务；fideslang：数据用途；dpv：W3C 数据隐私词汇表",
                "oscal: controls, catalog and profile; odrl: permissions, prohibitions, duties; fideslang: data uses; dpv: W3C Data Privacy Vocabulary",
            ),
        ),
    ] = Format.OSCAL,
    out: Annotated[
        Path | None,
        typer.Option(
            help=t(
                "写入文件；交易的 OSCAL 写入文件夹（概要、目录、解析结果）",
                "write to this file; the OSCAL of a deal to this folder (profile, catalogs, what they resolve to)",
            )
        ),
    ] = None,
    as_of: Annotated[
        str, typer.Option(help=t("按这一天的法律，默认今天", "by the law of this day, today by default"))
    ] = "",
    packs: PackFolders = None,
    as_json: JsonOption = False,
) -> None:
    from novation.handover.interchange import (  # here, because help must not wait for the engine
        Format as Wanted,
    )
    from novation.handover.interchange import pack_files, project_files

    if bool(pack) == (project is not None):
        raise typer.BadParameter(
            t("给出规则包或者 --project，二者之一", "give a pack or --project, one of both")
        )
    wanted = Wanted(format_.value)
    with bars() as shown:
        shown.start(Text("写出", "Writing"))
        if project is not None:
            day = parse_day(as_of) if as_of else date.today()
            files = project_files(open_project(project), wanted, day)
        else:
            files = pack_files(load_packs(packs), pack, wanted)
    if out is None:
        main = next(iter(files.values()))
        is_yaml = as_json and format_ is Format.FIDESLANG
        emit(yaml.safe_load(main)) if is_yaml else sys.stdout.write(main)
        return
    written = _write(files, out)
    if as_json:
        emit({"files": written})
    else:
        say(f"已写出 {len(written)} 个文件", f"{len(written)} files written")


def _write(files: dict[str, str], out: Path) -> list[str]:
    """One file to `out`, several into the folder `out`; nothing is overwritten."""
    if len(files) == 1:
        paths = {out: next(iter(files.values()))}
    else:
        out.mkdir(parents=True, exist_ok=True)
        paths = {out / name: text for name, text in files.items()}
    for path in paths:
        if path.exists():
            raise FILE_EXISTS.error(file=path.name)
    for path, text in paths.items():
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return [path.name for path in paths]


@told
def vocabulary(
    format_: Annotated[
        Syntax, typer.Option("--format", help=t("Turtle 或 JSON-LD", "Turtle or JSON-LD"))
    ] = Syntax.TURTLE,
    packs: PackFolders = None,
    as_json: JsonOption = False,
) -> None:
    from novation.law.interchange.vocabulary import as_jsonld, as_turtle

    loaded = load_packs(packs)
    if as_json or format_ is Syntax.JSONLD:
        sys.stdout.write(json.dumps(as_jsonld(loaded), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(as_turtle(loaded))
