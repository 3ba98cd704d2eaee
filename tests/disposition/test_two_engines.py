"""The rules in SQL decide every person as the distinct vectors do, and a wrong verdict is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from novation.disposition import decide
from novation.disposition.context import Context
from novation.disposition.second_engine import check
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

from .shops import context, people_of
from .test_deciding import shop

DAY = date(2026, 11, 21)
DEALS = [
    *(context(deal_form=form) for form in DealForm),
    *(context(seller_place=place, buyer_place=place) for place in Place if place is not Place.UNKNOWN),
    context(buyer_place=Place.DE, export=Export.NO_ROUTE),
    context(buyer_place=Place.US, export=Export.ROUTE_IN_PLACE, deal_form=DealForm.MERGER),
    context(phase=Phase.DUE_DILIGENCE),
    context(seller_place=Place.DE, buyer_place=Place.CN, export=Export.NO_ROUTE, phase=Phase.AFTER),
    context(purpose=Purpose.CHANGED, deal_form=DealForm.MERGER),
    context(promise=Promise.NO_TRANSFER, deal_form=DealForm.BANKRUPTCY, seller_place=Place.US),
    *(context(regime=regime, deal_form=DealForm.DISSOLUTION) for regime in Regime),
    context(transfer_basis=dict.fromkeys(Category, TransferBasis.CONTRACT)),
]


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


@pytest.mark.duckdb_only
@pytest.mark.parametrize("deal", DEALS, ids=range(len(DEALS)))
def test_every_decision_is_the_same_in_both_engines(engine: Engine, packs: Packs, deal: Context) -> None:
    people_of(engine, shop(seed=3), deal)
    decisions = decide(engine, packs, deal, DAY)
    found = check(engine, packs, deal, DAY, decisions.classes)
    assert found.examples == ()
    assert found.agrees
    assert found.compared > 400


@pytest.mark.duckdb_only
def test_a_verdict_that_was_tampered_with_is_found(engine: Engine, packs: Packs) -> None:
    people_of(engine, shop(seed=4), context())
    decisions = decide(engine, packs, context(), DAY)
    wrong = decisions.classes[0]
    freed = replace(wrong, verdict=replace(wrong.verdict, to_buyer=ToBuyer.TRANSFER, reasons=()))
    assert freed.verdict.to_buyer is not wrong.verdict.to_buyer
    found = check(engine, packs, context(), DAY, (freed, *decisions.classes[1:]))
    assert found.different == wrong.people
    assert sum(example.people for example in found.examples) == wrong.people


@pytest.mark.duckdb_only
def test_people_whom_only_one_engine_decided_are_counted(engine: Engine, packs: Packs) -> None:
    people_of(engine, shop(seed=5), context())
    decisions = decide(engine, packs, context(), DAY)
    engine.execute("DELETE FROM person WHERE subject % 10 = 0")
    found = check(engine, packs, context(), DAY, decisions.classes)
    assert found.missing > 0
    assert not found.agrees
