"""`novation notice`: records that a notice which a law asks for was given, so that its window counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import DEFAULT_PROJECT, ProjectOption, open_project, say, told
from novation.cli.init import _day
from novation.cli.language import t
from novation.handover import opening
from novation.handover.project import file_digest


@told
def notice(
    law: Annotated[
        str, typer.Option(help=t("哪部法律：cn-pipl、eu-gdpr……", "under which law: cn-pipl, eu-gdpr …"))
    ],
    given_on: Annotated[str, typer.Option(help="YYYY-MM-DD")],
    evidence: Annotated[
        Path,
        typer.Option(
            help=t("证据文件；只记下它的摘要", "evidence file; only its digest is recorded"), exists=True
        ),
    ],
    project: ProjectOption = DEFAULT_PROJECT,
) -> None:
    held = open_project(project)
    values: dict[str, object] = {"law": law, "given_on": _day(given_on), "evidence": file_digest(evidence)}
    opening.append_entry(held, "notice", values, "notice.recorded")
    say("已记录；方案须重做", "recorded; the plan has to be made again")
