"""What differs between two footings (other packs, another deal, another day): by facts and count, nobody named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from novation.disposition.classes import SINGLE, FactWords, class_id, verdict_dict
from novation.disposition.context import Context
from novation.disposition.deciding import same_of
from novation.disposition.occurring import facts_that_occur
from novation.disposition.outcomes import passes_on
from novation.disposition.vectors import Judged, Profiles, judge_all
from novation.evidence import canonical
from novation.law import Packs, Verdict
from novation.terms import FACT_FIELDS, Category


@dataclass(frozen=True)
class Footing:
    """What verdicts rest on besides the people: packs, deal and day. On `passing_on` notice windows are looked at."""

    packs: Packs
    context: Context
    on: date
    passing_on: date | None = None

    def passes(self, verdict: Verdict) -> bool:
        return passes_on(verdict, self.context.notices, self.passing_on or self.on)


@dataclass(frozen=True)
class Shift:
    """These people get another verdict for a category; `classes` are those of the first footing that they come from.

    `facts` are as on the first footing; `facts_after` holds those that are others on the second (another closing day).
    """

    facts: FactWords
    facts_after: FactWords
    before: Verdict
    after: Verdict
    passes: tuple[bool, bool]
    people: int
    classes: tuple[str, ...]
    new_outcome: bool
    """Whether the outcome itself is another; else the same one rests on other rules or asks for something else."""

    @property
    def order(self) -> tuple[Any, ...]:
        return -self.people, str(self.facts["category"]), str(self.facts["place"]), self.classes


@dataclass(frozen=True)
class Differences:
    """`people` and `decisions` (person × category) in all, how many get another outcome, or the same on other grounds."""

    people: int
    people_changed: int
    people_regrounded: int
    decisions: int
    decisions_changed: int
    decisions_regrounded: int
    shifts: tuple[Shift, ...] = field(default_factory=tuple)
    """The most people first."""

    @property
    def unchanged(self) -> int:
        return self.decisions - self.decisions_changed - self.decisions_regrounded

    @cached_property
    def classes_changed(self) -> tuple[str, ...]:
        """Ids of the classes of the first footing of which anybody gets another outcome."""
        return tuple(sorted({name for shift in self.shifts if shift.new_outcome for name in shift.classes}))


def differences(
    profiles: Profiles, before: Footing, after: Footing, refolded: Profiles | None = None
) -> Differences:
    """Judges the distinct vectors on both footings.

    `refolded`: the same people in the same rows with facts as they are on the second footing (`refolding`).
    """
    second = profiles if refolded is None else refolded
    changed, regrounded = np.zeros(len(profiles), bool), np.zeros(len(profiles), bool)
    decisions = [0, 0, 0]
    shifts: list[Shift] = []
    old_index, new_index = _Verdicts(before), _Verdicts(after)
    pairs = zip(
        judge_all(profiles, before.packs, before.context, before.on),
        judge_all(second, after.packs, after.context, after.on),
        strict=True,
    )
    for old, new in pairs:
        olds, news = old_index.numbers(old), new_index.numbers(new)
        kinds = _kinds(old_index, new_index, olds, news)
        people = profiles.people[old.rows]
        for kind, marked in ((1, changed), (2, regrounded)):
            marked[old.rows[kinds == kind]] = True
        decisions = [n + int(people[kinds == kind].sum()) for kind, n in enumerate(decisions)]
        moved = np.flatnonzero(kinds)
        if len(moved):
            shifts += _shifts(old, new, moved, people, olds, news, (old_index, new_index))
    return Differences(
        int(profiles.people.sum()),
        int(profiles.people[changed].sum()),
        int(profiles.people[regrounded & ~changed].sum()),
        sum(decisions),
        decisions[1],
        decisions[2],
        tuple(sorted(shifts, key=lambda shift: shift.order)),
    )


class _Verdicts:
    """The distinct verdicts of one footing, numbered by what they say."""

    def __init__(self, footing: Footing) -> None:
        self._footing = footing
        self._by_object: dict[int, int] = {}
        self._held: list[Verdict] = []  # an id is a verdict's own only while it lives
        self._by_digest: dict[str, int] = {}
        self.verdicts: list[Verdict] = []
        self.digests: list[str] = []
        self.passing: list[bool] = []

    def numbers(self, one: Judged) -> np.ndarray:
        """The verdict's number for each row of a category."""
        return np.array([self._number(v) for v in one.verdicts], np.int64)[one.vector]

    def _number(self, verdict: Verdict) -> int:
        if id(verdict) not in self._by_object:
            digest = canonical.digest(verdict_dict(verdict))
            if digest not in self._by_digest:
                self._by_digest[digest] = len(self.verdicts)
                self.verdicts.append(verdict)
                self.digests.append(digest)
                self.passing.append(self._footing.passes(verdict))
            self._held.append(verdict)
            self._by_object[id(verdict)] = self._by_digest[digest]
        return self._by_object[id(verdict)]


