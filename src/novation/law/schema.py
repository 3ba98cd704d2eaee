"""The schema of `pack.yaml`, `retention.yaml` and `obligations.yaml` (decision record 0001 §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from novation.law import problems
from novation.law.pack import Citation, Condition, Obligation, Period, RetentionPeriod
from novation.law.reading import Fields, Reader
from novation.law.strict_yaml import Mapping, Node, invalid
from novation.law.vocabulary import CONDITION_FIELDS, Ceiling, FloorStart, PackKind, Severity
from novation.messages import Text
from novation.terms import FACT_FIELDS, Category, Place, SellerCopy, ToBuyer

Outcomes = tuple[tuple[ToBuyer, ...], tuple[SellerCopy, ...]]

FACTS_ONLY = tuple(FACT_FIELDS)
EVERYTHING = tuple(CONDITION_FIELDS)

_NO_CITATION = Text("（未注明法条）", "(no citation given)")
_ANY_OUTCOME: Outcomes = ((), ())
_CITATION_KEYS = ("citation", "source", "fact", "confirmed")


@dataclass(frozen=True)
class Head:
    """What `pack.yaml` says, before the other files are read."""

    id: str
    title: Text
    version: date
    kind: PackKind
    in_force: Period
    applies_when: tuple[tuple[Condition, ...], ...]
    extends: tuple[str, ...]
    export_areas: tuple[tuple[Place, ...], ...]
    adequate: tuple[Place, ...]


def read_head(reader: Reader, node: Node, folder: str) -> Head:
    """`pack.yaml`; its id must be the folder's name, so that an id is found where one looks for it."""
    known = (
        "id",
        "title",
        "version",
        "in_force",
        "kind",
        "applies_when",
        "extends",
        "export_areas",
        "adequate",
    )
    fields = reader.fields(node, known, needed=("id", "title", "version", "kind"))
    pack_id = reader.slug(fields.node("id"))
    if pack_id != folder:
        raise invalid(reader.file, fields.line_of("id"), problems.ID_NOT_FOLDER, value=pack_id)
    return Head(
        id=pack_id,
        title=reader.text(fields.node("title"), pack_id),
        version=reader.day(fields.node("version")),
        kind=reader.term(fields.node("kind"), PackKind),
        in_force=fields.get("in_force", lambda value: read_period(reader, value), Period()),
        applies_when=fields.get("applies_when", lambda value: _alternatives(reader, value), ()),
        extends=fields.get("extends", lambda value: reader.distinct(value, reader.slug), ()),
        export_areas=fields.get("export_areas", lambda value: _areas(reader, value), ()),
        adequate=fields.get("adequate", lambda value: _adequate(reader, value), ()),
    )


def read_period(reader: Reader, node: Node) -> Period:
    """`{from: 2021-11-01, to: …}`; both days are in force."""
    fields = reader.fields(node, ("from", "to"))
    period = Period(fields.get("from", reader.day, None), fields.get("to", reader.day, None))
    if period.first and period.last and period.last < period.first:
        raise invalid(reader.file, node.line, problems.PERIOD_REVERSED)
    return period


def read_when(reader: Reader, node: Node, askable: tuple[str, ...]) -> tuple[Condition, ...]:
    """A map of conditions; an empty map always matches. `{not: [...]}` excludes."""
    if isinstance(node, Mapping):
        for key, _ in node.entries:
            if key.text in CONDITION_FIELDS and key.text not in askable:
                raise invalid(reader.file, key.line, problems.PASSES_HERE, field=key.text)
    fields = reader.fields(node, askable)
    return tuple(_condition(reader, name, value) for name, value in fields.nodes.items())


def read_citation(reader: Reader, fields: Fields, where: str) -> Citation:
    """Article, page, row and whether it was confirmed; what is not said to be confirmed is not."""
    text = fields.get("citation", lambda value: reader.text(value, where), None)
    source = fields.get("source", reader.source, "")
    confirmed = fields.get("confirmed", reader.yes_no, False)
    if text is None:
        told = Text("没有 citation", "no `citation`")
        reader.defect("missing-citation", Severity.ERROR, where, told, fields.line)
    if not source and confirmed:
        told = Text("confirmed: true，但没有 source", "`confirmed: true` without a `source`")
        reader.defect("confirmed-without-source", Severity.ERROR, where, told, fields.line)
    elif not source:
        told = Text("没有 source", "no `source`")
        reader.defect("missing-source", Severity.WARNING, where, told, fields.line)
    return Citation(text or _NO_CITATION, source, fields.get("fact", reader.string, ""), confirmed)


