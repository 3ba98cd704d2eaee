"""Lists as pages and as files: one declaration, the same filter, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from django.http import StreamingHttpResponse
from django.test import RequestFactory
from django.utils import translation
from tests.control.people import House, build_house

from novation.console.lists import Column, Listing
from novation.control.accounts.models import Person
from novation.messages import Text
from novation.terms import DealForm
from novation.ui import downloads

TITLE = Text("清单", "A list")
COLUMNS = (
    Column(Text("名称", "The name"), lambda row: row[0]),
    Column(Text("形式", "Form"), lambda row: row[1]),
    Column(Text("数", "Number"), lambda row: row[2], kind="n"),
    Column(Text("日", "Day"), lambda row: row[3]),
)
ROWS = [("=1+1", DealForm.MERGER, -3, date(2027, 1, 15)), ("海澜\n零售", DealForm.ASSET_DEAL, 128_440, None)]


def listing(query: str, rows: Any = ROWS, **more: Any) -> Listing:
    return Listing(RequestFactory().get(f"/{query}"), "parties", TITLE, COLUMNS, rows, **more)


def read(found: Listing) -> bytes:
    response = found.file()
    assert isinstance(response, StreamingHttpResponse)
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def test_csv_has_the_readers_heads_and_no_formula() -> None:
    with translation.override("zh-hans"):
        text = read(listing("?as=csv")).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[0] == ["名称", "形式", "数", "日"]
    assert lines[1] == ["'=1+1", DealForm.MERGER.text.zh, "-3", "2027-01-15"]
    assert lines[2][0] == "海澜\n零售" and lines[2][3] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＠"])
def test_text_that_begins_like_a_formula_is_made_harmless(start: str) -> None:
    text = read(listing("?as=csv", [(f"{start}cmd|' /C calc'!A0", DealForm.MERGER, 1, None)])).decode()
    assert f"'{start}cmd" in text


def test_json_has_stable_keys_values_and_the_filter() -> None:
    found = json.loads(read(listing("?as=json&q=hai&page=3")))
    assert found["filter"] == {"q": "hai"}
    assert found["rows"][0] == {"the_name": "=1+1", "form": "merger", "number": -3, "day": "2027-01-15"}
    assert found["columns"][1] == {"key": "form", "zh": "形式", "en": "Form"}


def test_xlsx_holds_text_as_text_and_goes_on_when_a_sheet_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "SHEET_ROWS", 1)
    with translation.override("en"), ZipFile(io.BytesIO(read(listing("?as=xlsx")))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        first = book.read("xl/worksheets/sheet1.xml").decode()
    assert len(sheets) == 4, "two rows, one empty sheet after the last full one, and what the file is"
    assert "<f>" not in first and "=1+1" in first and "The name" in first


def test_a_page_shows_its_rows_and_its_links_keep_the_filter() -> None:
    found = listing(
        "?q=hai&page=2&sort=form", [("a", DealForm.MERGER, n, None) for n in range(5)], per_page=2
    )
    assert [line[2].value for line in found.lines] == [2, 3]
    assert dict(found.downloads)["CSV"] == "?q=hai&sort=form&as=csv"
    assert found.file() is None


@pytest.mark.django_db
def test_a_list_sorts_by_what_a_column_allows_and_by_nothing_else() -> None:
    house: House = build_house()
    columns = (
        Column(Text("姓名", "Name"), lambda person: person.name, order="name"),
        Column(Text("邮箱", "E-mail"), lambda person: person.email),
    )

    def first(query: str) -> str:
        rows = Person.objects.filter(organisation=house.seller).order_by("id")
        return str(Listing(RequestFactory().get(f"/{query}"), "p", TITLE, columns, rows).lines[0][0].value)

    assert first("?sort=-name") == "Person witness"
    assert first("?sort=-password") == first("") == "Ada Admin"
