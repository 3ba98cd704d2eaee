"""The scanned tables as the later steps need them: by category, by kind, with the SQL type of each column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from novation.disposition import FactTable
from novation.linkage import LinkTable, tables_to_link
from novation.terms import Category, Sensitivity


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: str
    category: Category
    sensitivity: Sensitivity
    type: str

    @property
    def is_raised(self) -> bool:
        """More sensitive than its category is by itself: notes in which illnesses are named."""
        return (
            self.sensitivity is Sensitivity.SENSITIVE
            and self.category.sensitivity is not Sensitivity.SENSITIVE
        )

    @property
    def is_proof(self) -> bool:
        """Consents and objections are kept as proof and to go on honouring them (PIPL 69, GDPR 7(1), 21(3))."""
        return self.kind.startswith(("consent.", "objection."))


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    source: str
    name: str
    rows: int
    columns: tuple[Column, ...]

    @property
    def categories(self) -> list[Category]:
        """Personal categories in the order of the vocabulary."""
        held = {c.category for c in self.columns}
        return [c for c in Category if c in held and c is not Category.NONE]

    def columns_of(self, category: Category) -> list[str]:
        return [c.name for c in self.columns if c.category is category]

    @property
    def is_register(self) -> bool:
        """A table of consents or objections: its rows stay, only what is no proof is blanked."""
        return any(c.is_proof for c in self.columns)

    def removable(self, category: Category) -> list[str]:
        """The columns of a category that destruction may blank."""
        if not self.is_register:
            return self.columns_of(category)
        kept = ("key.", "consent.", "objection.", "time.")
        return [c.name for c in self.columns if c.category is category and not c.kind.startswith(kept)]


def tables_of(scan: Mapping[str, Any]) -> list[Table]:
    return [
        Table(
            t["id"],
            t["source"],
            t["table"],
            t["rows"],
            tuple(
                Column(
                    c["name"], c["kind"], Category(c["category"]), Sensitivity(c["sensitivity"]), c["type"]
                )
                for c in t["columns"]
            ),
        )
        for t in scan["tables"]
    ]


def link_tables(tables: list[Table]) -> list[LinkTable]:
    return tables_to_link(
        [(t.id, t.source, [(c.name, c.kind, c.category) for c in t.columns]) for t in tables]
    )


def attached(tables: list[Table]) -> list[Table]:
    """In a row about a person, what is nothing else is still about that person (PIPL 4, GDPR 4(1)).

    Such columns follow the transaction in tables of orders, the account elsewhere; nothing is dropped silently
    and nothing slips through as "not personal".
    """
    return [_attached(t, linked.takes_part) for t, linked in zip(tables, link_tables(tables), strict=True)]


def _attached(table: Table, about_people: bool) -> Table:
    if not about_people:
        return table
    event = any(c.kind in ("key.order", "time.order") for c in table.columns)
    category = Category.TRANSACTION if event else Category.ACCOUNT
    columns = tuple(
        replace(c, category=category, sensitivity=Sensitivity.PRIVATE) if c.category is Category.NONE else c
        for c in table.columns
    )
    return replace(table, columns=columns)


def fact_tables(
    tables: list[Table], links: Mapping[str, Any], types: Mapping[str, Mapping[str, str]]
) -> list[FactTable]:
    """Only tables whose rows have subjects; `types` gives the engine's SQL type of each column."""
    by_id = {link["table"]: link for link in links["tables"]}
    return [
        FactTable(
            t.id,
            by_id[t.id]["role"],
            tuple((c.name, c.kind, c.category, types[t.id].get(c.name, "VARCHAR")) for c in t.columns),
            frozenset(c.name for c in t.columns if c.is_raised),
        )
        for t in tables
        if by_id.get(t.id, {}).get("by", "reference") != "reference"
    ]


def reference_tables(tables: list[Table], links: Mapping[str, Any]) -> list[Table]:
    """Tables about nobody: they pass whole, and the plan names each."""
    about_nobody = {link["table"] for link in links["tables"] if link["by"] == "reference"}
    return [t for t in tables if t.id in about_nobody]
