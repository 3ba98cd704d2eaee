"""Pages of administration: each for whom it is, in both languages, without a growing number of queries."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from tests.control.people import House, add, build_house

from novation.control.accounts.actions import grant_house_role
from novation.control.accounts.invitation_actions import invite
from novation.control.accounts.models import Organisation, Person, ReviewItem
from novation.control.accounts.people_actions import deactivate
from novation.control.accounts.review_actions import open_review
from novation.control.journal.models import LogEntry
from novation.control.permissions import markdown, rows
from novation.control.roles import CaseRole, HouseRole

pytestmark = pytest.mark.django_db
HOUSE = ("/house/people/", "/house/access-review/")
OWN = ("/house/sessions/", "/house/security/", "/house/permissions/")


@pytest.fixture
def house(db: None) -> House:
    return build_house()


@pytest.fixture
def admin(client: Client, house: House) -> Client:
    client.force_login(house.admin)
    return client


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers_in_both_languages(admin: Client, house: House, language: str) -> None:
    invite(house.admin, house.seller, email="new@example.org")
    open_review(house.admin, house.seller)
    admin.cookies["novation-language"] = language
    for address in (*HOUSE, *OWN, f"/house/people/{house.officer.ref}/", "/house/people/?show=former"):
        page = admin.get(address)
        assert page.status_code == 200 and page.content.count(b"<h1") == 1, address
        assert ("权限" in page.content.decode()) == (language == "zh"), address


def test_who_administers_nothing_is_not_shown_that_there_are_such_pages(client: Client, house: House) -> None:
    client.force_login(house.officer)
    for address in (*HOUSE, f"/house/people/{house.admin.ref}/"):
        assert client.get(address).status_code == 404
    for address in OWN:
        assert client.get(address).status_code == 200
    last = LogEntry.objects.filter(tag="access.refused").last()
    assert last is not None and last.by == house.officer.ref


def test_people_of_another_organisation_do_not_exist(client: Client, house: House) -> None:
    client.force_login(house.stranger)
    assert client.get(f"/house/people/{house.officer.ref}/").status_code == 404
    assert house.officer.name not in client.get("/house/people/").content.decode()
    for tag in ("person.deactivated", "sign-in-link.sent", "signing-key.registered", "password.changed"):
        assert client.get(f"/deeds/{tag}/{house.officer.ref}/").status_code == 404, tag


def test_a_review_is_answered_on_one_page_and_what_lacks_a_reason_is_kept(
    admin: Client, house: House
) -> None:
    review = open_review(house.admin, house.seller)
    one, two = ReviewItem.objects.filter(review=review).exclude(grant__person=house.admin)[:2]
    sent = {
        f"answer-{one.ref}": "confirm",
        f"reason-{one.ref}": "leads the case",
        f"answer-{two.ref}": "withdraw",
        f"reason-{two.ref}": " ",
    }
    answered = admin.post("/house/access-review/", sent)
    assert answered.status_code == 422 and f"#r-{two.ref}" in answered.content.decode()
    one.refresh_from_db()
    two.refresh_from_db()
    assert str(one.answer) == "confirmed" and two.open and two.grant.ended_at is None
    assert admin.post("/house/access-review/", {**sent, f"reason-{two.ref}": "left"}).status_code == 302


def test_only_reviewers_answer_and_auditors_read(client: Client, house: House) -> None:
    grant_house_role(house.admin, house.seller, person=house.officer, role=HouseRole.AUDIT_ADMINISTRATOR)
    review = open_review(house.admin, house.seller)
    item = ReviewItem.objects.filter(review=review).exclude(grant__person=house.officer)[0]
    client.force_login(house.officer)
    assert client.get("/house/access-review/").status_code == 200
    client.post("/house/access-review/", {f"answer-{item.ref}": "confirm", f"reason-{item.ref}": "x"})
    item.refresh_from_db()
    assert item.open


@pytest.mark.parametrize("address", [*HOUSE, "/house/permissions/"])
def test_every_list_exports_what_it_shows(admin: Client, house: House, address: str) -> None:
    for kind in ("xlsx", "csv", "json"):
        file = admin.get(f"{address}?as={kind}")
        assert file.status_code == 200 and "attachment" in file["Content-Disposition"]
    deactivate(house.admin, house[CaseRole.COUNSEL])
    told = b"".join(admin.get("/house/people/?show=former&as=json").streaming_content)  # type: ignore[attr-defined]
    assert [row["name"] for row in json.loads(told)["rows"]] == ["Person counsel"]


def test_the_pages_ask_the_database_no_more_for_more_people(
    admin: Client, house: House, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        add(house.seller, f"More People {number}")
    open_review(house.admin, house.seller)
    for address in HOUSE:
        with django_assert_max_num_queries(24):
            admin.get(address)


def test_the_matrix_names_every_deed_with_its_conditions(admin: Client, house: House) -> None:
    page = admin.get("/house/permissions/").content.decode()
    for row in rows():
        assert row.name in page and row.title.zh in page
    counsel = admin.get("/house/permissions/?role=counsel").content.decode()
    assert "house-role.granted" not in counsel and "password.changed" in counsel


def test_the_documentation_says_the_same_in_both_languages() -> None:
    zh, en = markdown("zh"), markdown("en")
    for row in rows():
        assert f"`{row.name}`" in zh and f"`{row.name}`" in en
    assert "安全管理员" in zh and "security administrator" in en and "安全" not in en


def test_a_link_is_taken_out_of_the_address_and_opens_an_account(
    client: Client, house: House, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(house.admin, house.seller, email="new@example.org", name="New Person")
    address = mailoutbox[-1].body.partition("/invitation/")[2].split()[0]
    followed = client.get(f"/invitation/{address}")
    assert followed["Location"] == "/invitation/"
    assert "New Person" in client.get("/invitation/").content.decode()
    weak = client.post("/invitation/", {"name": "新人", "password": "short", "language": "zh"})
    assert weak.status_code == 422 and "太短" in weak.content.decode()
    done = client.post(
        "/invitation/", {"name": "新人", "password": "wheel-harbour-lantern-8", "language": "zh"}
    )
    assert done["Location"] == "/sign-in/"
    signed = client.post("/sign-in/", {"email": "new@example.org", "password": "wheel-harbour-lantern-8"})
    assert signed["Location"] == "/"
    again = Client()
    again.get(f"/invitation/{address}")
    used = again.get("/invitation/")
    assert used.status_code == 410 and "用过" in used.content.decode()
    again.get("/invitation/made-up/")
    assert again.get("/invitation/").status_code == 404


def test_links_cannot_be_guessed_on_and_on(client: Client) -> None:
    seen = []
    for number in range(22):
        client.get(f"/invitation/guess-{number}/")
        seen.append(client.get("/invitation/").status_code)
    assert seen[:20] == [404] * 20 and seen[20:] == [429] * 2


def test_an_installation_begins_with_a_command_and_a_link(
    house: House, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    given = {"email": "first@example.org", "name": "First", "language": "en", "installation": True}
    with django_capture_on_commit_callbacks(execute=True):
        call_command("found", "Third Company", stdout=io.StringIO(), **given)
    assert "/invitation/" in mailoutbox[-1].body
    first = Person.objects.get(email="first@example.org")
    assert first.organisation.name == "Third Company" and not first.has_usable_password()
    assert "administrator" in first.roles_in(first.organisation.ref) and first.roles_in("installation")
    with pytest.raises(CommandError):
        call_command("found", "Fourth Company", stdout=io.StringIO(), **given)
    assert not Organisation.objects.filter(name="Fourth Company").exists()
