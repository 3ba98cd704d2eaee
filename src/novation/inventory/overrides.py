"""Applies the user's own judgement of columns, with its reason, over what a scan found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from novation.errors.inventory import OVERRIDE_NO_COLUMN, OVERRIDE_NO_REASON, OVERRIDE_UNKNOWN
from novation.inventory.finding import ColumnFinding, TableFinding
from novation.inventory.kinds import KINDS
from novation.inventory.tables import term
from novation.messages import Text
from novation.terms import Category, Sensitivity

_Word = TypeVar("_Word", bound=Enum)


@dataclass(frozen=True)
class Override:
    """What the user says of one column; what is left None stays as found. `source` "" means any source."""

    table: str
    column: str
    reason: str
    source: str = ""
    kind: str | None = None
    category: str | None = None
    sensitivity: str | None = None


def apply_overrides(finding: TableFinding, overrides: Iterable[Override]) -> TableFinding:
    """The finding with the user's words in place; what the scan had found stays in the evidence.

    Raises `inventory.override-unknown-word`, `-no-reason` or `-no-column`. Scans can be repeated: overrides are
    applied to each new finding, so a re-scan loses none.
    """
    columns = {column.name: column for column in finding.columns}
    for override in overrides:
        if override.table != finding.table or override.source not in ("", finding.source):
            continue
        if override.column not in columns:
            raise OVERRIDE_NO_COLUMN.error(column=override.column, table=finding.table)
        columns[override.column] = _overridden(columns[override.column], override)
    return replace(finding, columns=tuple(columns.values()))


def _overridden(column: ColumnFinding, override: Override) -> ColumnFinding:
    if not override.reason.strip():
        raise OVERRIDE_NO_REASON.error(column=override.column)
    kind = override.kind if override.kind is not None else column.kind
    if kind not in KINDS:
        raise OVERRIDE_UNKNOWN.error(column=override.column, field="kind", value=kind)
    category, tier = column.category, column.sensitivity
    if override.kind is not None:
        category, tier = KINDS[kind].category, KINDS[kind].sensitivity
    if override.category is not None:
        category = _word(Category, override.category, override, "category")
        tier = category.sensitivity
    if override.sensitivity is not None:
        tier = _word(Sensitivity, override.sensitivity, override, "sensitivity")
    said = Text(
        f"人工判定（扫描结果为“{KINDS[column.kind].text.zh}”）：{override.reason}",
        f"set by a person (the scan said “{KINDS[column.kind].text.en}”): {override.reason}",
    )
    return replace(
        column,
        kind=kind,
        category=category,
        sensitivity=tier,
        confidence=1.0,
        overridden=override.reason,
        evidence=(said, *column.evidence),
    )


def _word(vocabulary: type[_Word], word: str, override: Override, field: str) -> _Word:
    try:
        return term(vocabulary, word)
    except ValueError as error:
        raise OVERRIDE_UNKNOWN.error(column=override.column, field=field, value=word) from error
