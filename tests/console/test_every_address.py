"""Every address and every operation, as everybody: what is not allowed answers as if it did not exist, and is on record."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.console.walking import (
    ARGUMENTS,
    ELSEWHERE,
    INVENTED,
    LATER,
    OF_THE_API,
    OPEN,
    Place,
    deeds,
    every_place,
    everybody,
    operations_of_the_api,
    pages,
    places,
)
from tests.control.furnished import furnish
from tests.control.people import House, build_house

from novation.control.accounts.models import Person
from novation.control.accounts.proving import PROVED
from novation.control.actions import ACTIONS
from novation.control.journal.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return furnish(build_house())


def signed_in(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def refusals(person: Person) -> int:
    return LogEntry.objects.filter(tag="access.refused", by=person.ref).count()


def said(response: Any, *refs: str) -> tuple[int, str, str]:
    """What an answer tells somebody: status, where it leads, its text without the reference that was asked for."""
    text = "" if response.streaming else response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)  # another one each time
    where = response.get("Location", "")
    for ref in refs:
        text, where = text.replace(ref, "…"), where.replace(ref, "…")
    return response.status_code, where, text


def test_it_is_known_how_to_fill_every_argument_of_an_address() -> None:
    for place in places():
        for name in place.arguments:
            assert name in ARGUMENTS or place.of_api, (
                f"/{place.route} has an argument {name!r} that nobody told the walk how to fill: "
                "add a line to ARGUMENTS in tests/console/walking.py, and make such a thing in tests/control/furnished.py"
            )


def test_no_address_is_left_out_of_the_walk() -> None:
    """Whatever leads somewhere has a name, and is a page, a deed, a reading, or on a list with its reason."""
    every = every_place()
    assert all(place.name for place in every), "an address without a name can be on no list"
    walked = {place.route for place in pages()}
    called = {
        name: re.sub(r"{(\w+)}", r"<\1>", "api/v1" + where) for name, where in operations_of_the_api().items()
    }
    left_out = [
        place.route
        for place in every
        if place.route not in walked
        and place.name not in {**ELSEWHERE, **OF_THE_API}
        and re.sub(r"<\w+:", "<", place.route).rstrip("/") != called.get(place.name)
    ]
    assert not left_out, f"nobody walks these: {left_out}"
    lacking = set(called) - {place.name for place in every if place.of_api}
    assert not lacking, f"these are registered and lead nowhere: {lacking}"


@pytest.mark.parametrize(
    "given", [ELSEWHERE, LATER, OPEN, OF_THE_API], ids=["elsewhere", "later", "open", "of-the-api"]
)
def test_no_list_of_the_walk_names_an_address_that_is_not_there(given: dict[str, str]) -> None:
    gone = set(given) - {place.name for place in every_place()}
    assert not gone, "no such address any more"


def test_what_is_excused_is_excused_alone() -> None:
    """A page that takes the name of an excused one would be excused with it."""
    times = Counter(place.name for place in every_place() if not place.of_api)
    twice = {name for name in {**LATER, **OPEN, **ELSEWHERE} if times[name] > 1}
    assert not twice, f"more addresses than one are called so: {twice}"


def test_every_page_of_a_case_says_who_may_see_it() -> None:
    lacking = [place.route for place in pages() if place.of_case and place.sight is None]
    assert not lacking, "a page of a case is a view under @case_page(SIGHT)"


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_led_to_the_door_and_learns_nothing(house: House, method: str) -> None:
    for place in pages():
        if place.name in OPEN:
            continue
        real = getattr(Client(), method)(place.filled(house))
        there = getattr(Client(), method)(place.filled(house, ref=INVENTED))
        assert real.status_code in (302, 404, 405), (place.route, real.status_code)
        if real.status_code == 302:
            assert real["Location"].startswith("/sign-in/?next=/"), place.route
        if "ref" in place.arguments:
            known = (house.case.ref, house.officer.ref, INVENTED)
            assert said(real, *known) == said(there, *known), place.route


@pytest.mark.parametrize("method", ["get", "post"])
def test_to_a_stranger_a_case_answers_as_one_that_does_not_exist_and_the_attempt_is_on_record(
    house: House, method: str
) -> None:
    client = signed_in(house.stranger)
    for place in pages():
        if not place.of_case:
            continue
        before = refusals(house.stranger)
        real = getattr(client, method)(place.filled(house))
        assert real.status_code in (404, 405), (place.route, real.status_code)
        if real.status_code == 404:
            assert refusals(house.stranger) == before + 1, f"{place.route}: the attempt is not on record"
        there = getattr(client, method)(place.filled(house, ref=INVENTED))
        assert said(real, house.case.ref, INVENTED) == said(there, INVENTED), place.route


def test_every_page_is_shown_to_whom_its_sight_names_and_to_nobody_else(house: House) -> None:
    seen: set[str] = set()
    for role, person in everybody(house).items():
        client = signed_in(person)
        for place in pages():
            with transaction.atomic():
                if _look(client, place, house, role, person):
                    seen.add(place.route)
                transaction.set_rollback(True)
    unseen = [place.route for place in pages() if place.route not in seen and place.name not in LATER]
    assert not unseen, "nobody sees these: furnish the house with what they show"


def _look(client: Client, place: Place, house: House, role: str, person: Person) -> bool:
    """Whether there was something to see, or to do."""
    before = refusals(person)
    response = client.get(place.filled(house))
    assert response.status_code < 500 or place.name == "health-ready", (place.route, role)
    if place.sight is not None and response.status_code != 405:
        scope = house.case if place.of_case else person.organisation
        if place.sight.policy.refusal(person, scope, {}) is None:
            # 403 with the reason in words: they may see the case, and not do what this page is for.
            assert response.status_code in (200, 302, 403, 404), (place.route, role, response.status_code)
            if place.arguments == ("ref",) and place.name not in LATER:
                assert response.status_code != 404, f"{place.route} is not there for {role}, who may see it"
        else:
            assert response.status_code == 404, (place.route, role, response.status_code)
            assert refusals(person) == before + 1, f"{place.route}: the attempt of {role} is not on record"
    return response.status_code in (200, 302, 405, 503)


def test_every_deed_is_open_to_whom_its_policy_names(house: House) -> None:
    for role, person in everybody(house).items():
        client = signed_in(person)
        for tag, target in deeds(house):
            before = refusals(person)
            response = client.get(f"/deeds/{tag}/{target.ref}/")
            assert response.status_code == _expected(tag, person, target), (tag, role)
            assert refusals(person) == before + (response.status_code in (403, 404)), (tag, role)


def _expected(tag: str, person: Person, target: Any) -> int:
    """404 for whom the thing does not exist, 302 to the question for the password, 403 with the reason, else the form."""
    policy = ACTIONS[tag].policy
    if policy.hides(person, target):
        return 404
    if PROVED in policy.conditions:
        return 302
    return 403 if policy.refusal(person, target, {}) else 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_to_a_stranger_no_deed_is_there(house: House, method: str) -> None:
    client = signed_in(house.stranger)
    for tag, target in deeds(house):
        before = refusals(house.stranger)
        real = getattr(client, method)(f"/deeds/{tag}/{target.ref}/")
        there = getattr(client, method)(f"/deeds/{tag}/{INVENTED}/")
        if ACTIONS[tag].policy.hides(house.stranger, target):
            assert said(real, target.ref) == said(there, INVENTED), tag
        assert refusals(house.stranger) == before + 1, f"{tag}: the attempt is not on record"
