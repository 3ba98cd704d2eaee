"""Findings as Fideslang YAML: datasets, collections and fields with data categories."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

import yaml

from novation.inventory.finding import ColumnFinding, TableFinding
from novation.inventory.kinds import KINDS
from novation.inventory.outputs.vocabularies import words_of

_KEY = re.compile(r"[^a-zA-Z0-9_.-]+")
_TYPES = {"integer": "integer", "decimal": "float", "boolean": "boolean", "nested": "object"}


def fideslang(tables: Iterable[TableFinding]) -> str:
    """The `dataset` manifest of Fideslang 3 (ethyca/fideslang): a dataset for each source, a collection for
    each table.

    Names are those of the findings; a `fides_key` may hold ASCII only, so it is the name with the rest
    replaced and a short digest where that lost something. No value and no sample is in it.
    """
    datasets: dict[str, list[TableFinding]] = {}
    for table in tables:
        datasets.setdefault(table.source, []).append(table)
    manifest = {"dataset": [_dataset(source, found) for source, found in datasets.items()]}
    return yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False, width=4096)


def fides_key(name: str) -> str:
    """A key of `[a-zA-Z0-9_.-]` for a name, the same in every run and different for different names."""
    plain = _KEY.sub("_", name).strip("_")
    if plain and plain == name:
        return name
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}_{mark}" if plain else f"source_{mark}"


def _dataset(source: str, tables: list[TableFinding]) -> dict[str, Any]:
    categories = {key for t in tables for c in t.columns for key in words_of(c).fideslang}
    return {
        "fides_key": fides_key(source),
        "name": source,
        "description": "Found by Novation.",
        "data_categories": sorted(categories),
        "collections": [
            {
                "name": t.table,
                "description": f"{t.rows} rows",
                "fields": [_field(c) for c in t.columns],
            }
            for t in tables
        ],
    }


def _field(column: ColumnFinding) -> dict[str, Any]:
    kind = KINDS[column.kind]
    return {
        "name": column.name,
        "description": f"{column.kind}: {kind.text.en} ({column.sensitivity.value}, {column.confidence:.2f})",
        "data_categories": list(words_of(column).fideslang),
        "fides_meta": {"data_type": _TYPES.get(column.type, "string")},
    }
