"""`novation receive`: the buyer opens a package into quarantine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, bars, emit, say, told
from novation.cli.language import t
from novation.handover import receiving


@told
def receive(
    package: Annotated[Path, typer.Argument(help=t("封装包", "the package"), exists=True)],
    identity: Annotated[
        Path, typer.Option("--identity", "-i", help=t("age 私钥文件", "age identity file"), exists=True)
    ],
    project: ProjectOption = DEFAULT_PROJECT,
    as_json: JsonOption = False,
) -> None:
    with bars() as shown:
        record = receiving.receive(project, package, identity, shown)
    if as_json:
        emit(record)
    say(
        f"已启封 {len(record['parts'])} 个文件到隔离区；下一步 novation reconcile",
        f"opened {len(record['parts'])} files into quarantine; next: `novation reconcile`",
    )
