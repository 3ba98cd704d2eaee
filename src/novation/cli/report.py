"""`novation report`: the handover dossier as one HTML file in Chinese and one in English."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import DEFAULT_PROJECT, ProjectOption, line, open_project, told
from novation.cli.language import t
from novation.handover.report import write_reports


@told
def report(
    out: Annotated[Path, typer.Option("--out", help=t("写到哪个文件夹", "folder to write to"))] = Path(),
    package: Annotated[
        Path | None,
        typer.Option(
            help=t("封装包，以便写明查验结果", "the package, to state what verifying found"), exists=True
        ),
    ] = None,
    buyer: Annotated[
        Path | None,
        typer.Option(
            help=t(
                "受让方的项目文件夹，以便列出对账", "the buyer's project folder, to show the reconciliation"
            ),
            exists=True,
        ),
    ] = None,
    project: ProjectOption = DEFAULT_PROJECT,
) -> None:
    for path in write_reports(open_project(project), out, package=package, buyer=buyer):
        line(str(path))
