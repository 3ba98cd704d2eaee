"""Findings as OpenMetadata tables with its own tags: PII.Sensitive, PersonalData.SpecialCategory …"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from novation.inventory.finding import ColumnFinding, TableFinding
from novation.inventory.kinds import KINDS
from novation.inventory.outputs.vocabularies import words_of
from novation.messages import Language

_TYPES = {
    "string": "STRING",
    "integer": "BIGINT",
    "decimal": "DECIMAL",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "boolean": "BOOLEAN",
    "binary": "BINARY",
    "nested": "STRUCT",
    "empty": "NULL",
}


def openmetadata(tables: Iterable[TableFinding], *, language: Language = "en") -> dict[str, Any]:
    """`{"tables": [{name, fullyQualifiedName, columns: [{name, dataType, ordinalPosition, description,
    tags}]}]}`.

    Fields and tag labels are those of OpenMetadata's `table` and `tagLabel` entities; labels are `Automated`
    and `Suggested`, so that a person confirms them there. No value and no sample is in it.
    """
    return {"tables": [_table(table, language) for table in tables]}


def _table(table: TableFinding, language: Language) -> dict[str, Any]:
    return {
        "name": table.table,
        "fullyQualifiedName": f"{_quoted(table.source)}.{_quoted(table.table)}",
        "columns": [_column(c, place, language) for place, c in enumerate(table.columns, 1)],
    }


def _column(column: ColumnFinding, place: int, language: Language) -> dict[str, Any]:
    return {
        "name": column.name,
        "dataType": _TYPES.get(column.type, "UNKNOWN"),
        "ordinalPosition": place,
        "description": KINDS[column.kind].text.in_(language),
        "tags": [_label(tag) for tag in words_of(column).openmetadata],
    }


def _label(tag: str) -> dict[str, str]:
    return {
        "tagFQN": tag,
        "name": tag.partition(".")[2],
        "source": "Classification",
        "labelType": "Automated",
        "state": "Suggested",
    }


def _quoted(name: str) -> str:
    """OpenMetadata quotes the parts of a name that hold a dot or a quotation mark."""
    return '"' + name.replace('"', '\\"') + '"' if "." in name or '"' in name else name
