"""The pages of agreements: who finds what, what is said of it, and how a text leaves the house."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.control.papers import drafted, released, signed
from tests.control.people import House, build_house

from novation.control.agreements.kinds import AgreementKind
from novation.control.parties.models import Party
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def page(client: Client, house: House, role: CaseRole, address: str = "") -> str:
    client.force_login(house[role])
    response = client.get(f"/cases/{house.case.ref}/agreements/{address}", headers={"accept-language": "en"})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_list_says_what_is_shut_and_on_what_ground(client: Client, house: House) -> None:
    client.cookies["novation-language"] = "en"
    shown = page(client, house, CaseRole.COMPLIANCE_OFFICER)
    assert "there is no non-disclosure agreement" in shown and "PIPL Arts. 6 and 23" in shown
    signed(house)
    signed(house, AgreementKind.TRANSFER)
    assert "Every agreement that is needed is in force" in page(client, house, CaseRole.OWNER)


def test_one_agreement_shows_clauses_grounds_and_who_has_not_signed(client: Client, house: House) -> None:
    client.cookies["novation-language"] = "en"
    Party.objects.filter(pk=house.case.buyer_id).update(place="hk")
    agreement = drafted(house)
    shown = page(client, house, CaseRole.COUNSEL, f"{agreement.ref}/")
    assert "PDPO s. 63B(4)" in shown and "unconfirmed" in shown and "not answered" in shown
    assert "Say why a clause is not needed" in shown
    assert "Not signed" in shown and house.case.buyer.name in shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_of_an_agreement_has_a_page_in_both_languages(
    client: Client, house: House, language: str
) -> None:
    client.cookies["novation-language"] = language
    for agreement in (drafted(house), released(house), signed(house)):
        shown = page(client, house, CaseRole.COMPLIANCE_OFFICER, f"{agreement.ref}/")
        assert ("必备条款" in shown) is (language == "zh")


def test_the_buyer_does_not_find_a_draft_and_strangers_find_nothing(client: Client, house: House) -> None:
    agreement, shared = drafted(house), released(house, AgreementKind.TRANSFER)
    address = f"/cases/{house.case.ref}/agreements/"
    client.force_login(house[CaseRole.BUYERS_LAWYER])
    assert client.get(f"{address}{agreement.ref}/").status_code == 404
    assert client.get(f"{address}{agreement.ref}/text/1.md").status_code == 404
    assert client.get(f"{address}{shared.ref}/").status_code == 200
    assert agreement.ref not in client.get(address).content.decode()
    client.force_login(house.stranger)
    assert client.get(address).status_code == client.get(f"{address}{shared.ref}/").status_code == 404


def test_texts_and_statements_are_downloads_and_never_shown_inline(client: Client, house: House) -> None:
    agreement = released(house)
    client.force_login(house[CaseRole.RECEIVER])
    base = f"/cases/{house.case.ref}/agreements/{agreement.ref}/"
    for tail in ("text/1.md", "text/1.html", f"statement/{house.case.buyer.ref}/"):
        response = client.get(base + tail)
        assert response.status_code == 200 and response["Cache-Control"] == "no-store", tail
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"
    assert client.get(base + "text/9.md").status_code == 404
    assert client.get(base + "text/1.exe").status_code == 404
