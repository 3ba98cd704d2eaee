"""Bad days at the pages: the database away, far too large a file, a form that is too late, names in rare characters."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.utils import timezone
from tests.control.approvals.conftest import seat_committee
from tests.control.approvals.shop import plan_file
from tests.control.papers import signed
from tests.control.people import House, build_house

from novation.control.accounts.models import Grant
from novation.control.accounts.session_store import SessionStore
from novation.control.agreements.kinds import AgreementKind
from novation.control.approvals.actions.deciding import submit_plan
from novation.control.approvals.models import Submission, Vote
from novation.control.cases.actions import amend_case
from novation.control.cases.models import CaseFile
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db
WHERE = "connection to server at 192.0.2.7 failed"
AWAY = {"zh": "数据库暂时用不了", "en": "the database cannot be used for the moment"}
RARE = "𠮷野家与㛃、龘、ʻōhiʻa、Zoë & <b>"


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def reader(client: Client, house: House, role: CaseRole, language: str = "en") -> Client:
    client.force_login(house[role])
    client.cookies["novation-language"] = language
    return client


def away(*_: Any, **__: Any) -> None:
    raise OperationalError(WHERE)


def lost(*_: Any, **__: Any) -> None:
    raise InterfaceError(WHERE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("what", [(Grant.objects, "filter"), (SessionStore, "load")])
@pytest.mark.parametrize("fault", [away, lost])
def test_a_database_that_is_away_is_said_in_the_readers_language_and_nothing_else_is(
    client: Client, house: House, monkeypatch: Any, language: str, what: tuple[Any, str], fault: Any
) -> None:
    reader(client, house, CaseRole.COMPLIANCE_OFFICER, language)
    client.raise_request_exception = False
    monkeypatch.setattr(*what, fault)
    for answer in (
        client.get(f"/cases/{house.case.ref}/"),
        client.post(f"/deeds/deal-form.changed/{house.case.ref}/", {"deal_form": "merger"}),
    ):
        page = answer.content.decode()
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert AWAY[language] in page and "192.0.2" not in page
        assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in page
    monkeypatch.undo()
    house.case.refresh_from_db()
    assert str(house.case.deal_form) == "asset-deal"


def test_a_page_that_breaks_otherwise_is_no_matter_of_the_database(
    client: Client, house: House, monkeypatch: Any
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("no")

    reader(client, house, CaseRole.OWNER)
    client.raise_request_exception = False
    monkeypatch.setattr(Grant.objects, "filter", broken)
    assert client.get(f"/cases/{house.case.ref}/").status_code == 500


class Unread:
    """A body of which nobody may read a byte."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("the body was read")

    readline = readlines = read


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("declared", [str(5 * 1024**3), "9" * 40, "-1", "5e9"])
def test_a_file_of_five_gigabytes_is_refused_by_the_length_it_declares_before_it_is_sent(
    client: Client, house: House, language: str, declared: str
) -> None:
    reader(client, house, CaseRole.OWNER, language)
    before = LogEntry.objects.count()
    answer = client.generic(
        "POST",
        f"/deeds/file.added/{house.case.ref}/",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=declared,
        **{"wsgi.input": Unread()},
    )
    page = answer.content.decode()
    assert answer.status_code == 413 and "2 GB" in page
    assert ("没有保存" if language == "zh" else "nothing was kept") in page
    assert not CaseFile.objects.exists() and LogEntry.objects.count() == before


@pytest.fixture
def submission(house: House) -> Submission:
    signed(house, AgreementKind.TRANSFER)
    seat_committee(house)
    return submit_plan(house.officer, house.case, plan=plan_file())


@pytest.mark.parametrize(("language", "words"), [("zh", "截止"), ("en", "the vote closed at")])
def test_a_vote_whose_form_was_open_when_the_deadline_passed_is_refused_and_what_was_written_is_kept(
    client: Client, house: House, submission: Submission, language: str, words: str
) -> None:
    reader(client, house, CaseRole.COMMITTEE, language)
    address = f"/deeds/vote.given/{submission.ref}/"
    assert client.get(address, {"choice": "approve"}).status_code == 200
    Submission.objects.update(deadline_at=timezone.now() - timedelta(seconds=1))
    answer = client.post(address, {"choice": "decline", "reason": "Too early, I say."})
    page = answer.content.decode()
    assert answer.status_code == 409 and words in page and "Too early, I say." in page
    assert not Vote.objects.exists()
    assert "vote.given" not in client.get(f"/cases/{house.case.ref}/approvals/").content.decode()


def test_of_two_who_decide_on_the_same_form_the_second_is_told_and_keeps_what_they_wrote(
    client: Client, house: House
) -> None:
    address = f"/deeds/case.amended/{house.case.ref}/"
    seen = house.case.version
    first = {"title": "First", "closing_on": "2027-01-20", "seen": str(seen)}
    assert reader(client, house, CaseRole.OWNER).post(address, first).status_code == 302
    late = reader(Client(), house, CaseRole.COMPLIANCE_OFFICER).post(address, {**first, "title": "Second"})
    page = late.content.decode()
    assert late.status_code == 409 and "somebody changed this" in page and 'value="Second"' in page
    house.case.refresh_from_db()
    assert house.case.title == "First"


@pytest.mark.parametrize("as_file", ["json", "csv"])
def test_names_in_rare_characters_come_through_pages_search_and_files_unharmed(
    client: Client, house: House, as_file: str
) -> None:
    amend_case(house.officer, house.case, title=RARE, closing_on=house.case.closing_on)
    reader(client, house, CaseRole.COMPLIANCE_OFFICER)
    escaped = "𠮷野家与㛃、龘、ʻōhiʻa、Zoë &amp; &lt;b&gt;"
    assert escaped in client.get("/cases/").content.decode()
    assert client.post("/search/", {"q": "𠮷野家"})["Location"] == f"/cases/{house.case.ref}/"
    answer = client.get("/cases/", {"as": as_file})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert RARE in (json.loads(content)["rows"][0].values() if as_file == "json" else content)
