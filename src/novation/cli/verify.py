"""`novation verify`: packages, receipts, certificates, journals and projects, offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from novation.cli.frame import JsonOption, bars, emit, results, told
from novation.cli.language import LANGUAGE, t
from novation.errors import Exit
from novation.handover import checking

MARKS = {"tick": "[green]✓[/]", "warn": "[yellow]![/]", "cross": "[red]✗[/]", "unknown": "○"}


@told
def verify(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help=t(
                "封装包、回执、证明、日志文件，或项目文件夹",
                "package, receipt, certificate, journal, or project folder",
            ),
            exists=True,
        ),
    ],
    trust: Annotated[
        Path | None,
        typer.Option(
            help=t("自己的 allowed_signers 名单", "an allowed_signers list of your own"), exists=True
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    with bars() as shown:
        lines = checking.verify(paths, trust, shown)
    sound = checking.holds(lines)
    if as_json:
        emit({"holds": sound, "checks": lines})
    else:
        for entry in lines:
            _tell(entry)
        results.print(
            t("成立", "It holds.") if sound else t("不成立", "It does not hold."),
            style="bold green" if sound else "bold red",
        )
    if not sound:
        raise typer.Exit(int(Exit.INTEGRITY))


def _tell(entry: dict[str, Any]) -> None:
    results.print(MARKS[entry["state"]], end=" ")
    results.print(f"{entry['file']} · {entry['name']} · {entry['detail'][LANGUAGE]}", markup=False)
