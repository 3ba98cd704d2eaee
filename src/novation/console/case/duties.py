"""Duties and evidence of a case: what is owed, by whom and when, what the software saw, what people claim."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from novation.console.case.offers import offers
from novation.console.lists import Column, Listing
from novation.console.seeing import case_page
from novation.control.cases.listing import today
from novation.control.cases.models import Case
from novation.control.cases.team import names_of
from novation.control.duties.actions import DUTIES
from novation.control.duties.owed import Duty, duties_of
from novation.control.duties.owing import owing_of
from novation.control.duties.states import DutyState, uncounted
from novation.messages import Text
from novation.ui.language import active_language

MARKS = {
    DutyState.LATE: "late",
    DutyState.UNKNOWN: "unknown",
    DutyState.PARTLY: "unknown",
    DutyState.CLAIMED: "plain",
    DutyState.MET: "met",
}
"""How a state looks: green only where the software saw everything itself; a claim is plain, whoever makes it."""

PER_PAGE = 25

COLUMNS = (
    Column(Text("编号", "Id"), lambda duty: duty.id),
    Column(Text("义务", "Duty"), lambda duty: duty.owed.control.title),
    Column(Text("法条", "Citation"), lambda duty: duty.owed.control.citation.text),
    Column(Text("谁的义务", "Owed by"), lambda duty: duty.owed.control.who),
    Column(Text("由谁办", "Who"), lambda duty: "、".join(duty.people)),
    Column(Text("期限", "Due"), lambda duty: duty.judged.due_on),
    Column(Text("状态", "State"), lambda duty: duty.state),
    Column(Text("看到于", "Seen on"), lambda duty: duty.judged.seen_on),
    Column(Text("依据已确认", "Source confirmed"), lambda duty: duty.owed.control.citation.confirmed),
)


@case_page(DUTIES)
def duties(request: HttpRequest, case: Case) -> HttpResponseBase:
    """`?state=` shows those of one state; the late ones first, what was seen last."""
    every = duties_of(case, request.user)
    state = request.GET.get("state", "")
    shown = [duty for duty in every if state in ("", str(duty.state))]
    listed = Listing(request, "duties", Text("义务与证据", "Duties and evidence"), COLUMNS, shown, PER_PAGE)
    counts = Counter(duty.state for duty in every)
    page = {
        "case": case,
        "list": listed,
        "rows": [_row(case, duty, request.user) for duty in listed.page],
        "names": names_of(claim.claimed_by for duty in shown for claim in duty.claims),
        "counts": [(one, counts[one]) for one in DutyState],
        "every": len(every),
        "late": counts[DutyState.LATE],
        "state": state,
        "problem": owing_of(case, today()).problem,
    }
    return listed.file() or render(request, "console/case/duties.html", page)


def _row(case: Case, duty: Duty, reader: Any) -> dict[str, object]:
    return {
        "duty": duty,
        "control": duty.owed.control,
        "mark": MARKS[duty.state],
        "seen": sum(1 for one in duty.owed.evidence if one.seen),
        "uncounted": uncounted(duty.owed),
        "may_claim": bool(offers(reader, case, ("duty.claimed",))),
        "claim": _address("duty.claimed", case, duty=duty.id),
        "make_task": _task(case, duty) if offers(reader, case, ("task.opened",)) else "",
    }


def _task(case: Case, duty: Duty) -> str:
    language, control = active_language(), duty.owed.control
    return _address(
        "task.opened",
        case,
        title=control.title.in_(language)[:200],
        purpose=control.what.in_(language),
        citation=control.citation.text.in_(language)[:200],
        duty=control.id,
        due_on=duty.judged.due_on.isoformat() if duty.judged.due_on else "",
    )


def _address(tag: str, case: Case, **given: str) -> str:
    onward = reverse("duties", kwargs={"ref": case.ref})
    return reverse("deed", args=[tag, case.ref]) + "?" + urlencode({"next": onward, **given})
