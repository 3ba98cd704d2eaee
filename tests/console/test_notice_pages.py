"""The pages of notices: what the law calls for, the checklist, the text as a customer sees it, and who finds nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.control.people import House, build_house
from tests.control.test_notices import drafted, released

from novation.control.actions import SYSTEM
from novation.control.identity.actions import come_in_by_link
from novation.control.identity.links import Link, Links
from novation.control.identity.reading import reading_digest
from novation.control.notices.delivering import finish_sending, keep_lines, start_sending, take_audience
from novation.control.notices.states import Line
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def page(client: Client, house: House, tail: str = "", role: CaseRole = CaseRole.COMPLIANCE_OFFICER) -> str:
    client.force_login(house[role])
    response = client.get(f"/cases/{house.case.ref}/notices/{tail}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_names_what_is_called_for_and_not_drafted(client: Client, house: House) -> None:
    client.cookies["novation-language"] = "en"
    assert "Notice of provision to another controller" in page(client, house)
    notice = drafted(house)
    shown = page(client, house)
    assert f"/notices/{notice.ref}/" in shown and "5 not ticked" in shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_notice_shows_checklist_preview_and_counts(client: Client, house: House, language: str) -> None:
    client.cookies["novation-language"] = language
    notice = drafted(house)
    shown = page(client, house, f"{notice.ref}/")
    assert "PIPL-23-1" in shown and "林小满" in shown and "{name}" not in shown
    assert ("客户看到的样子" in shown) is (language == "zh")


def test_what_was_sent_bounced_and_why_others_get_none_is_shown(client: Client, house: House) -> None:
    client.cookies["novation-language"] = "en"
    notice = released(house)
    keep_lines(notice, Line.NONE, {"not-owed": 10})
    take_audience(SYSTEM, notice, everybody=50, people=40, lines=keep_lines(notice, Line.CLASS, {"C-1": 40}))
    start_sending(house.officer, notice)
    keep_lines(notice, Line.STATE, {"sent": 38, "bounced": 2})
    finish_sending(SYSTEM, notice, outbox="sha256:" + "0" * 64)
    shown = page(client, house, f"{notice.ref}/")
    assert "no rule asks for one" in shown and "bounced" in shown and "C-1" in shown
    assert "2 people have not been reached" in page(client, house)


def test_who_opened_their_link_is_counted_and_a_scanner_is_nobody(client: Client, house: House) -> None:
    client.cookies["novation-language"] = "en"
    notice = released(house)
    keep_lines(notice, Line.STATE, {"sent": 40})
    assert "Nobody has opened a link yet" in page(client, house, f"{notice.ref}/")
    links, until = Links(settings.SECRET_KEY), timezone.now() + timedelta(days=30)
    for subject in ("a" * 16, "b" * 16):
        come_in_by_link(house.case, links.token(Link(house.case.ref, subject, notice.ref, until)))
    come_in_by_link(house.case, links.token(Link(house.case.ref, "c" * 16, "nt_other", until)))
    shown = page(client, house, f"{notice.ref}/")
    assert "2 people opened their link" in shown
    before = reading_digest(house.case, notice.ref)
    assert before[7:11] in shown
    come_in_by_link(house.case, links.token(Link(house.case.ref, "d" * 16, notice.ref, until)))
    assert reading_digest(house.case, notice.ref) != before


def test_the_buyer_and_strangers_find_nothing(client: Client, house: House) -> None:
    notice = drafted(house)
    for person in (house[CaseRole.BUYERS_LAWYER], house.stranger):
        client.force_login(person)
        for tail in ("", f"{notice.ref}/"):
            assert client.get(f"/cases/{house.case.ref}/notices/{tail}").status_code == 404
    client.force_login(house.officer)
    assert client.get(f"/cases/{house.case.ref}/notices/nt_nothing/").status_code == 404
