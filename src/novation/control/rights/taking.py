"""Open requests on their way with the data: written down for the package, taken in with the clock of the original receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from novation.control.cases.models import Case
from novation.control.consent.matters import Channel
from novation.control.rights.actions import next_number
from novation.control.rights.clocks import set_due
from novation.control.rights.models import Freeze, Request
from novation.control.rights.states import OPEN, Behalf, State
from novation.law.entry_words import Right
from novation.terms import Category, Place

EVERYTHING = "everything"


def open_rows(case: Case) -> Iterator[dict[str, str]]:
    """What goes along of each open request of a known person: never the words of the customer."""
    rows = Request.objects.filter(case=case, state__in=[str(state) for state in OPEN]).exclude(subject="")
    for one in rows.prefetch_related("freezes").order_by("received_at", "id"):
        frozen = [str(f.category) or EVERYTHING for f in one.freezes.all() if f.lifted_at is None]
        yield {
            "subject": one.subject,
            "number": one.number,
            "asked": str(one.right),
            "state": str(one.state),
            "received_at": _written(one.received_at),
            "place": str(one.place),
            "language": one.language,
            "behalf": str(one.behalf),
            "extended_at": _written(one.extended_at),
            "frozen": ".".join(sorted(frozen)),
        }


def take_request(case: Case, row: Mapping[str, Any]) -> Request:
    """A request of the buyer's own case; its clock began at the seller. What was disputed there is frozen here."""
    request = Request(
        case=case,
        number=next_number(case),
        right=Right(row["asked"]),
        state=State(row["state"]),
        subject=row["subject"],
        place=Place(row["place"]),
        language=row["language"],
        channel=Channel.SELLER,
        behalf=Behalf(row["behalf"]),
        received_at=row["received_at"].replace(tzinfo=UTC),
        extended_at=row["extended_at"].replace(tzinfo=UTC) if row["extended_at"] else None,
    )
    request.save()
    if request.state is State.PROVING:
        request.pauses.create(since_on=timezone.localdate(request.received_at))
    set_due(request)
    request.save(update_fields=["due_on", "due_clock"])
    Freeze.objects.bulk_create(
        Freeze(
            request=request, subject=request.subject, category="" if word == EVERYTHING else Category(word)
        )
        for word in (row["frozen"] or "").split(".")
        if word
    )
    return request


def _written(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if at else ""
