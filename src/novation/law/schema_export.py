"""The schema of `export.yaml` and `localisation.yaml` (decision record 0007)."""

from __future__ import annotations

import re
from typing import Any

from novation.law import problems
from novation.law.entries import EXEMPT, PROHIBITED, Bound, ExportLaw, ExportRule, Localisation, Route
from novation.law.entry_words import ExportData, ExportReason, Operator, Owed, YesNo
from novation.law.reading import Fields, Reader
from novation.law.schema import read_citation
from novation.law.schema_entries import HEAD_KEYS, read_calendar, read_entry_head, read_span
from novation.law.strict_yaml import Node, invalid
from novation.terms import Place

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?\Z")
_ROUTE_KEYS = ("id", "title", "citation", "source", "fact", "confirmed", "documents", "ask_recipient", "still_owed", "valid")  # fmt: skip
_FITS_KEYS = ("to", "adequate", "operator", "data", "reason", "people", "sensitive_people")


def read_export(reader: Reader, node: Node, law: str) -> ExportLaw:
    """How data may leave; every route that a rule names must be described, but `exempt` and `prohibited` need not be."""
    fields = reader.fields(node, ("from", "calendar_year", "routes", "rules"), needed=("from", "rules"))
    routes = tuple(_route(reader, item, law) for item in fields.items("routes"))
    rules = tuple(_rule(reader, item, law) for item in reader.items(fields.node("rules")))
    known = {EXEMPT, PROHIBITED, *(route.id for route in routes)}
    for rule in rules:
        for name in rule.routes:
            if name not in known:
                raise invalid(reader.file, rule.line, problems.NO_ROUTE, value=name)
    return ExportLaw(
        law,
        reader.terms(fields.node("from"), Place),
        fields.get("calendar_year", reader.yes_no, False),
        routes,
        rules,
    )


def read_localisation(reader: Reader, node: Node, law: str) -> Localisation:
    known = ("languages", "calendar", "address", "individual", "citation")
    fields = reader.fields(node, known, needed=("languages", "calendar", "address", "individual"))
    languages = reader.distinct(fields.node("languages"), lambda item: _language(reader, item))
    if not languages:
        raise invalid(reader.file, fields.line_of("languages"), problems.EMPTY_LIST)
    return Localisation(
        languages,
        read_calendar(reader, fields.node("calendar")),
        reader.text(fields.node("address"), law),
        reader.text(fields.node("individual"), law),
        fields.get("citation", lambda value: reader.text(value, law), None),
    )


def _route(reader: Reader, node: Node, law: str) -> Route:
    fields = reader.fields(node, _ROUTE_KEYS, needed=("id", "title"))
    route_id = reader.slug(fields.node("id"))
    where = f"{law}/{route_id}"

    def texts(name: str) -> Any:
        return tuple(reader.text(item, where) for item in fields.items(name))

    return Route(
        route_id,
        reader.text(fields.node("title"), where),
        read_citation(reader, fields, where),
        texts("documents"),
        texts("ask_recipient"),
        fields.get("still_owed", lambda value: reader.terms(value, Owed), ()),
        fields.get("valid", lambda value: read_span(reader, value), None),
    )


def _rule(reader: Reader, node: Node, law: str) -> ExportRule:
    head = tuple(key for key in HEAD_KEYS if key != "when")
    fields = reader.fields(node, (*head, "fits", "routes"), needed=("id", "title", "fits", "routes"))
    return ExportRule(
        **read_entry_head(reader, fields, law),
        **_fits(reader, reader.fields(fields.node("fits"), _FITS_KEYS)),
        routes=reader.distinct(fields.node("routes"), reader.slug),
    )


def _fits(reader: Reader, fields: Fields) -> dict[str, Any]:
    return {
        "to": fields.get("to", lambda value: reader.terms(value, Place), None),
        "adequate": fields.get("adequate", lambda value: reader.term(value, YesNo), None),
        "operator": fields.get("operator", lambda value: reader.terms(value, Operator), None),
        "data": fields.get("data", lambda value: reader.terms(value, ExportData), None),
        "reason": fields.get("reason", lambda value: reader.terms(value, ExportReason), None),
        "people": fields.get("people", lambda value: _bound(reader, value), Bound()),
        "sensitive_people": fields.get("sensitive_people", lambda value: _bound(reader, value), Bound()),
    }


def _bound(reader: Reader, node: Node) -> Bound:
    fields = reader.fields(node, ("at_least", "below"))
    bound = Bound(fields.get("at_least", reader.count, None), fields.get("below", reader.count, None))
    if bound.at_least is not None and bound.below is not None and bound.below <= bound.at_least:
        raise invalid(reader.file, node.line, problems.EMPTY_BOUND)
    return bound


def _language(reader: Reader, node: Node) -> str:
    text = reader.string(node)
    if not _LANGUAGE.match(text):
        raise invalid(reader.file, node.line, problems.NOT_A_LANGUAGE, value=text)
    return text
