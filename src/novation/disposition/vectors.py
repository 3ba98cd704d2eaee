"""From profiles to fact vectors, by columns: each vector that can matter is judged once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from novation.disposition.context import Context
from novation.disposition.packing import FACT_COLUMNS, STATES, VOCABULARIES
from novation.disposition.profiles import HELD, UNDER_14, Profile, consent_of, facts_of, tier_of
from novation.disposition.relevance import VARYING, Relevance
from novation.disposition.table_facts import category_bit
from novation.engine.queries import Queries
from novation.law import Packs, Verdict, judge
from novation.terms import FACT_FIELDS, AgeBand, Category, Consent, Facts, Place, Sensitivity

_PLACES, _AGES, _TIERS, _CONSENTS = list(Place), list(AgeBand), list(Sensitivity), list(Consent)
Codes = dict[str, np.ndarray]


class Profiles:
    """All profiles as columns: numbers, people, bits of categories, and each fact as its place in its vocabulary."""

    def __init__(self, table: pa.Table) -> None:
        self.number, self.people, self.held, self.raised = (
            table[name].to_numpy() for name in ("profile", "people", "held", "raised")
        )
        self.codes: Codes = {name: _codes(table[name], name) for name in FACT_COLUMNS}

    @classmethod
    def read(cls, engine: Queries) -> Profiles:
        """Those that `build_subjects` wrote."""
        engine.register("profiles", "profiles")
        return cls(engine.fetch_arrow("SELECT * FROM profiles ORDER BY profile"))

    def __len__(self) -> int:
        return len(self.number)

    def one(self, row: int) -> Profile:
        """One profile by its place, with its facts in words."""
        facts = {name: VOCABULARIES[name][self.codes[name][row]] for name in FACT_COLUMNS}
        return Profile(
            int(self.number[row]), int(self.people[row]), int(self.held[row]), int(self.raised[row]), facts
        )


@dataclass(frozen=True)
class Judged:
    """One category: `rows` are the profiles that hold it, `vector` the number of its vector for each of them,
    `facts` and `verdicts` those of the vectors, `codes` the facts of each row as they are."""

    category: Category
    rows: np.ndarray
    vector: np.ndarray
    facts: list[Facts]
    verdicts: list[Verdict]
    codes: Codes


def judge_all(profiles: Profiles, packs: Packs, context: Context, on: date) -> Iterator[Judged]:
    """Every category that anybody holds, judged for all profiles."""
    relevance = Relevance(packs, context, on)
    for category in HELD:
        rows = np.flatnonzero(profiles.held & category_bit(category))
        if not len(rows):
            continue
        codes = _category_codes(profiles, rows, category)
        first, vector = _distinct(_stand_ins(codes, category, relevance))
        first, vector = _told_apart(codes, first, vector, category, relevance)
        facts = [facts_of(profiles.one(int(row)), category, context) for row in rows[first]]
        yield Judged(category, rows, vector, facts, [judge(f, packs, on) for f in facts], codes)


def _codes(column: pa.ChunkedArray, name: str) -> np.ndarray:
    words = pa.array(VOCABULARIES[name], column.type)
    return pc.index_in(column, words).to_numpy().astype(np.int64)


def _category_codes(profiles: Profiles, rows: np.ndarray, category: Category) -> Codes:
    """The facts that make the vectors: as stored, but for sensitivity and consent, which follow from several."""
    stored = {name: codes[rows] for name, codes in profiles.codes.items()}
    raised = (profiles.raised[rows] & category_bit(category)) != 0
    tier = _tiers(category)[stored["age"], raised.astype(np.int64)]
    sensitive = (tier == _TIERS.index(Sensitivity.SENSITIVE)).astype(np.int64)
    child = np.array([age in UNDER_14 for age in _AGES], np.int64)[stored["age"]]
    asked = (stored.pop("transfer"), stored.pop("sensitive"), stored.pop("guardian"))
    return {**stored, "sensitivity": tier, "consent": _consents()[(*asked, sensitive, child)]}


def _tiers(category: Category) -> np.ndarray:
    """Sensitivity by age and whether the column raises it, from the one function that says so."""
    return np.array(
        [[_TIERS.index(tier_of(category, age, raised)) for raised in (False, True)] for age in _AGES]
    )


@cache
def _consents() -> np.ndarray:
    """Consent by the three states, sensitivity and childhood, from the one function that says so."""
    shape = (len(STATES),) * 3 + (2, 2)
    table = np.empty(shape, np.int64)
    for at in np.ndindex(shape):
        said = consent_of(STATES[at[0]], STATES[at[1]], STATES[at[2]], bool(at[3]), bool(at[4]))
        table[at] = _CONSENTS.index(said)
    return table


def _stand_ins(codes: Codes, category: Category, relevance: Relevance) -> Codes:
    """Each value replaced by the first one that no rule for this category and place tells from it."""
    replaced = {name: codes[name].copy() for name in VARYING}
    for place in np.unique(codes["place"]):
        here = codes["place"] == place
        for name, like in relevance.alike(category, _PLACES[place]).items():
            replaced[name][here] = np.array(like)[codes[name][here]]
    return {"place": codes["place"], **replaced}


def _distinct(codes: Codes) -> tuple[np.ndarray, np.ndarray]:
    """The first row of each distinct combination, and the combination's number for each row."""
    packed = np.zeros(len(codes["place"]), np.int64)
    for name, values in codes.items():
        packed = packed * len(FACT_FIELDS[name]) + values
    _, first, number = np.unique(packed, return_index=True, return_inverse=True)
    return first, number


def _told_apart(
    codes: Codes, first: np.ndarray, vector: np.ndarray, category: Category, relevance: Relevance
) -> tuple[np.ndarray, np.ndarray]:
    """Of vectors that fulfil the same conditions only the first: the rows of those, and the number for each row."""
    kept: list[int] = []
    number = np.empty(len(first), np.int64)
    places = codes["place"][first]
    for place in np.unique(places):
        here = np.flatnonzero(places == place)
        these = {name: codes[name][first[here]] for name in VARYING}
        signs = relevance.fulfilled(category, _PLACES[place], these)
        _, earliest, alike = np.unique(_as_one(signs), return_index=True, return_inverse=True)
        number[here] = alike + len(kept)
        kept.extend(first[here[earliest]].tolist())
    return np.array(kept, np.int64), number[vector]


def _as_one(rows: np.ndarray) -> np.ndarray:
    """Each row of bytes as one value that can be compared."""
    return np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1]))).reshape(-1)
