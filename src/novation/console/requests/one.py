"""One request: the customer's words, who they are, every law's clock, the work done, the deeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from novation.console.case.offers import offers
from novation.console.requests.listing import due_state
from novation.console.requests.words import CORRECTING, ERASING, FREEZING
from novation.console.seeing import case_page
from novation.control.cases.dues import end_of
from novation.control.cases.models import Case
from novation.control.cases.team import names_of
from novation.control.operations.actions.looks import PERSON
from novation.control.rights.actions import REQUESTS
from novation.control.rights.clocks import clocks_of
from novation.control.rights.models import Request
from novation.control.rights.remedies import is_sourced, remedy
from novation.control.rights.states import OPEN, State
from novation.law.entries import Extension, Span
from novation.law.entry_words import Right, Unit
from novation.law.requests import RequestClock
from novation.messages import Text
from novation.ui.parts import Clock, clock

DEEDS = (
    "identity.asked",
    "identity.proven",
    "request.assigned",
    "step.recorded",
    "request.answered",
    "request.extended",
    "request.refused",
)


@dataclass(frozen=True, slots=True)
class LawClock:
    """A law's clock as it is drawn, with what may lengthen it."""

    clock: RequestClock
    drawn: Clock
    word: Text | None
    extension: Text | None
    pauses: bool


@never_cache
@case_page(REQUESTS)
def request_page(request: HttpRequest, case: Case, asked: str) -> HttpResponse:
    """What is asked and how it stands; what the customer wrote is shown here and nowhere else."""
    one = Request.objects.select_related("case", "handled_by").filter(case=case, ref=asked).first()
    if one is None:
        raise Http404
    steps = list(one.steps.all())
    page: dict[str, Any] = {
        "case": case,
        "one": one,
        "state": due_state(one),
        "open": one.state in OPEN,
        "clocks": [_law_clock(one, found) for found in clocks_of(one)],
        "pauses": list(one.pauses.order_by("id")),
        "steps": [
            (step, names.get(step.by, "")) for names in [names_of(s.by for s in steps)] for step in steps
        ],
        "freezes": [
            (freeze, offers(request.user, freeze, ("dispute.lifted",)) if freeze.lifted_at is None else [])
            for freeze in one.freezes.all()
        ],
        "offers": offers(request.user, one, _deeds(one)),
        "remedy": remedy(one.place),
        "sourced": is_sourced(one.place),
        "person": _person(request, case, one),
        "changing": _changing(case, one),
    }
    return render(request, "console/requests/one.html", page)


def _deeds(one: Request) -> tuple[str, ...]:
    """A closed request has no deeds; a step can still be written down after a complaint was answered."""
    if one.state not in OPEN:
        return ()
    tags = DEEDS if one.extended_at is None else tuple(tag for tag in DEEDS if tag != "request.extended")
    if not any(found.extendable for found in clocks_of(one)):
        tags = tuple(tag for tag in tags if tag != "request.extended")
    if one.subject and one.right in FREEZING:
        tags = (*tags, "dispute.opened")
    if one.state is State.WORKING and one.right in CORRECTING:
        tags = (
            *tags,
            "received-correction.authorised" if hasattr(one, "arrival") else "correction.authorised",
        )
    return tags


def _person(request: HttpRequest, case: Case, one: Request) -> dict[str, str] | None:
    """What the look at this person is asked with: posted, so that no reference stands in an address."""
    if not one.subject or PERSON.policy.refusal(request.user, case, {}):
        return None
    purpose = "complaint" if one.right is Right.COMPLAIN else "request"
    return {"reference": one.subject, "purpose": purpose, "reason": one.number}


def _changing(case: Case, one: Request) -> str:
    """Where it is shown what an erasure would change."""
    if not one.subject or one.state is not State.WORKING or one.right not in ERASING:
        return ""
    return reverse("request-change", kwargs={"ref": case.ref, "asked": one.ref})


def _law_clock(one: Request, found: RequestClock) -> LawClock:
    due = found.due
    paused = due.stopped
    drawn = clock(
        timezone.now(),
        due.at or end_of(due.day),
        one.received_at,
        Text("收到请求", "from receipt"),
        _spans(found.clock.due),
        paused=paused,
    )
    if paused:
        drawn = Clock("pause", 0, Text("已停表", "Stopped"), None, drawn.since, drawn.amount)
    elif one.state not in OPEN:
        drawn = Clock("plain", drawn.share, Text("已结束", "Ended"), drawn.due, drawn.since, drawn.amount)
    return LawClock(
        found,
        drawn,
        due.word.text if due.word else None,
        _extension(found.clock.extension),
        bool(found.clock.pauses),
    )


def _extension(extension: Extension | None) -> Text | None:
    if extension is None:
        return None
    told = _span(extension.by)
    return Text(f"可延长一次，{told.zh}", f"can be extended once, by {told.en}")


def _spans(spans: tuple[Span, ...]) -> Text | None:
    return _span(spans[0]) if spans else None


def _span(span: Span) -> Text:
    unit: Unit = span.unit
    if span.is_word:
        return unit.text
    return Text(f"{span.amount} {unit.text.zh}", f"{span.amount} {unit.text.en}")
