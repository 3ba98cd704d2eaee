"""Findings as JSON-LD in the W3C Data Privacy Vocabulary, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from novation.errors.discovery import DPV_UNREADABLE
from novation.inventory.finding import ColumnFinding, TableFinding, TableNote
from novation.inventory.outputs.vocabularies import SPECIAL, words_of
from novation.messages import Text
from novation.terms import Sensitivity

CONTEXT: dict[str, str] = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "csvw": "http://www.w3.org/ns/csvw#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "novation": "urn:novation:discovery:",
}
"""Prefixes; `novation:` holds what DPV has no word for, so that reading it back loses nothing but the reasons."""

_OWN = ("type", "kind", "confidence", "empty", "distinct")


def dpv(tables: Iterable[TableFinding]) -> dict[str, Any]:
    """A JSON-LD document: `dcat:Dataset` per source, `csvw:Table`, `csvw:Column`, and `dpv:hasPersonalData`
    on columns.

    A column's personal data has the class `dpv:PersonalData`, `dpv:SensitivePersonalData` or (GDPR art. 9)
    `dpv:SpecialCategoryPersonalData`, and `skos:broader` names the concepts of the extension PD, as DPV's
    example E0045 does. Columns without personal data have `dpv:hasData` of class `dpv:NonPersonalData`. No
    value, no sample.
    """
    sources: dict[str, list[TableFinding]] = {}
    for table in tables:
        sources.setdefault(table.source, []).append(table)
    graph = [
        {
            "@id": _name(source),
            "@type": "dcat:Dataset",
            "dct:title": source,
            "dct:hasPart": [_table(t) for t in found],
        }
        for source, found in sources.items()
    ]
    return {"@context": CONTEXT, "@graph": graph}


def read_dpv(document: Mapping[str, Any]) -> list[TableFinding]:
    """The findings of a document that `dpv` wrote; evidence is empty. Raises `discovery.dpv-unreadable`."""
    try:
        return [
            _read_table(dataset["dct:title"], table)
            for dataset in document["@graph"]
            for table in dataset["dct:hasPart"]
        ]
    except (KeyError, TypeError, ValueError) as wrong:
        raise DPV_UNREADABLE.error() from wrong


def _name(*parts: str) -> str:
    """RFC 8141 admits percent-encoded octets only."""
    return "urn:novation:" + ":".join(quote(part, safe="") for part in parts)


def _table(table: TableFinding) -> dict[str, Any]:
    return {
        "@id": _name(table.source, table.table),
        "@type": "csvw:Table",
        "dct:title": table.table,
        "novation:rows": table.rows,
        "novation:looked": table.looked,
        "novation:notes": [_note(n) for n in table.notes],
        "csvw:column": {"@list": [_column(table, c) for c in table.columns]},
    }


def _note(note: TableNote) -> dict[str, Any]:
    words = [{"@language": "zh", "@value": note.text.zh}, {"@language": "en", "@value": note.text.en}]
    return {
        "novation:what": note.what,
        "novation:columns": {"@list": list(note.columns)},
        "dct:description": words,
    }


def _column(table: TableFinding, column: ColumnFinding) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": _name(table.source, table.table, column.name),
        "@type": "csvw:Column",
        "csvw:name": column.name,
        "novation:category": column.category.value,
        "novation:sensitivity": column.sensitivity.value,
        **{f"novation:{name}": getattr(column, name) for name in _OWN},
        "novation:inside": [
            {"novation:kind": kind, "novation:count": count} for kind, count in column.inside.items()
        ],
        **_data(column),
    }
    if column.overridden is not None:
        node["novation:overridden"] = column.overridden
    return node


def _data(column: ColumnFinding) -> dict[str, Any]:
    concepts = words_of(column).dpv
    if column.sensitivity is Sensitivity.NONE and not concepts:
        return {"dpv:hasData": {"@type": "dpv:NonPersonalData"}}
    classes = ["dpv:PersonalData"]
    if column.sensitivity is Sensitivity.SENSITIVE:
        classes.append("dpv:SensitivePersonalData")
    if column.category in SPECIAL:
        classes.append("dpv:SpecialCategoryPersonalData")
    return {
        "dpv:hasPersonalData": {"@type": classes, "skos:broader": [{"@id": concept} for concept in concepts]}
    }


def _read_table(source: str, node: Mapping[str, Any]) -> TableFinding:
    columns = tuple(_read_column(c) for c in node["csvw:column"]["@list"])
    notes = tuple(_read_note(n) for n in node["novation:notes"])
    rows, looked = int(node["novation:rows"]), int(node["novation:looked"])
    return TableFinding(source, node["dct:title"], rows, columns, looked, notes)


def _read_note(node: Mapping[str, Any]) -> TableNote:
    words = {each["@language"]: each["@value"] for each in node["dct:description"]}
    columns = tuple(node["novation:columns"]["@list"])
    return TableNote(node["novation:what"], columns, Text(words["zh"], words["en"]))


def _read_column(node: Mapping[str, Any]) -> ColumnFinding:
    return ColumnFinding.from_dict(
        {
            "name": node["csvw:name"],
            "category": node["novation:category"],
            "sensitivity": node["novation:sensitivity"],
            **{name: node[f"novation:{name}"] for name in _OWN},
            "evidence": [],
            "overridden": node.get("novation:overridden"),
            "inside": {e["novation:kind"]: int(e["novation:count"]) for e in node["novation:inside"]},
        }
    )
