"""Draws up an exchange from the tables and the journal of a case: only what the other side may know now."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from novation.control.agreements.gates import lack
from novation.control.agreements.kinds import AgreementKind
from novation.control.cases.models import Case
from novation.control.disclosure.exchange import TYPE, refs_of
from novation.control.disclosure.kinds import QuestionState, Readers
from novation.control.disclosure.models import Item, Question
from novation.control.disclosure.reading import shared
from novation.control.disclosure.sections import SECTIONS
from novation.control.journal.models import LogEntry, SignedHead
from novation.control.journal.proving import StoredTree
from novation.control.journal.signing import installation_key, origin_of, sign
from novation.control.roles import Side
from novation.errors.control import GATE_CLOSED
from novation.evidence.instants import write_instant

TAGS = (
    "room-item.published",
    "room-item.withdrawn",
    "room-item.viewed",
    "room-item.downloaded",
    "question.asked",
    "question.withdrawn",
    "answer.released",
)
EARLIER_HEADS = 50


def exchange_document(case: Case) -> dict[str, Any]:
    """Signs the head of the case's journal and puts together what rests on it; raises `gate.closed` before the NDA."""
    if why := lack(case, AgreementKind.NDA):
        raise GATE_CLOSED.error(reason=why)
    key = installation_key()
    signed = sign(case.ref)
    items = list(_items(case))
    known = {item.ref: item.source for item in items if item.source}
    questions = list(Question.objects.filter(item__in=items).select_related("item").order_by("id"))
    added = {section.name: list(section.draw(case)) for section in SECTIONS.values()}
    return {
        "type": TYPE,
        "case": case.number,
        "side": side_of_installation(case),
        "made_at": write_instant(timezone.now()),
        "origin": origin_of(case.ref, key.public),
        "checkpoint": signed.note,
        "consistency": _consistency(case.ref, signed.size),
        "items": [_item(item) for item in items if not item.source],
        "known": known,
        "questions": [_question(one) for one in questions],
        **added,
        "entries": [
            *_entries(case.ref, signed.size, items, questions),
            *_entries_of(case.ref, signed.size, added),
        ],
    }


def side_of_installation(case: Case) -> str:
    """The side whose organisation opened the case here."""
    here = case.buyer.organisation_id == case.organisation_id
    return str(Side.BUYER if here or case.side is Side.BUYER else Side.SELLER)


def _items(case: Case) -> Any:
    readers = [str(Readers.BUYER), str(Readers.LAWYERS)]
    return shared(case, Item.objects.filter(room__case=case)).filter(readers__in=readers).order_by("number")


def _item(item: Item) -> dict[str, Any]:
    return {
        "ref": item.ref,
        "number": item.number,
        "title": item.title,
        "title_salt": item.title_salt,
        "kind": str(item.kind),
        "stage": str(item.stage),
        "readers": str(item.readers),
        "state": str(item.state),
        "digest": item.digest,
    }


def _question(one: Question) -> dict[str, Any]:
    """A drafted answer is nobody's but ours."""
    answered = one.state == QuestionState.ANSWERED
    state = QuestionState.ASKED if one.state == QuestionState.DRAFTED else one.state
    return {
        "ref": one.ref,
        "source": one.source,
        "item": one.item.source or one.item.ref,
        "number": one.number,
        "state": str(state),
        "text": one.text,
        "salt": one.salt,
        "asked_by": one.asked_by,
        "due_on": one.due_on.isoformat(),
        "answer": one.answer if answered else "",
        "answer_salt": one.answer_salt if answered else "",
    }


def _entries(stream: str, size: int, items: list[Item], questions: list[Question]) -> list[dict[str, Any]]:
    about = {item.ref for item in items} | {one.ref for one in questions}
    tree = StoredTree(stream, size)
    found = LogEntry.objects.filter(stream=stream, tag__in=TAGS, index__lt=size).order_by("index")
    entries = []
    for index, line in found.values_list("index", "line"):
        refs = refs_of(line)
        if {refs.get("item"), refs.get("question")} & about:
            proof = [node.hex() for node in tree.inclusion(index).proof]
            entries.append({"line": line, "proof": proof})
    return entries


def _entries_of(stream: str, size: int, added: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The entries that the items of the sections rest on."""
    tree = StoredTree(stream, size)
    entries = []
    for section in SECTIONS.values():
        about = {one["ref"] for one in added[section.name]}
        found = LogEntry.objects.filter(stream=stream, tag=section.tag, index__lt=size).order_by("index")
        rows = found.values_list("index", "line") if about else ()
        for index, line in rows:
            if refs_of(line).get(section.reference) in about:
                entries.append({"line": line, "proof": [node.hex() for node in tree.inclusion(index).proof]})
    return entries


def _consistency(stream: str, size: int) -> dict[str, list[str]]:
    """From each of the last heads we signed: whichever the other side kept, it can see that this one continues it."""
    earlier = SignedHead.objects.filter(stream=stream, size__lt=size, size__gt=0).order_by("-size")
    tree = StoredTree(stream, size)
    sizes = earlier.values_list("size", flat=True)[:EARLIER_HEADS]
    return {str(old): [node.hex() for node in tree.consistency(old)] for old in sizes}
