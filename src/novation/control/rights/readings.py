"""What programs read of requests: what was asked, by when, how each stands; never what the customer wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from novation.control.cases.models import Case
from novation.control.consent.matters import Channel
from novation.control.reading import Window, reading
from novation.control.rights.actions import REQUESTS
from novation.control.rights.models import Request
from novation.control.rights.states import Behalf, Outcome, State
from novation.law.entry_words import Right
from novation.terms import Place


@dataclass(frozen=True, slots=True)
class RequestRow:
    """`subject`: the subject reference, empty while nobody knows who asks; `handler`: a person's reference, or empty."""

    ref: str
    number: str
    right: Right
    state: State
    subject: str
    place: Place
    channel: Channel
    behalf: Behalf
    received_at: datetime
    due_on: date | None
    due_clock: str
    extended_at: datetime | None
    handler: str
    outcome: Outcome
    ground: str
    closed_at: datetime | None
    version: int


@reading("requests", zh="权利请求", en="Requests", sight=REQUESTS)
def requests(case: Case, actor: Any, window: Window) -> list[RequestRow]:
    """The requests of customers, in the order in which they came in."""
    found = Request.objects.filter(case=case).select_related("handled_by")
    return [_row(one) for one in window.cut(found)]


def _row(one: Request) -> RequestRow:
    return RequestRow(
        one.ref, one.number, one.right, one.state, one.subject, one.place, one.channel, one.behalf,
        one.received_at, one.due_on, one.due_clock, one.extended_at,
        one.handled_by.ref if one.handled_by else "", one.outcome, str(one.ground), one.closed_at, one.version,
    )  # fmt: skip
