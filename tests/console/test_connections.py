"""The pages of tokens and webhooks."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from tests.control.furnished import prove_session
from tests.control.people import House, build_house

from novation.control.hooks.bearer import bearer_of
from novation.control.hooks.models import Delivery, Subscription
from novation.control.hooks.terms import DeliveryState
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db
PUBLIC = [(2, 1, 6, "", ("93.184.215.14", 443))]


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def test_a_token_is_issued_on_a_page_that_shows_its_secret_once(client: Client, house: House) -> None:
    client.force_login(house.officer)
    prove_session(client)
    where = f"/cases/{house.case.ref}/connections/"
    assert client.get(where + "token/").status_code == 200
    wrong = client.post(where + "token/", {"label": "export", "days": "3"})
    assert wrong.status_code == 422
    made = client.post(where + "token/", {"label": "export", "days": "3", "sights": "case.overview"})
    secret = next(
        word
        for word in made.content.decode().replace("<", " ").replace(">", " ").split()
        if word.startswith("novation_")
    )
    assert made.status_code == 200 and "no-store" in made["Cache-Control"]
    assert bearer_of(secret) is not None
    listed = client.get(where)
    assert "export" in listed.content.decode() and secret not in listed.content.decode()


def test_the_organisations_tokens_are_its_administrators_business(client: Client, house: House) -> None:
    client.force_login(house.officer)
    prove_session(client)
    assert client.get("/house/tokens/").status_code == 404
    client.force_login(house.admin)
    prove_session(client)
    assert client.get("/house/tokens/").status_code == 200
    made = client.post("/house/tokens/new/", {"label": "erp", "days": "3", "deeds": "party.added"})
    assert made.status_code == 200 and "novation_" in made.content.decode()


def test_a_webhook_is_added_paused_and_its_dead_letter_sent_again(client: Client, house: House) -> None:
    client.force_login(house.officer)
    prove_session(client)
    where = f"/cases/{house.case.ref}/connections/webhook/"
    inside = client.post(where, {"url": "https://localhost/"})
    assert inside.status_code == 422
    with patch("socket.getaddrinfo", return_value=PUBLIC):
        made = client.post(where, {"url": "https://hooks.example/in", "tags": ["deal-form.changed"]})
    assert "whsec_" in made.content.decode()
    webhook = Subscription.objects.get()
    dead = Delivery.objects.create(
        subscription=webhook,
        index=1,
        tag="deal-form.changed",
        state=DeliveryState.GIVEN_UP,
        due_at=timezone.now(),
    )
    page = client.get(f"{where}{webhook.ref}/")
    assert dead.ref in page.content.decode()
    assert client.post(f"/deeds/delivery.requeued/{dead.ref}/", {"next": where}).status_code == 302
    assert client.get(f"{where}{webhook.ref}/secret/").status_code == 200
    assert "whsec_" in client.post(f"{where}{webhook.ref}/secret/").content.decode()


def test_a_webhook_of_another_case_is_not_there(client: Client, house: House) -> None:
    client.force_login(house[CaseRole.AUDITOR])
    assert client.get(f"/cases/{house.case.ref}/connections/webhook/wh_none/").status_code == 404
    assert client.get(f"/cases/{house.case.ref}/connections/webhook/wh_none/secret/").status_code == 404
