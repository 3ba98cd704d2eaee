"""Lists as files: XLSX, CSV and JSON, written row by row; no cell of them can become a formula."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from novation.messages import Language, Text
from novation.terms.vocabulary import Term

SHEET_ROWS = 1_000_000
"""A sheet of XLSX holds 1,048,576 rows; further ones go on another sheet."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = tuple("=+-@\t\r＝＋－＠")


@dataclass(frozen=True)
class Sheet:
    """A list on its way into a file; `rows` is read once."""

    name: str
    title: Text
    heads: tuple[Text, ...]
    keys: tuple[str, ...]
    rows: Iterator[list[Any]]
    filter: Mapping[str, str]
    language: Language

    def filename(self, ending: str) -> str:
        return f"{self.name}-{timezone.localdate().isoformat()}.{ending}"

    @property
    def head_words(self) -> list[str]:
        return [head.in_(self.language) for head in self.heads]


def as_csv(sheet: Sheet) -> HttpResponseBase:
    """UTF-8 with a byte order mark, so that Excel shows Chinese; text that begins like a formula gets an apostrophe."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(sheet.head_words)
        for row in sheet.rows:
            yield writer.writerow([_harmless(_word(value, sheet.language)) for value in row])

    return _attached(
        StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8"), sheet.filename("csv")
    )


def as_json(sheet: Sheet) -> HttpResponseBase:
    """Stable keys and values; the words of the heads stand at the top in both languages."""
    columns = [{"key": key, **head.as_dict()} for key, head in zip(sheet.keys, sheet.heads, strict=True)]
    top = {
        "title": sheet.title.as_dict(),
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "filter": dict(sheet.filter),
        "columns": columns,
    }

    def pieces() -> Iterator[str]:
        yield json.dumps(top, ensure_ascii=False)[:-1] + ', "rows": ['
        for number, row in enumerate(sheet.rows):
            plain = {key: _plain(value) for key, value in zip(sheet.keys, row, strict=True)}
            yield (",\n" if number else "\n") + json.dumps(plain, ensure_ascii=False)
        yield "\n]}\n"

    return _attached(StreamingHttpResponse(pieces(), content_type="application/json"), sheet.filename("json"))


def as_xlsx(sheet: Sheet) -> HttpResponseBase:
    """Written to a temporary file in constant memory; the last sheet tells the filter and when it was made."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        number = 1
        while _write_rows(book, sheet, number):
            number += 1
        _write_about(book, sheet)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=sheet.filename("xlsx"), content_type=XLSX)


def _write_rows(book: Any, sheet: Sheet, number: int) -> bool:
    """One sheet of rows; true where it is full and another is needed."""
    title = sheet.title.in_(sheet.language)[:24]
    page = book.add_worksheet(title if number == 1 else f"{title} {number}")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    page.freeze_panes(1, 0)
    page.set_column(0, len(sheet.heads) - 1, 20)
    for column, word in enumerate(sheet.head_words):
        page.write_string(0, column, word, bold)
    written = 0
    for written, row in enumerate(islice(sheet.rows, SHEET_ROWS), 1):
        for column, value in enumerate(row):
            _write_cell(page, written, column, value, day, sheet.language)
    page.autofilter(0, 0, max(written, 1), len(sheet.heads) - 1)
    return written == SHEET_ROWS


def _write_cell(page: Any, line: int, column: int, value: Any, day: Any, language: Language) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(line, column, value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        page.write_datetime(line, column, value, day)
    else:
        page.write_string(line, column, _word(value, language)[:32_000])


def _write_about(book: Any, sheet: Sheet) -> None:
    words = {"zh": ("说明", "列表", "导出时间", "筛选"), "en": ("About", "List", "Made", "Filter")}
    about, name, made, kept = words[sheet.language]
    page = book.add_worksheet(about)
    page.set_column(0, 1, 28)
    lines = [(name, sheet.title.in_(sheet.language)), (made, _word(timezone.now(), sheet.language))]
    lines += [(f"{kept}: {key}", value) for key, value in sheet.filter.items()]
    for number, (left, right) in enumerate(lines):
        page.write_string(number, 0, left)
        page.write_string(number, 1, right)


def _word(value: Any, language: Language) -> str:
    """As people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return {("zh", True): "是", ("zh", False): "否", ("en", True): "yes", ("en", False): "no"}[
            language, value
        ]
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, Term):
        return value.text.in_(language)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _plain(value: Any) -> Any:
    """As programs read it."""
    if isinstance(value, Term):
        return str(value)
    if isinstance(value, Text):
        return value.as_dict()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _harmless(word: str) -> str:
    number = word.removeprefix("-").replace(".", "", 1)
    return f"'{word}" if word.startswith(_FORMULA) and not (number.isascii() and number.isdigit()) else word


def _attached(response: StreamingHttpResponse, filename: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


class _Echo:
    """What csv writes comes back as the value of `writerow`."""

    def write(self, line: str) -> str:
        return line


FORMATS: dict[str, Callable[[Sheet], HttpResponseBase]] = {"xlsx": as_xlsx, "csv": as_csv, "json": as_json}
