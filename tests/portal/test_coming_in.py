"""The ways in: a link that scanners may open, a code that tells nobody who is a customer, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.portal.conftest import Portal

from novation.control.identity.limits import keyed
from novation.control.identity.models import Code, Knock, UsedLink
from novation.control.journal.models import LogEntry
from novation.portal.sending import settle

pytestmark = pytest.mark.django_db


def ask(portal: Portal, client: Client, value: str, kind: str = "email") -> str:
    """Asks for a code; returns the digits that were sent, or nothing."""
    before = len(mail.outbox)
    response = client.post(portal.at("code/"), {"kind": kind, "value": value})
    assert response.status_code == 302 and response["Location"] == portal.at("code/answer/")
    settle()
    if kind == "phone":
        found = sorted(
            Path(settings.TEXT_MESSAGE_FOLDER).glob("*.json"), key=lambda one: one.stat().st_mtime_ns
        )
        text = json.loads(found[-1].read_text("utf-8"))["text"] if found else ""
    else:
        text = mail.outbox[-1].body if len(mail.outbox) > before else ""
    digits = re.search(r"\b\d{6}\b", text)
    return digits[0] if digits else ""


@pytest.mark.action("link.used")
def test_a_mail_scanner_that_opens_the_link_changes_nothing_and_the_button_uses_it_up(portal: Portal) -> None:
    address, scanner = portal.link("M00001"), Client()
    entries = LogEntry.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert scanner.get(address).status_code == 200
    assert not [q for q in queries if not q["sql"].lstrip().startswith("SELECT")]
    assert (
        LogEntry.objects.count() == entries
        and not UsedLink.objects.exists()
        and not scanner.cookies.get(settings.SESSION_COOKIE_NAME)
    )
    client = Client()
    assert client.post(address)["Location"] == portal.at("me/")
    assert client.get(portal.at("me/")).status_code == 200


def test_a_link_works_once_and_not_after_its_time_and_not_for_another_case(portal: Portal) -> None:
    address = portal.link("M00001")
    Client().post(address)
    replayed = Client().post(address, headers={"accept-language": "en"})
    assert replayed.status_code == 410 and "used before" in replayed.content.decode()
    late = Client().post(portal.link("M00001", days=-1), headers={"accept-language": "de"})
    assert late.status_code == 410 and "abgelaufen" in late.content.decode()
    assert Client().post(portal.link("M00001", case="ca_elsewhere")).status_code == 404
    assert Client().post(portal.at("k/nonsense/")).status_code == 404


@pytest.mark.action("code.sent")
@pytest.mark.action("code.answered")
@pytest.mark.parametrize(("kind", "value"), [("email", " Shen@Example.com"), ("phone", "+86 138-0013-8001")])
def test_a_code_to_a_known_contact_opens_the_page(portal: Portal, kind: str, value: str) -> None:
    client = Client()
    digits = ask(portal, client, value, kind)
    assert client.post(portal.at("code/answer/"), {"digits": digits})["Location"] == portal.at("me/")
    assert client.get(portal.at("me/")).status_code == 200


def test_nobody_learns_whether_a_contact_belongs_to_a_customer(portal: Portal) -> None:
    answers = []
    for value in ("lu@example.com", "nobody@example.com", "lu@example.com", "nobody@example.com"):
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            response = client.post(portal.at("code/"), {"kind": "email", "value": value})
        page = client.get(portal.at("code/answer/")).content.decode()
        page = re.sub(r'value="\w{64}"', "", page)
        statements = [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in queries]
        answers.append((response.status_code, response["Location"], page, len(queries), statements))
    settle()
    # The first of a process may open what stays open; from then on known and unknown are the same.
    assert answers[2] == answers[3] and answers[0][:3] == answers[1][:3]
    assert {message.to[0] for message in mail.outbox} == {"lu@example.com"}


def test_five_wrong_answers_end_a_code_even_for_the_right_one(portal: Portal) -> None:
    client = Client(headers={"accept-language": "en"})
    digits = ask(portal, client, "shen@example.com")
    wrong = "000000" if digits != "000000" else "000001"
    for _ in range(5):
        assert client.post(portal.at("code/answer/"), {"digits": wrong}).status_code == 422
    refused = client.post(portal.at("code/answer/"), {"digits": digits})
    assert refused.status_code == 422 and "not right" in refused.content.decode()
    assert client.get(portal.at("me/")).status_code == 302


def test_attempts_from_an_address_and_codes_for_a_contact_are_limited(portal: Portal) -> None:
    for _ in range(3):
        ask(portal, Client(), "shen@example.com")
    assert (
        Client().post(portal.at("code/"), {"kind": "email", "value": "shen@example.com"}).status_code == 429
    )
    Knock.objects.filter(origin=keyed("origin", "127.0.0.1")).update(count=30)
    assert Client().post(portal.at("code/"), {"kind": "email", "value": "lu@example.com"}).status_code == 429
    assert Client().post(portal.at("k/nonsense/")).status_code == 429
    assert Client().post(portal.link("M00001")).status_code == 302, "who has a link of ours is no guesser"


@pytest.mark.parametrize(
    "value", ["", "no contact", "a@b", "12345", "x" * 500, "a\n@example.com", "<b>@example.com x"]
)
def test_what_is_no_contact_is_told_and_nothing_is_kept(portal: Portal, value: str) -> None:
    response = Client().post(portal.at("code/"), {"kind": "email", "value": value})
    assert response.status_code == 422 and not Code.objects.exists()


def test_several_who_share_a_contact_are_told_apart_by_what_is_asked_and_never_shown(portal: Portal) -> None:
    client = Client(headers={"accept-language": "zh"})
    digits = ask(portal, client, "family@example.com")
    assert client.post(portal.at("code/answer/"), {"digits": digits})["Location"] == portal.at("code/who/")
    page = client.get(portal.at("code/who/")).content.decode()
    assert "顾" not in page and "1985" not in page
    assert client.get(portal.at("me/")).status_code == 302
    assert client.post(portal.at("code/who/"), {"name": "顾南乔", "year": "2015"}).status_code == 422
    assert client.post(portal.at("code/who/"), {"name": " 顾 南乔", "year": "1985"})["Location"] == portal.at(
        "me/"
    )
    assert portal.references["M00003"][:4] in client.get(portal.at("me/")).content.decode()


def test_who_guesses_at_a_shared_contact_is_led_to_the_way_by_documents(portal: Portal) -> None:
    client = Client()
    client.post(portal.at("code/answer/"), {"digits": ask(portal, client, "family@example.com")})
    for _ in range(4):
        assert client.post(portal.at("code/who/"), {"name": "猜", "year": "1985"}).status_code == 422
    assert client.post(portal.at("code/who/"), {"name": "猜", "year": ""})["Location"] == portal.at(
        "documents/"
    )
    assert client.get(portal.at("code/who/"))["Location"] == portal.at("code/")
