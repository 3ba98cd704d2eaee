"""The page of a sample: rows in pages with the risk that was measured, for the buyer in due diligence, each look recorded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.control.operations.shop import PHONES, PLANTED
from tests.control.operations.test_samples import added, in_due_diligence, room, sampled, sampled_folder
from tests.control.papers import signed
from tests.control.people import House

from novation.control.disclosure.actions import publish_item
from novation.control.disclosure.models import Item, Looking, Room
from novation.control.roles import CaseRole

__all__ = ["room", "sampled", "sampled_folder"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def item(house: House, room: Room) -> Item:
    signed(house)
    found = added(house, room)
    publish_item(house.officer, found)
    return found


def address(house: House, item: Item) -> str:
    return f"/cases/{house.case.ref}/room/items/{item.ref}/"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_buyer_reads_rows_and_risk_once_due_diligence_is_open(
    client: Client, house: House, item: Item, language: str
) -> None:
    client.cookies["novation-language"] = language
    client.force_login(house[CaseRole.RECEIVER])
    assert client.get(address(house, item)).status_code == 404
    in_due_diligence(house)
    shown = client.get(address(house, item)).content.decode()
    assert shown.count("<code>p_") == 50
    for words in (("测得的风险", "仍是个人信息"), ("Measured risk", "still personal data"))[language == "en"]:
        assert words in shown
    second = client.get(address(house, item) + "?page=2").content.decode()
    assert 0 < second.count("<code>p_") < 50
    for word in (*PLANTED, *PHONES, "王小", "文三路"):
        assert word not in shown + second
    assert Looking.objects.filter(item=item, side="buyer").count() == 2


def test_the_buyer_takes_a_marked_copy_and_the_record_shows_it(
    client: Client, house: House, item: Item
) -> None:
    in_due_diligence(house)
    receiver = house[CaseRole.RECEIVER]
    client.force_login(receiver)
    response = client.post(address(house, item) + "copy/")
    body = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert all(receiver.ref in line for line in body.splitlines()[1:])
    assert Looking.objects.get().what == "downloaded"


def test_rows_that_are_gone_are_said_to_be_gone(client: Client, house: House, item: Item) -> None:
    in_due_diligence(house)
    shutil.rmtree(Path(settings.HOME) / "projects" / "shop" / "work")
    client.cookies["novation-language"] = "en"
    client.force_login(house[CaseRole.RECEIVER])
    shown = client.get(address(house, item))
    assert shown.status_code == 200 and "went with the working copies" in shown.content.decode()
    assert client.post(address(house, item) + "copy/").status_code == 404


def test_the_seller_finds_where_to_draw_and_where_to_put_it_in(
    client: Client, house: House, room: Room
) -> None:
    client.cookies["novation-language"] = "en"
    client.force_login(house.officer)
    shown = client.get(f"/cases/{house.case.ref}/room/").content.decode()
    assert "Draw a de-identified sample" in shown and "Put a de-identified sample in" in shown
    assert "people-sample.requested" in client.get(f"/cases/{house.case.ref}/jobs/").content.decode()
