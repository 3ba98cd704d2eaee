"""Which rows and cells pass, and which go: the SQL that joins the verdicts back to the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from novation.engine import Engine
from novation.engine.identifiers import quote_identifier, quote_text
from novation.handover.tables import Table
from novation.terms import Category, SellerCopy

_GOING = f"d.seller_copy IN ({quote_text(SellerCopy.DESTROY)}, {quote_text(SellerCopy.ANONYMISE)})"


def register_working(engine: Engine, tables: Sequence[Table], links: Mapping[str, Any]) -> None:
    """Registers all working copies that selections need."""
    for name in ("subjects", "profiles", "verdicts"):
        engine.register(name, name)
    linked = {link["table"] for link in links["tables"] if link["by"] != "reference"}
    for table in tables:
        engine.register(table.id, f"tables/{table.id}")
        if table.id in linked:
            engine.register(f"links_{table.id}", f"links/{table.id}")


def flag_of(number: int) -> str:
    """The column of `parts_sql` that says whether a row is in the part of the n-th category."""
    return f"passes:{number}"


@dataclass(frozen=True, slots=True)
class Mask:
    """The SQL that stands in place of a column (a pseudonym), for people of these classes only."""

    sql: str
    classes: frozenset[int]


def parts_sql(table: Table, categories: Sequence[Category], masks: Mapping[str, Mask] | None = None) -> str:
    """Rows of a table of which any of the categories passes: `_row`, `subject_ref`, the categories' columns, flags."""
    masks = masks or {}
    columns = "".join(
        f", {_column(c, number, masks.get(c))} AS {quote_identifier(c)}"
        for number, category in enumerate(categories)
        for c in table.columns_of(category)
    )
    flags = [quote_identifier(flag_of(n)) for n in range(len(categories))]
    passing = [
        f"bool_or(category = {quote_text(str(c))}) AS {flag}"
        for c, flag in zip(categories, flags, strict=True)
    ]
    passing += [
        f"bool_or(category = {quote_text(str(c))} AND class IN ({_numbers(masked)})) AS {_masked_flag(n)}"
        for n, c in enumerate(categories)
        if (
            masked := frozenset().union(
                *(masks[name].classes for name in table.columns_of(c) if name in masks)
            )
        )
    ]
    names = ", ".join(quote_text(str(c)) for c in categories)
    return (
        f"SELECT v._row, s.subject_ref{columns}, {', '.join('d.' + f for f in flags)} FROM {quote_identifier(table.id)} v "
        f"JOIN {quote_identifier('links_' + table.id)} l ON l._row = v._row JOIN subjects s ON s.subject = l.subject "
        f"JOIN (SELECT profile, {', '.join(passing)} FROM verdicts WHERE passes AND category IN ({names}) GROUP BY profile) d "
        "ON d.profile = s.profile"
    )


def _column(name: str, number: int, mask: Mask | None) -> str:
    """A column as it is, or as text with the mask where the person's class asks for it."""
    plain = "v." + quote_identifier(name)
    if mask is None:
        return plain
    return f"CASE WHEN d.{_masked_flag(number)} THEN {mask.sql} ELSE {plain}::VARCHAR END"


def _masked_flag(number: int) -> str:
    return quote_identifier(f"masked:{number}")


def _numbers(classes: frozenset[int]) -> str:
    return ", ".join(str(number) for number in sorted(classes))


def removal_sql(table: Table) -> str:
    """Rows with anything to destroy: `_row`, `subject`, `whole` (the row goes), `cells` to blank, `categories`.

    A row goes whole when every category that the table holds of this person is to be destroyed or anonymised;
    otherwise only the cells of the categories that go are blanked. Registers of consents and objections keep their
    rows: they prove what people said and keep it honoured.
    """
    categories = table.categories
    names = ", ".join(quote_text(str(c)) for c in categories) or "''"
    width = " ".join(f"WHEN {quote_text(str(c))} THEN {len(table.removable(c))}" for c in categories)
    whole = "false" if table.is_register else f"bool_and({_GOING})"
    per_profile = (
        f"SELECT d.profile, {whole} AS whole, sum(CASE WHEN {_GOING} THEN CASE d.category {width} ELSE 0 END ELSE 0 END) AS cells, "
        f"list(d.category) FILTER ({_GOING}) AS categories FROM verdicts d WHERE d.category IN ({names}) GROUP BY d.profile"
    )
    return (
        f"SELECT l._row, l.subject, g.whole OR ({_nothing_left(table)}) AS whole, g.cells, g.categories "
        f"FROM {quote_identifier('links_' + table.id)} l JOIN subjects s ON s.subject = l.subject "
        f"JOIN ({per_profile}) g ON g.profile = s.profile JOIN {quote_identifier(table.id)} v ON v._row = l._row "
        "WHERE g.whole OR g.cells > 0"
    )


def _nothing_left(table: Table) -> str:
    """Whether blanking would leave a row without any value: then the row goes whole."""
    if table.is_register:
        return "false"
    kept = []
    for category in table.categories:
        empty = " AND ".join(
            f"coalesce(v.{quote_identifier(c)}::VARCHAR, '') = ''" for c in table.columns_of(category)
        )
        kept.append(f"list_contains(g.categories, {quote_text(str(category))}) OR ({empty})")
    return " AND ".join(f"({k})" for k in kept) or "false"
