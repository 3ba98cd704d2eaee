"""Deterministic linkage: records that share a verified identifier, or a key of one key space, are one subject.

The work is columnar: identifiers become tokens in SQL, tokens that stand in one row are joined by an edge, and
connected components of that graph are the data subjects. Cost grows linearly with rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from novation.engine import Engine
from novation.engine.expressions import key_sql, one
from novation.engine.identifiers import quote_identifier
from novation.linkage import keys
from novation.linkage.identifiers import IDENTIFIER_SQL, STRONG, namespace
from novation.linkage.refs import random_references
from novation.linkage.shape import LinkTable
from novation.messages import Text

TOO_COMMON = (
    3  # an identifier in more rows of one table than this is a shop's own number, a family's or a placeholder
)
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
    columns, space = _key_spaces(engine, tables)
    masters = {
        c.table_id
        for c in columns
        if c.unique and c.token.kind in ("key.customer", "key.employee", "key.supplier")
    }
    space_of = {(c.table_id, c.token.column): s for c, s in zip(columns, space, strict=True)}
    say("tokens")
    remarks = _make_tokens(engine, tables, masters, space_of)
    say("components")
    found = _components(engine)
    say("links")
    links, subjects = _write_links(engine, tables, space_of, found)
    engine.stage("refs", _REFS, iter(_references(subjects)))
    remarks += [r for r in (_orphan_remark(t) for t in links) if r]
    return LinkResult(subjects, tuple(links), tuple(remarks))


_REFS = pa.schema([("subject", pa.int64()), ("subject_ref", pa.string())])


def _references(subjects: int) -> list[pa.RecordBatch]:
    table = pa.table(
        {"subject": np.arange(subjects), "subject_ref": random_references(subjects).cast(pa.string())}
    )
    return table.cast(_REFS).to_batches(max_chunksize=131_072)


def _key_spaces(engine: Engine, tables: Sequence[LinkTable]) -> tuple[list[keys.KeyColumn], list[int]]:
    columns = []
    for table, token in keys.key_columns(tables):
        rows, distinct, longest, digits = one(
            engine.fetch_arrow(
                keys.measure_sql(quote_identifier(table.table_id), quote_identifier(token.column))
            )
        )
        short = bool(digits) and (longest or 0) <= 6
        columns.append(keys.KeyColumn(table.table_id, table.source, token, distinct, rows, short))
    shared = {}
    for i, a in enumerate(columns):
        for j in range(i + 1, len(columns)):
            b = columns[j]
            if a.token.kind == b.token.kind:
                text = keys.overlap_sql(
                    quote_identifier(a.table_id),
                    quote_identifier(a.token.column),
                    quote_identifier(b.table_id),
                    quote_identifier(b.token.column),
                )
                shared[i, j] = int(one(engine.fetch_arrow(text))[0])
    return columns, keys.spaces(columns, shared)


def _make_tokens(
    engine: Engine, tables: Sequence[LinkTable], masters: set[str], space_of: dict[tuple[str, str], int]
) -> list[Text]:
    """Tables `claims(t, _row, token, weak, strong)` and `token_ids(token, id)`."""
    selects = [
        s for number, table in enumerate(tables) for s in _claims_sql(number, table, masters, space_of)
    ]
    empty = "SELECT 0::INTEGER AS t, 0::BIGINT AS _row, ''::VARCHAR AS token, false AS weak, false AS strong WHERE false"
    engine.execute("CREATE OR REPLACE TABLE claims AS " + " UNION ALL ".join([empty, *selects]))
    common = _drop(
        engine,
        f"SELECT DISTINCT token FROM (SELECT token, t FROM claims WHERE weak GROUP BY token, t HAVING count(*) > {TOO_COMMON})",
    )
    torn = _drop(
        engine,
        "SELECT c.token FROM claims c JOIN claims s ON s.strong AND c.t = s.t AND c._row = s._row "
        "WHERE c.weak AND NOT c.strong GROUP BY c.token HAVING count(DISTINCT s.token) > 1",
    )
    engine.execute(
        "CREATE OR REPLACE TABLE token_ids AS SELECT token, row_number() OVER () - 1 AS id "
        "FROM (SELECT DISTINCT token FROM claims)"
    )
    remarks = []
    if common:
        remarks.append(
            Text(
                f"{common} 个标识在同一张表中出现超过 {TOO_COMMON} 次，不用于归并",
                f"{common} identifiers stand more than {TOO_COMMON} times in one table and link nobody",
            )
        )
    if torn:
        remarks.append(
            Text(
                f"{torn} 个手机号或邮箱属于身份证号不同的人，不用于归并",
                f"{torn} phone numbers or e-mails belong to people with different ID numbers and link nobody",
            )
        )
    return remarks


def _claims_sql(
    number: int, table: LinkTable, masters: set[str], space_of: dict[tuple[str, str], int]
) -> list[str]:
    view = quote_identifier(table.table_id)
    selects = []
    key = None
    if table.person_key:
        key = key_sql(quote_identifier(table.person_key.column))
        space = space_of[table.table_id, table.person_key.column]
        selects.append(
            f"SELECT {number}, _row, 'k{space}:' || {key}, false, false FROM {view} WHERE {key} IS NOT NULL"
        )
    for token in table.identifiers:
        value = IDENTIFIER_SQL[token.kind](quote_identifier(token.column))
        strong = "true" if token.kind in STRONG else "false"
        # In an event table the identifiers may be another person's (the addressee of a present): the key decides.
        only = "" if key is None or table.table_id in masters else f" AND {key} IS NULL"
        selects.append(
            f"SELECT {number}, _row, '{namespace(token.kind)}:' || v, true, {strong} "
            f"FROM (SELECT _row, {value} AS v, {key or 'NULL'} AS k FROM {view}) WHERE v IS NOT NULL"
            + only.replace(key or "", "k")
        )
    return selects


def _drop(engine: Engine, tokens_sql: str) -> int:
    engine.execute(f"CREATE OR REPLACE TABLE dropped AS {tokens_sql}")
    count = int(one(engine.fetch_arrow("SELECT count(*) FROM dropped"))[0])
    if count:
        engine.execute("DELETE FROM claims WHERE token IN (SELECT token FROM dropped)")
    return count


def _components(engine: Engine) -> int:
    """Table `token_subject(token, subject)`; returns the number of subjects so far."""
    tokens = int(one(engine.fetch_arrow("SELECT count(*) FROM token_ids"))[0])
    edges = engine.fetch_arrow(
        "SELECT min(i.id) OVER (PARTITION BY c.t, c._row) AS a, i.id AS b FROM claims c JOIN token_ids i USING (token) "
        "QUALIFY count(*) OVER (PARTITION BY c.t, c._row) > 1"
    )
    a = edges["a"].to_numpy()
    b = edges["b"].to_numpy()
    graph = coo_array((np.ones(len(a), np.int8), (a, b)), shape=(tokens, tokens)).tocsr()
    count, labels = connected_components(graph, directed=False) if tokens else (0, np.empty(0, np.int32))
    engine.register_arrow("labels", pa.table({"id": np.arange(tokens), "subject": labels.astype(np.int64)}))
    engine.execute(
        "CREATE OR REPLACE TABLE token_subject AS SELECT token, subject FROM token_ids JOIN labels USING (id)"
    )
    engine.execute(
        "CREATE OR REPLACE TABLE row_subject AS SELECT t, _row, min(subject) AS subject "
        "FROM claims JOIN token_subject USING (token) GROUP BY ALL"
    )
    return int(count)


def _write_links(
    engine: Engine, tables: Sequence[LinkTable], space_of: dict[tuple[str, str], int], subjects: int
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
    base = f"SELECT v._row, r.subject FROM {view} v LEFT JOIN row_subject r ON r.t = {number} AND r._row = v._row"
    if table.personal:  # a row about a person without any identifier is a subject of its own
        fresh = f"{subjects} + row_number() OVER (PARTITION BY subject IS NULL ORDER BY _row) - 1"
        text = f"SELECT _row, coalesce(subject, {fresh}) AS subject FROM ({base})"
    else:
        text = f"SELECT _row, coalesce(subject, -1) AS subject FROM ({base})"
    engine.write(f"links/{table.table_id}", text)
    engine.register(f"links_{table.table_id}", f"links/{table.table_id}")
    highest = one(
        engine.fetch_arrow(
            f"SELECT coalesce(max(subject), -1) FROM {quote_identifier('links_' + table.table_id)}"
        )
    )[0]
    return max(subjects, int(highest) + 1)


def _link_by_event(
    engine: Engine, table: LinkTable, tables: Sequence[LinkTable], space_of: dict[tuple[str, str], int]
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
            f"SELECT {key_sql(quote_identifier(master.event_key.column))} AS k, max(l.subject) AS subject "
            f"FROM {quote_identifier(master.table_id)} m JOIN {quote_identifier('links_' + master.table_id)} l USING (_row) GROUP BY ALL"
        )
        text = (
            f"SELECT v._row, coalesce(o.subject, -1) AS subject FROM {view} v "
            f"LEFT JOIN ({owners}) o ON o.k = {key_sql('v.' + quote_identifier(table.event_key.column))}"
        )
    engine.write(f"links/{table.table_id}", text)
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
