"""The shipped packs, read once, and the facts of a deal."""

from __future__ import annotations

from datetime import date

import pytest

from novation.law import Packs, load_packs
from novation.law.deadlines import Situation
from novation.terms import DealForm, Export, Phase, Place, Promise, Purpose, Regime, Term

ON = date(2026, 11, 30)


@pytest.fixture(scope="session")
def packs() -> Packs:
    return load_packs()


@pytest.fixture
def situation() -> Situation:
    return deal()


def deal(form: DealForm = DealForm.ASSET_DEAL, places: tuple[Place, ...] = (Place.CN, Place.DE)) -> Situation:
    facts: dict[str, Term] = {
        "seller_place": Place.CN,
        "buyer_place": Place.CN,
        "deal_form": form,
        "phase": Phase.CLOSING,
        "export": Export.DOMESTIC,
        "purpose": Purpose.SAME,
        "promise": Promise.NONE,
        "regime": Regime.ORDINARY,
    }
    return Situation(facts, frozenset(places), ON)
