"""What a project owes by the packs: notices with their windows, controls and thresholds with what its journal shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from novation.disposition.deciding import whole_class, window_end
from novation.handover.measuring import DECISIONS_RECORD
from novation.handover.project import Project
from novation.handover.situation import situation_of
from novation.law import Calendar, Notice, NoticeDue
from novation.law.controls_owed import ControlOwed, ThresholdState, controls_owed, seen_in, thresholds_of
from novation.law.notices_owed import Asked, NoticeOwed, notices_owed
from novation.law.packset import Packs


def notices_in(project: Project, packs: Packs, on: date) -> list[dict[str, Any]]:
    """The notices a project owes, each with its checklist and its windows; by the facts alone before `decide`."""
    given = {notice.law: notice.given_on for notice in project.settings().notices}
    found = notices_owed(packs, situation_of(project, packs, on), _classes(project))
    return [_with_windows(notice, given, on) for notice in found]


def controls_in(project: Project, packs: Packs, on: date) -> tuple[list[ControlOwed], list[ThresholdState]]:
    """The controls with what the journal of this project shows, and every threshold with its count."""
    situation = situation_of(project, packs, on)
    journal = seen_in((entry.tag, entry.at) for entry in project.journal.entries())
    return controls_owed(packs, situation, journal), thresholds_of(packs, situation)


def _classes(project: Project) -> Sequence[Mapping[str, Any]]:
    if not project.has_record(DECISIONS_RECORD):
        return []
    decisions = project.read_record(DECISIONS_RECORD, "decide")
    return [whole_class(decisions, entry) for entry in decisions["classes"]]


def _with_windows(notice: NoticeOwed, given: Mapping[str, date], on: date) -> dict[str, Any]:
    """Adds for each rule when its window is over: of the notice that was given, else of one given that day."""
    told = notice.as_dict()
    for asked, said in zip(notice.asked, told["rules"], strict=True):
        given_on = given.get(asked.law)
        said["given_on"] = given_on.isoformat() if given_on else None
        said["over_on"] = window_end(_due(asked), given_on or on).isoformat()
    return told


def _due(asked: Asked) -> NoticeDue:
    window = Notice(asked.window_days, Calendar(asked.calendar), asked.content)
    return NoticeDue(asked.law, asked.rule, window, asked.place)
