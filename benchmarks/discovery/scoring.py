"""Precision, recall and F1 of spans, exact and overlapping, for each type and over all; false alarms in clean text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.discovery.mapping import Counts, Mapping
from benchmarks.discovery.notes import UNLABELLED, Gold, Note

Found = tuple[int, int, Counts]


@dataclass
class Tally:
    """Spans hit, reported in vain, and missed."""

    hit: int = 0
    vain: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hit + other.hit, self.vain + other.vain, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.vain) if self.hit + self.vain else 0.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing was hit."""
        return 2 * self.hit / (2 * self.hit + self.vain + self.missed) if self.hit else 0.0

    def as_dict(self) -> dict[str, float | int]:
        parts = {"p": self.precision, "r": self.recall, "f1": self.f1}
        return {
            **{k: round(v, 4) for k, v in parts.items()},
            "labelled": self.hit + self.missed,
            "vain": self.vain,
        }


@dataclass
class Score:
    """Tallies by type, with a span counted once: a hit for the label's type, a false alarm for the tool's own."""

    types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def micro(self, only: Iterable[str] | None = None) -> Tally:
        """All types together, or those named."""
        chosen = self.types if only is None else set(only) & set(self.types)
        return sum((self.types[slug] for slug in chosen), Tally())


def score(
    notes: Sequence[Note], reports: Sequence[Sequence[Sequence[Any]]], mapping: Mapping, *, exact: bool
) -> Score:
    """Compares reported spans (start, end, the tool's type) with the labels, note by note."""
    total = Score()
    for note, report in zip(notes, reports, strict=True):
        found = [(int(s), int(e), mapping.counts(kind)) for s, e, kind in report]
        _one(note, _counted(note, found), total, exact)
    return total


def _counted(note: Note, found: list[Found]) -> list[Found]:
    """Without what counts as nothing and without what lies in an unlabelled region."""
    grey = [(s, e) for s, e, slug in note.spans if slug == UNLABELLED]
    return [f for f in found if f[2].to and not any(f[0] < e and s < f[1] for s, e in grey)]


def _one(note: Note, found: list[Found], total: Score, exact: bool) -> None:
    gold = [g for g in note.spans if g[2] != UNLABELLED]
    pairs = _paired(gold, found, exact)
    taken = {f for _, f in pairs}
    hit = {g for g, _ in pairs}
    for number, span in enumerate(gold):
        tally = total.types[span[2]]
        tally.hit += number in hit
        tally.missed += number not in hit
    for number, (_, _, counts) in enumerate(found):
        if number not in taken and not counts.only_hits:
            total.types[counts.to[0]].vain += 1


def _paired(gold: list[Gold], found: list[Found], exact: bool) -> list[tuple[int, int]]:
    """Labels and reports one to one, those that share most first."""
    shared = sorted(
        (-_overlap(g, f), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g[2] in f[2].to and ((g[0], g[1]) == (f[0], f[1]) if exact else _overlap(g, f) > 0)
    )
    pairs: list[tuple[int, int]] = []
    seen: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in shared:
        if i not in seen[0] and j not in seen[1]:
            seen[0].add(i)
            seen[1].add(j)
            pairs.append((i, j))
    return pairs


def _overlap(gold: Gold, found: Found) -> int:
    return min(gold[1], found[1]) - max(gold[0], found[0])


def false_alarms(
    notes: Sequence[Note], reports: Sequence[Sequence[Sequence[Any]]], mapping: Mapping
) -> dict[str, Any]:
    """Reports in texts without any labelled span, for each 1,000 of their characters, and the types they had."""
    characters = 0
    alarms: Counter[str] = Counter()
    for note, report in zip(notes, reports, strict=True):
        if not note.personal:
            characters += len(note.text)
            counted = (mapping.counts(kind) for _, _, kind in report)
            alarms.update(c.to[0] for c in counted if not c.only_hits)
    rate = 1000 * alarms.total() / characters if characters else None
    return {"characters": characters, "alarms": alarms.total(), "per_1000": rate, "types": dict(alarms)}


def columns(truth: dict[str, str | None], found: dict[str, str | None], mapping: Mapping) -> dict[str, Any]:
    """Macro-F1 over the labelled types of columns; types on columns that are labelled as not personal (None) are false alarms."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    alarms = []
    for column, slug in truth.items():
        if slug == UNLABELLED:
            continue
        kind = found.get(column)
        counts = mapping.counts(kind) if kind is not None else Counts((), only_hits=True)
        hit = slug is not None and slug in counts.to
        if slug is not None:
            tallies[slug].hit += hit
            tallies[slug].missed += not hit
        if not hit and not counts.only_hits:
            tallies[counts.to[0]].vain += 1
            if slug is None:
                alarms.append(f"{column}: {kind}")
    labelled = {slug for slug in truth.values() if slug not in (None, UNLABELLED)}
    macro = sum(tallies[slug].f1 for slug in filter(None, labelled)) / len(labelled) if labelled else 0.0
    clean = sum(slug is None for slug in truth.values())
    return {
        "macro_f1": round(macro, 4),
        "micro": sum(tallies.values(), Tally()).as_dict(),
        "types": {slug: tallies[slug].as_dict() for slug in sorted(filter(None, labelled))},
        "false_alarms": alarms,
        "not_personal": clean,
    }
