"""A house with people and a program's token for one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.control.furnished import proven
from tests.control.people import House, build_house

from novation.control.accounts.models import Person
from novation.control.actions import ACTIONS, SIGHTS
from novation.control.hooks.tokens import issue_token


class Caller:
    """Calls the API with a token, as a program would."""

    def __init__(self, secret: str = "", **headers: str) -> None:
        self.client = Client()
        self.headers = {"Accept-Language": "en", **headers}
        if secret:
            self.headers["Authorization"] = f"Bearer {secret}"

    def get(self, place: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1{place}", headers={**self.headers, **headers})

    def post(self, place: str, body: Any = None, **headers: str) -> Any:
        return self.client.post(
            f"/api/v1{place}", body, content_type="application/json", headers={**self.headers, **headers}
        )


def every_deed() -> list[str]:
    return [tag for tag, action in ACTIONS.items() if action.api]


def token_for(house: House, person: Person) -> str:
    """A token that may all its person may in the case."""
    given = issue_token(
        proven(person), house.case, label="test", days=1, deeds=every_deed(), sights=list(SIGHTS)
    )
    return given.secret


@pytest.fixture
def house(db: None) -> House:
    return build_house()


@pytest.fixture
def call(house: House) -> Caller:
    """The compliance officer's program."""
    return Caller(token_for(house, house.officer))


@pytest.fixture
def caller_of(house: House) -> Callable[[Person], Caller]:
    return lambda person: Caller(token_for(house, person))
