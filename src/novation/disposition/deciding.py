"""From profiles to classes: each distinct fact vector is judged once, and carries its verdict to all its people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from novation.disposition.classes import (
    SINGLE,
    DecidedClass,
    Decisions,
    class_id,
    rules_of,
    verdict_dict,
    verdict_digest,
    whole_class,
)
from novation.disposition.context import Context
from novation.disposition.occurring import facts_that_occur
from novation.disposition.outcomes import passes_on, window_end
from novation.disposition.profiles import HELD, Profile, facts_of, read_profiles
from novation.disposition.vectors import Judged, Profiles, judge_all
from novation.engine.queries import Queries
from novation.law import Obligation, Packs, Verdict, obligations
from novation.terms import FACT_FIELDS, Category, SellerCopy, ToBuyer

__all__ = [
    "CORE",
    "HELD",
    "DecidedClass",
    "Decisions",
    "Profile",
    "decide",
    "facts_of",
    "passes_on",
    "read_profiles",
    "rules_of",
    "verdict_dict",
    "whole_class",
    "window_end",
]

CORE = (Category.IDENTITY, Category.CONTACT, Category.ACCOUNT, Category.TRANSACTION)
"""A person is counted once, by the outcome of the first of these that is held (else the first category held)."""

_DEAL = ("seller_place", "buyer_place", "deal_form", "phase", "export", "purpose", "promise", "regime")


def decide(engine: Queries, packs: Packs, context: Context, as_of: date) -> Decisions:
    """Judges every profile × category; writes `verdicts` (profile, category, class, passes, seller_copy) beside it."""
    profiles = Profiles.read(engine)
    judged = list(judge_all(profiles, packs, context, as_of))
    verdicts, numbers = _shared(judged)
    classes, of_row = _classes(
        profiles, judged, verdicts, numbers, lambda v: passes_on(v, context.notices, as_of)
    )
    _write_verdicts(engine, profiles, judged, of_row, classes)
    deal = {name: str(getattr(context, name)) for name in _DEAL}
    return Decisions(
        as_of,
        int(profiles.people.sum()),
        tuple(classes),
        deal,
        _obligations(profiles, judged, packs, as_of),
        _core(profiles, judged, of_row, classes),
    )


def _shared(judged: Sequence[Judged]) -> tuple[dict[str, Verdict], list[np.ndarray]]:
    """The distinct verdicts by digest, and for each category the place of the verdict of each of its vectors."""
    digests: dict[int, str] = {}
    verdicts: dict[str, Verdict] = {}
    for one in judged:
        for verdict in one.verdicts:
            if id(verdict) not in digests:
                digests[id(verdict)] = digest = verdict_digest(verdict)
                verdicts.setdefault(digest, verdict)
    place = {digest: n for n, digest in enumerate(verdicts)}
    return verdicts, [np.array([place[digests[id(v)]] for v in one.verdicts], np.int64) for one in judged]


def _classes(
    profiles: Profiles,
    judged: Sequence[Judged],
    verdicts: Mapping[str, Verdict],
    numbers: Sequence[np.ndarray],
    passes: Callable[[Verdict], bool],
) -> tuple[list[DecidedClass], list[np.ndarray]]:
    """The classes, the most people first, and for each category the class number of each of its rows."""
    told = list(verdicts.items())
    passing = [passes(verdict) for verdict in verdicts.values()]
    found: list[DecidedClass] = []
    groups = []
    for one, number in zip(judged, numbers, strict=True):
        verdict = number[one.vector]
        first, group = _grouped(one, verdict)
        people = np.bincount(group, weights=profiles.people[one.rows]).astype(np.int64)
        facts = facts_that_occur(one.codes, group, len(first), same_of(one))
        groups.append(group + len(found))
        for n, v in enumerate(verdict[first].tolist()):
            name = class_id([str(facts[n][k]) for k in SINGLE], told[v][0])
            found.append(DecidedClass(name, 0, facts[n], told[v][1], int(people[n]), passing[v]))
    order = sorted(range(len(found)), key=lambda n: (-found[n].people, found[n].id))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    classes = [replace(found[n], number=number) for number, n in enumerate(order)]
    return classes, [place[group] for group in groups]


def _grouped(one: Judged, verdict: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first row of each combination of place, activity and verdict, and its number for each row."""
    packed = (verdict * len(FACT_FIELDS["place"]) + one.codes["place"]) * len(
        FACT_FIELDS["activity"]
    ) + one.codes["activity"]
    _, first, group = np.unique(packed, return_index=True, return_inverse=True)
    return first, group


