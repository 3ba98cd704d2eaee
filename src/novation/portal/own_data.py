"""My data: every value held, by kind, with what becomes of it and by which rule; masked until it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from novation.control.cases.models import Case
from novation.control.consent.customer import Customer
from novation.control.operations.models import PersonLook
from novation.errors import NovationError
from novation.portal.finding import record_of, verdicts_of
from novation.portal.keeping import days_of
from novation.portal.outlook import Outlook, Prospect, outlook
from novation.portal.seeing import customer_page
from novation.terms import Category, Place

if TYPE_CHECKING:
    from novation.handover.people import PersonTable
    from novation.handover.people.kept_until import Until

SHOWN = 20
"""So many values of a column are on the page; the copy has all."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One column of one table: its values, latest last, and how many there are."""

    name: str
    table: str
    values: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Kind:
    category: Category
    prospect: Prospect | None
    data: tuple[Datum, ...]
    until: Until | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@customer_page
def data(request: HttpRequest, case: Case, customer: Customer) -> HttpResponse:
    """POST shows the values in plain, once: the next time they are masked again."""
    plain = request.method == "POST"
    seen, tables = held(case, customer)
    looks = PersonLook.objects.filter(project__case=case, subject=customer.subject)[:20]
    shown = {
        "kinds": kinds(seen, tables, plain=plain, kept=kept(case, seen, tables)),
        "plain": plain,
        "looks": looks,
        "busy": tables is None,
    }
    return render(request, "portal/data.html", shown)


def held(case: Case, customer: Customer) -> tuple[Outlook, list[PersonTable] | None]:
    """What the law says and what is held; None where the data plane cannot be asked just now."""
    try:
        seen = outlook(verdicts_of(case, customer.subject))
    except NovationError:
        seen = Outlook(Place.UNKNOWN)
    try:
        return seen, record_of(case, customer.subject)
    except NovationError:
        return seen, None


def kept(case: Case, seen: Outlook, tables: list[PersonTable] | None) -> dict[Category, Until]:
    """Until when each kind is kept here; nothing where the data plane cannot be asked just now."""
    try:
        return days_of(case, seen, tables) if tables is not None else {}
    except NovationError:
        return {}


def kinds(
    seen: Outlook, tables: list[PersonTable] | None, *, plain: bool, kept: Mapping[Category, Until]
) -> list[Kind]:
    """What is held by kind of data, in the order of the vocabulary."""
    found: dict[Category, list[Datum]] = {}
    for table in tables or ():
        for name, kind, category in table.columns:
            values = [row[name] for row in table.rows if row.get(name) not in (None, "")]
            if values and category is not Category.NONE:
                datum = Datum(
                    name, table.name, tuple(cell(v, kind, plain) for v in values[-SHOWN:]), len(values)
                )
                found.setdefault(category, []).append(datum)
    told = {one.category: one for one in seen.prospects}
    return [
        Kind(one, told.get(one), tuple(found.get(one, ())), kept.get(one))
        for one in Category
        if one in found or one in told
    ]


def cell(value: Any, kind: str, plain: bool) -> str:
    from novation.inventory.masking import mask

    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text if plain else mask(text, kind)
