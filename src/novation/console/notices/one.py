"""One notice: the checklist with its ticks, the text as a customer sees it, for whom, and how sending stands."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.case.offers import offers
from novation.console.notices.listing import line
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.cases.team import names_of
from novation.control.identity.reading import opened, reading_digest
from novation.control.notices.actions import NOTICES
from novation.control.notices.drafting import content_named, suggested_place
from novation.control.notices.models import Notice
from novation.control.notices.states import Line, State
from novation.control.notices.values import as_seen, titled
from novation.handover.notices.words import Sent, WhyNone

DEEDS = (
    "notice.checked",
    "notice.approved",
    "notice.released",
    "sending.started",
    "notice.closed",
    "notice.rewritten",
    "counting.asked",
)


@case_page(NOTICES)
def notice(request: HttpRequest, case: Case, notice: str) -> HttpResponse:
    """Everything about one notice; never a customer."""
    one = case.notices.select_related("case__seller", "case__buyer").filter(ref=notice).first()
    if one is None:
        raise Http404
    counts = {which: list(one.lines.filter(line=which).order_by("-people", "word")) for which in Line}
    page: dict[str, Any] = {
        "case": case,
        "one": one,
        "line": line(one),
        "items": _items(one),
        "title": titled(one),
        "seen": as_seen(one),
        "classes": counts[Line.CLASS],
        "none": [(WhyNone(row.word), row.people) for row in counts[Line.NONE]],
        "states": [(Sent(row.word), row.people) for row in counts[Line.STATE]],
        "read": opened(case, one.ref),
        "read_digest": reading_digest(case, one.ref),
        "people": names_of(
            person.ref for person in (one.drafted_by, one.approved_by, one.released_by) if person
        ),
        "offers": offers(request.user, one, DEEDS),
        "ticking": offers(request.user, one, ("item.located",)) if one.state is State.DRAFT else [],
    }
    return render(request, "console/notices/one.html", page)


def _items(notice: Notice) -> list[dict[str, Any]]:
    content = content_named(notice.content)
    ticks = {tick.item: tick for tick in notice.ticks.all()}
    names = names_of(tick.by for tick in ticks.values())
    return [
        {
            "item": item,
            "tick": ticks.get(item.id),
            "by": names.get(ticks[item.id].by, "") if item.id in ticks else "",
            "suggestion": suggested_place(item, notice.language),
        }
        for item in (content.items if content else ())
    ]
