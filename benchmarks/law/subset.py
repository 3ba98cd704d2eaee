"""One law, one category, what passes to the buyer: the part of the rules that every engine can be given, from our AST.

A rule counts where it matches and none that displaces it does; of those that count the strictest decides. Rules that ask
what passes have no say in it. Whether a floor runs is a fact of the vector here, as the other engines know no dates.
"""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from novation.disposition.rules_sql import BUYER
from novation.law import Packs, Rule, judge
from novation.law.pack import Condition
from novation.law.vocabulary import CONDITION_FIELDS
from novation.terms import (
    FACT_FIELDS,
    Category,
    DealForm,
    Export,
    Facts,
    Phase,
    Place,
    Promise,
    Purpose,
    Regime,
    ToBuyer,
    TransferBasis,
)

DEAL = {
    "deal_form": str(DealForm.ASSET_DEAL),
    "phase": str(Phase.CLOSING),
    "export": str(Export.DOMESTIC),
    "purpose": str(Purpose.SAME),
    "promise": str(Promise.NONE),
    "regime": str(Regime.ORDINARY),
    "transfer_basis": str(TransferBasis.NONE),
}
"""In one deal people differ in their own facts only."""


def rules_and_rows(
    packs: Packs, law: str, place: Place, category: Category, on: date, rows: int
) -> dict[str, Any]:
    """The rules as tests, random vectors of people there, and what Novation answers for each."""
    alone = packs.only(law)
    vectors = _vectors(place, category, rows)
    answers = [next(a for a in judge(v, alone, on).answers if a.law == law) for v in vectors]
    said = [answer.to_buyer or ToBuyer.UNDECIDED for answer in answers]
    return {
        "law": law,
        "outcomes": _outcomes(alone, law, on),
        "otherwise": BUYER[ToBuyer.UNDECIDED],
        "rows": [
            {**vector.as_dict(), "retention": str(answer.retention)}
            for vector, answer in zip(vectors, answers, strict=True)
        ],
        "expected": [BUYER[outcome] for outcome in said],
    }


def _vectors(place: Place, category: Category, rows: int) -> list[Facts]:
    chance = random.Random(11)
    fixed = {
        **DEAL,
        "place": str(place),
        "seller_place": str(place),
        "buyer_place": str(place),
        "category": str(category),
    }
    return [
        Facts.from_dict(
            {**{name: str(chance.choice(list(words))) for name, words in FACT_FIELDS.items()}, **fixed}
        )
        for _ in range(rows)
    ]


def _outcomes(packs: Packs, law: str, on: date) -> list[Any]:
    rules = [rule for rule in packs[law].rules if rule.in_force.contains(on) and not rule.asks("passes")]
    displacers: dict[str, list[Rule]] = {}
    for rule in rules:
        for written in rule.displaces:
            other = packs.resolve(law, written)
            if other is not None:
                displacers.setdefault(other.id, []).append(rule)
    by_rank: dict[int, list[Any]] = {}
    for rule in rules:
        if rule.then.to_buyer is not None:
            test = ["and", *map(_test, rule.when), *(["not", _whole(d)] for d in displacers.get(rule.id, []))]
            by_rank.setdefault(BUYER[rule.then.to_buyer], []).append(test)
    return [[rank, ["or", *by_rank[rank]]] for rank in sorted(by_rank, reverse=True)]


def _whole(rule: Rule) -> list[Any]:
    return ["and", *map(_test, rule.when)]


def _test(condition: Condition) -> list[Any]:
    every = CONDITION_FIELDS[condition.field]
    inside = [str(word) for word in every if (word in condition.values) is not condition.negated]
    return ["in", condition.field, inside]
