"""The part of the rules that the other engines get, decided by us: distinct facts judged once, the answer joined back to each person.

The facts lie ready in memory, one packed number a person, as theirs lie ready as rows; nothing is written, as they write nothing.
"""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from benchmarks.law.subset import DEAL

from novation.disposition import Context
from novation.disposition.packing import fields, held_sql
from novation.disposition.profiles import facts_of
from novation.disposition.rules_sql import BUYER
from novation.disposition.subject_facts import profiles_of
from novation.disposition.table_facts import category_bit
from novation.disposition.vectors import Judged, Profiles, judge_all
from novation.engine import Engine
from novation.law import Packs, Verdict, judge
from novation.terms import Category, DealForm, Export, Phase, Place, ToBuyer

LAW, CATEGORY, PLACE = "cn-pipl", Category.MARKETING, Place.CN
CONTEXT = Context(
    deal_form=DealForm(DEAL["deal_form"]),
    phase=Phase(DEAL["phase"]),
    closing_on=date(2027, 1, 15),
    seller_place=PLACE,
    buyer_place=PLACE,
    export=Export(DEAL["export"]),
)
CHECKED = 2000
"""So many distinct combinations, spread evenly, are judged by themselves and compared."""


def keys_of(engine: Engine) -> pa.Array:
    """The packed facts of everybody there who holds the category; `person_keys` stands."""
    place = list(Place).index(PLACE)
    held = f"SELECT key FROM person_keys WHERE {held_sql(CATEGORY)} AND (key & 31) = {place}"
    assert int(fields(np.array([31]))["place"][0]) == 31, "the place has the lowest five bits"
    return engine.fetch_arrow(held)["key"].combine_chunks()


def decide(keys: pa.Array, packs: Packs, on: date) -> tuple[np.ndarray, Profiles, Judged]:
    """For each person the rank of what passes to the buyer, with the profiles and what was judged."""
    told = pc.dictionary_encode(keys)
    distinct = told.dictionary.to_numpy()
    table = profiles_of(distinct, np.ones(len(distinct), np.int64))
    profiles = Profiles(table)
    profiles.held = profiles.held & category_bit(CATEGORY)
    (one,) = judge_all(profiles, packs, CONTEXT, on)
    ranks = np.array([rank(verdict) for verdict in one.verdicts], np.int8)
    of_profile = np.empty(len(distinct), np.int8)
    of_profile[one.rows] = ranks[one.vector]
    # profiles are numbered in the order of their words, the dictionary in the order of appearance
    order = np.argsort(table["key"].to_numpy())
    place = order[np.searchsorted(table["key"].to_numpy(), distinct, sorter=order)]
    return of_profile[place][told.indices.to_numpy()], profiles, one


def rank(verdict: Verdict) -> int:
    answer = next(a for a in verdict.answers if a.law == LAW)
    return BUYER[answer.to_buyer or ToBuyer.UNDECIDED]


def measure(engine: Engine, packs: Packs, on: date) -> dict[str, Any]:
    """Decisions, CPU seconds and how many of the checked ones differ from judging each by itself."""
    alone, keys = packs.only(LAW), keys_of(engine)
    cpu = time.process_time()
    _, profiles, one = decide(keys, alone, on)
    spent = time.process_time() - cpu
    step = max(1, len(one.rows) // CHECKED)
    wrong = sum(
        rank(judge(facts_of(profiles.one(int(one.rows[n])), CATEGORY, CONTEXT), alone, on))
        != rank(one.verdicts[one.vector[n]])
        for n in range(0, len(one.rows), step)
    )
    return {
        "decisions": len(keys),
        "cpu_s": round(spent, 3),
        "distinct": len(profiles),
        "judged": len(one.verdicts),
        "wrong": wrong,
    }
