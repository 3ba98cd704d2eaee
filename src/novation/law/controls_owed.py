"""What the organisation owes in a situation, how often, and whether its journal shows it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from novation.law.deadlines import Situation, applying, entries_for, reached, threshold_of
from novation.law.entries import Control, Evidence, Threshold
from novation.law.entry_words import EvidenceKind, Measure
from novation.law.packset import Packs
from novation.law.verdict import citation_dict
from novation.terms import Term


class Reach(Term):
    """Whether a number is reached from which something follows."""

    REACHED = "reached", "已达到", "reached"
    NOT = "not-reached", "未达到", "not reached"
    UNKNOWN = "unknown", "人数未知", "count unknown"


class Shown(Term):
    """What the software can see of a control; never that it is met, only that its evidence lies in the journal."""

    IN_JOURNAL = "in-journal", "日志中有", "in the journal"
    NOT_IN_JOURNAL = "not-in-journal", "日志中没有", "not in the journal"
    ELSEWHERE = "elsewhere", "证据不在日志里，软件看不到", "evidence lies elsewhere, unseen by the software"


@dataclass(frozen=True, slots=True)
class Seen:
    """Entries of one tag in the journal: how many, and the day of the last."""

    times: int
    last_on: str


@dataclass(frozen=True, slots=True)
class EvidenceSeen:
    evidence: Evidence
    seen: Seen | None

    @property
    def shown(self) -> Shown:
        if self.evidence.kind is not EvidenceKind.JOURNAL:
            return Shown.ELSEWHERE
        return Shown.IN_JOURNAL if self.seen else Shown.NOT_IN_JOURNAL


@dataclass(frozen=True, slots=True)
class ThresholdState:
    threshold: Threshold
    law: str
    reach: Reach
    counted: int | None

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.threshold.id,
            "law": self.law,
            "title": self.threshold.title.as_dict(),
            "what": self.threshold.what.as_dict(),
            "counts": str(self.threshold.counts),
            "at_least": self.threshold.at_least,
            "counted": self.counted,
            "state": str(self.reach),
            "human": self.threshold.human,
            "derived": self.threshold.derived,
            **citation_dict(self.threshold.citation),
        }


@dataclass(frozen=True, slots=True)
class ControlOwed:
    """One control; a threshold that is not reached takes it off the list, one of unknown count leaves it on."""

    control: Control
    law: str
    evidence: tuple[EvidenceSeen, ...]
    threshold: ThresholdState | None = None

    def as_dict(self) -> dict[str, Any]:
        control = self.control
        return {
            "id": control.id,
            "law": self.law,
            "title": control.title.as_dict(),
            "what": control.what.as_dict(),
            "who": str(control.who),
            "how_often": how_often(control),
            "threshold": self.threshold.threshold.id if self.threshold else None,
            "threshold_state": str(self.threshold.reach) if self.threshold else None,
            "evidence": [_evidence_dict(one) for one in self.evidence],
            "derived": control.derived,
            **citation_dict(control.citation),
        }


def controls_owed(packs: Packs, situation: Situation, journal: Mapping[str, Seen]) -> list[ControlOwed]:
    """The controls of every pack that applies, law by law; `journal` says of each tag what was seen."""
    return [held_against(owed, journal) for owed in controls_in(packs, situation)]


def held_against(owed: ControlOwed, journal: Mapping[str, Seen]) -> ControlOwed:
    """The same control with what this journal shows of it."""
    seen = tuple(EvidenceSeen(one.evidence, journal.get(one.evidence.ref)) for one in owed.evidence)
    return ControlOwed(owed.control, owed.law, seen, owed.threshold)


def controls_in(packs: Packs, situation: Situation) -> list[ControlOwed]:
    """The controls that are owed, before anybody looked into a journal."""
    found = []
    for pack in applying(packs, situation):
        for control in entries_for(pack.controls, situation):
            threshold = threshold_of(packs, pack, control.threshold) if control.threshold else None
            state = threshold_state(threshold, pack.id, situation.measures) if threshold else None
            if state is None or state.reach is not Reach.NOT:
                unseen = tuple(EvidenceSeen(one, None) for one in control.evidence)
                found.append(ControlOwed(control, pack.id, unseen, state))
    return found


def thresholds_of(packs: Packs, situation: Situation) -> list[ThresholdState]:
    """Every threshold of the packs that apply, with the count where there is one."""
    return [
        threshold_state(threshold, pack.id, situation.measures)
        for pack in applying(packs, situation)
        for threshold in entries_for(pack.thresholds, situation)
    ]


def threshold_state(threshold: Threshold, law: str, measures: Mapping[Measure, int]) -> ThresholdState:
    over = reached(threshold, measures)
    state = Reach.UNKNOWN if over is None else Reach.REACHED if over else Reach.NOT
    return ThresholdState(threshold, law, state, measures.get(threshold.counts))


def seen_in(entries: Iterable[tuple[str, str]]) -> dict[str, Seen]:
    """Of (tag, instant) in the order written: how often each tag occurs and on which day last."""
    found: dict[str, Seen] = {}
    for tag, at in entries:
        before = found.get(tag)
        found[tag] = Seen(before.times + 1 if before else 1, at[:10])
    return found


def how_often(control: Control) -> dict[str, Any]:
    """`{always: true}`, `{once: true}`, `{on: event}` or a span."""
    if control.every:
        unit, amount = str(control.every.unit), control.every.amount
        return {"word": unit} if control.every.is_word else {unit: amount}
    if control.on:
        return {"on": str(control.on)}
    return {"once": True} if control.once else {"always": True}


def _evidence_dict(one: EvidenceSeen) -> dict[str, Any]:
    return {
        "kind": str(one.evidence.kind),
        "ref": one.evidence.ref or None,
        "text": one.evidence.text.as_dict() if one.evidence.text else None,
        "shown": str(one.shown),
        "times": one.seen.times if one.seen else 0,
        "last_on": one.seen.last_on if one.seen else None,
    }
