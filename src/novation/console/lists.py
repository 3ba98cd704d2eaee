"""Lists: one declaration of the columns gives the table of a page and its downloads with the same filter.

    COLUMNS = (
        Column(Text("编号", "Number"), lambda case: case.number, address=lambda case: reverse("case", …), order="number"),
        Column(Text("阶段", "Phase"), lambda case: case.phase),
        Column(Text("人数", "People"), lambda case: case.people, kind="n"),
    )

    def cases(request):
        rows = Case.objects.visible_to(request.user)          # filtered by what request.GET says
        found = Listing(request, "cases", Text("案件", "Cases"), COLUMNS, rows)
        return found.file() or render(request, "console/cases.html", {"list": found})

In the template, inside a panel: `{% include "console/list.html" %}`. `?as=xlsx|csv|json` downloads all rows of the
filter, `?sort=key` or `?sort=-key` sorts by a column with `order`, `?page=n` turns pages.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from novation.messages import Text
from novation.ui.downloads import FORMATS, Sheet
from novation.ui.language import active_language

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """`kind`: "" (words), n (number), chip (outcome), state, digest, citation. `address`: makes the cell a link.

    `order`: the field to sort by. The key in JSON is the English head in snake case.
    """

    text: Text
    get: Callable[[Any], Any]
    kind: str = ""
    address: Callable[[Any], str | None] | None = None
    order: str = ""

    @property
    def key(self) -> str:
        return re.sub(r"\W+", "_", self.text.en.lower()).strip("_")


@dataclass(frozen=True, slots=True)
class Cell:
    value: Any
    kind: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head. `sort`: the address that sorts by it; `sorted`: the value of aria-sort, or nothing."""

    text: Text
    kind: str
    sort: str = ""
    sorted: str = ""


class Listing:
    """A filtered list of a page: `file()` where a download was asked for, else what `console/list.html` draws."""

    def __init__(
        self,
        request: HttpRequest,
        name: str,
        title: Text,
        columns: Sequence[Column],
        rows: QuerySet[Any] | Sequence[Any],
        per_page: int = PER_PAGE,
        nothing: Text | None = None,
    ) -> None:
        self.request, self.name, self.title, self.columns = request, name, title, tuple(columns)
        self.nothing = nothing or Text("没有符合的条目", "Nothing here")
        self.per_page = per_page
        self.rows = self._sorted(rows)

    def file(self) -> HttpResponseBase | None:
        """The download that `?as=` asks for, or None."""
        make = FORMATS.get(self.request.GET.get("as", ""))
        return make(self._sheet()) if make else None

    @functools.cached_property
    def page(self) -> Page[Any]:
        """The page that was asked for; the last one where the number is too high."""
        return Paginator(self.rows, self.per_page).get_page(self.request.GET.get("page"))

    @functools.cached_property
    def lines(self) -> list[list[Cell]]:
        return [[_cell(column, row) for column in self.columns] for row in self.page]

    @property
    def heads(self) -> list[Head]:
        now = self.request.GET.get("sort", "")
        return [self._head(column, now) for column in self.columns]

    @property
    def downloads(self) -> list[tuple[str, str]]:
        """(format, address) with the filter of this page."""
        return [(name.upper(), self._with(page=None, **{"as": name})) for name in FORMATS]

    def _head(self, column: Column, now: str) -> Head:
        if not column.order:
            return Head(column.text, column.kind)
        state = {column.key: "ascending", f"-{column.key}": "descending"}.get(now, "")
        wanted = f"-{column.key}" if state == "ascending" else column.key
        return Head(column.text, column.kind, self._with(sort=wanted, page=None), state)

    def _with(self, **changed: str | None) -> str:
        query = self.request.GET.copy()
        for key, value in changed.items():
            query.pop(key, None)
            if value is not None:
                query[key] = value
        return f"?{query.urlencode()}"

    def _sorted(self, rows: Any) -> Any:
        wanted = self.request.GET.get("sort", "")
        column = next(
            (one for one in self.columns if one.order and one.key == wanted.removeprefix("-")), None
        )
        if column is None or not isinstance(rows, QuerySet):
            return rows
        sign = "-" if wanted.startswith("-") else ""
        return rows.order_by(f"{sign}{column.order}", "pk")

    def _sheet(self) -> Sheet:
        kept = {key: value for key, value in self.request.GET.items() if key not in ("as", "page")}
        return Sheet(
            name=self.name,
            title=self.title,
            heads=tuple(column.text for column in self.columns),
            keys=tuple(column.key for column in self.columns),
            rows=_values(self.columns, self.rows),
            filter=kept,
            language=active_language(),
        )


def _cell(column: Column, row: Any) -> Cell:
    return Cell(column.get(row), column.kind, column.address(row) if column.address else None)


def _values(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[list[Any]]:
    """All rows of the filter, read from the database a piece at a time."""
    read = rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else rows
    for row in read:
        yield [column.get(row) for column in columns]