def same_of(one: Judged) -> dict[str, str]:
    """The facts of one category in which people do not differ."""
    facts = one.facts[0]
    return {
        "category": str(one.category),
        "basis": str(facts.basis),
        "transfer_basis": str(facts.transfer_basis),
    }


def _write_verdicts(
    engine: Queries,
    profiles: Profiles,
    judged: Sequence[Judged],
    of_row: Sequence[np.ndarray],
    classes: Sequence[DecidedClass],
) -> None:
    nothing = np.empty(0, np.int64)
    profile = np.concatenate([nothing, *(profiles.number[one.rows] for one in judged)])
    category = np.repeat(np.arange(len(judged)), [len(one.rows) for one in judged])
    number = np.concatenate([nothing, *of_row])
    order = np.lexsort((category, profile))
    number = number[order]
    taken = pa.array(number)
    table = pa.table(
        {
            "profile": pa.array(profile[order], pa.int64()),
            "category": pa.array([str(one.category) for one in judged], pa.string()).take(
                pa.array(category[order])
            ),
            "class": pa.array(number, pa.int32()),
            "to_buyer": pa.array([str(c.verdict.to_buyer) for c in classes], pa.string()).take(taken),
            "passes": pa.array([c.passes_now for c in classes], pa.bool_()).take(taken),
            "seller_copy": pa.array([str(c.seller_copy_now) for c in classes], pa.string()).take(taken),
        }
    )
    engine.stage("verdicts", table.schema, iter(table.to_batches(max_chunksize=131_072)))


def _obligations(
    profiles: Profiles, judged: Sequence[Judged], packs: Packs, as_of: date
) -> tuple[Mapping[str, object], ...]:
    """Obligations of what passes or may pass, each with the people it concerns, every person counted once."""
    concerned: dict[str, np.ndarray] = {}
    found: dict[str, Obligation] = {}
    for one in judged:
        by_vector: dict[str, list[int]] = {}
        for number, (facts, verdict) in enumerate(zip(one.facts, one.verdicts, strict=True)):
            for entry in obligations(facts, verdict, packs, as_of):
                key = f"{entry.law}/{entry.id}" if "/" not in entry.id else entry.id
                found[key] = entry
                by_vector.setdefault(key, []).append(number)
        for key, numbers in by_vector.items():
            owed = np.zeros(len(one.facts), bool)
            owed[numbers] = True
            marked = concerned.setdefault(key, np.zeros(len(profiles), bool))
            marked[one.rows[owed[one.vector]]] = True
    return tuple(_owed(key, found[key], int(profiles.people[concerned[key]].sum())) for key in sorted(found))


def _owed(key: str, entry: Obligation, people: int) -> Mapping[str, object]:
    return {
        "id": key,
        "law": entry.law,
        "title": entry.title.as_dict(),
        "due": entry.due.as_dict(),
        "citation": entry.citation.text.as_dict(),
        "confirmed": entry.citation.confirmed,
        "people": people,
    }


def _core(
    profiles: Profiles,
    judged: Sequence[Judged],
    of_row: Sequence[np.ndarray],
    classes: Sequence[DecidedClass],
) -> dict[str, dict[str, dict[str, int]]]:
    """Place → disposition toward the buyer → seller's copy → people."""
    counted = np.full(len(profiles), -1, np.int64)
    by_category = {one.category: (one.rows, of) for one, of in zip(judged, of_row, strict=True)}
    for category in (*CORE, *HELD):
        if category in by_category:
            rows, number = by_category[category]
            open_ = counted[rows] < 0
            counted[rows[open_]] = number[open_]
    places = [str(p) for p in FACT_FIELDS["place"]]
    counts: dict[str, dict[str, dict[str, int]]] = {}
    pairs, at = np.unique(np.stack([profiles.codes["place"], counted]), axis=1, return_inverse=True)
    people = np.bincount(at.reshape(-1), weights=profiles.people).astype(np.int64)
    for (place, number), count in zip(pairs.T.tolist(), people.tolist(), strict=True):
        buyer, seller = ToBuyer.UNDECIDED.value, SellerCopy.UNDECIDED.value
        if number >= 0:
            buyer, seller = classes[number].verdict.to_buyer.value, classes[number].seller_copy_now.value
        outcome = counts.setdefault(places[place], {}).setdefault(buyer, {})
        outcome[seller] = outcome.get(seller, 0) + count
    return counts
