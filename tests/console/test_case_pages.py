"""The pages of a case as its team meets them, in both languages, with few queries, and closed to everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.control.people import House, build_house

from novation.control.cases.comment_actions import withdraw_comment, write_comment
from novation.control.cases.drawer import receiving
from novation.control.cases.drawer.storing import content
from novation.control.cases.file_actions import add_file, ask_destruction
from novation.control.cases.listing import today
from novation.control.cases.models import Case, CaseFile, FileVersion, Task
from novation.control.cases.task_actions import offer_task, open_task
from novation.control.journal.models import LogEntry
from novation.control.parties.models import Party
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db
PAGES = ("team", "tasks", "comments", "files", "deal-form", "since", "duties")


@pytest.fixture
def house(db: None) -> House:
    return build_house()


@pytest.fixture(autouse=True)
def drawer(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.FILE_FOLDER = tmp_path / "files"
    yield


def signed_in(client: Client, house: House, role: CaseRole = CaseRole.COMPLIANCE_OFFICER) -> Client:
    client.force_login(house[role])
    return client


def at(house: House, page: str = "") -> str:
    return f"/cases/{house.case.ref}/{page}"


def fill(house: House, count: int = 60) -> Task:
    """Enough that a query for each row would show."""
    task = open_task(
        house.officer, house.case, title="Task 0", owner=house.officer, due_on=today() - timedelta(days=1)
    )
    for number in range(1, count):
        Task.objects.create(
            case=house.case,
            audience="seller",
            title=f"Task {number}",
            owner=house[CaseRole.DATA_ENGINEER],
            due_on=today() + timedelta(days=number),
            opened_by=house.officer.ref,
        )
    for number in range(12):
        write_comment(house.people[list(house.people)[number % 5]], house.case, text=f"Said {number}")
        add_file(house.officer, house.case, upload=SimpleUploadedFile(f"{number}.txt", b"x"))
    return task


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_whole_in_both_languages_and_asks_few_queries(
    client: Client, house: House, page: str, language: str, django_assert_max_num_queries: Any
) -> None:
    fill(house)
    client.cookies["novation-language"] = language
    signed_in(client, house)
    with django_assert_max_num_queries(30):
        answer = client.get(at(house, f"{page}/"))
    text = answer.content.decode()
    assert answer.status_code == 200 and "<h1>" in text and "Text(" not in text
    assert ("案件" in text) == (language == "zh")


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_there_for_a_stranger_and_the_attempt_is_recorded(
    client: Client, house: House, page: str
) -> None:
    client.force_login(house.stranger)
    assert client.get(at(house, f"{page}/")).status_code == 404
    last = LogEntry.objects.filter(stream=house.case.ref).latest("index")
    assert (last.tag, last.by) == ("access.refused", house.stranger.ref)


def test_the_list_of_cases_shows_ones_own_and_is_searched(client: Client, house: House) -> None:
    signed_in(client, house)
    assert house.case.number in client.get("/cases/").content.decode()
    assert house.case.number in client.get("/cases/?q=qingsong").content.decode()
    assert house.case.number not in client.get("/cases/?q=nobody").content.decode()
    assert house.case.number not in client.get("/cases/?phase=closing").content.decode()
    client.force_login(house.stranger)
    assert house.case.number not in client.get("/cases/").content.decode()


def test_the_list_of_cases_asks_as_many_queries_for_many_as_for_one(
    client: Client, house: House, django_assert_max_num_queries: Any
) -> None:
    from novation.control.accounts.granting import grant

    for number in range(60):
        case = Case.objects.create(
            number=f"NV-X-{number}",
            organisation=house.seller,
            title="Many",
            deal_form="merger",
            seller=house.case.seller,
            buyer=house.case.buyer,
            closing_on=date(2027, 1, 1),
        )
        grant(house.officer, case.ref, CaseRole.COMPLIANCE_OFFICER, by="system")
    signed_in(client, house)
    with django_assert_max_num_queries(12):
        assert client.get("/cases/").status_code == 200


def opening(house: House, **given: str) -> dict[str, Any]:
    return {
        "title": "A new case",
        "deal_form": "merger",
        "seller": house.case.seller.ref,
        "buyer": "",
        "closing_on": "2027-06-30",
        "officer": house.officer.ref,
        "places": ["de", "jp"],
        **given,
    }


def test_a_case_is_opened_with_a_company_added_on_the_way_and_nothing_is_lost(
    client: Client, house: House
) -> None:
    client.force_login(house.admin)
    assert client.get("/cases/open/").status_code == 200
    company = {"add": "buyer", "company_name": "Neue Firma", "company_place": "de"}
    answer = client.post("/cases/open/", opening(house, **company))
    text = answer.content.decode()
    party = Party.objects.get(name="Neue Firma")
    assert "A new case" in text and f'value="{party.ref}" selected' in text
    done = client.post("/cases/open/", opening(house, buyer=party.ref))
    assert done.status_code == 302
    case = Case.objects.get(title="A new case")
    assert case.buyer == party and [str(one.place) for one in case.places.all()] == ["de", "jp"]


def test_a_company_without_a_name_is_told_beside_its_field(client: Client, house: House) -> None:
    client.force_login(house.admin)
    answer = client.post("/cases/open/", opening(house, add="buyer", company_name="", company_place="de"))
    assert answer.status_code == 422 and "f-company_name-wrong" in answer.content.decode()


def test_only_an_administrator_opens_cases(client: Client, house: House) -> None:
    signed_in(client, house)
    assert client.get("/cases/open/").status_code == 404


def test_a_task_is_seen_done_and_handed_over_on_its_page(client: Client, house: House) -> None:
    task = fill(house, 1)
    page = at(house, f"tasks/{task.ref}/")
    signed_in(client, house)
    assert "Task 0" in client.get(page).content.decode()
    done = client.post(f"/deeds/task.begun/{task.ref}/", {"next": page, "seen": task.version})
    assert done["Location"] == page
    again = client.post(f"/deeds/task.done/{task.ref}/", {"next": page, "seen": task.version})
    assert again.status_code == 409
    task.refresh_from_db()
    offer_task(house.officer, task, taker=house[CaseRole.COUNSEL])
    signed_in(client, house, CaseRole.COUNSEL)
    assert "task-handover.accepted" in client.get(page).content.decode()
    signed_in(client, house, CaseRole.RECEIVER)
    assert client.get(page).status_code == 404


def test_a_withdrawn_comment_is_read_by_auditors_alone(client: Client, house: House) -> None:
    comment = write_comment(house.officer, house.case, text="Rash words", shared=True)
    withdraw_comment(house.officer, comment)
    for role, shown in ((CaseRole.COUNSEL, False), (CaseRole.AUDITOR, True)):
        text = signed_in(client, house, role).get(at(house, "comments/")).content.decode()
        assert ("Rash words" in text) is shown


def test_words_of_people_are_never_mark_up(client: Client, house: House) -> None:
    write_comment(house.officer, house.case, text="<script>alert(1)</script>")
    text = signed_in(client, house).get(at(house, "comments/")).content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;" in text


def upload(client: Client, house: House, name: str, data: bytes) -> Any:
    file = SimpleUploadedFile(name, data, "text/html")
    return client.post(f"/deeds/file.added/{house.case.ref}/", {"upload": file, "next": at(house, "files/")})


def test_a_file_comes_back_as_it_was_and_never_as_a_page(client: Client, house: House) -> None:
    plain = b"<html><script>alert(1)</script>" * 100_000  # three MB: streamed, not kept in memory
    signed_in(client, house)
    assert upload(client, house, "报告 \u202egpj.html", plain).status_code == 302
    version = FileVersion.objects.select_related("file").get()
    assert version.media_type == "text/plain" and b"".join(content(version)) == plain
    assert client.get(at(house, f"files/{version.file.ref}/")).status_code == 200
    answer = client.get(at(house, f"files/{version.file.ref}/1/"))
    assert b"".join(answer) == plain  # type: ignore[call-overload]
    assert answer["Content-Disposition"].startswith("attachment;") and "\u202e" not in version.name
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    last = LogEntry.objects.filter(stream=house.case.ref).latest("index")
    assert last.tag == "file.downloaded" and version.ref in last.line


def test_one_side_cannot_reach_the_others_file(client: Client, house: House) -> None:
    version = add_file(house.officer, house.case, upload=SimpleUploadedFile("a.txt", b"x"))
    signed_in(client, house, CaseRole.RECEIVER)
    assert client.get(at(house, f"files/{version.file.ref}/")).status_code == 404
    assert client.get(at(house, f"files/{version.file.ref}/1/")).status_code == 404
    assert client.get(at(house, f"files/{version.file.ref}/x/")).status_code == 404


@pytest.mark.parametrize("size", [50_000, 3_000_000])
def test_a_file_over_the_limit_gets_a_plain_answer_and_leaves_nothing(
    client: Client, house: House, settings: Any, size: int
) -> None:
    settings.FILE_LIMIT = 40_000
    signed_in(client, house)
    answer = upload(client, house, "big.bin", bytes(size))
    assert answer.status_code == 413 and "39.1 KB" in answer.content.decode()
    assert not CaseFile.objects.exists()
    assert [p for p in settings.FILE_FOLDER.rglob("*") if p.is_file()] == []


def test_whoever_is_not_signed_in_uploads_nothing(client: Client, house: House, monkeypatch: Any) -> None:
    made: list[int] = []
    monkeypatch.setattr(receiving, "Incoming", lambda: made.append(1))
    file = SimpleUploadedFile("a.bin", bytes(3_000_000))
    answer = client.post(f"/deeds/file.added/{house.case.ref}/", {"upload": file})
    assert answer.status_code in (302, 403) and made == []


def test_a_damaged_file_is_told_and_not_sent(client: Client, house: House, settings: Any) -> None:
    version = add_file(house.officer, house.case, upload=SimpleUploadedFile("a.txt", b"x"))
    (settings.FILE_FOLDER / version.ref).unlink()
    answer = signed_in(client, house).get(at(house, f"files/{version.file.ref}/1/"))
    assert answer.status_code == 500 and "problems" in answer.content.decode()


def test_destruction_is_offered_to_a_second_person_only(client: Client, house: House) -> None:
    version = add_file(house.officer, house.case, upload=SimpleUploadedFile("a.txt", b"x"))
    ask_destruction(house.officer, version, because="old")
    page = at(house, f"files/{version.file.ref}/")
    assert "/deeds/file.destroyed/" not in signed_in(client, house).get(page).content.decode()
    assert "/deeds/file.destroyed/" in signed_in(client, house, CaseRole.OWNER).get(page).content.decode()


def test_a_deal_form_is_compared_before_it_is_changed_and_a_stale_page_changes_nothing(
    client: Client, house: House, django_assert_max_num_queries: Any
) -> None:
    client.cookies["novation-language"] = "en"
    signed_in(client, house)
    page = at(house, "deal-form/")
    # Every room's gates are asked twice: as it is, and as it would be.
    with django_assert_max_num_queries(30):
        text = client.get(f"{page}?to=merger").content.decode()
    assert "PIPL Art. 22" in text and "PIPL Art. 23" in text and "No counts yet" in text
    house.case.refresh_from_db()
    assert str(house.case.deal_form) == "asset-deal"
    stale = client.post(page, {"to": "merger", "seen": house.case.version - 1})
    assert stale.status_code == 409
    done = client.post(page, {"to": "merger", "seen": house.case.version})
    assert done.status_code == 302
    house.case.refresh_from_db()
    assert str(house.case.deal_form) == "merger"


def test_who_may_not_change_the_deal_form_sees_what_follows_without_a_button(
    client: Client, house: House
) -> None:
    text = signed_in(client, house, CaseRole.AUDITOR).get(at(house, "deal-form/?to=merger")).content.decode()
    assert 'name="seen"' not in text


def test_what_is_marked_as_seen_is_not_shown_again(client: Client, house: House) -> None:
    signed_in(client, house)
    page = at(house, "since/")
    size = client.get(page).context["since"].size
    write_comment(house.officer, house.case, text="meanwhile")
    client.post(page, {"size": size})
    assert client.get(page).context["since"].count == 1


def test_a_claimed_duty_is_never_green(client: Client, house: House) -> None:
    from novation.control.duties.actions import claim_duty, owed_ids

    version = add_file(house.officer, house.case, upload=SimpleUploadedFile("a.txt", b"x"))
    wanted = owed_ids(house.officer, house.case)[0]
    claim_duty(house.officer, house.case, duty=wanted, statement="done", met_on=today(), evidence=[version])
    text = signed_in(client, house).get(at(house, "duties/?state=claimed")).content.decode()
    assert "a.txt" in text and "s-met" not in text and "s-plain" in text


@pytest.mark.parametrize("page", ["tasks", "files", "duties"])
@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_every_list_downloads_with_its_filter(client: Client, house: House, page: str, kind: str) -> None:
    fill(house, 3)
    answer = signed_in(client, house).get(at(house, f"{page}/?as={kind}"))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]


def test_the_form_of_a_claim_names_duties_in_words(client: Client, house: House) -> None:
    client.cookies["novation-language"] = "en"
    text = signed_in(client, house).get(f"/deeds/duty.claimed/{house.case.ref}/").content.decode()
    assert "(PIPL Art. 51)" in text


def test_the_overview_and_the_day_ask_few_queries_with_much_to_show(
    client: Client, house: House, django_assert_max_num_queries: Any
) -> None:
    fill(house)
    signed_in(client, house)
    with django_assert_max_num_queries(46):
        assert client.get(at(house)).status_code == 200
    with django_assert_max_num_queries(30):
        assert client.get("/").status_code == 200
