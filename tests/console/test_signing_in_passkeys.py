"""Passkeys, with an authenticator in software: registered once, answering fresh challenges, for this site, verified."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.test import Client
from tests.console.authenticator import Authenticator
from tests.control.people import PASSWORD, House, build_house

from novation.control.accounts.models import Passkey, Session
from novation.control.accounts.people_actions import deactivate

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def options(page: Any) -> str:
    found = re.search(r'data-options="([^"]*)"', page.content.decode())
    assert found
    return html.unescape(found[1])


def register(client: Client, house: House, device: Authenticator) -> Any:
    client.post("/sign-in/", {"email": house.officer.email, "password": PASSWORD})
    offer = options(client.get("/house/security/passkey/"))
    return client.post("/house/security/passkey/", {"answer": device.make(offer), "name": "Telephone"})


@pytest.fixture
def device(client: Client, house: House) -> Authenticator:
    made = Authenticator()
    register(client, house, made)
    client.post("/sign-out/")
    return made


@pytest.mark.action("passkey.registered")
def test_a_passkey_is_registered_and_recovery_codes_come_with_the_first(client: Client, house: House) -> None:
    done = register(client, house, Authenticator())
    assert done.status_code == 200 and "恢复码" in done.content.decode()
    assert Passkey.objects.get().person == house.officer


def test_the_offer_asks_for_a_verified_user_and_names_no_account_when_signing_in(
    client: Client, house: House
) -> None:
    client.post("/sign-in/", {"email": house.officer.email, "password": PASSWORD})
    asked = json.loads(options(client.get("/house/security/passkey/")))
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    client.post("/sign-out/")
    offered = json.loads(options(client.get("/sign-in/")))
    assert offered["userVerification"] == "required" and not offered.get("allowCredentials")


def test_a_passkey_signs_in_without_password_and_counts_as_two_factors(
    client: Client, house: House, device: Authenticator
) -> None:
    done = client.post("/sign-in/", {"answer": device.answer(options(client.get("/sign-in/")))})
    assert done["Location"] == "/" and client.get("/").status_code == 200
    assert Session.objects.get(person=house.officer).factor == "passkey"


def test_with_a_passkey_a_password_alone_opens_nothing(
    client: Client, house: House, device: Authenticator
) -> None:
    first = client.post("/sign-in/", {"email": house.officer.email, "password": PASSWORD})
    assert first["Location"].startswith("/sign-in/second/") and client.get("/").status_code == 302
    offer = options(client.get("/sign-in/second/"))
    assert client.post("/sign-in/second/", {"answer": device.answer(offer)})["Location"] == "/"


def test_an_answer_is_of_use_once_and_only_to_its_challenge(
    client: Client, house: House, device: Authenticator
) -> None:
    answer = device.answer(options(client.get("/sign-in/")))
    assert client.post("/sign-in/", {"answer": answer}).status_code == 302
    client.post("/sign-out/")
    client.get("/sign-in/")
    assert client.post("/sign-in/", {"answer": answer}).status_code == 422
    assert Client().post("/sign-in/", {"answer": answer}).status_code == 422


def test_an_answer_of_another_site_an_unverified_user_or_another_key_is_refused(
    client: Client, house: House, device: Authenticator
) -> None:
    other = Authenticator(credential=device.credential, user=device.user, count=50)
    for change in ({"origin": "https://evil.example"}, {"verifies": False}, {"key": other.key}):
        for name, value in change.items():
            kept = getattr(device, name)
            setattr(device, name, value)
            answer = device.answer(options(client.get("/sign-in/")))
            setattr(device, name, kept)
            assert client.post("/sign-in/", {"answer": answer}).status_code == 422, name


def test_a_cloned_authenticator_is_noticed_by_its_count(
    client: Client, house: House, device: Authenticator
) -> None:
    device.count = 10
    assert (
        client.post("/sign-in/", {"answer": device.answer(options(client.get("/sign-in/")))}).status_code
        == 302
    )
    client.post("/sign-out/")
    device.count = 4
    assert (
        client.post("/sign-in/", {"answer": device.answer(options(client.get("/sign-in/")))}).status_code
        == 422
    )


def test_an_unverified_passkey_or_one_of_somebody_else_is_not_registered(
    client: Client, house: House
) -> None:
    assert register(client, house, Authenticator(verifies=False)).status_code == 422
    device = Authenticator()
    register(client, house, device)
    thief = Client()
    thief.post("/sign-in/", {"email": house.stranger.email, "password": PASSWORD})
    offer = options(thief.get("/house/security/passkey/"))
    assert thief.post("/house/security/passkey/", {"answer": device.make(offer)}).status_code == 422
    assert Passkey.objects.get().person == house.officer


@pytest.mark.parametrize(
    "answer",
    [
        "{",
        "[]",
        "{}",
        '{"id": "AA"}',
        '{"id": 5, "response": 7}',
        '{"id": null}',
        "x" * 30_000,
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA"}}',
    ],
)
def test_whatever_a_browser_sends_is_refused_in_words(
    client: Client, house: House, device: Authenticator, answer: str
) -> None:
    for sent in (
        answer,
        answer.replace("AA", json.loads(device.answer(options(client.get("/sign-in/"))))["id"]),
    ):
        assert client.post("/sign-in/", {"answer": sent}).status_code == 422
    client.post("/sign-in/", {"answer": device.answer(options(client.get("/sign-in/")))})
    client.get("/house/security/passkey/")
    assert client.post("/house/security/passkey/", {"answer": answer, "name": "n"}).status_code == 422


def test_the_passkey_of_somebody_deactivated_opens_nothing(
    client: Client, house: House, device: Authenticator
) -> None:
    deactivate(house.admin, house.officer)
    answer = device.answer(options(client.get("/sign-in/")))
    assert client.post("/sign-in/", {"answer": answer}).status_code == 422


@pytest.mark.action("passkey.removed")
def test_a_passkey_is_removed_by_its_owner_who_was_asked_again(
    client: Client, house: House, device: Authenticator
) -> None:
    client.post("/sign-in/", {"answer": device.answer(options(client.get("/sign-in/")))})
    client.post(f"/deeds/passkey.removed/{house.officer.ref}/", {"passkey": Passkey.objects.get().ref})
    assert not Passkey.objects.exists()
