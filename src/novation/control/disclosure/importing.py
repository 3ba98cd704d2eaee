"""Takes over what an exchange says that held: the other side's index, its questions and answers, its record of looks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from novation.control.cases.models import Case
from novation.control.disclosure.exchange import Exchange
from novation.control.disclosure.kinds import Access, ItemKind, ItemState, QuestionState, Readers, Stage
from novation.control.disclosure.models import (
    Counterpart,
    Item,
    Question,
    Received,
    ReceivedLooking,
    Room,
)
from novation.control.disclosure.sections import SECTIONS
from novation.control.roles import Side
from novation.custody.checkpoints import CheckpointFolder
from novation.errors.disclosure import (
    EXCHANGE_MALFORMED,
    EXCHANGE_NOT_RECORDED,
    EXCHANGE_NUMBER_CHANGED,
)
from novation.evidence.instants import read_instant
from novation.evidence.keys import load_public_key

_LOOKS = {f"room-item.{access}": access for access in Access}


def take_over(case: Case, counterpart: Counterpart, exchange: Exchange, by: str) -> Received:
    """In the order in which things rest on each other; raises before anything is kept where something does not fit."""
    _keep_checkpoint(case, counterpart, exchange)
    room, _ = Room.objects.get_or_create(case=case)
    try:
        for one in exchange.document["items"]:
            _take_item(room, one)
        for one in exchange.document["questions"]:
            _take_question(room, one)
        _take_looks(case, exchange)
        for section in SECTIONS.values():
            section.take(case, exchange.document[section.name])
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise EXCHANGE_MALFORMED.error(part="JSON") from problem
    if not counterpart.origin:
        counterpart.origin = exchange.document["origin"]
        counterpart.save(update_fields=["origin"])
    return Received.objects.create(
        case=case, digest=exchange.digest, size=exchange.checkpoint.size, received_by=by
    )


def _keep_checkpoint(case: Case, counterpart: Counterpart, exchange: Exchange) -> None:
    """Files in the home, beside the database: whoever changes the one has not changed the other."""
    key = load_public_key(counterpart.public_key)
    folder = CheckpointFolder(Path(settings.HOME) / "checkpoints" / case.ref)
    origin = exchange.document["origin"]
    known = folder.latest(origin, key)
    proof = exchange.proof_from(known.size) if known else None
    folder.receive(exchange.document["checkpoint"], origin=origin, key=key, proof=proof)


def _take_item(room: Room, one: dict[str, Any]) -> None:
    number = int(one["number"])
    held = room.items.filter(source=one["ref"]).first()
    taken = room.items.filter(number=number).exclude(source=one["ref"]).exists()
    if taken or (held is not None and held.number != number):
        raise EXCHANGE_NUMBER_CHANGED.error(number=number)
    values = {
        "number": number,
        "title": one["title"][:200],
        "title_salt": one["title_salt"],
        "kind": ItemKind(one["kind"]),
        "stage": Stage(one["stage"]),
        "readers": Readers(one["readers"]),
        "state": ItemState(one["state"]),
        "digest": one["digest"],
    }
    Item.objects.update_or_create(
        room=room,
        source=one["ref"],
        defaults=values,
        create_defaults={**values, "published_at": timezone.now(), "added_by": "exchange"},
    )
    if number > room.last_number:
        room.last_number = number
        room.save(update_fields=["last_number"])


def _take_question(room: Room, one: dict[str, Any]) -> None:
    if one["source"]:
        _take_answer(room, one)
        return
    item = room.items.filter(ref=one["item"], source="").first()
    if item is None:
        raise EXCHANGE_NOT_RECORDED.error(what="item", ref=one["item"])
    held, _ = Question.objects.get_or_create(
        item=item,
        source=one["ref"],
        defaults={
            "number": int(one["number"]),
            "text": one["text"],
            "salt": one["salt"],
            "asked_by": one["asked_by"],
            "due_on": date.fromisoformat(one["due_on"]),
        },
    )
    if held.text != one["text"]:
        raise EXCHANGE_NOT_RECORDED.error(what="question", ref=one["ref"])
    if one["state"] == QuestionState.WITHDRAWN and held.state != QuestionState.ANSWERED:
        held.state = QuestionState.WITHDRAWN
        held.save(update_fields=["state"])
    room.last_question = max(room.last_question, held.number)
    room.save(update_fields=["last_question"])


def _take_answer(room: Room, one: dict[str, Any]) -> None:
    """To a question of ours, which the other side must have in our own words."""
    asked = Question.objects.filter(item__room=room, ref=one["source"]).first()
    if asked is None or asked.text != one["text"]:
        raise EXCHANGE_NOT_RECORDED.error(what="question", ref=one["source"])
    if one["state"] != QuestionState.ANSWERED:
        return
    if asked.state == QuestionState.ANSWERED and asked.answer != one["answer"]:
        raise EXCHANGE_NOT_RECORDED.error(what="answer", ref=one["ref"])
    asked.answer, asked.answer_salt = one["answer"], one["answer_salt"]
    asked.state, asked.released_at = QuestionState.ANSWERED, timezone.now()
    asked.save(update_fields=["answer", "answer_salt", "state", "released_at"])


def _take_looks(case: Case, exchange: Exchange) -> None:
    """What they recorded of items of the room, under the reference the items have here."""
    known = exchange.document["known"]
    items = Item.objects.filter(room__case=case)
    here = {item.source or item.ref: item for item in items}
    lookings = []
    for entry in exchange.entries:
        if entry.tag not in _LOOKS:
            continue
        ref = str(entry.refs["item"])
        item = here.get(known.get(ref, ref))
        if item is None:
            raise EXCHANGE_NOT_RECORDED.error(what="item", ref=ref)
        lookings.append(
            ReceivedLooking(
                case=case,
                entry=entry.index,
                item=item,
                person=entry.by or "",
                side=Side(str(entry.refs["side"])),
                what=_LOOKS[entry.tag],
                at=read_instant(entry.at),
            )
        )
    ReceivedLooking.objects.bulk_create(lookings, ignore_conflicts=True)
