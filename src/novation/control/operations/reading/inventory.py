"""What the scan found: columns with their evidence (always masked), and what was skipped with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from novation.control.operations.models import ProjectLink
from novation.control.operations.reading.files import Record, derived
from novation.messages import Text
from novation.terms import Category, Sensitivity


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """One column. `inside` counts identifiers within free text; `reason` is a person's, where they corrected it."""

    source: str
    table: str
    name: str
    kind: str
    category: Category
    sensitivity: Sensitivity
    confidence: float
    evidence: tuple[Text, ...]
    inside: int
    reason: str

    @property
    def personal(self) -> bool:
        return self.category is not Category.NONE

    @property
    def sensitive(self) -> bool:
        return self.sensitivity is Sensitivity.SENSITIVE

    @property
    def place(self) -> str:
        return (
            self.source
            if self.table in ("", self.source.rsplit(".", 1)[0])
            else f"{self.source} · {self.table}"
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    source: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Inventory:
    columns: tuple[FoundColumn, ...]
    skipped: tuple[Skipped, ...]
    sources: tuple[str, ...]
    tables: int
    rows: int
    remarks: tuple[tuple[str, Text], ...]

    @property
    def personal(self) -> int:
        return sum(1 for column in self.columns if column.personal)

    @property
    def sensitive(self) -> int:
        return sum(1 for column in self.columns if column.sensitive)


def inventory(link: ProjectLink) -> Inventory | None:
    """None before the first scan."""
    return derived(link, "scan.json", _inventory)


def _inventory(scan: Record) -> Inventory:
    tables = scan["tables"]
    return Inventory(
        columns=tuple(_column(table, column) for table in tables for column in table["columns"]),
        skipped=tuple(Skipped(one["source"], Text(**one["reason"])) for one in scan["skipped"]),
        sources=tuple(source["name"] for source in scan["sources"]),
        tables=len(tables),
        rows=sum(table["rows"] for table in tables),
        remarks=tuple((table["source"], Text(**said)) for table in tables for said in _said(table)),
    )


def _said(table: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return [*table["remarks"], *(note["text"] for note in table.get("notes", ()))]


def _column(table: Mapping[str, Any], column: Mapping[str, Any]) -> FoundColumn:
    return FoundColumn(
        source=table["source"],
        table=table["table"],
        name=column["name"],
        kind=column["kind"],
        category=Category(column["category"]),
        sensitivity=Sensitivity(column["sensitivity"]),
        confidence=column["confidence"],
        evidence=tuple(Text(**one) for one in column["evidence"]),
        inside=sum(column.get("inside", {}).values()),
        reason=column.get("overridden") or "",
    )


def found(
    inventory: Inventory, *, source: str = "", sensitivity: str = "", category: str = "", word: str = ""
) -> list[FoundColumn]:
    """Those of the filter: sensitive first, then what is personal, then the rest; in the order of the sources."""
    wanted = [
        column
        for column in inventory.columns
        if source in ("", column.source)
        and sensitivity in ("", str(column.sensitivity))
        and category in ("", str(column.category))
        and word.casefold() in column.name.casefold()
    ]
    return sorted(wanted, key=lambda column: (not column.sensitive, not column.personal))
