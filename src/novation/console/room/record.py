"""What was seen and when: every view and download, for both sides; by default those of the reader's own side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from novation.console.lists import Column, Listing
from novation.console.room.seeing import room_page
from novation.control.agreements.sides import stands_for
from novation.control.cases.models import Case
from novation.control.cases.team import names_of
from novation.control.disclosure.models import Looking, ReceivedLooking
from novation.control.disclosure.reading import items_for
from novation.control.disclosure.samples import title_of
from novation.control.roles import Side
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Seen:
    """One line: who saw what when, and which installation recorded it."""

    at: datetime
    name: str
    side: Side
    what: Any
    number: int | None
    title: Any
    elsewhere: bool


COLUMNS = (
    Column(Text("时间", "When"), lambda one: one.at),
    Column(Text("谁", "Who"), lambda one: one.name),
    Column(Text("哪一方", "Side"), lambda one: one.side),
    Column(Text("做了什么", "What"), lambda one: one.what),
    Column(Text("编号", "No."), lambda one: one.number, kind="n"),
    Column(Text("内容", "Content"), lambda one: one.title),
    Column(
        Text("由谁记录", "Recorded by"),
        lambda one: (
            Text("对方系统", "the other side’s installation")
            if one.elsewhere
            else Text("本系统", "this installation")
        ),
    ),
)
MOST = 5_000


@room_page
def record(request: HttpRequest, case: Case) -> HttpResponseBase:
    """`?side=both` shows the other side's as well; nothing tells of items the reader does not see."""
    own = stands_for(request.user, case.ref)
    both = own is Side.NEITHER or request.GET.get("side") == "both"
    rows = _rows(request.user, case, None if both else own)
    title = Text("查看记录", "What was seen")
    nothing = Text("还没有人查看过", "Nobody has looked yet")
    listed = Listing(request, "room-record", title, COLUMNS, rows, nothing=nothing)
    page = {"case": case, "list": listed, "both": both, "own": own, "neutral": own is Side.NEITHER}
    return listed.file() or render(request, "console/room/record.html", page)


def _rows(actor: Any, case: Case, side: Side | None) -> list[Seen]:
    visible = items_for(actor, case)
    here = Looking.objects.filter(item__in=visible).select_related("item")
    there = ReceivedLooking.objects.filter(item__in=visible).select_related("item")
    if side is not None:
        here, there = here.filter(side=str(side)), there.filter(side=str(side))
    found: list[Any] = [*here[:MOST], *there[:MOST]]
    names = names_of(one.person for one in found)
    seen = [
        Seen(
            one.at,
            names.get(one.person, one.person),
            one.side,
            one.what,
            one.item.number,
            title_of(one.item),
            isinstance(one, ReceivedLooking),
        )
        for one in found
    ]
    return sorted(seen, key=lambda one: one.at, reverse=True)[:MOST]
