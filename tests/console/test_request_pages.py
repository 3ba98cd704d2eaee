"""The pages of requests: what is due and by which law, who asks, the work, the year in numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.control.people import House, build_house

from novation.control.consent.customer import Customer
from novation.control.consent.matters import Channel
from novation.control.rights.actions import answer_request, receive_request
from novation.control.rights.models import Request
from novation.control.rights.states import Outcome
from novation.control.roles import CaseRole
from novation.law.entry_words import Right
from novation.terms import Place

pytestmark = pytest.mark.django_db
ME = "abcdefghijklmnop"
WORDS = "Please delete what you hold of me."


@pytest.fixture
def house(db: None) -> House:
    return build_house()


@pytest.fixture
def asked(house: House) -> Request:
    return receive_request(
        Customer(house.case.ref, ME), house.case, right=Right.DELETE, place=Place.CN, words=WORDS
    )


def page(client: Client, house: House, address: str, role: CaseRole = CaseRole.COMPLIANCE_OFFICER) -> str:
    client.force_login(house[role])
    client.cookies["novation-language"] = "en"
    response = client.get(f"/cases/{house.case.ref}/requests/{address}")
    assert response.status_code == 200, response.status_code
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_the_list_names_day_law_and_state_but_not_what_was_said(
    client: Client, house: House, asked: Request
) -> None:
    shown = page(client, house, "")
    assert asked.number in shown and "35273" in shown and "being worked on" in shown
    assert WORDS not in shown and "none is overdue" in shown
    exported = page(client, house, "?as=csv")
    assert asked.number in exported and WORDS not in exported


def test_an_overdue_request_is_said_first_and_found_by_the_filter(
    client: Client, house: House, asked: Request
) -> None:
    Request.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "Requests overdue: 1" in page(client, house, "")
    assert asked.number in page(client, house, "?which=late")
    assert asked.number not in page(client, house, "?which=closed")
    assert asked.number not in page(client, house, "?right=access")


def test_one_request_shows_the_words_the_clocks_and_the_way_to_court(
    client: Client, house: House, asked: Request
) -> None:
    shown = page(client, house, f"{asked.ref}/")
    assert WORDS in shown and "PIPL Art. 50(2)" in shown and "from receipt" in shown
    assert ME in shown and "Look at this person" in shown
    assert ME not in "".join(part for part in shown.split('"') if part.startswith("/"))


def test_who_is_not_proven_is_asked_for_proof_and_cannot_be_looked_at(client: Client, house: House) -> None:
    by_phone = receive_request(
        house.officer, house.case, right=Right.ACCESS, place=Place.CN, channel=Channel.PHONE
    )
    shown = page(client, house, f"{by_phone.ref}/")
    assert "not known yet who asks" in shown and "Look at this person" not in shown
    assert "Ask for proof of identity" in shown and "Take in a request" in page(client, house, "")


def test_an_auditor_reads_and_the_buyers_side_finds_nothing(
    client: Client, house: House, asked: Request
) -> None:
    shown = page(client, house, f"{asked.ref}/", CaseRole.AUDITOR)
    assert "Answer a request" not in shown
    client.force_login(house[CaseRole.RECEIVER])
    assert client.get(f"/cases/{house.case.ref}/requests/{asked.ref}/").status_code == 404


def test_a_request_of_another_case_does_not_exist_here(client: Client, house: House, asked: Request) -> None:
    client.force_login(house.officer)
    assert client.get(f"/cases/{house.case.ref}/requests/rq_elsewhere/").status_code == 404


def test_the_numbers_of_the_year_are_numbers_only(client: Client, house: House, asked: Request) -> None:
    answer_request(house.officer, asked, outcome=Outcome.RESTRICTED, answer="Deleted but for the invoices.")
    shown = page(client, house, "numbers/")
    assert "deletion" in shown and ME not in shown and asked.number not in shown
    assert '"in_part_or_restricted": 1' in page(client, house, "numbers/?as=json")
