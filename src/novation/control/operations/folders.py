"""The project folders of the data plane: `projects/<name>` in the installation's home, and nothing outside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from novation.control.cases.models import Case
from novation.control.operations.models import ProjectLink
from novation.control.roles import Side
from novation.errors import NovationError
from novation.errors.operations import FOLDER_WRONG, NO_PROJECT
from novation.errors.project import BUSY

if TYPE_CHECKING:
    from novation.handover.project import Project

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
SETTINGS_FILE = "novation.toml"
EXPORTS = "exports"
PACKAGE = "package"


def root() -> Path:
    """Made if it is not there, for its owner alone."""
    folder = Path(settings.HOME) / "projects"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def place(name: str) -> Path:
    """Where a folder of this name lies; a name that could lead elsewhere is refused, and so is a link."""
    path = root() / name
    if not _NAME.fullmatch(name) or path.is_symlink() or path.resolve().parent != root().resolve():
        raise FOLDER_WRONG.error(folder=name[:64] if _NAME.fullmatch(name) else "?")
    return path


def new_name(case: Case, side: Side) -> str:
    """A name that says which case it is and that no other case can have."""
    word = case.ref.partition("_")[2]
    number = re.sub(r"[^a-z0-9]+", "-", case.number.lower()).strip("-")[:30]
    return f"{number}-{word}" + ("" if side is Side.SELLER else f"-{side}")


def open_project(link: ProjectLink) -> Project:
    """The project of a link. The data plane is loaded here and not before: it takes seconds."""
    from novation.handover.project import Project

    return Project(place(link.folder))


def link_of(case: Case, side: Side | None = None) -> ProjectLink | None:
    """The project of a side; by default of the side that opened the case here."""
    found = ProjectLink.objects.select_related("case").filter(case=case, side=side or case.side)
    return found.first()


def required(case: Case, side: Side | None = None) -> ProjectLink:
    """The link of a side; raises `project.not-linked`."""
    link = link_of(case, side)
    if link is None:
        raise NO_PROJECT.error()
    return link


def is_free(link: ProjectLink) -> bool:
    """Whether no step holds the project: the lock dies with the process that held it."""
    try:
        with open_project(link).held():
            return True
    except NovationError as error:
        if error.kind is BUSY:
            return False
        raise


def package_of(link: ProjectLink) -> Path | None:
    """The package beside the records, where the hander-over sealed it there."""
    folder = place(link.folder) / PACKAGE
    return folder if (folder / "bagit.txt").is_file() else None


def package_for(link: ProjectLink) -> Path | None:
    """The package as a side finds it: its own, or for the buyer the seller's where both use this installation."""
    own = package_of(link)
    if own is not None or link.side is Side.SELLER:
        return own
    seller = link_of(link.case, Side.SELLER)
    return package_of(seller) if seller is not None else None
