"""Which table a sample is of, and what becomes of each of its columns and of what the tables of events tell of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from novation.engine.expressions import timestamp_sql
from novation.engine.identifiers import quote_identifier
from novation.errors.protection import COLUMN_UNKNOWN, NO_PEOPLE_TABLE
from novation.handover.sampling.order import SampleOrder
from novation.handover.tables import Column, Table
from novation.messages import Text
from novation.protection import Treatment, treatment_of
from novation.protection.forms import Form, form_of, overshadowed, rank_of
from novation.protection.values import amount_sql, band_sql, month_sql
from novation.terms import Category

EVENT_KINDS = ("key.order", "time.order")
COUNT = Text("交易次数", "number of transactions")
LAST = Text("最近交易", "last transaction")
TOTAL = Text("交易总额", "total of transactions")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A column of the table or a figure of a person, and its treatment. `raw`: its name in the query of people."""

    name: str
    kind: str
    category: Category
    treatment: Treatment
    form: Form | None
    raw: str = ""
    title: Text | None = None
    sql_type: str = "VARCHAR"

    def as_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "name": self.name,
            "kind": self.kind,
            "category": str(self.category),
            "treatment": str(self.treatment),
        }
        if self.form and self.treatment in (Treatment.GENERALISED, Treatment.KEPT):
            found["form"] = str(self.form)
        if self.title:
            found["title"] = self.title.as_dict()
        return found


@dataclass(frozen=True, slots=True)
class Figures:
    """What the rows of a table of events tell of a person: how many, when the last, how much."""

    table: Table
    time: str
    amount: str


def people_table(tables: Sequence[Table], links: Mapping[str, Any], order: SampleOrder) -> Table:
    """The one asked for, or the largest whose rows are people and no events; raises `sample.no-people`."""
    linked = {one["table"] for one in links["tables"] if one["by"] != "reference"}
    fit = [t for t in tables if t.id in linked and not t.is_register and not is_event(t)]
    if order.table:
        fit = [t for t in tables if t.id in linked and order.table in (t.id, t.name, t.source)]
    if not fit:
        raise NO_PEOPLE_TABLE.error()
    return max(fit, key=lambda t: (t.rows, t.id))


def is_event(table: Table) -> bool:
    return any(c.kind in EVENT_KINDS for c in table.columns)


def figures_of(tables: Sequence[Table], links: Mapping[str, Any], people: Table) -> Figures | None:
    """The largest table of events about the same people."""
    linked = {one["table"] for one in links["tables"] if one["by"] != "reference"}
    events = [t for t in tables if t.id in linked and t.id != people.id and is_event(t)]
    if not events or is_event(people):
        return None
    table = max(events, key=lambda t: (t.rows, t.id))
    return Figures(table, _first(table, "time.order"), _first(table, "order.amount"))


def _first(table: Table, kind: str) -> str:
    return next((c.name for c in table.columns if c.kind == kind), "")


def choose(
    table: Table, figures: Figures | None, order: SampleOrder, types: Mapping[str, str]
) -> list[Chosen]:
    """Every column with its treatment; the wanted ones first. Raises `sample.column-unknown`."""
    _known(table, order)
    columns = [_treated(c, order, types.get(c.name, "VARCHAR"), n) for n, c in enumerate(table.columns)]
    columns += _as_columns(figures, order)
    held = {c.kind for c in columns if c.treatment is Treatment.GENERALISED}
    wanted = sorted(
        (c for c in columns if c.treatment is Treatment.GENERALISED and not overshadowed(c.kind, held)),
        key=lambda c: rank_of(c.kind),
    )[: order.columns]
    rest = [
        replace(c, treatment=Treatment.LEFT_OUT) if c.treatment is Treatment.GENERALISED else c
        for c in columns
        if c not in wanted
    ]
    return [*wanted, *rest]


def _known(table: Table, order: SampleOrder) -> None:
    names = {c.name for c in table.columns} | {"count", "last", "total"}
    for name in (*order.without, *order.kept):
        if name not in names:
            raise COLUMN_UNKNOWN.error(column=name)


def _treated(column: Column, order: SampleOrder, sql_type: str, place: int) -> Chosen:
    treatment, form = treatment_of(column.kind, column.category, column.sensitivity), form_of(column.kind)
    if column.name in order.kept:
        if treatment is not Treatment.REMOVED or not _may_be_kept(column):
            raise COLUMN_UNKNOWN.error(column=column.name)
        treatment, form = Treatment.KEPT, Form.WORDS
    if column.name in order.without:
        treatment = Treatment.REMOVED
    return Chosen(column.name, column.kind, column.category, treatment, form, f"r{place}", None, sql_type)


_KEPT_KINDS = ("health", "belief", "ethnicity", "preference", "person.income", "other", "none")


def _may_be_kept(column: Column) -> bool:
    """Sensitive words that many people share; nothing that is one person's alone."""
    return column.kind in _KEPT_KINDS


def _as_columns(figures: Figures | None, order: SampleOrder) -> list[Chosen]:
    if figures is None:
        return []
    found = [("last", "time.last-activity", Form.MONTH, LAST)] if figures.time else []
    found += [("count", "order.amount", Form.AMOUNT, COUNT)]
    found += [("total", "order.amount", Form.AMOUNT, TOTAL)] if figures.amount else []
    return [
        Chosen(name, kind, Category.TRANSACTION, Treatment.GENERALISED, form, f"f_{name}", title)
        for name, kind, form, title in found
        if name not in order.without
    ]


def people_sql(table: Table, figures: Figures | None) -> str:
    """One row a person: `person`, every column of the first of their rows as `r0` …, figures as `f_count` …"""
    columns = "".join(f", v.{quote_identifier(c.name)} AS r{n}" for n, c in enumerate(table.columns))
    links = quote_identifier(f"links_{table.id}")
    first = f"SELECT subject, min(_row) AS _row FROM {links} WHERE subject >= 0 GROUP BY subject"
    query = f"FROM {quote_identifier(table.id)} v JOIN ({first}) l ON l._row = v._row"
    if figures is None:
        return f"SELECT l.subject AS person{columns} {query}"
    told = "f.f_last, coalesce(f.f_count, 0) AS f_count, coalesce(f.f_total, 0) AS f_total"
    return (
        f"SELECT l.subject AS person{columns}, {told} {query} "
        f"LEFT JOIN ({_figures_sql(figures)}) f ON f.subject = l.subject"
    )


def _figures_sql(figures: Figures) -> str:
    table, links = quote_identifier(figures.table.id), quote_identifier(f"links_{figures.table.id}")
    time = timestamp_sql("e." + quote_identifier(figures.time)) if figures.time else "NULL::TIMESTAMP"
    amount = amount_sql("e." + quote_identifier(figures.amount)) if figures.amount else "0"
    return (
        f"SELECT k.subject, max({time}) AS f_last, count(*) AS f_count, sum({amount}) AS f_total "
        f"FROM {table} e JOIN {links} k ON k._row = e._row WHERE k.subject >= 0 GROUP BY k.subject"
    )


def figure_sql(column: Chosen) -> str:
    """The value of a figure in its form."""
    return month_sql(column.raw) if column.form is Form.MONTH else band_sql(f"{column.raw}::DOUBLE")
