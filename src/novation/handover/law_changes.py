"""`law diff`: two states of the law side by side, and for whom in a project they make a difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from novation.disposition.differences import Footing
from novation.errors.law import STATE_UNKNOWN
from novation.handover.comparing import as_decided, compare_footings, differences_dict
from novation.handover.progress import Progress
from novation.handover.project import Project
from novation.law import Packs, load_packs
from novation.law.changes import LawState, PackChange, changes

SHIPPED = "shipped"


@dataclass(frozen=True)
class NamedState:
    """A state of the law as it was named: `2027-06-01`, `shipped`, a folder, or either of these `@` a day."""

    name: str
    law: LawState

    def as_dict(self) -> dict[str, Any]:
        packs, on = self.law.packs, self.law.on
        return {"named": self.name, "on": on.isoformat() if on else None, "digest": packs.digest}


def state_of(named: str, project: Project | None = None, *, alone: bool = False) -> NamedState:
    """Reads the name of a state; raises `law.state-unknown`.

    A folder's packs lie over the shipped ones (and those that the project's `[law] folders` add), as they would in a
    project; `alone`: they are all there is.
    """
    day = _day(named)
    if day is not None:
        return NamedState(named, LawState(_own_packs(project), day))
    where, on = _where(named)
    if where == SHIPPED:
        return NamedState(named, LawState(_own_packs(project), on))
    folder = Path(where)
    if not folder.is_dir():
        raise STATE_UNKNOWN.error(named=named)
    own = [] if alone else _own_folders(project)
    return NamedState(named, LawState(load_packs([*own, folder], shipped=not alone), on))


def _where(named: str) -> tuple[str, date | None]:
    """The folder or `shipped`, and the day after the last `@`; a folder whose own name has one stays whole."""
    before, _, after = named.rpartition("@")
    day = _day(after)
    if before and day is not None and not Path(named).is_dir():
        return before, day
    return named, None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _own_packs(project: Project | None) -> Packs:
    """As they are, whether or not `lint` finds them fit to decide by: here they are only looked at."""
    return load_packs(_own_folders(project))


def _own_folders(project: Project | None) -> list[Path]:
    return [project.source_path(f) for f in project.settings().pack_folders] if project else []


def both_dated(old: NamedState, new: NamedState) -> tuple[LawState, LawState]:
    """Where one state is that of a day, the other is that of today; two without a day are compared as written."""
    if old.law.on is None and new.law.on is None:
        return old.law, new.law
    today = date.today()
    return LawState(old.law.packs, old.law.on or today), LawState(new.law.packs, new.law.on or today)


def law_diff(
    old: NamedState, new: NamedState, project: Project | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Packs that differ, and with a project the people and classes that get another verdict, with facts and articles."""
    before, after = both_dated(old, new)
    found: list[PackChange] = changes(before, after)
    told: dict[str, Any] = {
        "old": old.as_dict(),
        "new": new.as_dict(),
        "packs": [change.as_dict() for change in found],
    }
    if project is not None:
        told["project"] = _for_whom(project, before, after, progress)
    return told


def _for_whom(
    project: Project, before: LawState, after: LawState, progress: Progress | None
) -> dict[str, Any]:
    """Both states judge the stored profiles; notice windows are looked at on one day, so that only law differs."""
    own = as_decided(project, before.packs)
    old = Footing(before.packs, own.context, before.on or own.on, own.on)
    new = Footing(after.packs, own.context, after.on or own.on, own.on)
    found = compare_footings(project, old, new, progress)
    return {"judged_on": [old.on.isoformat(), new.on.isoformat()], **differences_dict(found)}
