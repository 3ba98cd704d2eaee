"""The clock of a request, worked out anew from the packs whenever something changes it."""

from __future__ import annotations

import functools
from datetime import date

from django.utils import timezone

from novation.control.cases.models import Case
from novation.control.cases.situation import shipped_packs
from novation.control.rights.models import Request
from novation.law.counting import Waiting
from novation.law.entries import Clock
from novation.law.entry_words import Pause as PauseKind
from novation.law.requests import Asked, RequestClock, request_clocks
from novation.terms import Term


@functools.cache
def _clocks() -> dict[str, Clock]:
    return {clock.id: clock for pack in shipped_packs() for clock in pack.clocks}


def clock_named(id: str) -> Clock | None:
    """The clock that a request's `due_clock` names, with its citation; None where no law runs one."""
    return _clocks().get(id)


def facts_of(case: Case) -> dict[str, Term]:
    """The facts of the deal that tell which laws apply."""
    return {
        "seller_place": case.seller.place,
        "buyer_place": case.buyer.place,
        "deal_form": case.deal_form,
        "phase": case.phase.law_phase,
    }


def clocks_of(request: Request, on: date | None = None) -> list[RequestClock]:
    """Every law's clock for the request, the soonest first."""
    waiting = [
        Waiting(PauseKind.IDENTITY_PROOF, since, until)
        for since, until in request.pauses.order_by("id").values_list("since_on", "until_on")
    ]
    asked = Asked(
        right=request.right,
        place=request.place,
        received=request.received_at,
        facts=facts_of(request.case),
        waiting=waiting,
        extended=request.extended_at is not None,
    )
    return request_clocks(shipped_packs(), asked, on or timezone.localdate())


def set_due(request: Request) -> None:
    """Writes the soonest day to the request; none while the clock stands still or no law names a number."""
    clocks = clocks_of(request)
    stopped = any(one.due.stopped for one in clocks)
    first = next((one for one in clocks if one.due.day), None)
    request.due_on = None if stopped or first is None else first.due.day
    request.due_clock = first.clock.id if first else (clocks[0].clock.id if clocks else "")
