"""The rules in SQL decide every person as the distinct vectors do, and a wrong verdict is found."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from novation.disposition import decide
from novation.disposition.context import Context
from novation.disposition.second_engine import check
from novation.disposition.words import PLACE_WORDS
from novation.engine import Engine
from novation.law import Packs, load_packs
from novation.terms import (
    Category,
    DealForm,
    Export,
    Phase,
    Place,
    Promise,
    Purpose,
    Regime,
    ToBuyer,
    TransferBasis,
)

from .shops import Given, context, people_of
from .test_deciding import shop

DAY = date(2026, 11, 21)
SELLERS = [place for place in Place if place is not Place.UNKNOWN]
"""So every pack is the seller's law once, and the law of the people there."""

FORMS = [
    *({"deal_form": form} for form in DealForm),
    *({"regime": regime, "deal_form": DealForm.DISSOLUTION} for regime in Regime),
    {"phase": Phase.DUE_DILIGENCE},
    {"phase": Phase.AFTER},
    {"purpose": Purpose.CHANGED, "deal_form": DealForm.MERGER},
    {"promise": Promise.NO_TRANSFER, "deal_form": DealForm.BANKRUPTCY},
    {"buyer_place": Place.DE, "export": Export.NO_ROUTE},
    {"buyer_place": Place.US, "export": Export.ROUTE_IN_PLACE, "deal_form": DealForm.MERGER},
    {"transfer_basis": dict.fromkeys(Category, TransferBasis.CONTRACT)},
]


def deal_of(number: int, place: Place) -> Context:
    """A deal of a seller there; `number` chooses its form."""
    return context(**{"seller_place": place, "buyer_place": place, **FORMS[number % len(FORMS)]})


def settled(places: list[Place], seed: int, people: int) -> list[Given]:
    """A shop whose people say they live in these places, or say nothing."""
    tables = shop(seed, people)
    chance = random.Random(seed)
    words = [*(PLACE_WORDS[p][0] if p in PLACE_WORDS else "Narnia" for p in places), None]
    at = tables[0].kinds.index("place.country") + 1
    rows = [(*row[:at], chance.choice(words), *row[at + 1 :]) for row in tables[0].rows]
    return [replace(tables[0], rows=rows), *tables[1:]]


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


def agree(engine: Engine, packs: Packs, deal: Context, tables: list[Given]) -> int:
    """Decides by both engines; they must agree. The number of decisions compared."""
    people_of(engine, tables, deal)
    decisions = decide(engine, packs, deal, DAY)
    found = check(engine, packs, deal, DAY, decisions.classes)
    assert found.examples == ()
    assert found.agrees
    return found.compared


@pytest.mark.duckdb_only
@pytest.mark.parametrize(("number", "place"), list(enumerate(SELLERS)), ids=[str(p) for p in SELLERS])
def test_every_decision_is_the_same_in_both_engines(
    engine: Engine, packs: Packs, number: int, place: Place
) -> None:
    assert agree(engine, packs, deal_of(number, place), settled([place, Place.CN], seed=3, people=150)) > 400


@pytest.mark.duckdb_only
def test_people_of_every_place_are_decided_the_same(engine: Engine, packs: Packs) -> None:
    assert agree(engine, packs, context(), settled(SELLERS, seed=6, people=300)) > 900


@pytest.mark.slow
@pytest.mark.duckdb_only
@pytest.mark.parametrize("number", range(len(FORMS)))
@pytest.mark.parametrize("place", (Place.CN, Place.DE, Place.US))
def test_every_form_of_deal_is_decided_the_same(
    engine: Engine, packs: Packs, number: int, place: Place
) -> None:
    assert agree(engine, packs, deal_of(number, place), shop(seed=3)) > 400


def test_a_verdict_that_was_tampered_with_is_found(engine: Engine, packs: Packs) -> None:
    people_of(engine, settled([Place.CN], seed=4, people=200), context())
    decisions = decide(engine, packs, context(), DAY)
    wrong = decisions.classes[0]
    freed = replace(wrong, verdict=replace(wrong.verdict, to_buyer=ToBuyer.TRANSFER, reasons=()))
    assert freed.verdict.to_buyer is not wrong.verdict.to_buyer
    found = check(engine, packs, context(), DAY, (freed, *decisions.classes[1:]))
    assert found.different == wrong.people
    assert found.examples
    assert all(str(example.category) == wrong.facts["category"] for example in found.examples)


@pytest.mark.duckdb_only
def test_people_whom_only_one_engine_decided_are_counted(engine: Engine, packs: Packs) -> None:
    people_of(engine, settled([Place.CN], seed=5, people=200), context())
    decisions = decide(engine, packs, context(), DAY)
    engine.execute("DELETE FROM person_keys WHERE subject % 10 = 0")
    found = check(engine, packs, context(), DAY, decisions.classes)
    assert found.missing > 0
    assert not found.agrees
