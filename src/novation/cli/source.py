"""`novation source add`: further files and databases for a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, emit, open_project, say, told
from novation.cli.language import t
from novation.engine.sources import is_url
from novation.errors.sources import NOT_FOUND
from novation.handover import opening

app = typer.Typer(no_args_is_help=True, help=t("管理来源", "the sources of a project"))


@app.command("add", help=t("把文件、文件夹或地址加为来源", "add files, folders or URLs as sources"))
@told
def add(
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS|URLS...",
            help=t(
                "文件、文件夹，或数据库、对象存储的地址",
                "files, folders, or URLs: postgresql://, mysql://, s3://",
            ),
        ),
    ],
    encoding: Annotated[
        str | None,
        typer.Option(
            help=t(
                "CSV 的编码；不写则检查整个文件来判断",
                "encoding of a CSV; found over the whole file if not given",
            )
        ),
    ] = None,
    password_env: Annotated[
        str | None,
        typer.Option(
            help=t(
                "存放数据库口令的环境变量名；口令不写进 novation.toml",
                "name of the environment variable that holds the database password; it never enters novation.toml",
            )
        ),
    ] = None,
    project: ProjectOption = DEFAULT_PROJECT,
    as_json: JsonOption = False,
) -> None:
    held = open_project(project)
    found = [place for given in places for place in _below(given)]
    added = opening.add_sources(held, found, encoding, password_env)
    if as_json:
        emit({"added": added})
    say(f"新增 {len(added)} 个来源", f"{len(added)} sources added")


def _below(given: str) -> list[Path | str]:
    """The files of a folder each by itself: so each can be rewritten when its time comes."""
    if is_url(given):
        return [given]
    path = Path(given)
    if path.is_dir():
        return [*opening.files_below(path)]
    if not path.is_file():
        raise NOT_FOUND.error(file=path.name)
    return [path]
