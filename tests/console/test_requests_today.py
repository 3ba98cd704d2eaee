"""Requests on the day's page: everybody who works on them finds them there, by clock or without one."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.control.furnished import furnish
from tests.control.people import House, build_house

from novation.control.consent.customer import Customer
from novation.control.consent.matters import Channel
from novation.control.rights.actions import ask_identity, receive_request
from novation.control.rights.working_actions import assign_request
from novation.control.roles import CaseRole
from novation.law.entry_words import Right
from novation.terms import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return build_house()


@pytest.mark.parametrize("role", [CaseRole.DATA_ENGINEER, CaseRole.COMPLIANCE_OFFICER, CaseRole.RECEIVER])
@pytest.mark.parametrize("place", [Place.CN, Place.UK, Place.BR])
def test_the_day_s_page_shows_requests_with_and_without_a_clock(
    client: Client, house: House, role: CaseRole, place: Place
) -> None:
    customer = Customer(house.case.ref, "abcdefghijklmnop")
    asked = receive_request(customer, house.case, right=Right.COMPLAIN, place=place)
    unknown = receive_request(
        house.officer, house.case, right=Right.ACCESS, place=place, channel=Channel.PHONE
    )
    ask_identity(house.officer, unknown)
    client.force_login(house[role])
    response = client.get("/")
    assert response.status_code == 200
    assert (asked.number in response.content.decode()) == (role is not CaseRole.RECEIVER)
    assign_request(house.officer, asked, handler=house.officer)
    assert client.get("/").status_code == 200


def test_everybody_s_day_is_shown_in_a_house_with_one_thing_of_each_kind(
    client: Client, house: House
) -> None:
    furnish(house)
    for person in house.people.values():
        client.force_login(person)
        assert client.get("/").status_code == 200
