"""The handover dossier (移交清册): one self-contained HTML file in Chinese and one in English, from the records alone."""

from __future__ import annotations

from pathlib import Path

from novation.custody.durable import write_durably
from novation.handover.project import Project
from novation.handover.report.gathering import gather
from novation.handover.report.html import render
from novation.messages import LANGUAGES

__all__ = ["write_reports"]


def write_reports(
    project: Project, out: Path, *, package: Path | None = None, buyer: Path | None = None
) -> list[Path]:
    """Writes `report.zh.html` and `report.en.html` into `out` (made if absent), each atomically; returns their paths.

    `package`: the sealed package, which is then verified; `buyer`: the buyer's project folder, for what was
    received and reconciled. Whatever has not happened yet is said as such. The same records give the same bytes.
    """
    records = gather(project, package=package, buyer=buyer)
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for language in LANGUAGES:
        path = out / f"report.{language}.html"
        write_durably(path, render(records, language).encode("utf-8"))
        paths.append(path)
    return paths
