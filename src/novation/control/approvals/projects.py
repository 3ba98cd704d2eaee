"""The project folders behind a case, if this installation holds them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from novation.control.cases.models import Case
from novation.control.roles import Side
from novation.handover.project import Project
from novation.handover.settings import FILE

FOLDER = "projects"
PACKAGE = "package"


def project_of(case: Case, side: Side | None = None) -> Project | None:
    """The project of a side (of the side that opened the case here); None where the data plane runs elsewhere, or has not begun."""
    name = _name(case, side or case.side)
    if not name:
        return None
    folder = Path(settings.HOME) / FOLDER / name
    return Project(folder) if (folder / FILE).is_file() else None


def _name(case: Case, side: Side) -> str:
    """Operations, a floor above, leave their links to folders on the case as `projects`, one for each side."""
    links = getattr(case, "projects", None)
    link = links.filter(side=side).first() if links is not None else None
    if link is not None:
        return str(link.folder)
    return case.project if side is case.side else ""


def package_of(case: Case) -> Path | None:
    """The package as it was sealed, or as it was received."""
    for side in (Side.SELLER, Side.BUYER):
        project = project_of(case, side)
        if project is not None and (project.folder / PACKAGE).is_dir():
            return project.folder / PACKAGE
    return None
