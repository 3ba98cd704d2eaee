"""What the data room adds to the evidence of a case: items by number and digest, looks, questions by digest; no texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from novation.control.cases.texts import commitment
from novation.control.disclosure.models import Item, Looking, Question, Received
from novation.control.journal.contributing import Record, register
from novation.evidence.instants import write_instant


def room(case: Any) -> Iterator[Record]:
    """Items, looks, questions, exchanges, in the order they came about."""
    for item in Item.objects.filter(room__case=case).order_by("id"):
        yield {
            "type": "item",
            "ref": item.ref,
            "number": item.number,
            "kind": str(item.kind),
            "stage": str(item.stage),
            "readers": str(item.readers),
            "state": str(item.state),
            "digest": item.digest,
            "minimum": item.minimum,
        }
    for look in Looking.objects.filter(item__room__case=case).select_related("item").order_by("id"):
        yield {
            "type": "look",
            "item": look.item.ref,
            "person": look.person,
            "side": str(look.side),
            "what": str(look.what),
            "at": write_instant(look.at),
        }
    for one in Question.objects.filter(item__room__case=case).select_related("item").order_by("id"):
        yield {
            "type": "question",
            "ref": one.ref,
            "item": one.item.ref,
            "number": one.number,
            "state": str(one.state),
            "text": commitment(one.salt, one.text),
            "answer": commitment(one.answer_salt, one.answer) if one.answer else None,
            "due_on": one.due_on.isoformat(),
        }
    for received in Received.objects.filter(case=case).order_by("id"):
        yield {
            "type": "exchange",
            "ref": received.ref,
            "digest": received.digest,
            "size": received.size,
            "at": write_instant(received.received_at),
        }


def contribute() -> None:
    register("room", room)
