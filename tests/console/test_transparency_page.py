"""The preview of what is told in public: what is lacking comes first, and only what is shown can be released."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.control.people import House, build_house

from novation.control.roles import CaseRole
from novation.control.transparency.actions import describe_processing
from novation.control.transparency.models import Release
from novation.terms import Category

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def test_the_officer_releases_from_the_preview_and_the_handling_team_only_reads(
    house: House, client: Client
) -> None:
    describe_processing(
        house.officer, house.case, category=Category.CONTACT, purpose_zh="送货", purpose_en="delivery"
    )
    client.force_login(house.officer)
    client.cookies["novation-language"] = "en"
    address = f"/cases/{house.case.ref}/transparency/"
    shown = client.get(address).content.decode()
    (document,) = re.findall(r'name="document" value="(sha256:[0-9a-f]{64})"', shown)
    assert "delivery" in shown and "Not recorded" in shown
    given = {"document": document, "next": address}
    assert client.post(f"/deeds/transparency.released/{house.case.ref}/", given).status_code == 302
    assert Release.objects.get().digest == document
    assert "Version 1" in client.get(address).content.decode()
    client.force_login(house[CaseRole.COUNSEL])
    assert 'name="document"' not in client.get(address).content.decode()
    client.force_login(house[CaseRole.RECEIVER])
    assert client.get(address).status_code == 404
