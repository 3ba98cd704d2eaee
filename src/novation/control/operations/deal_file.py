"""Whether novation.toml says what the case says: shown as a difference, written by an action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from novation.control.operations.folders import open_project
from novation.control.operations.models import ProjectLink
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the case says and the file says otherwise; `decides`: a plan that rests on the file is stale."""

    what: Text
    in_case: Text | date
    in_file: Text | date
    decides: bool = True


def differences(link: ProjectLink) -> list[Difference]:
    """Deal form, phase and closing day; raises `project.settings-invalid` where the file can't be read."""
    case, deal = link.case, open_project(link).settings()
    pairs = [
        Difference(Text("交易形式", "deal form"), case.deal_form.text, deal.deal_form.text),
        Difference(Text("阶段", "phase"), case.phase.law_phase.text, deal.phase.text, decides=False),
        Difference(Text("交割日", "day of closing"), case.closing_on, deal.closing_on),
    ]
    return [one for one in pairs if one.in_case != one.in_file]


def write_deal(link: ProjectLink) -> str:
    """Writes what the case says into the file; gives the file's new digest."""
    from novation.handover.opening import set_deal

    project, case = open_project(link), link.case
    with project.held():
        set_deal(project, form=case.deal_form, phase=case.phase.law_phase, closing_on=case.closing_on)
    return project.settings_digest()
