"""When requests must be answered, place by place, with pauses and extensions as each law has them."""

from __future__ import annotations

from datetime import date

import pytest

from novation.law import load_packs
from novation.law.counting import Waiting
from novation.law.entry_words import Event, Pause, Right
from novation.law.packset import Packs
from novation.law.requests import Asked, request_clocks
from novation.terms import DealForm, Place, Term

ON = date(2027, 1, 11)


def facts(place: Place) -> dict[str, Term]:
    """Both companies where the customer is: then only that place's law speaks."""
    return {"seller_place": place, "buyer_place": place, "deal_form": DealForm.ASSET_DEAL}


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


def first(packs: Packs, place: str, right: Right, **more: object) -> tuple[str, date | None]:
    found = request_clocks(packs, Asked(right, Place(place), ON, facts(Place(place)), **more), ON)  # type: ignore[arg-type]
    return found[0].clock.id, found[0].due.day


@pytest.mark.parametrize(
    ("place", "right", "clock", "day"),
    [
        ("cn", Right.ACCESS, "cn-standards/requests-thirty-days", date(2027, 2, 10)),
        ("de", Right.ACCESS, "eu-gdpr/12-refusal", date(2027, 2, 11)),
        ("kr", Right.COPY, "kr-pipa/35-access", date(2027, 1, 21)),
        ("tw", Right.DELETE, "tw-pdpa/13-correct-delete", date(2027, 2, 10)),
        ("hk", Right.ACCESS, "hk-pdpo/access-request", date(2027, 2, 20)),
        ("jp", Right.DELETE, "jp-appi/33-requests", None),
    ],
)
def test_each_place_counts_its_own_way(
    packs: Packs, place: str, right: Right, clock: str, day: date | None
) -> None:
    assert first(packs, place, right) == (clock, day)


def test_a_chinese_seller_answers_foreign_customers_by_chinese_law_too(packs: Packs) -> None:
    found = request_clocks(packs, Asked(Right.ACCESS, Place.DE, ON, facts(Place.CN)), ON)
    assert {one.law for one in found} >= {"eu-gdpr", "cn-pipl"}


def test_closing_an_account_has_a_shorter_clock_than_deleting_a_record(packs: Packs) -> None:
    cancel = request_clocks(packs, Asked(Right.CANCEL_ACCOUNT, Place.CN, ON, facts(Place.CN)), ON)
    assert {one.clock.id for one in cancel} >= {"cn-standards/account-cancelled"}
    assert "cn-standards/requests-thirty-days" not in {one.clock.id for one in cancel}


def test_an_extension_lengthens_only_the_clock_that_can_be_extended(packs: Packs) -> None:
    found = request_clocks(packs, Asked(Right.ACCESS, Place.DE, ON, facts(Place.DE), extended=True), ON)
    days = {one.clock.id: one.due.day for one in found}
    assert days["eu-gdpr/12-request"] == date(2027, 4, 11) and days["eu-gdpr/12-refusal"] == date(2027, 2, 11)


def test_waiting_for_proof_of_identity_stops_the_british_clock(packs: Packs) -> None:
    waiting = [Waiting(Pause.IDENTITY_PROOF, date(2027, 1, 12))]
    found = request_clocks(packs, Asked(Right.ACCESS, Place.UK, ON, facts(Place.UK), waiting), ON)
    assert any(one.due.stopped for one in found if one.clock.id == "uk-gdpr/12a-request")


def test_every_clock_of_a_request_says_which_requests_it_is_for(packs: Packs) -> None:
    for pack in packs:
        for clock in pack.clocks:
            if clock.starts in (Event.REQUEST_RECEIVED, Event.REQUEST_COMPLAINT):
                assert clock.rights, clock.id
