"""Deterministic linkage: records that share a verified identifier, or a key of one key space, are one subject.

The work is columnar: identifiers become tokens in SQL, tokens that stand in one row are joined by an edge, and
connected components of that graph are the data subjects. Cost grows linearly with rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from novation.engine import Engine
from novation.engine.expressions import one
from novation.engine.identifiers import quote_identifier
from novation.linkage import keys
from novation.linkage.claims import Spaces, make_claims
from novation.linkage.components import find_components
from novation.linkage.refs import random_references
from novation.linkage.shape import LinkTable
from novation.messages import Text

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class TableLink:
    """How the rows of one table came to their subjects; `orphans` belong to nobody known."""

    table_id: str
    by: str  # "key", "identifier", "event", "row", "reference"
    role: str  # "customer", "employee", "supplier", "" where no key tells
    rows: int
    orphans: int

    def as_dict(self) -> dict[str, object]:
        return {
            "table": self.table_id,
            "by": self.by,
            "role": self.role,
            "rows": self.rows,
            "orphans": self.orphans,
        }


@dataclass(frozen=True, slots=True)
class LinkResult:
    subjects: int
    tables: tuple[TableLink, ...]
    remarks: tuple[Text, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "subjects": self.subjects,
            "tables": [t.as_dict() for t in self.tables],
            "remarks": [r.as_dict() for r in self.remarks],
        }


def link(engine: Engine, tables: Sequence[LinkTable], progress: Progress | None = None) -> LinkResult:
    """Writes `links/<table id>` for each table and `refs`; tables must be staged under their table id."""
    say = progress or (lambda _: None)
    for table in tables:
        engine.register(table.table_id, f"tables/{table.table_id}")
    say("keys")
    columns, space, apart = keys.measure(engine, tables)
    known = Spaces(
        {c.table_id for c in columns if c.is_master},
        {(c.table_id, c.token.column): s for c, s in zip(columns, space, strict=True)},
    )
    remarks = [_apart_remark(columns[i], columns[j]) for i, j in apart]
    say("tokens")
    remarks += make_claims(engine, tables, known)
    say("components")
    found, torn = find_components(engine)
    remarks += torn
    say("links")
    links, subjects = _write_links(engine, tables, known.of, found)
    engine.stage("refs", _REFS, iter(_references(subjects)))
    remarks += [r for r in (_orphan_remark(t) for t in links) if r]
    return LinkResult(subjects, tuple(links), tuple(remarks))


def _apart_remark(a: keys.KeyColumn, b: keys.KeyColumn) -> Text:
    return Text(
        f"{a.table_id} 与 {b.table_id} 的编号相似但所指的人不同，不按编号归并",
        f"the numbers of {a.table_id} and {b.table_id} look alike but name different people; they are kept apart",
    )


_REFS = pa.schema([("subject", pa.int64()), ("subject_ref", pa.string())])


def _references(subjects: int) -> list[pa.RecordBatch]:
    table = pa.table(
        {"subject": np.arange(subjects), "subject_ref": random_references(subjects).cast(pa.string())}
    )
    return table.cast(_REFS).to_batches(max_chunksize=131_072)


def _write_links(
    engine: Engine, tables: Sequence[LinkTable], space_of: Mapping[tuple[str, str], int], subjects: int
) -> tuple[list[TableLink], int]:
    links: list[TableLink] = []
    later = []
    for number, table in enumerate(tables):
        if not table.takes_part:
            links.append(
                TableLink(table.table_id, "reference", "", engine.rows(f"tables/{table.table_id}"), 0)
            )
        elif table.person_key or table.identifiers or table.personal:
            subjects = _link_rows(engine, number, table, subjects)
            links.append(
                _measured(
                    engine, table, "key" if table.person_key else "identifier" if table.identifiers else "row"
                )
            )
        else:
            later.append(table)
    for table in later:  # lines of an order follow the order
        links.append(_link_by_event(engine, table, tables, space_of))
    return links, subjects


def _link_rows(engine: Engine, number: int, table: LinkTable, subjects: int) -> int:
    view = quote_identifier(table.table_id)
    base = (
        f"SELECT v._row, r.subject FROM {view} v "
        f"LEFT JOIN (SELECT _row, subject FROM row_subject WHERE t = {number}) r ON r._row = v._row"
    )
    if table.personal:  # a row about a person without any identifier is a subject of its own
        fresh = f"{subjects} + row_number() OVER (PARTITION BY subject IS NULL ORDER BY _row) - 1"
        text = f"SELECT _row, coalesce(subject, {fresh}) AS subject FROM ({base})"
    else:
        text = f"SELECT _row, coalesce(subject, -1) AS subject FROM ({base})"
    engine.write_in_order(f"links/{table.table_id}", text)
    engine.register(f"links_{table.table_id}", f"links/{table.table_id}")
    highest = one(
        engine.fetch_arrow(
            f"SELECT coalesce(max(subject), -1) FROM {quote_identifier('links_' + table.table_id)}"
        )
    )[0]
    return max(subjects, int(highest) + 1)


def _link_by_event(
    engine: Engine, table: LinkTable, tables: Sequence[LinkTable], space_of: Mapping[tuple[str, str], int]
) -> TableLink:
    assert table.event_key is not None
    space = space_of[table.table_id, table.event_key.column]
    master = next(
        (
            m
            for m in tables
            if m.event_key
            and (m.person_key or m.identifiers)
            and space_of[m.table_id, m.event_key.column] == space
        ),
        None,
    )
    view = quote_identifier(table.table_id)
    if master is None or master.event_key is None:
        text = f"SELECT _row, -1::BIGINT AS subject FROM {view}"
    else:
        owners = (
            # An order number that stands for two people says nothing about its lines.
            f"SELECT {keys.number_sql(quote_identifier(master.event_key.column))} AS k, "
            f"CASE WHEN min(l.subject) = max(l.subject) THEN min(l.subject) END AS subject FROM {quote_identifier(master.table_id)} m JOIN {quote_identifier('links_' + master.table_id)} l USING (_row) GROUP BY ALL"
        )
        text = (
            f"SELECT v._row, coalesce(o.subject, -1) AS subject FROM {view} v "
            f"LEFT JOIN ({owners}) o ON o.k = {keys.number_sql('v.' + quote_identifier(table.event_key.column))}"
        )
    engine.write_in_order(f"links/{table.table_id}", text)
    engine.register(f"links_{table.table_id}", f"links/{table.table_id}")
    return _measured(engine, table, "event")


def _measured(engine: Engine, table: LinkTable, by: str) -> TableLink:
    rows, orphans = one(
        engine.fetch_arrow(
            f"SELECT count(*), count(*) FILTER (subject < 0) FROM {quote_identifier('links_' + table.table_id)}"
        )
    )
    role = table.person_key.kind.removeprefix("key.") if table.person_key else ""
    return TableLink(table.table_id, by, role, int(rows), int(orphans))


def _orphan_remark(table: TableLink) -> Text | None:
    if not table.orphans:
        return None
    return Text(
        f"{table.table_id}：{table.orphans} 行找不到所属的个人，不移交",
        f"{table.table_id}: {table.orphans} rows belong to nobody known and are not handed over",
    )
