"""Findings as SARIF 2.1.0, for what shows results of static analysis (code hosts, review tools)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from novation import __version__
from novation.inventory.finding import ColumnFinding, TableFinding
from novation.inventory.kinds import KINDS
from novation.messages import Language, Text
from novation.terms import Sensitivity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""OASIS, Static Analysis Results Interchange Format 2.1.0 plus Errata 01, 2023."""

_LEVELS = {Sensitivity.SENSITIVE: "warning", Sensitivity.PRIVATE: "note", Sensitivity.PUBLIC: "note"}


def sarif(
    tables: Sequence[TableFinding],
    *,
    skipped: Iterable[Mapping[str, Any]] = (),
    language: Language = "en",
) -> dict[str, Any]:
    """A SARIF log with one run and a result for every column that holds personal data.

    Sensitive columns are of level `warning`, others `note`; columns without personal data have no result.
    `skipped` are the parts that could not be read, as `{"source", "reason": {"zh", "en"}, "code"}`; they
    become notifications, and `executionSuccessful` is false if there are any. No value of a table is in it,
    only masked samples.
    """
    unread = [_notification(entry, language) for entry in skipped]
    found = [(t, c) for t in tables for c in t.columns if c.sensitivity is not Sensitivity.NONE]
    kinds = sorted({c.kind for _, c in found})
    sources = list(dict.fromkeys(t.source for t in tables))
    run: dict[str, Any] = {
        "tool": {"driver": _driver(kinds, language)},
        "language": "zh-CN" if language == "zh" else "en-US",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": unread}],
        "artifacts": [{"location": {"uri": _uri(source)}} for source in sources],
        "results": [_result(t, c, kinds.index(c.kind), sources.index(t.source), language) for t, c in found],
        "properties": {"tables": [_table(t, language) for t in tables]},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _table(table: TableFinding, language: Language) -> dict[str, Any]:
    notes = [{"what": n.what, "columns": list(n.columns), "text": n.text.in_(language)} for n in table.notes]
    place = {"source": table.source, "table": table.table}
    return {**place, "rows": table.rows, "looked": table.looked, "notes": notes}


def _driver(kinds: list[str], language: Language) -> dict[str, Any]:
    return {"name": "Novation", "version": __version__, "rules": [_rule(kind, language) for kind in kinds]}


def _rule(name: str, language: Language) -> dict[str, Any]:
    kind = KINDS[name]
    return {
        "id": name,
        "shortDescription": {"text": kind.text.in_(language)},
        "defaultConfiguration": {"level": _LEVELS.get(kind.sensitivity, "note")},
        "properties": {
            "category": kind.category.value,
            "sensitivity": kind.sensitivity.value,
            "tags": ["privacy"],
        },
    }


def _result(
    table: TableFinding, column: ColumnFinding, rule: int, artifact: int, language: Language
) -> dict[str, Any]:
    place = "/".join(quote(part, safe="") for part in (table.source, table.table, column.name))
    return {
        "ruleId": column.kind,
        "ruleIndex": rule,
        "level": _LEVELS[column.sensitivity],
        "message": {"text": _message(column).in_(language)},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(table.source), "index": artifact}},
                "logicalLocations": [
                    {"name": column.name, "fullyQualifiedName": place, "kind": "member"},
                ],
            }
        ],
        "partialFingerprints": {"novationColumn/v1": hashlib.sha256(place.encode()).hexdigest()},
        "rank": round(column.confidence * 100, 2),
        "properties": {
            "table": table.table,
            "category": column.category.value,
            "sensitivity": column.sensitivity.value,
            "confidence": column.confidence,
            "inside": dict(column.inside),
        },
    }


def _message(column: ColumnFinding) -> Text:
    kind, tier = KINDS[column.kind].text, column.sensitivity.text
    why = column.evidence[:2]
    zh = f"列“{column.name}”：{kind.zh}（{tier.zh}）"
    en = f"Column “{column.name}”: {kind.en} ({tier.en})"
    if not why:
        return Text(zh, en)
    return Text(zh + "。" + "；".join(w.zh for w in why), en + ". " + "; ".join(w.en for w in why))


def _notification(entry: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": str(entry["code"])},
        "message": {"text": str(entry["reason"][language])},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(str(entry["source"]))}}}],
    }


def _uri(source: str) -> str:
    """RFC 3986: a name as a relative reference; a colon in its first part would read as a scheme."""
    if "://" in source:
        return quote(source, safe=":/?#[]@!$&'()*+,;=%")
    return quote(source.replace("\\", "/"), safe="/") or "."
