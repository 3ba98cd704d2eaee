"""How many people another deal form would move, asked of the data plane: counts per group, never a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from novation.control.cases.models import Case
from novation.handover.deciding import DECISIONS_RECORD
from novation.handover.project import Project
from novation.handover.settings import FILE
from novation.handover.what_if import Supposed, what_if
from novation.messages import Text
from novation.terms import DealForm, ToBuyer


@dataclass(frozen=True, slots=True)
class Moved:
    """People of one outcome who would have another."""

    before: Text
    after: Text
    people: int
    rules: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    people: int
    people_changed: int
    moved: tuple[Moved, ...]


def project_of(case: Case) -> Project | None:
    """The project folder of a case, if the data plane has one."""
    if not case.project or Path(case.project).name != case.project:
        return None
    folder = Path(settings.HOME) / "projects" / case.project
    return Project(folder) if (folder / FILE).is_file() else None


def is_counted(case: Case) -> bool:
    """Whether facts about people have been gathered, so that somebody can count."""
    project = project_of(case)
    return project is not None and project.has_record(DECISIONS_RECORD)


def count_moved(case: Case, deal_form: DealForm) -> Counted | None:
    """Judges the stored profiles anew; seconds, not milliseconds. Raises what the project says (`project.busy`, …)."""
    project = project_of(case)
    if project is None or not project.has_record(DECISIONS_RECORD):
        return None
    found = what_if(project, Supposed(deal_form=deal_form))
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for shift in found["changed"]:
        key = (shift["before"]["to_buyer"], shift["after"]["to_buyer"])
        groups.setdefault(key, []).append(shift)
    moved = [_moved(key, shifts, found["rules"]) for key, shifts in groups.items()]
    return Counted(found["people"], found["people_changed"], tuple(sorted(moved, key=lambda m: -m.people)))


def _moved(
    key: tuple[str, str], shifts: list[Mapping[str, Any]], rules: Mapping[str, Mapping[str, Any]]
) -> Moved:
    """`people` counts each group by the category that concerns the most: nobody is counted twice."""
    by_category: dict[str, int] = {}
    for shift in shifts:
        category = str(shift["facts"].get("category", ""))
        by_category[category] = by_category.get(category, 0) + shift["people"]
    named = dict.fromkeys(rule for shift in shifts for rule in shift["after"]["reasons"])
    told = tuple((rule, Text(**rules[rule]["citation"])) for rule in named if rule in rules)
    return Moved(ToBuyer(key[0]).text, ToBuyer(key[1]).text, max(by_category.values()), told)
