"""What is told in public: seen before it is released, released by the officer alone, read by anybody, for people and machines."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client
from tests.portal.conftest import Portal
from tests.portal.shop import PLANTED
from tests.portal.told_in_public import describe, digest, released

from novation.control.consent.customer import Customer
from novation.control.informing.recipients import end_recipient
from novation.control.rights.actions import receive_request
from novation.control.roles import CaseRole
from novation.control.transparency.actions import describe_processing, release_transparency
from novation.control.transparency.document import document_of
from novation.control.transparency.dpv import openness_of
from novation.control.transparency.models import Release
from novation.errors import NovationError
from novation.evidence import canonical
from novation.law.entry_words import Right
from novation.law.interchange.openness import read_jsonld
from novation.terms import Category, Place

pytestmark = pytest.mark.django_db


@pytest.mark.action("transparency.released", "processing.described", "policy.written", "recipient.entered")
def test_what_the_officer_released_is_what_anybody_reads_and_it_does_not_change_by_itself(
    portal: Portal,
) -> None:
    anybody = Client(headers={"accept-language": "en"})
    assert anybody.get(portal.at("transparency/")).status_code == 404
    release = released(portal.house.officer, portal.case)
    page = anybody.get(portal.at("transparency/")).content.decode()
    for said in (
        "Kuaida Couriers",
        "to carry out orders",
        "Second.",
        "PIPL",
        "Hailan",
        release.digest,
        "Not recorded",
    ):
        assert said in page, said
    assert not [planted for planted in PLANTED if planted in page]
    describe_processing(
        portal.house.officer,
        portal.case,
        category=Category.CONTACT,
        purpose_zh="别的",
        purpose_en="something else",
    )
    assert "something else" not in anybody.get(portal.at("transparency/")).content.decode()
    second = release_transparency(portal.house.officer, portal.case, document=digest(portal.case))
    assert second.number == 2 and "something else" in anybody.get(portal.at("transparency/")).content.decode()
    assert "something else" not in anybody.get(portal.at("transparency/1/")).content.decode()
    told = anybody.get(portal.at("transparency/1/document.json")).content
    assert canonical.digest_bytes(told) == release.digest
    for language in ("zh", "de", "ja"):
        assert anybody.get(portal.at("transparency/"), {"language": language}).status_code == 200
    assert "transparency/" in anybody.get(portal.at("")).content.decode()


def test_machines_read_the_same_as_a_record_of_processing_in_dpv(portal: Portal) -> None:
    release = released(portal.house.officer, portal.case)
    told = json.loads(Client().get(portal.at("transparency/dpv.jsonld")).content)
    document = canonical.parse(release.document.encode())
    assert read_jsonld(told) == openness_of(document)
    assert {one.category for one in read_jsonld(told).handlings} >= {Category.CONTACT, Category.TRANSACTION}


def test_nothing_is_released_that_was_not_seen_or_whose_purpose_nobody_described(portal: Portal) -> None:
    with pytest.raises(NovationError, match="transparency.not-described"):
        release_transparency(portal.house.officer, portal.case, document=digest(portal.case))
    describe(portal.house.officer, portal.case)
    seen = digest(portal.case)
    receive_request(
        Customer(portal.case.ref, portal.references["M00001"]),
        portal.case,
        right=Right.ACCESS,
        place=Place.CN,
    )
    with pytest.raises(NovationError, match="state.changed-meanwhile"):
        release_transparency(portal.house.officer, portal.case, document=seen)
    with pytest.raises(NovationError, match="access.refused"):
        release_transparency(portal.house[CaseRole.OWNER], portal.case, document=digest(portal.case))
    assert not Release.objects.exists()


def test_the_numbers_are_of_the_year_and_nobody_can_be_told_from_them(portal: Portal) -> None:
    receive_request(
        Customer(portal.case.ref, portal.references["M00001"]),
        portal.case,
        right=Right.ACCESS,
        place=Place.CN,
    )
    release = released(portal.house.officer, portal.case)
    document = canonical.parse(release.document.encode())
    this_year = document["numbers"][0]
    assert this_year["rows"][0]["received"] == 1 and this_year["rows"][0]["tenths_of_days"] is None
    assert document["incidents"] is None
    assert not [ref for ref in portal.references.values() if ref in release.document]


@pytest.mark.action("recipient.ended")
def test_a_recipient_that_gets_nothing_more_stays_in_the_register(portal: Portal) -> None:
    released(portal.house.officer, portal.case)
    recipient = portal.case.recipients.get()
    end_recipient(portal.house.officer, recipient, until_on=date(2026, 6, 1))
    with pytest.raises(NovationError, match="state.wrong"):
        end_recipient(portal.house.officer, recipient, until_on=date(2026, 7, 1))
    (other, told) = document_of(portal.case, date.today())["recipients"]
    assert other["name"] == "Hailan Retail" and told["until_on"] == "2026-06-01"
