"""What the duties of a case are judged on: packs, situation, and which evidence lies in which journal."""

from __future__ import annotations

import functools
import operator
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Count, Max, Q

from novation.control.cases.counting import project_of
from novation.control.cases.models import Case
from novation.control.cases.situation import events_of, shipped_packs, situation_in
from novation.control.journal.models import LogEntry, Opening
from novation.errors import NovationError
from novation.handover.deciding import DECISIONS_RECORD, project_packs
from novation.handover.project import Project
from novation.handover.situation import situation_of
from novation.law import Packs
from novation.law.controls_owed import ControlOwed, Seen, controls_in, controls_owed, held_against, seen_in
from novation.law.deadlines import Situation
from novation.law.entry_words import EvidenceKind
from novation.terms import DealForm, Phase


@dataclass(frozen=True)
class Owing:
    """`problem`: why the case's project could not be asked; then only what the case itself says is known."""

    packs: Packs
    situation: Situation
    project_seen: Mapping[str, Seen]
    problem: NovationError | None = None

    def controls(self, seen: Mapping[str, Seen]) -> list[ControlOwed]:
        """What is owed, with what was seen in the journal of the case (`seen`) or of the project."""
        journal = _both(seen, self.project_seen)
        if self.packs is not shipped_packs():
            return controls_owed(self.packs, self.situation, journal)
        return [held_against(one, journal) for one in _shipped_controls(_Facts(self.situation))]

    def calendar(self, law: str) -> str:
        """Whose working days a law counts."""
        return _shipped_calendar(law) if self.packs is shipped_packs() else self.packs.calendar(law)


@functools.cache
def _shipped_calendar(law: str) -> str:
    return shipped_packs().calendar(law)


class _Facts:
    """What decides which controls are owed; two cases of the same facts owe the same, whatever their days are."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._key = (
            frozenset(situation.facts.items()), situation.places, situation.on, frozenset(situation.measures.items())
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Facts) and self._key == other._key


@functools.lru_cache(maxsize=256)
def _shipped_controls(facts: _Facts) -> tuple[ControlOwed, ...]:
    """Going through all packs takes milliseconds, and a day's page asks it of a dozen cases that are much alike."""
    return tuple(controls_in(shipped_packs(), facts.situation))


def owing_of(case: Case, on: date) -> Owing:
    """The case's deal form and phase always count; a project adds its counts, places and journal."""
    try:
        project = project_of(case)
        return (
            _of_project(case, project, on) if project else Owing(shipped_packs(), situation_in(case, on), {})
        )
    except NovationError as problem:
        return Owing(shipped_packs(), situation_in(case, on), {}, problem)


def seen_in_streams(streams: Mapping[str, Collection[str]]) -> dict[str, dict[str, Seen]]:
    """Of each stream: how often each tag that is evidence for something occurs, and when last; three queries for all.

    `streams`: of each, whose own entries the reader reads. The first two are answered by the index alone, however long
    the journal; the last reads one entry for each tag found.
    """
    rows = LogEntry.objects.filter(stream__in=list(streams), tag__in=evidence_tags()).order_by()
    counts = list(rows.values("stream_id", "tag").annotate(times=Count("index"), last=Max("index")))
    counts += _own_evidence(streams)
    days = _days((row["stream_id"], row["last"]) for row in counts)
    found: dict[str, dict[str, Seen]] = {}
    for row in counts:
        seen = {row["tag"]: Seen(row["times"], days[row["stream_id"], row["last"]])}
        found[row["stream_id"]] = _both(found.get(row["stream_id"], {}), seen)
    return found


def _own_evidence(streams: Mapping[str, Collection[str]]) -> list[dict[str, Any]]:
    """The same of entries of one side, for that side; no tag is a matter of one side here and of both there."""
    found = Opening.objects.filter(stream__in=list(streams), tag__in=evidence_tags()).order_by()
    counted = found.values("stream_id", "side", "tag").annotate(times=Count("index"), last=Max("index"))
    return [row for row in counted if row["side"] in streams[row["stream_id"]]]


def _days(places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The days of single entries."""
    wanted: dict[str, list[int]] = {}
    for stream, index in places:
        wanted.setdefault(stream, []).append(index)
    chosen = [Q(stream=stream, index__in=indexes) for stream, indexes in wanted.items()]
    if not chosen:
        return {}
    rows = LogEntry.objects.filter(functools.reduce(operator.or_, chosen))
    return {(stream, index): at[:10] for stream, index, at in rows.values_list("stream_id", "index", "at")}


@functools.cache
def evidence_tags() -> tuple[str, ...]:
    """Every tag that is evidence for something in a shipped pack."""
    evidence = (one for pack in shipped_packs() for control in pack.controls for one in control.evidence)
    return tuple(sorted({one.ref for one in evidence if one.kind is EvidenceKind.JOURNAL}))


def _of_project(case: Case, project: Project, on: date) -> Owing:
    """Read again only when the project's files have changed."""
    folder = project.folder
    stamps = tuple(
        _stamp(path)
        for path in (
            project.settings_path,
            project.record_path(DECISIONS_RECORD),
            project.records / "journal.jsonl",
        )
    )
    packs, situation, seen = _read_project(folder, stamps, on, DealForm(case.deal_form), case.phase.law_phase)
    events = {**situation.events, **events_of(case)}
    told = Situation(situation.facts, situation.places, on, events, situation.measures)
    return Owing(packs, told, seen)


@functools.lru_cache(maxsize=64)
def _read_project(
    folder: Path, stamps: tuple[tuple[int, int], ...], on: date, deal_form: DealForm, phase: Phase
) -> tuple[Packs, Situation, Mapping[str, Seen]]:
    project = Project(folder)
    packs = project_packs(project, on) if project.settings().pack_folders else shipped_packs()
    situation = situation_of(project, packs, on, deal_form=deal_form, phase=phase)
    return packs, situation, seen_in((entry.tag, entry.at) for entry in project.journal.entries())


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except FileNotFoundError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def _both(one: Mapping[str, Seen], other: Mapping[str, Seen]) -> dict[str, Seen]:
    found = dict(one)
    for tag, seen in other.items():
        here = found.get(tag)
        found[tag] = Seen(seen.times + here.times, max(seen.last_on, here.last_on)) if here else seen
    return found
