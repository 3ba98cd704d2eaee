"""Open requests travel without the customer's words and go on under the clock of the first receipt, disputes included."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.control.people import House

from novation.control.consent.customer import Customer
from novation.control.consent.matters import Channel
from novation.control.rights.actions import ask_identity, receive_request, withdraw_request
from novation.control.rights.freezing import held_rows, open_dispute
from novation.control.rights.models import Request
from novation.control.rights.states import State
from novation.control.rights.taking import open_rows, take_request
from novation.law.entry_words import Right
from novation.terms import Category, Place

pytestmark = pytest.mark.django_db
SUBJECT = "abcdefghijklmnop"


def test_what_goes_along_has_no_word_of_the_customer_and_nothing_that_is_closed(house: House) -> None:
    customer = Customer(house.case.ref, SUBJECT)
    open_one = receive_request(
        customer, house.case, right=Right.COMPLAIN, place=Place.DE, words="Not my order!"
    )
    open_dispute(house.officer, open_one, category=Category.TRANSACTION)
    closed = receive_request(customer, house.case, right=Right.ACCESS, place=Place.DE)
    withdraw_request(customer, closed)
    receive_request(house.officer, house.case, right=Right.ACCESS, place=Place.DE, channel=Channel.PHONE)
    (row,) = open_rows(house.case)
    assert (row["subject"], row["number"], row["asked"], row["frozen"]) == (SUBJECT, open_one.number, "complain", "transaction")  # fmt: skip
    assert "order" not in str(row)


def test_it_goes_on_where_it_stood_and_what_was_disputed_is_held_here_too(house: House) -> None:
    received = datetime(2026, 11, 2, 8, 0)
    row = {
        "subject": SUBJECT, "number": "R-2026-0007", "asked": "delete", "state": "proving-identity", "place": "de",
        "language": "de", "behalf": "self", "received_at": received, "extended_at": datetime(2026, 11, 20),
        "frozen": "everything",
    }  # fmt: skip
    request = take_request(house.case, row)
    assert request.received_at == received.replace(tzinfo=UTC) and request.state is State.PROVING
    assert request.pauses.get().since_on == date(2026, 11, 2) and request.extended_at is not None
    assert [held[0] for held in held_rows(house.case)] == [SUBJECT]
    assert Request.objects.get(pk=request.pk).due_on == request.due_on


def test_identity_that_is_awaited_is_awaited_at_the_buyer_too(house: House) -> None:
    asked = receive_request(house.officer, house.case, right=Right.COPY, place=Place.UK, channel=Channel.PAPER, subject=SUBJECT)  # fmt: skip
    ask_identity(house.officer, asked)
    (row,) = open_rows(house.case)
    assert row["state"] == "proving-identity"
