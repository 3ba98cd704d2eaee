"""`novation law schema`: JSON Schemas of a pack's files, for an editor that completes and checks while one writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import emit, say, told
from novation.cli.language import t
from novation.law.json_schema import FILES, schema_of


@told
def schema(
    name: Annotated[
        str, typer.Argument(help=t("哪个文件：{}", "which file: {}").format(", ".join(FILES)))
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", help=t("把全部 schema 写进这个文件夹", "write all schemas into this folder")),
    ] = None,
) -> None:
    if name and name not in FILES:
        raise typer.BadParameter(f"{name}: {', '.join(FILES)}")
    if out is None:
        emit(schema_of(name) if name else {file: schema_of(file) for file in FILES})
        return
    out.mkdir(parents=True, exist_ok=True)
    for file in (name,) if name else FILES:
        text = json.dumps(schema_of(file), ensure_ascii=False, indent=1)
        (out / f"{file}.schema.json").write_text(text + "\n", encoding="utf-8")
    say(
        f"已写入 {out.name}/。在 YAML 文件首行写：# yaml-language-server: $schema=…/rules.schema.json",
        f"Written to {out.name}/. Begin a YAML file with: # yaml-language-server: $schema=…/rules.schema.json",
    )