def read_retention(reader: Reader, node: Node, law: str) -> RetentionPeriod:
    """A floor, a ceiling, or both; years may have two decimals (0.5 = six months)."""
    own = ("category", "record", "floor_years", "ceiling_years", "ceiling", "from", "places", "in_force")
    fields = reader.fields(node, ("id", "title", *own, *_CITATION_KEYS), needed=("id",))
    entry_id = f"{law}/{reader.slug(fields.node('id'))}"
    entry = RetentionPeriod(
        id=entry_id,
        law=law,
        category=fields.get("category", lambda value: reader.terms(value, Category), ()),
        floor_years=fields.get("floor_years", reader.number, None),
        start=fields.get("from", lambda value: reader.term(value, FloorStart), FloorStart.LAST_TRANSACTION),
        citation=read_citation(reader, fields, entry_id),
        places=fields.get("places", lambda value: reader.terms(value, Place), ()),
        ceiling_years=fields.get("ceiling_years", reader.number, None),
        ceiling=fields.get("ceiling", lambda value: reader.term(value, Ceiling), None),
        record=fields.get("record", lambda value: reader.text(value, entry_id), None),
        in_force=fields.get("in_force", lambda value: read_period(reader, value), Period()),
        file=reader.file,
        line=node.line,
    )
    _check_retention(reader, entry)
    return entry


def _check_retention(reader: Reader, entry: RetentionPeriod) -> None:
    bare = entry.floor_years is None and entry.ceiling_years is None and entry.ceiling is None
    decides = bool(entry.category) and entry.floor_years is not None
    wrong = (
        (bare, problems.FLOOR_OR_CEILING),
        (bool(entry.category) is (entry.record is not None), problems.CATEGORY_OR_RECORD),
        (decides and entry.start not in DECIDING_STARTS, problems.RECORD_START),
    )
    for is_wrong, problem in wrong:
        if is_wrong:
            raise invalid(reader.file, entry.line, problem)


DECIDING_STARTS = (FloorStart.LAST_TRANSACTION, FloorStart.END_OF_YEAR)
"""Where the floor of a category may start: the fact vector knows the time since the last transaction only."""


def read_obligation(reader: Reader, node: Node, law: str) -> Obligation:
    """One thing that binds the buyer afterwards."""
    known = ("id", "title", "when", "applies_to", "due", "in_force", *_CITATION_KEYS)
    fields = reader.fields(node, known, needed=("id", "title", "due"))
    entry_id = f"{law}/{reader.slug(fields.node('id'))}"
    to_buyer, seller_copy = fields.get("applies_to", lambda value: _outcomes(reader, value), _ANY_OUTCOME)
    return Obligation(
        id=entry_id,
        law=law,
        title=reader.text(fields.node("title"), entry_id),
        citation=read_citation(reader, fields, entry_id),
        when=fields.get("when", lambda value: read_when(reader, value, FACTS_ONLY), ()),
        due=reader.text(fields.node("due"), entry_id),
        to_buyer=to_buyer,
        seller_copy=seller_copy,
        in_force=fields.get("in_force", lambda value: read_period(reader, value), Period()),
        file=reader.file,
        line=node.line,
    )


def _condition(reader: Reader, name: str, node: Node) -> Condition:
    vocabulary = CONDITION_FIELDS[name]
    if isinstance(node, Mapping):
        fields = reader.fields(node, ("not",), needed=("not",))
        return Condition(name, reader.terms(fields.node("not"), vocabulary), negated=True)
    return Condition(name, reader.terms(node, vocabulary))


def _alternatives(reader: Reader, node: Node) -> tuple[tuple[Condition, ...], ...]:
    return tuple(read_when(reader, item, FACTS_ONLY) for item in reader.items(node))


def _areas(reader: Reader, node: Node) -> tuple[tuple[Place, ...], ...]:
    return tuple(_area(reader, item) for item in reader.items(node))


def _area(reader: Reader, node: Node) -> tuple[Place, ...]:
    places = reader.distinct(node, lambda item: reader.term(item, Place))
    if len(places) < 2:
        raise invalid(reader.file, node.line, problems.AREA_TOO_SMALL)
    return places


def _adequate(reader: Reader, node: Node) -> tuple[Place, ...]:
    return reader.distinct(node, lambda item: reader.term(item, Place))


def _outcomes(reader: Reader, node: Node) -> Outcomes:
    fields = reader.fields(node, ("to_buyer", "seller_copy"))
    return (
        fields.get("to_buyer", lambda value: reader.terms(value, ToBuyer), ()),
        fields.get("seller_copy", lambda value: reader.terms(value, SellerCopy), ()),
    )
