"""Every operation of the API as everybody: the same answers as the pages give, and every attempt on record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from tests.api.conftest import Caller, every_deed, token_for
from tests.console.walking import INVENTED, deeds, everybody
from tests.control.furnished import furnish, proven
from tests.control.people import House, build_house

from novation.api.assembled import place_of
from novation.control.actions import ACTIONS, SIGHTS, THE_INSTALLATION, InstallationTarget
from novation.control.hooks.tokens import issue_house_token
from novation.control.journal.models import LogEntry
from novation.control.reading import READINGS

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return furnish(build_house())


@pytest.fixture
def stranger(house: House) -> Caller:
    """A program of another organisation whose token may everything there."""
    given = issue_house_token(
        proven(house.stranger), house.elsewhere, label="x", days=1, deeds=every_deed(), sights=list(SIGHTS)
    )
    return Caller(given.secret)


def refusals() -> int:
    return LogEntry.objects.filter(tag="access.refused").count()


def operations(house: House) -> Iterator[tuple[str, str, Any]]:
    """Tag, address and thing of every deed that can be called, with things of the house."""
    for tag, target in deeds(house):
        if ACTIONS[tag].api:
            yield tag, place_of(ACTIONS[tag]).replace("{ref}", target.ref), target


def told(response: Any, ref: str) -> tuple[int, str]:
    problem = {**response.json(), "request": ""}
    return response.status_code, str(problem).replace(ref, "…")


def test_without_a_token_no_operation_tells_anything(house: House) -> None:
    nobody = Caller(**{"X-Request-Id": "no-one-12345"})
    for _, place, _ in operations(house):
        assert nobody.post(place, {}).status_code in (401, 429), place
    for name in READINGS:
        assert nobody.get(f"/cases/{house.case.ref}/{name}".rstrip("/")).status_code in (401, 429), name


def test_to_a_stranger_nothing_is_there_and_the_attempt_is_on_record(house: House, stranger: Caller) -> None:
    for tag, place, target in operations(house):
        for body in ({}, {"surprise": 1}):
            before = refusals()
            real = stranger.post(place, body)
            there = stranger.post(place.replace(target.ref, INVENTED), body)
            assert real.status_code == 404 and told(real, target.ref) == told(there, INVENTED), tag
            assert refusals() == before + 1, f"{tag}: the attempt is not on record"
    for name in READINGS:
        before = refusals()
        place = f"/cases/{house.case.ref}/{name}".rstrip("/")
        real, there = stranger.get(place), stranger.get(place.replace(house.case.ref, INVENTED))
        assert real.status_code == 404 and told(real, house.case.ref) == told(there, INVENTED), name
        assert refusals() == before + 1, f"{name}: the attempt is not on record"
    assert stranger.get("/cases").json()["items"] == []


def test_everybodys_program_may_what_they_may_themselves(house: House) -> None:
    for role, person in everybody(house).items():
        if not person.roles_in(house.case.ref):
            continue
        caller = Caller(token_for(house, person))
        for name, reading in READINGS.items():
            found = caller.get(f"/cases/{house.case.ref}/{name}".rstrip("/"))
            allowed = reading.sight.policy.refusal(person, house.case, {}) is None
            assert found.status_code == (200 if allowed else 404), (name, role, found.content)
        for tag, place, target in operations(house):
            _do(caller, person, role, tag, place, target, house)


def _do(caller: Caller, person: Any, role: str, tag: str, place: str, target: Any, house: House) -> None:
    """A body that holds nothing that is known: whoever may gets to hear of it, whoever may not is refused before."""
    with transaction.atomic():
        found = caller.post(place, {"surprise": 1}).status_code
        if target.scope != house.case.ref:
            assert found == 404, (tag, role, found)
        elif ACTIONS[tag].policy.refusal(person, target, {}) is None:
            assert found in (415, 422), (tag, role, found)
        else:
            assert found == 403, (tag, role, found)
        transaction.set_rollback(True)


def test_what_is_done_to_the_installation_is_not_for_tokens_of_organisations(stranger: Caller) -> None:
    for tag, action in ACTIONS.items():
        if action.target is InstallationTarget and action.api:
            before = refusals()
            assert stranger.post(place_of(action), {}).status_code == 404, tag
            assert refusals() == before + 1 and THE_INSTALLATION.scope
