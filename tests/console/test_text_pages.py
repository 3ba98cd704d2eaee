"""The page of what customers read: drafts are called drafts, exactly the words shown are approved, strangers find nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.control.people import House, build_house

from novation.control.consent.actions import release_wording
from novation.control.consent.matters import Matter
from novation.control.consent.models import ApprovedTexts
from novation.control.consent.texts import NAMES, catalogue
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def page(client: Client, house: House, tail: str = "", language: str = "en") -> str:
    client.force_login(house.officer)
    client.cookies["novation-language"] = language
    response = client.get(f"/cases/{house.case.ref}/texts/{tail}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_calls_a_draft_a_draft_and_shows_which_questions_are_released(
    client: Client, house: House, language: str
) -> None:
    release_wording(
        house.officer, house.case, matter=Matter.TRANSFER, language="en", text="May your data go to Hailan?"
    )
    shown = page(client, house, language=language)
    assert shown.count("草稿，无人批准" if language == "zh" else "draft, approved by nobody") == 4
    assert "May your data go to Hailan?" in shown and ("没有发布" in shown or "not released" in shown)


@pytest.mark.action("translation.approved")
def test_a_language_is_read_beside_the_original_and_approved_as_it_stands(
    client: Client, house: House
) -> None:
    shown = page(client, house, "de/")
    digest = catalogue("de").digest
    assert "Wer verkauft" in shown and "Who sells" in shown and digest.replace(":", "%3A") in shown
    given = {"language": "de", "digest": digest, "next": f"/cases/{house.case.ref}/texts/de/"}
    assert client.post(f"/deeds/translation.approved/{house.case.ref}/", given).status_code == 302
    assert ApprovedTexts.objects.get().by == house.officer.ref
    assert LogEntry.objects.filter(stream=house.case.ref, tag="translation.approved").exists()
    approved = page(client, house, "de/")
    assert "Approved on" in approved and "translation.approved" not in approved
    assert page(client, house).count("draft, approved by nobody") == 3


def test_words_that_changed_since_are_a_draft_again_and_said_to_have_changed(
    client: Client, house: House
) -> None:
    ApprovedTexts.objects.create(case=house.case, language="ja", digest="sha256:" + "0" * 64, by="system")
    assert "changed since it was approved" in page(client, house)
    assert "changed since it was approved" in page(client, house, "ja/")


def test_every_language_has_its_page_and_others_are_not_there(client: Client, house: House) -> None:
    for language in NAMES:
        assert page(client, house, f"{language}/")
    assert client.get(f"/cases/{house.case.ref}/texts/xx/").status_code == 404


def test_the_buyers_side_and_strangers_find_nothing(client: Client, house: House) -> None:
    for person in (house[CaseRole.RECEIVER], house[CaseRole.WITNESS], house.stranger):
        client.force_login(person)
        for tail in ("", "de/"):
            assert client.get(f"/cases/{house.case.ref}/texts/{tail}").status_code == 404
