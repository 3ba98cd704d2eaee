"""The pages of the data room as the two sides meet them: the shut door, the index, items, copies, record, questions."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from tests.control.papers import signed
from tests.control.people import House, build_house
from tests.control.test_room import document, end_nda, published

from novation.control.agreements.actions import terminate_agreement
from novation.control.disclosure.actions import open_room, withdraw_item
from novation.control.disclosure.kinds import Readers
from novation.control.disclosure.models import Item, Looking, Room
from novation.control.disclosure.question_actions import ask, draft_answer, release_answer
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db
TITLE = "Privacy policy"


@pytest.fixture
def house(db: None) -> House:
    return build_house()


@pytest.fixture
def room(house: House) -> Room:
    return open_room(house.officer, house.case)


@pytest.fixture
def address(house: House) -> str:
    return f"/cases/{house.case.ref}/room/"


def pages(address: str, item: Item) -> list[str]:
    return [address, f"{address}record/", f"{address}record/?side=both", f"{address}questions/"] + [
        f"{address}items/{item.ref}/"
    ]


def test_without_the_nda_every_page_says_why_it_is_shut_and_nothing_else(
    client: Client, house: House, room: Room, address: str
) -> None:
    item = published(house, room)
    end_nda(house)
    client.cookies["novation-language"] = "en"
    client.force_login(house[CaseRole.BUYERS_LAWYER])
    tried = [client.get(page) for page in pages(address, item)]
    tried += [client.get(f"{address}?as=csv"), client.post(f"{address}all/")]
    tried += [client.post(f"{address}items/{item.ref}/copy/")]
    for response in tried:
        shown = response.content.decode()
        assert response.status_code == 403 and "non-disclosure agreement: terminated" in shown
        assert TITLE not in shown and item.digest[7:11] not in shown and "Items published" not in shown
        assert "PIPL Arts. 6 and 23" in shown
    refused = LogEntry.objects.filter(stream=house.case.ref, tag="access.refused")
    assert refused.count() == len(tried) and not Looking.objects.exists()


def test_the_forms_of_deeds_tell_nothing_of_an_item_either(client: Client, house: House, room: Room) -> None:
    item = published(house, room)
    end_nda(house)
    client.force_login(house[CaseRole.RECEIVER])
    for tag in ("question.asked", "room-item.viewed", "room-item.downloaded", "room-readers.set"):
        response = client.get(f"/deeds/{tag}/{item.ref}/")
        assert response.status_code == 403 and TITLE not in response.content.decode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_with_the_nda_both_sides_find_their_pages(
    client: Client, house: House, room: Room, address: str, language: str
) -> None:
    agreement = signed(house)
    item = published(house, room)
    client.cookies["novation-language"] = language
    for role in (CaseRole.RECEIVER, CaseRole.COMPLIANCE_OFFICER, CaseRole.AUDITOR):
        client.force_login(house[role])
        for page in pages(address, item):
            response = client.get(page)
            assert response.status_code == 200 and response["Cache-Control"] == "no-store", page
        assert TITLE in client.get(address).content.decode()
    terminate_agreement(house.officer, agreement, why_terminated="over")
    client.force_login(house[CaseRole.RECEIVER])
    assert client.get(address).status_code == 403


def test_strangers_and_the_witness_find_nothing(
    client: Client, house: House, room: Room, address: str
) -> None:
    signed(house)
    item = published(house, room)
    for person in (house.stranger, house[CaseRole.WITNESS], house.admin):
        client.force_login(person)
        assert {client.get(page).status_code for page in pages(address, item)} == {404}


def test_an_item_for_others_does_not_exist_and_a_withdrawn_one_is_a_number(
    client: Client, house: House, room: Room, address: str
) -> None:
    signed(house)
    hidden = published(house, room, readers=Readers.LAWYERS, name="For lawyers")
    gone = published(house, room, name="Gone paper")
    withdraw_item(house.officer, gone, why_withdrawn="wrong paper")
    client.cookies["novation-language"] = "en"
    client.force_login(house[CaseRole.RECEIVER])
    shown = client.get(address).content.decode()
    assert "For lawyers" not in shown and "Gone paper" not in shown and "(withdrawn)" in shown
    for item in (hidden, gone):
        assert client.get(f"{address}items/{item.ref}/").status_code == 404
        assert client.post(f"{address}items/{item.ref}/copy/").status_code == 404
    listed = client.get(f"{address}?as=json").getvalue().decode()
    assert "Gone paper" not in listed and "For lawyers" not in listed


def test_a_copy_is_recorded_marked_never_inline_and_never_kept(
    client: Client, house: House, room: Room, address: str
) -> None:
    signed(house)
    receiver = house[CaseRole.RECEIVER]
    item = published(house, room, document=document("figures.csv", b"name,n\nx,1\n"))
    client.force_login(receiver)
    assert client.get(f"{address}items/{item.ref}/copy/").status_code == 405
    response = client.post(f"{address}items/{item.ref}/copy/")
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    assert all(receiver.ref in line for line in body.splitlines()[1:])
    assert receiver.name not in body and house.case.number in body
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-store" and response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"
    last = LogEntry.objects.filter(stream=house.case.ref).order_by("index").last()
    assert last is not None and last.tag == "room-item.downloaded" and last.by == receiver.ref


def test_everything_at_once_is_a_zip_of_marked_copies_of_what_the_reader_sees(
    client: Client, house: House, room: Room, address: str
) -> None:
    signed(house)
    published(house, room, document=document("a.txt"))
    published(house, room, document=document("b.html", b"<html><body>b</body></html>"))
    published(house, room, readers=Readers.NOBODY)
    receiver = house[CaseRole.RECEIVER]
    client.force_login(receiver)
    response = client.post(f"{address}all/")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.namelist() == ["1-a.txt", "2-b.html"]
        assert all(receiver.ref.encode() in archive.read(name) for name in archive.namelist())
    assert Looking.objects.filter(person=receiver.ref, together=True).count() == 2


def test_my_side_sees_what_it_saw_and_both_sides_see_the_same(
    client: Client, house: House, room: Room, address: str
) -> None:
    signed(house)
    item = published(house, room)
    client.cookies["novation-language"] = "en"
    for role in (CaseRole.RECEIVER, CaseRole.COUNSEL):
        client.force_login(house[role])
        client.get(f"{address}items/{item.ref}/")
    receiver, counsel = house[CaseRole.RECEIVER].name, house[CaseRole.COUNSEL].name
    client.force_login(house[CaseRole.RECEIVER])
    own = client.get(f"{address}record/?as=csv").getvalue().decode("utf-8-sig")
    assert receiver in own and counsel not in own
    for role in (CaseRole.RECEIVER, CaseRole.COUNSEL):
        client.force_login(house[role])
        both = client.get(f"{address}record/?side=both&as=csv").getvalue().decode("utf-8-sig")
        assert receiver in both and counsel in both


def test_a_draft_of_an_answer_does_not_reach_the_other_side(
    client: Client, house: House, room: Room, address: str
) -> None:
    signed(house)
    item = published(house, room)
    question = ask(house[CaseRole.RECEIVER], item, question="Since when?")
    draft_answer(house.officer, question, answer="Since 2021, we think")
    client.cookies["novation-language"] = "en"
    client.force_login(house[CaseRole.RECEIVER])
    for page in (f"{address}questions/", f"{address}items/{item.ref}/"):
        shown = client.get(page).content.decode()
        assert "Since when?" in shown and "Since 2021" not in shown and "answer drafted" not in shown
    deed = client.get(f"/deeds/answer.drafted/{question.ref}/")
    assert deed.status_code == 403 and "Since 2021" not in deed.content.decode()
    release_answer(house.officer, question)
    assert "Since 2021" in client.get(f"{address}questions/").content.decode()
