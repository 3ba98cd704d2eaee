"""Signing in: the same words and the same work for everybody, a new session each time, a second step where it is due."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils import timezone
from tests.control.people import PASSWORD, House, build_house
from tests.control.test_accounts_factors import code

import novation
from novation.control.accounts import limits, recovery, totp
from novation.control.accounts.at_rest import token_digest
from novation.control.accounts.models import Person, Session, TotpSecret
from novation.control.accounts.people_actions import deactivate
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def with_generator(person: Person) -> TotpSecret:
    secret = totp.start(person)
    totp.confirm(secret)
    return TotpSecret.objects.select_related("person").get(pk=secret.pk)


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/sign-in/", {"email": email, "password": password}, **more)


def signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


@pytest.mark.action("session.begun")
def test_signing_in_is_recorded_with_how_and_without_who_by_name(client: Client, house: House) -> None:
    sign_in(client, house.officer.email, headers={"user-agent": FIREFOX})
    last = LogEntry.objects.filter(stream=house.seller.ref).last()
    assert last and last.tag == "session.begun" and '"factor":"password"' in last.line
    assert Session.objects.get(person=house.officer).agent == "Firefox · Linux"


def test_the_answer_for_unknown_inactive_and_wrong_is_the_same_page(client: Client, house: House) -> None:
    deactivate(house.admin, house[CaseRole.COUNSEL])
    answers = []
    for email in ("nobody@example.org", house[CaseRole.COUNSEL].email, house.officer.email):
        page = sign_in(client, email, "wrong-wrong-wrong").content.decode().replace(email, "")
        answers.append(
            [line for line in page.splitlines() if "csrf" not in line and "data-options" not in line]
        )
    assert answers[0] == answers[1] == answers[2] and "不对" in "".join(answers[0])


def test_unknown_inactive_and_known_accounts_cost_the_same_hashes(client: Client, house: House) -> None:
    deactivate(house.admin, house[CaseRole.COUNSEL])
    Person.objects.filter(pk=house[CaseRole.AUDITOR].pk).update(password="!unusable")
    counts = []
    whole = MD5PasswordHasher.encode
    for email in (
        "nobody@example.org",
        house[CaseRole.COUNSEL].email,
        house[CaseRole.AUDITOR].email,
        house.officer.email,
    ):
        with patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=whole) as hashed:
            sign_in(client, email, "wrong-wrong-wrong")
        counts.append(hashed.call_count)
    assert counts == [1, 1, 1, 1]


def test_known_and_unknown_accounts_pause_alike_and_a_right_password_does_not_open_it(
    client: Client, house: House
) -> None:
    seen = []
    for email in ("nobody@example.org", house.officer.email):
        seen.append([sign_in(client, email, "wrong-wrong-wrong").status_code for _ in range(7)])
    assert seen[0] == seen[1] == [422] * 5 + [429] * 2
    assert sign_in(client, house.officer.email).status_code == 429
    assert sign_in(client, house[CaseRole.OWNER].email).status_code == 302


def test_an_address_that_tries_many_accounts_is_paused_too(client: Client, house: House) -> None:
    codes = [sign_in(client, f"n{n}@example.org", "x").status_code for n in range(limits.ADDRESS.allowed + 1)]
    assert codes[-2:] == [422, 429]
    elsewhere = sign_in(client, house.officer.email, REMOTE_ADDR="198.51.100.9")
    assert elsewhere.status_code == 302


def test_behind_a_proxy_nobody_names_their_own_address(client: Client, house: House, settings: Any) -> None:
    settings.BEHIND_PROXY = True
    for n in range(limits.ADDRESS.allowed):
        sign_in(client, f"n{n}@example.org", "x", headers={"x-forwarded-for": f"203.0.113.{n}, 198.51.100.9"})
    paused = sign_in(client, "a@example.org", "x", headers={"x-forwarded-for": "10.0.0.1, 198.51.100.9"})
    assert paused.status_code == 429


def test_a_session_fixed_by_somebody_else_is_of_no_use(client: Client, house: House) -> None:
    client.get("/sign-in/")
    before = client.cookies["novation"].value
    sign_in(client, house.officer.email)
    after = client.cookies["novation"].value
    assert before != after and not Session.objects.filter(session_key=token_digest(before)).exists()
    attacker = Client()
    attacker.cookies["novation"] = before
    assert not signed_in(attacker)


def test_the_table_of_sessions_holds_no_key_that_works(client: Client, house: House) -> None:
    sign_in(client, house.officer.email)
    row = Session.objects.get(person=house.officer)
    assert row.session_key != client.cookies["novation"].value
    thief = Client()
    thief.cookies["novation"] = row.session_key
    assert not signed_in(thief)


def test_a_second_factor_is_asked_for_and_nothing_opens_before_it(client: Client, house: House) -> None:
    secret = with_generator(house.officer)
    first = sign_in(client, house.officer.email)
    assert first["Location"].startswith("/sign-in/second/") and not signed_in(client)
    assert client.post("/sign-in/second/", {"code": "x"}).status_code == 422
    given = code(secret)
    assert client.post("/sign-in/second/", {"code": given})["Location"] == "/"
    assert signed_in(client) and Session.objects.get(person=house.officer).factor == "totp"
    again = Client()
    sign_in(again, house.officer.email)
    assert again.post("/sign-in/second/", {"code": given}).status_code == 422 and not signed_in(again)


def test_codes_cannot_be_guessed_on_and_on(client: Client, house: House) -> None:
    secret = with_generator(house.officer)
    sign_in(client, house.officer.email)
    seen = [client.post("/sign-in/second/", {"code": "no"}).status_code for _ in range(6)]
    assert seen == [422] * 5 + [429]
    fresh = Client()
    sign_in(fresh, house.officer.email)
    assert fresh.post("/sign-in/second/", {"code": code(secret)}).status_code == 429


def test_the_second_step_waits_ten_minutes(client: Client, house: House) -> None:
    secret = with_generator(house.officer)
    sign_in(client, house.officer.email)
    with patch(
        "novation.console.second_step.timezone.now", return_value=timezone.now() + timedelta(minutes=11)
    ):
        late = client.post("/sign-in/second/", {"code": code(secret)})
    assert late["Location"] == "/sign-in/" and not signed_in(client)


def test_a_recovery_code_stands_in_for_the_telephone(client: Client, house: House) -> None:
    with_generator(house.officer)
    codes = recovery.renew(house.officer)
    sign_in(client, house.officer.email)
    assert client.post("/sign-in/second/", {"code": codes[3]})["Location"] == "/"
    assert Session.objects.get(person=house.officer).factor == "recovery"


def test_an_administrator_without_second_factor_gets_no_further_than_registering_one(
    client: Client, house: House
) -> None:
    sign_in(client, house.admin.email)
    for address in ("/", "/house/people/", "/house/permissions/", f"/cases/{house.case.ref}/"):
        assert client.get(address)["Location"] == "/house/security/"
    assert client.get("/house/security/").status_code == 200
    client.post("/house/security/recovery/")
    assert not signed_in(client)
    client.get("/house/security/generator/?new=1")
    picture = client.get("/house/security/generator.svg")
    assert picture["Content-Type"] == "image/svg+xml" and b"style=" not in picture.content
    secret = TotpSecret.objects.select_related("person").get(person=house.admin)
    done = client.post("/house/security/generator/", {"code": code(secret)})
    assert "恢复码" in done.content.decode() and signed_in(client)
    assert client.get("/house/security/generator.svg").status_code == 404


def test_what_is_signed_in_with_less_ends_when_more_is_asked_for(client: Client, house: House) -> None:
    from novation.control.accounts.actions import change_settings

    sign_in(client, house.officer.email)
    change_settings(house.admin, house.seller, second_factor_required=True)
    assert not signed_in(client)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(house: House) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, house.officer.email)
    before = here.cookies["novation"].value
    done = here.post("/house/security/password/", {"password": "another-long-lantern-9"})
    assert done["Location"] == "/house/security/" and here.cookies["novation"].value != before
    assert signed_in(here) and not signed_in(there)


def test_who_is_deactivated_is_out_at_once(client: Client, house: House) -> None:
    sign_in(client, house.officer.email)
    deactivate(house.admin, house.officer)
    assert not signed_in(client) and sign_in(client, house.officer.email).status_code == 422


def test_a_session_can_be_ended_from_the_list_but_not_somebody_elses(house: House) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, house.officer.email)
    page = here.get("/house/sessions/").content.decode()
    other = Session.objects.filter(person=house.officer).order_by("begun_at").last()
    assert other and other.ref in page
    stranger = Client()
    stranger.force_login(house.stranger)
    assert stranger.post(f"/deeds/session.ended/{other.ref}/").status_code == 404
    here.post(f"/deeds/session.ended/{other.ref}/")
    assert signed_in(here) and not signed_in(there)
    sign_in(there, house.officer.email)
    here.post("/house/sessions/others/")
    assert signed_in(here) and not signed_in(there)


def test_a_session_nobody_uses_ends(client: Client, house: House) -> None:
    sign_in(client, house.officer.email)
    Session.objects.update(seen_at=timezone.now() - timedelta(hours=3))
    assert not signed_in(client)


def test_a_sensitive_deed_asks_again_after_ten_minutes_and_comes_back(client: Client, house: House) -> None:
    sign_in(client, house.officer.email)
    address = f"/deeds/signing-key.registered/{house.officer.ref}/"
    assert client.get(address).status_code == 200
    session = client.session
    session["proved_at"] = (timezone.now() - timedelta(minutes=11)).isoformat()
    session.save()
    assert client.get(address)["Location"].startswith("/prove/?next=%2Fdeeds")
    assert client.post(address, {"line": "x"})["Location"].startswith("/prove/")
    wrong = client.post("/prove/", {"password": "no", "next": address})
    assert wrong.status_code == 422
    assert client.post("/prove/", {"password": PASSWORD, "next": address})["Location"] == address
    assert client.get(address).status_code == 200


def test_a_password_is_never_shown_again(client: Client, house: House) -> None:
    sign_in(client, house.officer.email)
    shown = client.post(f"/deeds/password.changed/{house.officer.ref}/", {"password": "secret-1"})
    assert shown.status_code == 422 and b"secret-1" not in shown.content
    assert b'type="password"' in shown.content


def test_after_signing_out_the_browser_keeps_nothing(client: Client, house: House) -> None:
    sign_in(client, house.officer.email)
    assert "no-store" in client.get("/")["Cache-Control"]
    client.post("/sign-out/")
    assert not signed_in(client) and not Session.objects.filter(person=house.officer).exists()


def test_sessions_begin_in_two_places_only() -> None:
    """So no page can sign somebody in without the second factor."""
    found = set()
    for path in Path(novation.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"login", "auth.login", "aut.login"}:
                found.add(path.name)
    assert found == {"signing_in.py", "mine.py"}


def test_onward_from_signing_in_never_leads_elsewhere(client: Client, house: House) -> None:
    for wanted in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        done = client.post("/sign-in/", {"email": house.officer.email, "password": PASSWORD, "next": wanted})
        assert done["Location"] == "/"
