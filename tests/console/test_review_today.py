"""The access review stands among what is due, for those who see to it, from a month before its day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.control.people import House, build_house

from novation.control.accounts.models import Organisation, Person
from novation.control.accounts.review_actions import open_review

pytestmark = pytest.mark.django_db
WORDS = "Review who can see what"


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def founded(house: House, days_ago: int) -> None:
    Organisation.objects.filter(pk=house.seller.pk).update(
        founded_at=timezone.now() - timedelta(days=days_ago)
    )


def day_of(person: Person) -> str:
    client = Client(headers={"Accept-Language": "en"})
    client.cookies["novation-language"] = "en"
    client.force_login(Person.objects.get(pk=person.pk))
    return str(client.get("/").content.decode())


def test_long_before_its_day_nothing_is_said(house: House) -> None:
    founded(house, 10)
    assert WORDS not in day_of(house.admin)


@pytest.mark.parametrize(("days", "panel"), [(70, "Waiting for me"), (100, "Overdue")])
def test_when_it_comes_near_or_is_late_it_is_due_for_who_administers(
    house: House, days: int, panel: str
) -> None:
    founded(house, days)
    shown = day_of(house.admin)
    assert WORDS in shown.partition(panel)[2] and "/house/access-review/" in shown
    assert "house rule: who may see what is reviewed every quarter" in shown
    assert WORDS not in day_of(house.officer)


def test_a_round_under_way_says_how_much_is_left(house: House) -> None:
    open_review(house.admin, house.seller)
    assert "roles without an answer: " in day_of(house.admin)
