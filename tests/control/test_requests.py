"""Requests of customers: the clock starts at receipt, pauses for proof of identity only, and ends with an answer."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.control.people import House

from novation.control.consent.customer import Customer
from novation.control.consent.matters import Channel
from novation.control.journal.models import LogEntry
from novation.control.rights.actions import (
    answer_request,
    ask_identity,
    extend_request,
    prove_identity,
    receive_request,
    record_step,
    refuse_request,
    withdraw_request,
)
from novation.control.rights.models import Pause, Request
from novation.control.rights.states import Ground, Outcome, State
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.law.entry_words import Right
from novation.terms import Place

pytestmark = pytest.mark.django_db
ME = "abcdefghijklmnop"


def there(zone: str) -> date:
    """The day it is where the clock counts."""
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def asked(house: House, right: Right = Right.ACCESS, place: Place = Place.CN) -> Request:
    return receive_request(
        Customer(house.case.ref, ME), house.case, right=right, place=place, words="What do you hold?"
    )


@pytest.mark.action("request.received")
@pytest.mark.action("request.answered")
def test_a_request_has_a_number_a_day_and_ends_with_an_answer(house: House) -> None:
    request = asked(house)
    assert request.number.endswith("-0001") and request.state is State.WORKING
    assert request.due_on == there("Asia/Shanghai") + timedelta(days=30)
    answer_request(house.officer, request, outcome=Outcome.WHOLE, answer="Here is your copy.")
    assert request.state is State.DONE and request.closed_at is not None
    lines = "".join(LogEntry.objects.filter(stream=house.case.ref).values_list("line", flat=True))
    assert "What do you hold" not in lines and "Here is your copy" not in lines


@pytest.mark.action("identity.asked")
@pytest.mark.action("identity.proven")
def test_the_british_clock_stands_still_until_the_person_is_proven(house: House) -> None:
    for party in (house.case.seller, house.case.buyer):
        party.place = Place.UK
        party.save(update_fields=["place"])
    request = receive_request(
        house.officer, house.case, right=Right.ACCESS, place=Place.UK, channel=Channel.PHONE
    )
    assert request.state is State.RECEIVED and request.due_on is not None
    before = request.due_on
    ask_identity(house.officer, request)
    assert request.due_on is None
    Pause.objects.update(since_on=timezone.localdate() - timedelta(days=5))
    Request.objects.update(received_at=timezone.now() - timedelta(days=5))
    request.refresh_from_db()
    prove_identity(house.officer, request, subject=ME, evidence="called back on the number we know")
    assert request.due_on is not None and request.due_on >= before - timedelta(days=1)


@pytest.mark.action("request.extended")
def test_time_is_extended_once_and_only_where_a_law_lets_it(house: House) -> None:
    for party in (house.case.seller, house.case.buyer):
        party.place = Place.TW
        party.save(update_fields=["place"])
    request = asked(house, Right.ACCESS, Place.TW)
    assert request.due_on == there("Asia/Taipei") + timedelta(days=15)
    extend_request(house.officer, request, reason="The archive is in another town.")
    assert request.due_on == there("Asia/Taipei") + timedelta(days=30)
    with pytest.raises(NovationError, match="input.wrong"):
        extend_request(house.officer, request, reason="Again.")


@pytest.mark.action("request.refused")
@pytest.mark.action("step.recorded")
def test_a_refusal_has_a_ground_and_reasons_and_is_not_for_everybody(house: House) -> None:
    request = asked(house, Right.DELETE)
    record_step(house[CaseRole.DATA_ENGINEER], request, what="looked into five sources")
    with pytest.raises(NovationError, match="access.refused"):
        refuse_request(house[CaseRole.DATA_ENGINEER], request, ground=Ground.CLAIM, answer="No.")
    refuse_request(
        house[CaseRole.COUNSEL], request, ground=Ground.CLAIM, answer="A claim is open; you may sue."
    )
    assert request.state is State.REFUSED and request.ground is Ground.CLAIM


@pytest.mark.action("request.withdrawn")
def test_only_who_asked_can_withdraw_and_a_closed_request_stays_closed(house: House) -> None:
    request = asked(house)
    with pytest.raises(NovationError, match="access.refused"):
        withdraw_request(Customer(house.case.ref, "ponmlkjihgfedcba"), request)
    withdraw_request(Customer(house.case.ref, ME), request)
    with pytest.raises(NovationError, match="state.wrong"):
        answer_request(house.officer, request, outcome=Outcome.WHOLE, answer="Late.")


def test_a_customer_of_one_case_asks_nothing_in_another(house: House) -> None:
    with pytest.raises(NovationError, match="access.refused"):
        receive_request(Customer("ca_elsewhere", ME), house.case, right=Right.ACCESS, place=Place.CN)
    assert not Request.objects.exists()
