"""How many queries a page makes: no more with twenty of everything than with three, and never more than its bound."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.console.growing import ALONE, grow, kinds, there_now
from tests.console.walking import LATER, Place, everybody, pages
from tests.control.furnished import furnish
from tests.control.people import House, build_house

from novation.control.accounts.models import Person

pytestmark = pytest.mark.django_db

USUAL = 34
BOUNDS: dict[str, int] = {"case": 54, "agreement": 42}
"""Pages that may make more queries than is usual, by the name of their address."""

ELSEWHERE: dict[str, str] = {}
"""Pages that are not counted here, each with the reason."""


def readers(house: House) -> dict[str, tuple[Place, Person]]:
    """Each page with somebody to whom it shows something: the first of the team, or the administrator."""
    clients = {person: _client(person) for person in everybody(house).values()}
    found = {}
    for place in pages():
        if place.name in ELSEWHERE or place.name in LATER:
            continue
        for person, client in clients.items():
            with transaction.atomic():
                status = client.get(place.filled(house)).status_code
                transaction.set_rollback(True)
            if status == 200:
                found[place.name] = (place, person)
            if status in (200, 302, 405):  # a page that leads on, or that is only posted to
                break
    return found


def _client(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def counted(house: House, seen: dict[str, tuple[Place, Person]]) -> dict[str, list[str]]:
    """The queries of each page; savepoints of the test itself left out."""
    return dict(_counted(house, seen))


def _counted(house: House, seen: dict[str, tuple[Place, Person]]) -> Iterator[tuple[str, list[str]]]:
    clients = {person.pk: _client(person) for _, person in seen.values()}
    for place, person in seen.values():
        clients[person.pk].get(
            place.filled(house)
        )  # what a process reads once, and what looking itself leaves behind
    for name, (place, person) in seen.items():
        address = place.filled(house)
        with CaptureQueriesContext(connection) as queries:
            response = clients[person.pk].get(address)
            if response.streaming:
                b"".join(response)
        assert response.status_code == 200, (name, response.status_code)
        yield name, [query["sql"] for query in queries]


def test_no_page_makes_more_queries_where_there_is_more_of_everything() -> None:
    house = furnish(build_house())
    seen = readers(house)
    rows = there_now()
    refused = grow(house, rows, 2)
    few = counted(house, seen)
    grow(house, rows, 17, start=2)
    many = counted(house, seen)
    grown = {name: (len(few[name]), len(many[name])) for name in few if len(many[name]) > len(few[name])}
    over = {name: len(made) for name, made in many.items() if len(made) > BOUNDS.get(name, USUAL)}
    assert not grown, f"queries grow with what there is: {grown}"
    assert not over, f"more queries than the bound: {over}"
    assert not refused, "nothing of these could be copied: say why in ALONE"


def test_every_table_is_copied_or_it_is_said_why_not() -> None:
    from django.apps import apps

    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("novation.control.")}
    known = {model.__name__ for model in kinds()} | set(ALONE)
    proxies = {model.__name__ for model in apps.get_models() if model._meta.proxy}
    assert ours - proxies <= known
    assert set(ALONE) <= ours, "no such table any more"


def test_the_table_of_bounds_names_pages_that_are_there() -> None:
    names = {place.name for place in pages()}
    assert set(BOUNDS) | set(ELSEWHERE) <= names
