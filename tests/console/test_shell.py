"""What stands around every page: the side, the errors, the gallery, and the day."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.control.people import House, build_house

from novation.control.cases import dues, gates
from novation.control.cases.dues import Due, DueKind
from novation.control.cases.gates import Blocker
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.roles import CaseRole
from novation.messages import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return build_house()


@pytest.fixture
def reader(client: Client, house: House) -> Client:
    client.force_login(house.officer)
    client.cookies["novation-language"] = "en"
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_side_leads_only_where_something_is(reader: Client, house: House) -> None:
    page = text_of(reader, f"/cases/{house.case.ref}/")
    for line in page.split('<nav class="side"')[1].split("</nav>")[0].split('href="')[1:]:
        assert reader.get(line.split('"')[0]).status_code == 200
    assert 'aria-current="page"' in page and house.case.seller.name.replace("&", "&amp;") in page


def test_the_side_names_no_page_that_does_not_exist_for_the_reader(client: Client, house: House) -> None:
    client.force_login(house[CaseRole.RECEIVER])
    page = text_of(client, f"/cases/{house.case.ref}/")
    for line in page.split('<nav class="side"')[1].split("</nav>")[0].split('href="')[1:]:
        # A room that an agreement keeps shut says so in words; it is not hidden.
        assert client.get(line.split('"')[0]).status_code in (200, 403)


@pytest.mark.parametrize(("language", "lang"), [("zh", "zh-CN"), ("en", "en")])
def test_what_is_not_there_is_said_in_the_readers_language(client: Client, language: str, lang: str) -> None:
    client.cookies["novation-language"] = language
    page = text_of(client, "/nowhere/", 404)
    assert f'lang="{lang}"' in page and ("没有这一页" in page) == (language == "zh")


def test_a_breakdown_shows_no_trace(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("secret path")

    monkeypatch.setattr(dues, "_SOURCES", [broken])
    reader.raise_request_exception = False
    page = text_of(reader, "/", 500)
    assert "Something broke" in page and "secret path" not in page


def test_the_theme_is_the_readers_and_nothing_else(reader: Client) -> None:
    reader.cookies["novation-theme"] = "dark"
    assert 'data-theme="dark"' in text_of(reader, "/")
    reader.cookies["novation-theme"] = "dark' onload='x"
    assert "onload" not in text_of(reader, "/")


def test_the_gallery_is_not_there_in_a_running_installation(reader: Client, settings: Any) -> None:
    text_of(reader, "/house/look/")
    settings.GALLERY = False
    text_of(reader, "/house/look/", 404)


def test_the_day_is_sorted_by_what_must_be_done_first(
    reader: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, law = timezone.now(), Text("GDPR 第 12(3) 条", "GDPR Art. 12(3)")

    def source(person: Any, cases: Any) -> list[Due]:
        def due(kind: DueKind, word: str, days: int | None, **more: Any) -> Due:
            when = None if days is None else now + timedelta(days=days)
            return Due(kind, Text(word, word), house.case, law, due_at=when, **more)

        mine = frozenset({str(CaseRole.COMPLIANCE_OFFICER)})
        return [
            due(DueKind.DUTY, "this-week", 3),
            due(DueKind.DUTY, "too-late", -2),
            due(DueKind.DUTY, "stopped", -2, state="pause"),
            due(DueKind.DECISION, "for-me", 90, needs=mine),
            due(DueKind.DUTY, "mine-but-far", 400, needs=mine),
            due(DueKind.DECISION, "for-others", 3, needs=frozenset({"owner"})),
            due(DueKind.UNSEEN, "nobody-looked", None),
            due(DueKind.CHECKED, "software-read", 0),
        ]

    monkeypatch.setattr(dues, "_SOURCES", [source])
    page = text_of(reader, "/")
    assert "1 overdue first; 3 due this week, 1 waiting for you" in page
    assert (
        page.index("too-late") < page.index("this-week") < page.index("for-me") < page.index("nobody-looked")
    )
    assert page.index("nobody-looked") < page.index("software-read")
    assert "GDPR Art. 12(3)" in page and "2 days late" in page
    exported = json.loads(b"".join(reader.get("/?as=json").streaming_content))  # type: ignore[attr-defined]
    assert len(exported["rows"]) == 8 and exported["rows"][0]["what"]["en"] == "too-late"


def test_what_blocks_a_case_stands_on_its_overview_and_on_the_day(
    reader: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gate(case: Case) -> list[Blocker]:
        return [Blocker(Text("保密协议未签", "NDA unsigned"), Text("协议 2.1", "Agreement 2.1"))]

    monkeypatch.setattr(gates, "_GATES", [(CasePhase.AGREEMENTS, gate)])
    page = text_of(reader, f"/cases/{house.case.ref}/")
    assert "1 thing stands in the way of agreements" in page
    assert "NDA unsigned" in page and "Agreement 2.1" in page
    assert "/deeds/phase.entered/" not in page, "nobody is led to what will be refused"
    exported = json.loads(b"".join(reader.get("/?as=json").streaming_content))  # type: ignore[attr-defined]
    assert "NDA unsigned" in [row["what"]["en"] for row in exported["rows"]]


def test_where_people_go_is_dashed_until_it_is_decided(
    reader: Client, house: House, settings: Any, tmp_path: Path
) -> None:
    address = f"/cases/{house.case.ref}/"
    assert "Not decided yet" in text_of(reader, address)
    settings.HOME = tmp_path
    records = tmp_path / "projects" / "qs" / "records"
    records.mkdir(parents=True)
    core = {
        "cn": {"transfer": {"keep": 700}, "withhold": {"destroy": 40, "keep": 9}},
        "de": {"undecided": {"keep": 1}},
    }
    (records / "decisions.json").write_text(json.dumps({"core": core, "classes": [1, 2]}), "utf-8")
    Case.objects.filter(pk=house.case.pk).update(project="qs")
    page = text_of(reader, address)
    assert "Where 750 customers’ records go" in page and "2 decision classes" in page
    assert page.count(">700<") == 2 and "93.3%" in page
    (records / "decisions.json").write_text("{", "utf-8")
    assert "Not decided yet" in text_of(reader, address)


@pytest.mark.parametrize(("address", "most"), [("/", 30), ("/cases/{case}/", 42)])
def test_a_page_asks_the_database_a_bounded_number_of_times(
    reader: Client, house: House, address: str, most: int, django_assert_max_num_queries: Any
) -> None:
    reader.get(address.format(case=house.case.ref))
    with django_assert_max_num_queries(most):
        reader.get(address.format(case=house.case.ref))


def test_searching_finds_what_the_reader_may_see_and_leaves_no_word_in_an_address(
    client: Client, house: House
) -> None:
    client.force_login(house.officer)
    found = client.post("/search/", {"q": "hailan"})
    assert found.status_code == 302 and found["Location"] == f"/cases/{house.case.ref}/"
    assert "“nobody”" not in client.get("/search/?q=nobody").content.decode()
    client.force_login(house.stranger)
    assert client.post("/search/", {"q": "hailan"}).status_code == 200


def test_an_expired_form_says_so_and_changes_nothing(house: House) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(house.officer)
    client.cookies["novation-language"] = "en"
    answer = client.post(f"/deeds/deal-form.changed/{house.case.ref}/", {"deal_form": "merger"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "This form has expired; nothing was changed" in page
    house.case.refresh_from_db()
    assert house.case.deal_form == "asset-deal"


def test_what_is_too_large_is_said_in_words(house: House, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    client = Client()
    client.force_login(house.officer)
    client.cookies["novation-language"] = "en"
    answer = client.post("/search/", {"q": "a", "b": "1", "c": "2", "d": "3"})
    assert answer.status_code == 400 and "nothing was changed" in answer.content.decode()
