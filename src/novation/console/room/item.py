"""One item: what it holds for this reader (recorded as a view), questions about it, who has looked."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from novation.console.case.offers import offers
from novation.console.room.questions import told
from novation.console.room.sample import sample_of
from novation.console.room.seeing import room_page, seen_item
from novation.control.agreements.sides import sees_all
from novation.control.cases.models import Case
from novation.control.disclosure.figures import heads, read
from novation.control.disclosure.handing_out import is_markable
from novation.control.disclosure.kinds import ItemKind, Layout
from novation.control.disclosure.models import Item
from novation.control.disclosure.reading import may_open
from novation.control.disclosure.reading_actions import view_item

DEEDS = ("room-item.published", "room-readers.set", "room-item.withdrawn")


@room_page
def item(request: HttpRequest, case: Case, item: str) -> HttpResponseBase:
    """Opening the page is a view; it is in the journal before anything is shown."""
    found = seen_item(request, case, item)
    if not may_open(request.user, found):
        raise Http404
    view_item(request.user, found)
    questions = found.questions.select_related("item__room__case")
    sample = sample_of(request, found)
    page: dict[str, Any] = {
        "case": case,
        "item": found,
        "table": _table(found),
        "sample": sample,
        "marked": is_markable(found),
        "has_content": _has_content(found, sample),
        "seller_side": sees_all(request.user, case.ref),
        "questions": told(request.user, case, questions),
        "offers": offers(request.user, found, DEEDS),
        "asking": offers(request.user, found, ("question.asked",)),
    }
    return render(request, "console/room/item.html", page)


def _has_content(item: Item, sample: dict[str, Any] | None) -> bool:
    if sample is not None:
        return "gone" not in sample
    return item.file is not None or bool(item.layout and item.labels.exists())


def _table(item: Item) -> dict[str, Any] | None:
    if item.kind != ItemKind.TABLE or not item.layout:
        return None
    shown = read(item)
    rows, columns = heads(Layout(item.layout), shown)
    return {
        "columns": columns,
        "lines": list(zip(rows, shown.cells, shown.row_totals, strict=True)),
        "totals": shown.column_totals,
        "all": sum(shown.row_totals),
        "hidden": shown.hidden,
        "minimum": shown.minimum,
    }
