"""Home: what is overdue, due this week, waiting for the reader, not looked at, and checked by the software."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from novation.console.lists import Column, Listing
from novation.control.accounts.models import Person
from novation.control.cases.dues import Due, DueKind, dues
from novation.control.cases.models import Case
from novation.messages import Text
from novation.ui.parts import Clock, Look, clock

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
"""A duty waits for somebody from so long before its day; a decision waits at once."""
COMING = 8
CASES = 8
SHOWN = 40
"""A panel shows so many lines; the rest is in the export, and how many it is, is said."""


@dataclass(frozen=True)
class Line:
    """A due thing as drawn, with its clock and where to see to it; worked out for those that are drawn."""

    due: Due
    now: datetime

    @property
    def clock(self) -> Clock:
        return _clock(self.due, self.now)

    @property
    def address(self) -> str:
        return address_of(self.due)


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of the day, sorted by what must be done first."""

    late: list[Line]
    week: list[Line]
    mine: list[Line]
    unseen: list[Line]
    checked: list[Line]
    later: list[Line]


@login_required
def today(request: HttpRequest) -> HttpResponseBase:
    """The reader's day over all cases they work on."""
    cases = Case.objects.visible_to(request.user)
    found = dues(request.user, cases)
    listed = Listing(request, "today", Text("今日", "Today"), COLUMNS, found)
    if file := listed.file():
        return file
    day = sort_day(request.user, found, timezone.now())
    page = {
        "day": day,
        "heading": heading(day),
        "now": timezone.now(),
        "cases": cases.nearest()[:CASES],
        "downloads": listed.downloads,
        "unseen": [Look("unknown", one.due.title, None, one.due.detail, one.address) for one in day.unseen],
        "checked": [
            Look("met", one.due.title, one.due.citation, one.due.detail, one.address, one.due.due_at)
            for one in day.checked
        ],
        "shown": SHOWN,
        "coming": day.later[:COMING],
    }
    return render(request, "console/today.html", page)


def sort_day(person: Person, found: Sequence[Due], now: datetime) -> Day:
    """Each due thing stands in one panel; what is late is late, whoever it waits for."""
    day = Day([], [], [], [], [], [])
    for due in found:
        ends = due.ends
        line = Line(due, now)
        if due.kind is DueKind.UNSEEN:
            day.unseen.append(line)
        elif due.kind is DueKind.CHECKED:
            day.checked.append(line)
        elif ends is not None and ends < now and due.state != "pause":
            day.late.append(line)
        elif due.is_for(person) and (due.kind is DueKind.DECISION or _within(ends, now, MONTH)):
            day.mine.append(line)
        elif _within(ends, now, WEEK):
            day.week.append(line)
        else:
            day.later.append(line)
    return day


def _within(ends: datetime | None, now: datetime, span: timedelta) -> bool:
    return ends is not None and ends - now <= span


def heading(day: Day) -> Text:
    """The finding of the day as one sentence."""
    late, week, mine = len(day.late), len(day.week), len(day.mine)
    if late:
        return Text(
            f"先办逾期的 {late} 项；本周到期 {week} 项，等您 {mine} 项",
            f"{late} overdue first; {week} due this week, {mine} waiting for you",
        )
    if week or mine:
        return Text(
            f"本周到期 {week} 项，等您 {mine} 项；登记的期限都没有逾期",
            f"{week} due this week, {mine} waiting for you; no recorded date has passed",
        )
    return Text("登记的期限里，本周没有到期的", "Of the dates on record, none falls due this week")


def _clock(due: Due, now: datetime) -> Clock:
    made = clock(now, due.ends, due.start, _since(due), due.amount, paused=due.state == "pause")
    shown = due.due_at if due.due_at is not None else None
    return Clock(made.state, made.share, made.left, shown, made.since, made.amount)


def _since(due: Due) -> Text | None:
    """The event that started the clock, with its day where it is known."""
    if due.since is None or due.start is None:
        return due.since
    day = timezone.localdate(due.start).isoformat()
    return Text(f"{due.since.zh}（{day}）", f"{due.since.en} ({day})")


def address_of(due: Due) -> str:
    """The page that is named; where no room has it, the case."""
    of_case = {"ref": due.case.ref} if due.case else {}
    try:
        return reverse(due.page, kwargs=dict(due.at) or of_case)
    except NoReverseMatch:
        return reverse("case", kwargs=of_case) if of_case else reverse("today")


COLUMNS = (
    Column(Text("事项", "What"), lambda due: due.title),
    Column(Text("种类", "Kind"), lambda due: due.kind),
    Column(Text("案件", "Case"), lambda due: due.whose),
    Column(Text("依据", "Law"), lambda due: due.citation),
    Column(Text("起算", "Runs from"), lambda due: due.since),
    Column(Text("起算时间", "Start"), lambda due: due.start),
    Column(Text("期限", "Amount of time"), lambda due: due.amount),
    Column(Text("到期", "Due"), lambda due: due.due_at),
    Column(Text("说明", "Detail"), lambda due: due.detail),
)
