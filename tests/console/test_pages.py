"""The console as its readers meet it: signing in, seeing what is theirs, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.control.people import PASSWORD, House, build_house

from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def test_signing_in_leads_home_and_a_wrong_password_does_not(client: Client, house: House) -> None:
    wrong = client.post("/sign-in/", {"email": house.officer.email, "password": "no"})
    assert wrong.status_code == 422
    right = client.post("/sign-in/", {"email": house.officer.email.upper(), "password": PASSWORD})
    assert right.status_code == 302 and right["Location"] == "/"


def test_a_case_is_shown_to_its_team_and_to_strangers_does_not_exist(client: Client, house: House) -> None:
    client.force_login(house[CaseRole.AUDITOR])
    assert client.get(f"/cases/{house.case.ref}/").status_code == 200
    client.force_login(house.stranger)
    assert client.get(f"/cases/{house.case.ref}/").status_code == 404
    last = LogEntry.objects.filter(stream=house.case.ref).last()
    assert last is not None and (last.tag, last.by) == ("access.refused", house.stranger.ref)


def test_an_action_is_a_form_that_does_it_and_keeps_what_was_written_when_it_is_wrong(
    client: Client, house: House
) -> None:
    client.force_login(house.officer)
    address = f"/deeds/deal-form.changed/{house.case.ref}/"
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"deal_form": "gift", "seen": house.case.version})
    assert wrong.status_code == 422
    right = client.post(address, {"deal_form": "share-deal", "seen": house.case.version, "next": "/cases/"})
    assert right.status_code == 302 and right["Location"] == "/cases/"


def test_onward_never_leads_to_another_server(client: Client, house: House) -> None:
    client.force_login(house.officer)
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        done = client.post(
            f"/deeds/deal-form.changed/{house.case.ref}/", {"deal_form": "merger", "next": elsewhere}
        )
        assert done["Location"] == "/"
