"""Corrections and erasures in the exchange with the other side's installation: letters to the buyer, receipts to the seller."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from novation.control.approvals.projects import project_of
from novation.control.cases.models import Case
from novation.control.disclosure.sections import Section, register
from novation.control.informing.incoming import take_arrival
from novation.control.informing.models import Arrival, Telling
from novation.control.informing.states import Arrived, Told
from novation.control.rights.states import Outcome
from novation.control.roles import Side
from novation.errors.disclosure import EXCHANGE_MALFORMED, EXCHANGE_NOT_RECORDED
from novation.errors.operations import NO_PROJECT
from novation.evidence import canonical
from novation.handover.people.incoming import put_aside
from novation.handover.people.messages import letter_of

Item = Mapping[str, Any]
_WAITING = (str(Told.DUE), str(Told.SENT))


def _letters(case: Case) -> list[dict[str, Any]]:
    """Every letter that the buyer has not confirmed: one that got lost goes again."""
    project = project_of(case) if case.side is Side.SELLER else None
    if project is None:
        return []
    waiting = Telling.objects.filter(case=case, recipient=None, state__in=_WAITING).order_by("id")
    found = ((one, letter_of(project, one.change)) for one in waiting)
    return [
        {
            "ref": one.ref,
            "kind": str(one.kind),
            "changed_on": one.done_on.isoformat(),
            "sealed": one.sealed,
            "letter": base64.b64encode(letter).decode(),
        }
        for one, letter in found
        if letter is not None
    ]


def _rests_on(item: Item) -> dict[str, Any]:
    """The entry names the digest, and the letter must be of that digest."""
    if canonical.digest_bytes(_decoded(item)) != item["sealed"]:
        raise EXCHANGE_NOT_RECORDED.error(what="letter", ref=item["ref"])
    return {"sealed": item["sealed"], "kind": item["kind"], "changed": item["changed_on"]}


def _decoded(item: Item) -> bytes:
    try:
        return base64.b64decode(item["letter"], validate=True)
    except binascii.Error as problem:
        raise EXCHANGE_MALFORMED.error(part="letter") from problem


def _sent(case: Case, items: Sequence[Item]) -> None:
    refs = [one["ref"] for one in items]
    due = Telling.objects.filter(case=case, ref__in=refs, state=Told.DUE)
    due.update(state=Told.SENT, told_at=timezone.now())


def _take_letters(case: Case, items: Sequence[Item]) -> None:
    if not items:
        return
    project = project_of(case, Side.BUYER)
    if project is None:
        raise NO_PROJECT.error()
    for item in items:
        letter = _decoded(item)
        if take_arrival(case, item, canonical.digest_bytes(letter)) is not None:
            put_aside(project, item["ref"], letter)


def _receipts(case: Case) -> list[dict[str, Any]]:
    done = Arrival.objects.filter(case=case, state=Arrived.ANSWERED).order_by("id")
    return [{"ref": one.ref, "source": one.source, "outcome": str(one.outcome)} for one in done]


def _take_receipts(case: Case, items: Sequence[Item]) -> None:
    """A receipt for what was never told is no receipt; one that came before changes nothing."""
    for item in items:
        telling = Telling.objects.filter(case=case, ref=item["source"], recipient=None).first()
        if telling is None:
            raise EXCHANGE_NOT_RECORDED.error(what="receipt", ref=item["ref"])
        if telling.state is not Told.CONFIRMED:
            telling.state, telling.outcome = Told.CONFIRMED, Outcome(item["outcome"])
            telling.confirmed_at = timezone.now()
            telling.save(update_fields=["state", "outcome", "confirmed_at"])


def _nothing(case: Case, items: Sequence[Item]) -> None:
    """Receipts go with every exchange: the seller knows them again."""


register(Section("changes", "telling.opened", "telling", _letters, _rests_on, _sent, _take_letters))
register(
    Section(
        "receipts",
        "arrival.answered",
        "arrival",
        _receipts,
        lambda item: {"source": item["source"], "outcome": item["outcome"]},
        _nothing,
        _take_receipts,
    )
)
