"""The schema of `clocks.yaml`, `notices.yaml`, `controls.yaml` and `thresholds.yaml` (decision record 0007)."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Any

from novation.law import problems
from novation.law.entries import (
    Clock,
    Control,
    Evidence,
    Extension,
    NoticeContent,
    NoticeItem,
    Span,
    Threshold,
)
from novation.law.entry_words import (
    Addressee,
    Direction,
    Event,
    EvidenceKind,
    Measure,
    Need,
    NoticeForm,
    Party,
    Pause,
    Right,
    Stands,
    Unit,
)
from novation.law.pack_parts import Condition, Period
from novation.law.reading import Fields, Reader
from novation.law.schema import FACTS_ONLY, read_citation, read_period, read_when
from novation.law.strict_yaml import Node, Scalar, invalid
from novation.terms import Term

DEAL_FIELDS = (
    *("seller_place", "buyer_place", "deal_form", "phase", "export"),
    *("purpose", "promise", "regime"),
)
"""What the entries of a pack may ask: facts that are the same for everybody in a deal."""

HEAD_KEYS = ("id", "title", "citation", "source", "fact", "confirmed", "derived", "in_force", "when")
_NUMBERED = ("hours", "days", "working_days", "months", "years")
_CALENDAR = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?\Z")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)\Z", re.ASCII)
_TAG = re.compile(r"[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*\Z")
_ITEM_ID = re.compile(r"[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*\Z")


def read_clock(reader: Reader, node: Node, law: str) -> Clock:
    """One clock; exactly one of `due`, `earliest_of`, `by_day`, or `every` alone says when."""
    own = (
        "who",
        "to",
        "what",
        "starts",
        "direction",
        "due",
        "earliest_of",
        "by_day",
        "every",
        "pauses",
        "rights",
    )
    known = (*HEAD_KEYS, *own, "extension", "threshold", "calendar")
    fields = reader.fields(node, known, needed=("id", "title", "who", "what"))
    head = read_entry_head(reader, fields, law)
    due, at_events = _limits(reader, fields)
    clock = Clock(
        **head,
        who=reader.term(fields.node("who"), Party),
        to=fields.get("to", lambda value: reader.term(value, Addressee), Addressee.NOBODY),
        what=reader.text(fields.node("what"), head["id"]),
        starts=fields.get("starts", lambda value: reader.term(value, Event), Event.CLOSING),
        direction=fields.get("direction", lambda value: reader.term(value, Direction), Direction.AFTER),
        due=due,
        at_events=at_events,
        by_day=fields.get("by_day", lambda value: _month_day(reader, value), None),
        every=fields.get("every", lambda value: read_span(reader, value), None),
        pauses=fields.get("pauses", lambda value: reader.terms(value, Pause), ()),
        rights=fields.get("rights", lambda value: reader.terms(value, Right), ()),
        extension=fields.get("extension", lambda value: _extension(reader, value), None),
        threshold=fields.get("threshold", reader.slug, ""),
        calendar=fields.get("calendar", lambda value: read_calendar(reader, value), ""),
    )
    if not (clock.due or clock.at_events or clock.by_day or clock.every):
        raise invalid(reader.file, node.line, problems.CLOCK_WITHOUT_TIME)
    if "starts" not in fields and (clock.due or clock.at_events):
        raise invalid(reader.file, node.line, problems.MISSING_KEY, key="starts")
    return clock


def read_notice(reader: Reader, node: Node, law: str) -> NoticeContent:
    """One checklist; its `when` may ask every fact, because some notices depend on the data."""
    known = (*HEAD_KEYS, "by", "form", "before", "public", "items")
    fields = reader.fields(node, known, needed=("id", "title", "by", "form", "items"))
    head = read_entry_head(reader, fields, law, FACTS_ONLY)
    items = tuple(_item(reader, item, head["id"]) for item in reader.items(fields.node("items")))
    if not items:
        raise invalid(reader.file, fields.line_of("items"), problems.EMPTY_LIST)
    ids = [item.id for item in items]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            raise invalid(reader.file, fields.line_of("items"), problems.REPEATED, value=name)
    return NoticeContent(
        **head,
        by=reader.term(fields.node("by"), Party),
        form=reader.term(fields.node("form"), NoticeForm),
        before=fields.get("before", lambda value: reader.term(value, Stands), Stands.NONE),
        public=fields.get("public", lambda value: read_span(reader, value), None),
        items=items,
    )


def read_control(reader: Reader, node: Node, law: str) -> Control:
    """One control; how often is one of a span, `once`, `always`, or `{on: event}`."""
    known = (*HEAD_KEYS, "who", "what", "every", "threshold", "evidence")
    fields = reader.fields(node, known, needed=("id", "title", "who", "what", "every", "evidence"))
    head = read_entry_head(reader, fields, law)
    return Control(
        **head,
        who=reader.term(fields.node("who"), Party),
        what=reader.text(fields.node("what"), head["id"]),
        **_how_often(reader, fields.node("every")),
        threshold=fields.get("threshold", reader.slug, ""),
        evidence=tuple(_evidence(reader, item, head["id"]) for item in reader.items(fields.node("evidence"))),
    )


def read_threshold(reader: Reader, node: Node, law: str) -> Threshold:
    known = (*HEAD_KEYS, "counts", "at_least", "what", "human")
    fields = reader.fields(node, known, needed=("id", "title", "counts", "at_least", "what"))
    head = read_entry_head(reader, fields, law)
    return Threshold(
        **head,
        counts=reader.term(fields.node("counts"), Measure),
        at_least=reader.count(fields.node("at_least")),
        what=reader.text(fields.node("what"), head["id"]),
        human=fields.get("human", reader.yes_no, False),
    )


def read_entry_head(
    reader: Reader, fields: Fields, law: str, askable: tuple[str, ...] = DEAL_FIELDS
) -> dict[str, Any]:
    """What every entry begins with, as keyword arguments of `Entry`."""
    entry_id = f"{law}/{reader.slug(fields.node('id'))}"
    anything: tuple[Condition, ...] = ()
    return {
        "id": entry_id,
        "law": law,
        "title": reader.text(fields.node("title"), entry_id),
        "citation": read_citation(reader, fields, entry_id),
        "derived": fields.get("derived", reader.yes_no, False),
        "in_force": fields.get("in_force", lambda value: read_period(reader, value), Period()),
        "when": fields.get("when", lambda value: read_when(reader, value, askable), anything),
        "file": reader.file,
        "line": fields.line,
    }


def read_span(reader: Reader, node: Node) -> Span:
    """`{months: 1}` or `{word: immediately}`: one unit, never a bare number."""
    fields = reader.fields(node, (*_NUMBERED, "word"))
    if len(fields.nodes) != 1:
        raise invalid(reader.file, node.line, problems.SPAN_ONE_UNIT)
    name, value = next(iter(fields.nodes.items()))
    if name == "word":
        unit = reader.term(value, Unit)
        if unit.value in _NUMBERED:
            raise invalid(reader.file, node.line, problems.SPAN_ONE_UNIT)
        return Span(0, unit)
    return Span(reader.count(value), Unit(name))


def read_calendar(reader: Reader, node: Node) -> str:
    """`CN`, `DE`, `US-CA`: ISO 3166 code of the country, and of its part."""
    text = reader.string(node)
    if not _CALENDAR.match(text):
        raise invalid(reader.file, node.line, problems.NOT_A_CALENDAR, value=text)
    return text


def _limits(reader: Reader, fields: Fields) -> tuple[tuple[Span, ...], tuple[Event, ...]]:
    if sum(name in fields for name in ("due", "earliest_of", "by_day")) > 1:
        raise invalid(reader.file, fields.line, problems.CLOCK_TWO_TIMES)
    if "due" in fields:
        return (read_span(reader, fields.node("due")),), ()
    spans: list[Span] = []
    events: list[Event] = []
    for item in fields.items("earliest_of"):
        entry = reader.fields(item, (*_NUMBERED, "word", "event"))
        if "event" in entry and len(entry.nodes) == 1:
            events.append(reader.term(entry.node("event"), Event))
        else:
            spans.append(read_span(reader, item))
    return tuple(spans), tuple(events)


def _month_day(reader: Reader, node: Node) -> tuple[int, int]:
    text = reader.string(node)
    found = _MONTH_DAY.match(text)
    if found and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= monthrange(2026, int(found[1]))[1]:
        return int(found[1]), int(found[2])
    raise invalid(reader.file, node.line, problems.NOT_A_MONTH_DAY, value=text)


def _extension(reader: Reader, node: Node) -> Extension:
    fields = reader.fields(node, ("by", "told_within"), needed=("by",))
    return Extension(
        read_span(reader, fields.node("by")),
        fields.get("told_within", lambda value: read_span(reader, value), None),
    )


def _item(reader: Reader, node: Node, where: str) -> NoticeItem:
    fields = reader.fields(node, ("id", "need", "text", "condition"), needed=("id", "need", "text"))
    item_id = reader.string(fields.node("id"))
    if not _ITEM_ID.match(item_id):
        raise invalid(reader.file, fields.line_of("id"), problems.NOT_A_SLUG, value=item_id)
    item = NoticeItem(
        item_id,
        reader.term(fields.node("need"), Need),
        reader.text(fields.node("text"), where),
        fields.get("condition", lambda value: reader.text(value, where), None),
    )
    if item.need is Need.IF and item.condition is None:
        raise invalid(reader.file, node.line, problems.MISSING_KEY, key="condition")
    return item


def _how_often(reader: Reader, node: Node) -> dict[str, Any]:
    if isinstance(node, Scalar):
        word = reader.string(node)
        if word not in ("once", "always"):
            raise invalid(reader.file, node.line, problems.NOT_HOW_OFTEN, value=word)
        return {word: True}
    fields = reader.fields(node, (*_NUMBERED, "word", "on"))
    if "on" in fields and len(fields.nodes) == 1:
        return {"on": reader.term(fields.node("on"), Event)}
    return {"every": read_span(reader, node)}


def _evidence(reader: Reader, node: Node, where: str) -> Evidence:
    fields = reader.fields(node, ("kind", "ref", "text"), needed=("kind",))
    kind: Term = reader.term(fields.node("kind"), EvidenceKind)
    evidence = Evidence(
        EvidenceKind(kind),
        fields.get("ref", reader.string, ""),
        fields.get("text", lambda value: reader.text(value, where), None),
    )
    if evidence.kind is EvidenceKind.JOURNAL and not _TAG.match(evidence.ref):
        raise invalid(reader.file, node.line, problems.NOT_A_TAG, value=evidence.ref)
    if evidence.kind is not EvidenceKind.JOURNAL and evidence.text is None:
        raise invalid(reader.file, node.line, problems.MISSING_KEY, key="text")
    return evidence
