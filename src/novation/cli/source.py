"""`novation source add`: further files for a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, emit, open_project, say, told
from novation.cli.language import t
from novation.handover import opening

app = typer.Typer(no_args_is_help=True, help=t("管理来源文件", "the source files of a project"))


@app.command("add", help=t("把文件或文件夹加为来源", "add files or folders as sources"))
@told
def add(
    paths: Annotated[list[Path], typer.Argument(help=t("文件或文件夹", "files or folders"), exists=True)],
    encoding: Annotated[
        str | None,
        typer.Option(
            help=t(
                "CSV 的编码；不写则检查整个文件来判断",
                "encoding of a CSV; found over the whole file if not given",
            )
        ),
    ] = None,
    project: ProjectOption = DEFAULT_PROJECT,
    as_json: JsonOption = False,
) -> None:
    held = open_project(project)
    files = [f for p in paths for f in (opening.files_below(p) if p.is_dir() else [p])]
    added = opening.add_sources(held, files, encoding)
    if as_json:
        emit({"added": added})
    say(f"新增 {len(added)} 个来源", f"{len(added)} sources added")
