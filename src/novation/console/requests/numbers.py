"""The numbers of the year, as they are made public; for staff now."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from novation.console.lists import Column, Listing
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.rights.actions import REQUESTS
from novation.control.rights.models import Request
from novation.control.rights.transparency import HEADS, Handled, numbers_of
from novation.messages import Text

_FIELDS = (
    "right",
    "received",
    "whole",
    "part",
    "nothing_held",
    "refused",
    "withdrawn",
    "open",
    "late",
    "days",
)
_COLUMNS = tuple(
    Column(head, lambda row, name=name: getattr(row, name), kind="" if name == "right" else "n")  # type: ignore[misc]
    for head, name in zip(HEADS, _FIELDS, strict=True)
)


@case_page(REQUESTS)
def numbers(request: HttpRequest, case: Case) -> HttpResponseBase:
    """`?year=`: requests received in it, by right and outcome."""
    this_year = timezone.localdate().year
    given = request.GET.get("year", "")
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 else this_year
    rows = numbers_of(year, _handled(case))
    title = Text(f"{year} 年的请求", f"Requests of {year}")
    listed = Listing(
        request,
        "requests-numbers",
        title,
        _COLUMNS,
        rows,
        nothing=Text("这一年没有请求", "No requests that year"),
    )
    page = {"case": case, "list": listed, "year": year, "years": range(this_year, this_year - 4, -1)}
    return listed.file() or render(request, "console/requests/numbers.html", page)


def _handled(case: Case) -> list[Handled]:
    rows = Request.objects.filter(case=case).only(
        "right", "state", "outcome", "received_at", "closed_at", "due_on"
    )
    return [
        Handled(row.right, row.state, row.outcome, row.received_at, row.closed_at, row.due_on) for row in rows
    ]
