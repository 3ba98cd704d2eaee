"""A list as a file: XLSX, CSV or JSON, with the filter of the page it was asked on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from novation.messages import Text
from novation.ui.language import active_language

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(
    request: HttpRequest, name: str, heads: Sequence[Text], rows: Sequence[Sequence[Any]]
) -> HttpResponse | None:
    """The file, if the address asks for one by `?as=xlsx|csv|json`; else None."""
    wanted = request.GET.get("as", "")
    if wanted not in TYPES:
        return None
    titles = [_plain(head) for head in heads]
    cells = [[_plain(value) for value in row] for row in rows]
    content = {"xlsx": _xlsx, "csv": _csv, "json": _json}[wanted](titles, cells)
    response = HttpResponse(content, content_type=TYPES[wanted])
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.{wanted}"'
    return response


def _plain(value: Any) -> Any:
    """In the reader's language; instants with their zone; nothing that a spreadsheet would run."""
    text = getattr(value, "text", value)
    if isinstance(text, Text):
        return text.in_(active_language())
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | bool) else str(value)


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _csv(titles: list[str], rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(titles)
    writer.writerows([_safe(value) for value in row] for row in rows)
    # With the mark, spreadsheets read it as UTF-8.
    return out.getvalue().encode("utf-8-sig")


def _json(titles: list[str], rows: list[list[Any]]) -> bytes:
    table = [dict(zip(titles, row, strict=True)) for row in rows]
    return json.dumps(table, ensure_ascii=False, indent=1).encode()


def _xlsx(titles: list[str], rows: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for number, row in enumerate([titles, *rows]):
            sheet.write_row(number, 0, ["" if value is None else value for value in row])
    return out.getvalue()
