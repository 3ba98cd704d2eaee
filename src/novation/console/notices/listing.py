"""The notices of a case: which there are, for whom, how they stand; and which the law asks for that nobody drafted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from novation.console.case.offers import offers
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.cases.situation import shipped_packs, situation_in
from novation.control.notices.actions import NOTICES, unanswered_each
from novation.control.notices.delivering import LOST, counted_each
from novation.control.notices.drafting import content_named, contents_for
from novation.control.notices.models import Notice
from novation.control.notices.states import State
from novation.law.entries import NoticeContent
from novation.law.notices_owed import Because, notices_owed

MARKS = {
    State.DRAFT: "unknown",
    State.CHECKED: "soon",
    State.APPROVED: "soon",
    State.RELEASED: "soon",
    State.SENDING: "run",
    State.SENT: "run",
    State.CLOSED: "met",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A notice as the list shows it. `open`: mandatory items that nobody has ticked."""

    notice: Notice
    content: NoticeContent | None
    mark: str
    open: int
    sent: int
    lost: int


def lines_of(notices: list[Notice]) -> list[Line]:
    counts = counted_each(notices)
    open_ = unanswered_each(one for one in notices if one.state is State.DRAFT)
    return [_line(one, counts[one.pk], len(open_.get(one.pk, ()))) for one in notices]


def line(notice: Notice) -> Line:
    return lines_of([notice])[0]


def _line(notice: Notice, found: Mapping[str, int], open_: int) -> Line:
    lost = sum(found.get(str(state), 0) for state in LOST)
    return Line(notice, content_named(notice.content), MARKS[notice.state], open_, found.get("sent", 0), lost)


@case_page(NOTICES)
def notices(request: HttpRequest, case: Case) -> HttpResponse:
    """Those there are, and those that the case's laws call for and nobody has drafted."""
    lines = lines_of(list(case.notices.select_related("case")))
    there = {one.notice.content for one in lines}
    page = {
        "case": case,
        "lines": lines,
        "lost": sum(one.lost for one in lines),
        "lacking": [content for content in _called_for(case) if content.id not in there],
        "offers": offers(request.user, case, ("notice.drafted",)),
    }
    return render(request, "console/notices/list.html", page)


def _called_for(case: Case) -> list[NoticeContent]:
    """By the facts of the deal alone; the verdicts of the project say for whom."""
    known = {content.id for content in contents_for(case)}
    owed = notices_owed(shipped_packs(), situation_in(case, timezone.localdate()), ())
    return [
        one.content
        for one in owed
        if one.content and one.because is not Because.CASE and one.content.id in known
    ]