SAME, OUTCOME, GROUNDS = 0, 1, 2


def _kinds(old: _Verdicts, new: _Verdicts, olds: np.ndarray, news: np.ndarray) -> np.ndarray:
    """For each row whether the outcome is another, or only its grounds; each pair of verdicts is looked at once."""
    width = max(len(new.verdicts), 1)
    pairs, at = np.unique(olds * width + news, return_inverse=True)
    kinds = [_kind(old, new, *divmod(int(pair), width)) for pair in pairs]
    return np.array(kinds, np.int64)[at] if kinds else np.empty(0, np.int64)


def _kind(old: _Verdicts, new: _Verdicts, a: int, b: int) -> int:
    before, after = old.verdicts[a], new.verdicts[b]
    outcomes = [
        (v.to_buyer, v.seller_copy, p) for v, p in ((before, old.passing[a]), (after, new.passing[b]))
    ]
    if outcomes[0] != outcomes[1]:
        return OUTCOME
    return SAME if _grounds(before) == _grounds(after) else GROUNDS


def _grounds(verdict: Verdict) -> tuple[Any, ...]:
    """What the same outcome can rest on, or ask for, otherwise."""
    return (
        tuple(rule.id for rule in verdict.reasons),
        tuple(rule.id for rule in verdict.seller_reasons),
        verdict.consent_kinds,
        verdict.notices,
        verdict.mask,
        verdict.human,
        verdict.unconfirmed,
        verdict.conflicts,
        verdict.seller_conflicts,
    )


def _shifts(
    old: Judged,
    new: Judged,
    moved: np.ndarray,
    people: np.ndarray,
    olds: np.ndarray,
    news: np.ndarray,
    indexes: tuple[_Verdicts, _Verdicts],
) -> list[Shift]:
    """The rows that moved, by place and pair of verdicts."""
    old_index, new_index = indexes
    place = old.codes["place"][moved]
    packed = (olds[moved] * len(new_index.verdicts) + news[moved]) * len(FACT_FIELDS["place"]) + place
    _, first, group = np.unique(packed, return_index=True, return_inverse=True)
    facts = facts_that_occur(_rows(old.codes, moved), group, len(first), same_of(old))
    later = facts_that_occur(_rows(new.codes, moved), group, len(first), same_of(new))
    counts = np.bincount(group, weights=people[moved]).astype(np.int64)
    classes = _classes(old.category, old.codes, moved, group, len(first), olds, old_index.digests)
    found = []
    for n, row in enumerate(moved[first].tolist()):
        a, b = int(olds[row]), int(news[row])
        found.append(
            Shift(
                facts[n],
                {k: v for k, v in later[n].items() if facts[n].get(k) != v},
                old_index.verdicts[a],
                new_index.verdicts[b],
                (old_index.passing[a], new_index.passing[b]),
                int(counts[n]),
                classes[n],
                _kind(old_index, new_index, a, b) == OUTCOME,
            )
        )
    return found


def _rows(codes: Mapping[str, np.ndarray], rows: np.ndarray) -> dict[str, np.ndarray]:
    return {name: values[rows] for name, values in codes.items()}


def _classes(
    category: Category,
    codes: Mapping[str, np.ndarray],
    moved: np.ndarray,
    group: np.ndarray,
    groups: int,
    olds: np.ndarray,
    digests: Sequence[str],
) -> list[tuple[str, ...]]:
    """For each group the ids of the classes that its people are in on the first footing."""
    names: list[set[str]] = [set() for _ in range(groups)]
    words = {name: [str(word) for word in FACT_FIELDS[name]] for name in ("place", "activity")}
    columns = np.stack([group, codes["place"][moved], codes["activity"][moved], olds[moved]])
    for at, place, activity, verdict in np.unique(columns, axis=1).T.tolist():
        single = {
            "category": str(category),
            "place": words["place"][place],
            "activity": words["activity"][activity],
        }
        names[at].add(class_id([single[name] for name in SINGLE], digests[verdict]))
    return [tuple(sorted(found)) for found in names]
