"""What was sealed and what arrived: parts of the package, and the reconciliation with its differences first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from novation.handover.report.found import label
from novation.terms import Category


@dataclass(frozen=True, slots=True)
class Part:
    """One encrypted part; `people` of different parts overlap and are never added up."""

    file: str
    table: str
    category: str
    rows: int
    people: int

    @property
    def is_register(self) -> bool:
        return self.category == "register"


def parts(sealed: Mapping[str, Any], plan: Mapping[str, Any] | None) -> list[Part]:
    """The parts in the order in which they were written; a table is named as in its source."""
    names = table_names(plan)
    found = []
    for part in sealed["parts"]:
        folder, _, file = part["file"].removeprefix("data/").partition("/")
        table = file.split(".", 1)[0]
        found.append(Part(part["file"], names.get(table, table), folder, part["rows"], part["people"]))
    return found


@dataclass(frozen=True)
class Bundle:
    """The parts of one category."""

    category: str
    parts: Sequence[Part]

    @property
    def rows(self) -> int:
        return sum(p.rows for p in self.parts)


def bundles(listed: Sequence[Part]) -> list[Bundle]:
    """Parts by category in the order of the vocabulary; tables about nobody and registers come last."""
    order = {str(c): n for n, c in enumerate(Category)}
    found: dict[str, list[Part]] = {}
    for part in listed:
        found.setdefault(part.category, []).append(part)
    return [Bundle(c, p) for c, p in sorted(found.items(), key=lambda item: order.get(item[0], len(order)))]


def table_names(plan: Mapping[str, Any] | None) -> dict[str, str]:
    return {t["id"]: label(t["source"], t["name"]) for t in plan["tables"]} if plan else {}


COUNTED = ("expected", "received", "missing", "added", "changed", "unexplained")


@dataclass(frozen=True)
class Reconciled:
    """One table and category: what the index says and what arrived; `unexplained` blocks differ in no known row."""

    table: str
    category: str
    expected: int
    received: int
    missing: int
    added: int
    changed: int
    unexplained: int
    columns: Mapping[str, int]

    @property
    def differences(self) -> int:
        return self.missing + self.added + self.changed + self.unexplained


def reconciled(record: Mapping[str, Any], plan: Mapping[str, Any] | None) -> list[Reconciled]:
    """Every table of the record, those that differ most first."""
    names = table_names(plan)
    found = [_reconciled(t, names.get(t["table"], t["table"])) for t in record["tables"]]
    return sorted(found, key=lambda t: (-t.differences, t.table, t.category))


def _reconciled(values: Mapping[str, Any], table: str) -> Reconciled:
    columns = Counter(c for row in values["rows"] for c in row["columns"])
    counted = {k: values[k] for k in COUNTED}
    return Reconciled(table, values["category"], **counted, columns=dict(columns.most_common()))


def totals(tables: Sequence[Reconciled]) -> dict[str, int]:
    return {k: sum(getattr(t, k) for t in tables) for k in COUNTED}
