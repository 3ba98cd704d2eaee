"""The requests of a case: what was asked, by when the law wants an answer, how each stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from novation.console.case.offers import offers
from novation.console.lists import Column, Listing
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.rights.actions import REQUESTS
from novation.control.rights.clocks import clock_named
from novation.control.rights.freezing import open_matters
from novation.control.rights.models import Request
from novation.control.rights.states import OPEN, State
from novation.law.entry_words import Right
from novation.messages import Text

SOON = timedelta(days=7)
WHICH = (
    ("open", Text("未办结", "Open")),
    ("late", Text("逾期", "Overdue")),
    ("mine", Text("我经办的", "Mine")),
    ("closed", Text("已办结", "Closed")),
    ("all", Text("全部", "All")),
)
_OPEN = [str(state) for state in OPEN]


@case_page(REQUESTS)
def requests(request: HttpRequest, case: Case) -> HttpResponseBase:
    """`?which=` and `?right=` filter; the soonest come first, those without a day last."""
    which, right = request.GET.get("which", "open"), request.GET.get("right", "")
    rows = Request.objects.filter(case=case).select_related("handled_by")
    late = rows.filter(state__in=_OPEN, due_on__lt=timezone.localdate()).count()
    shown = _filtered(rows, which, right, request.user).order_by("due_on", "id")
    listed = Listing(
        request, "requests", Text("请求", "Requests"), _columns(case), shown, nothing=_NOTHING.get(which)
    )
    page = {
        "case": case,
        "list": listed,
        "which": which,
        "right": right,
        "filters": WHICH,
        "rights": list(Right),
        "late": late,
        "open": rows.filter(state__in=_OPEN).count(),
        "frozen": open_matters(case),
        "offers": offers(request.user, case, ("request.received",)),
    }
    return listed.file() or render(request, "console/requests/list.html", page)


def _filtered(rows: Any, which: str, right: str, reader: Any) -> Any:
    if right in set(Right):
        rows = rows.filter(right=right)
    if which == "closed":
        return rows.exclude(state__in=_OPEN)
    if which == "all":
        return rows
    rows = rows.filter(state__in=_OPEN)
    if which == "late":
        return rows.filter(due_on__lt=timezone.localdate())
    return rows.filter(handled_by=reader) if which == "mine" else rows


_NOTHING = {
    "open": Text("没有未办结的请求", "No open request"),
    "late": Text("没有逾期的请求", "No overdue request"),
    "mine": Text("没有由您经办的请求", "No request is yours"),
}


def due_state(request: Request) -> str:
    """How its clock looks: a request whose clock stands still or has no number is never green."""
    if request.state not in OPEN:
        return "plain"
    if request.due_on is None:
        return "pause" if request.state is State.PROVING else "unknown"
    left = request.due_on - timezone.localdate()
    return "late" if left < timedelta(0) else "soon" if left <= SOON else "run"


def _columns(case: Case) -> tuple[Column, ...]:
    def address(row: Request) -> str:
        return reverse("request", kwargs={"ref": case.ref, "asked": row.ref})

    return (
        Column(Text("编号", "Number"), lambda row: row.number, address=address, order="number"),
        Column(Text("请求", "Request"), lambda row: row.right),
        Column(Text("期限", "Due"), _due, order="due_on"),
        Column(Text("时钟", "Clock"), _citation, kind="citation"),
        Column(Text("状态", "State"), lambda row: row.state),
        Column(Text("所在地", "Place"), lambda row: row.place),
        Column(Text("途径", "Channel"), lambda row: row.channel),
        Column(Text("经办人", "Handler"), lambda row: row.handled_by.name if row.handled_by else ""),
        Column(Text("收到", "Received"), lambda row: row.received_at, order="received_at"),
        Column(Text("结果", "Outcome"), _outcome),
    )


def _due(row: Request) -> date | Text:
    if row.due_on is not None:
        return row.due_on
    return Text("已停表", "stopped") if row.state is State.PROVING else Text("未定", "open")


def _citation(row: Request) -> Text | str:
    clock = clock_named(row.due_clock)
    return clock.citation.text if clock else ""


def _outcome(row: Request) -> Any:
    if row.state is State.REFUSED:
        return row.ground
    return row.outcome if row.state is State.DONE else ""
