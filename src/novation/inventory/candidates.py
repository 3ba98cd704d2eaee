"""Turns the counters of a column into candidates: kinds that its values speak for, and how loudly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from novation.inventory.detectors import loaded
from novation.inventory.profile import ColumnProfile
from novation.inventory.vocabulary import word_lists

PHONES = frozenset({"cn.mobile", "cn.landline", "generic.phone"})
_TELLING_ALONE = frozenset({"cn.resident-id", "generic.email", "generic.iban", "cn.uscc", "cn.plate"})
_LEAST_HEADED, _LEAST_ALONE, _LEAST_COMMON = 0.15, 0.5, 0.75
_RANDOM_PASS = frozenset(
    {"cn.mobile", "cn.passport", "cn.hkmo-permit", "de.tax-id", "jp.my-number", "tw.national-id"}
)


@dataclass(frozen=True)
class Candidate:
    """`score` 0 to 1 by values alone; `count` rows speak for it, `how` is a word for the evidence."""

    kind: str
    score: float
    count: int
    how: str


def from_values(profile: ColumnProfile, cues: frozenset[str]) -> list[Candidate]:
    """All kinds that the values speak for, the loudest first."""
    found = [*_checked(profile, cues), *_listed(profile), *_looked(profile)]
    return sorted(found, key=lambda c: (-c.score, -c.count))


def _checked(profile: ColumnProfile, cues: frozenset[str]) -> list[Candidate]:
    counts: dict[str, int] = {}
    weight: dict[str, float] = {}
    running = profile.distinct.running
    for one in loaded():
        count = profile.hits.get(one.detector.kind, 0)
        headed = one.kind in cues or (one.kind in PHONES and bool(cues & PHONES))
        if not count or (one.worth.cue and not headed) or (one.worth.runs_apart and running and not headed):
            continue
        counts[one.kind] = counts.get(one.kind, 0) + count
        weight[one.kind] = weight.get(one.kind, 0.0) + count * one.worth.strength
    found = []
    for kind, count in counts.items():
        headed = kind in cues or (kind in PHONES and bool(cues & PHONES))
        share = min(1.0, profile.share(count))
        if share >= (_LEAST_HEADED if headed else _least_alone(kind)):
            score = weight[kind] / count * float(np.sqrt(share))
            found.append(Candidate(kind, score, min(count, profile.filled), "check"))
    return _phones_together(profile, found)


def _least_alone(kind: str) -> float:
    if kind in _TELLING_ALONE:
        return 0.2
    return _LEAST_COMMON if kind in _RANDOM_PASS else _LEAST_ALONE


def _phones_together(profile: ColumnProfile, found: list[Candidate]) -> list[Candidate]:
    """A column with mobile, fixed and foreign numbers is one of phones; it goes by its largest part if that rules."""
    phones = [c for c in found if c.kind in PHONES]
    if len(phones) < 2 or max(c.count for c in phones) >= 0.8 * profile.filled:
        return found
    together = min(profile.filled, sum(c.count for c in phones))
    rest = [c for c in found if c.kind not in PHONES]
    return [
        *rest,
        Candidate("generic.phone", 0.95 * float(np.sqrt(profile.share(together))), together, "check"),
    ]


def _listed(profile: ColumnProfile) -> list[Candidate]:
    found = []
    for words in word_lists():
        count = profile.words.get(words.kind, 0)
        share = profile.share(count)
        if (
            share >= 0.6
            and profile.telling.get(words.kind, 0)
            and words.worth
            and profile.distinct.count >= 2
        ):
            found.append(Candidate(words.kind, words.worth * share, count, "words"))
    return found


def _looked(profile: ColumnProfile) -> list[Candidate]:
    looks, found = profile.looks, []
    named, usual, latin = looks["name"], looks["name.usual"], looks["name.latin"]
    several = profile.distinct.count >= 3
    if several and profile.share(named) >= 0.5:
        known = usual / named
        least = 0.3 if latin > named / 2 else 0.7
        if known >= least:
            found.append(
                Candidate("person.name", 0.85 * profile.share(named) * min(1.0, 0.6 + known), named, "look")
            )
    if profile.share(looks["address"]) >= 0.5 and profile.mean_length >= 7:
        found.append(
            Candidate("place.address", 0.88 * profile.share(looks["address"]), looks["address"], "look")
        )
    if profile.share(looks["city"]) >= 0.7:
        found.append(Candidate("place.city", 0.75 * profile.share(looks["city"]), looks["city"], "look"))
    if is_text(profile):
        found.append(Candidate("text.free", 0.72, looks["sentence"], "look"))
    if profile.share(looks["date"]) >= 0.8:
        kind, score = ("person.birth-date", 0.72) if _born(profile) else ("time.other", 0.7)
        found.append(Candidate(kind, score, looks["date"], "look"))
    return found


def is_text(profile: ColumnProfile) -> bool:
    """Long and varied, with sentences; or a text in which identifiers stand."""
    varied = profile.distinct.unique_share > 0.2 or profile.distinct.count > 20
    sentences = profile.share(profile.looks["sentence"]) >= 0.4 and profile.mean_length >= 12
    personal = sum(profile.inside.values()) >= max(1, 0.02 * profile.filled) and profile.mean_length >= 15
    address = profile.share(profile.looks["address"]) >= 0.6
    return varied and not address and (sentences or personal)


def _born(profile: ColumnProfile) -> bool:
    """Days spread over decades, none in the last year, some before 1985, without a time of day."""
    years = profile.years
    total = years.sum()
    if total < 8 or profile.looks["clock"] > 0.02 * total:
        return False
    cumulated = np.cumsum(years)
    early, late = (int(np.searchsorted(cumulated, total * q)) for q in (0.1, 0.9))
    return late - early >= 15 and early < 1990 and late < date.today().year - 2
