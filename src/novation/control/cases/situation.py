"""A case as the law's clocks, controls and notices ask it: facts of the deal, places, events."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date

from novation.control.cases.models import Case
from novation.law import Packs
from novation.law.counting import Moment
from novation.law.deadlines import Situation
from novation.law.entry_words import Event
from novation.law.loading import load_packs
from novation.terms import DealForm, Export, Place, Promise, Purpose, Regime, Term


@functools.cache
def shipped_packs() -> Packs:
    """The packs as shipped, read once for the life of a process."""
    return load_packs()


def situation_in(case: Case, on: date, *, deal_form: DealForm | None = None) -> Situation:
    """What is known of a case without its data; counts of people are not, so no threshold is taken as reached.

    `deal_form` asks "what if". Purpose and promise are taken as the most usual; the project's own settings decide
    what happens to data.
    """
    seller, buyer = case.seller.place, case.buyer.place
    leaves = shipped_packs().is_export(seller, buyer)
    facts: Mapping[str, Term] = {
        "seller_place": seller,
        "buyer_place": buyer,
        "deal_form": deal_form or DealForm(case.deal_form),
        "phase": case.phase.law_phase,
        "export": Export.NO_ROUTE if leaves else Export.DOMESTIC,
        "purpose": Purpose.SAME,
        "promise": Promise.NONE,
        "regime": Regime.ORDINARY,
    }
    return Situation(facts, places_of(case), on, events_of(case))


def places_of(case: Case) -> frozenset[Place]:
    """Where the people live, as the case says; the seller's place always counts."""
    return frozenset({case.seller.place, *(one.place for one in case.places.all())})


def events_of(case: Case) -> dict[Event, Moment]:
    """The days a case knows."""
    found: dict[Event, Moment] = {Event.CLOSING: case.closing_on}
    if case.signing_on:
        found[Event.SIGNING] = case.signing_on
    return found
