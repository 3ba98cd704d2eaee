"""The reconciliation index: block digests that prove a table equal, and cell prints that name what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from novation.errors import seal as errors
from novation.seal.blocks import BLOCK_ROWS, DIGEST_PREFIX, BlockDigester, OutOfOrder
from novation.seal.cells import (
    PRINT_PREFIX,
    ROW,
    SUBJECT,
    arrow,
    covered,
    prints_sql,
    quoted,
    schema_of,
    texts_sql,
)
from novation.seal.parts import write_part

_FEW_BLOCKS = 256
_BATCH = 2 * BLOCK_ROWS
_BAD = "novation_bad_blocks"
_FOUND = "novation_differences"


@dataclass(frozen=True, slots=True)
class Differences:
    """What reconciling found. The tables hold at most `limit` rows each; the counts are exact.

    `missing`, `added`: `_row`, `subject_ref` (null if the table has none); `changed`: the same and `columns`
    (list of names); `unexplained`: `block`, `column` that differ by their digest though no cell in them does.
    """

    rows_expected: int
    rows_received: int
    missing_count: int
    added_count: int
    changed_count: int
    missing: pa.Table
    added: pa.Table
    changed: pa.Table
    unexplained: pa.Table

    @property
    def equal(self) -> bool:
        return not (self.missing_count or self.added_count or self.changed_count or self.unexplained.num_rows)


def digest_blocks(
    connection: duckdb.DuckDBPyConnection, view: str, progress: Callable[[int], None] | None = None
) -> pa.Table:
    """Block digests of a view that has `_row`, by one scan (and a sort only if the rows are out of order)."""
    schema = schema_of(connection, view)
    for ordered in (False, True):
        digester = BlockDigester(covered(schema))
        text = texts_sql(view, schema, digester.columns, ordered)
        try:
            for batch in connection.sql(text).to_arrow_reader(_BATCH):
                digester.add(batch)
                if progress:
                    progress(batch.num_rows)
        except OutOfOrder:
            continue
        break
    return digester.table()


def write_index(
    connection: duckdb.DuckDBPyConnection, view: str, blocks_sink: IO[bytes], cells_sink: IO[bytes]
) -> int:
    """Writes both parts of the index of a view (`_row` unique) as Parquet; gives the number of rows covered."""
    pq.write_table(digest_blocks(connection, view), blocks_sink, compression="zstd")
    schema = schema_of(connection, view)
    reader = connection.sql(prints_sql(view, schema, covered(schema))).to_arrow_reader(_BATCH)
    return write_part(cells_sink, reader)


def reconcile(
    connection: duckdb.DuckDBPyConnection,
    received_view: str,
    blocks_view: str,
    cells_view: str,
    *,
    limit: int = 100_000,
    progress: Callable[[int], None] | None = None,
) -> Differences:
    """Compares a received table with the two parts of its index.

    Equal tables cost one scan; otherwise only the blocks that differ are looked at again, cell by cell, joined on
    `_row`. Raises `seal.index-columns` if the columns are not the same, `seal.index-broken` if the parts disagree.
    """
    columns = covered(schema_of(connection, received_view))
    _check_columns(connection, columns, blocks_view, cells_view)
    expected = arrow(connection, f"SELECT * FROM {quoted(blocks_view)} ORDER BY block")
    received = digest_blocks(connection, received_view, progress)
    rows = _total(expected), _total(received)
    if rows[0] != _number(connection, f"SELECT count(*) FROM {quoted(cells_view)}"):
        raise errors.INDEX_BROKEN.error(table=cells_view)
    bad = _bad_blocks(connection, expected, received, columns)
    connection.register(_BAD, bad)
    try:
        _find(connection, received_view, cells_view, columns, bad)
        return _told(connection, rows, limit)
    finally:
        connection.execute(f"DROP TABLE IF EXISTS {_FOUND}")
        connection.unregister(_BAD)


def _check_columns(
    connection: duckdb.DuckDBPyConnection, columns: list[str], blocks: str, cells: str
) -> None:
    in_blocks = {
        n.removeprefix(DIGEST_PREFIX)
        for n in schema_of(connection, blocks).names
        if n.startswith(DIGEST_PREFIX)
    }
    in_cells = {n.removeprefix(PRINT_PREFIX) for n in schema_of(connection, cells).names if n != ROW}
    if in_blocks != in_cells:
        raise errors.INDEX_BROKEN.error(table=cells)
    if in_blocks != set(columns):
        raise errors.INDEX_COLUMNS.error(columns=", ".join(sorted(in_blocks ^ set(columns))))


def _total(blocks: pa.Table) -> int:
    return int(pc.sum(blocks["rows"]).as_py() or 0)


def _number(connection: duckdb.DuckDBPyConnection, text: str) -> int:
    return int(arrow(connection, text).column(0)[0].as_py())


def _bad_blocks(
    connection: duckdb.DuckDBPyConnection, expected: pa.Table, received: pa.Table, columns: list[str]
) -> pa.Table:
    """`block`, `same_rows`, `columns` (names whose digests differ) of every block that is not equal."""
    names = [DIGEST_PREFIX + name for name in columns]
    differ = [
        f"CASE WHEN e.{quoted(d)} IS DISTINCT FROM r.{quoted(d)} THEN {literal(c)} END"
        for d, c in zip(names, columns, strict=True)
    ]
    listed = f"list_filter([{', '.join(differ)}]::VARCHAR[], lambda x: x IS NOT NULL)"
    same_rows = "e.rows_digest IS NOT DISTINCT FROM r.rows_digest"
    connection.register("novation_expected", expected)
    connection.register("novation_received", received)
    try:
        return arrow(
            connection,
            f"SELECT * FROM (SELECT coalesce(e.block, r.block) AS block, {same_rows} AS same_rows, {listed} AS columns "
            "FROM novation_expected e FULL JOIN novation_received r ON e.block = r.block) "
            "WHERE NOT same_rows OR len(columns) > 0 ORDER BY block",
        )
    finally:
        connection.unregister("novation_expected")
        connection.unregister("novation_received")


def _within(bad: pa.Table) -> str:
    """The condition that a row lies in a bad block; as ranges while they are few, since a scan can skip by those."""
    if bad.num_rows > _FEW_BLOCKS:
        return f"{ROW} // {BLOCK_ROWS} IN (SELECT block FROM {_BAD})"
    firsts = [block * BLOCK_ROWS for block in bad["block"].to_pylist()]
    ranges = [f"{ROW} BETWEEN {first} AND {first + BLOCK_ROWS - 1}" for first in firsts]
    return f"({' OR '.join(ranges)})" if ranges else "FALSE"


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _find(
    connection: duckdb.DuckDBPyConnection, received: str, cells: str, columns: list[str], bad: pa.Table
) -> None:
    """Fills the table of differences: `_row`, `subject_ref`, `kind`, `columns`, for the blocks that differ."""
    within = _within(bad)
    prints = prints_sql(received, schema_of(connection, received), columns, within)
    stored = {name: name if name == SUBJECT else PRINT_PREFIX + name for name in columns}
    differ = [
        f"CASE WHEN r.{quoted(p)} IS DISTINCT FROM i.{quoted(p)} THEN {literal(c)} END"
        for c, p in stored.items()
    ]
    subject = f"coalesce(i.{SUBJECT}, r.{SUBJECT})" if SUBJECT in columns else "CAST(NULL AS VARCHAR)"
    # A `_row` that comes twice matches the index once; its further copies count as added.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_FOUND} AS SELECT * FROM (SELECT coalesce(i.{ROW}, r.{ROW}) AS {ROW}, "
        f"{subject} AS {SUBJECT}, CASE WHEN r.{ROW} IS NULL THEN 'missing' WHEN i.{ROW} IS NULL THEN 'added' "
        f"ELSE 'changed' END AS kind, list_filter([{', '.join(differ)}]::VARCHAR[], lambda x: x IS NOT NULL) AS columns "
        f"FROM (SELECT *, row_number() OVER (PARTITION BY {ROW}) AS copy FROM ({prints})) r "
        f"FULL JOIN (SELECT *, 1 AS copy FROM {quoted(cells)} WHERE {within}) i "
        f"ON r.{ROW} = i.{ROW} AND r.copy = i.copy) WHERE kind <> 'changed' OR len(columns) > 0"
    )


def _told(connection: duckdb.DuckDBPyConnection, rows: tuple[int, int], limit: int) -> Differences:
    def count(kind: str) -> int:
        return _number(connection, f"SELECT count(*) FROM {_FOUND} WHERE kind = '{kind}'")

    def listed(kind: str, fields: str) -> pa.Table:
        return arrow(
            connection, f"SELECT {fields} FROM {_FOUND} WHERE kind = '{kind}' ORDER BY {ROW} LIMIT {limit}"
        )

    unexplained = arrow(
        connection,
        f'SELECT block, unnest(columns) AS "column" FROM {_BAD} WHERE same_rows EXCEPT '
        f"SELECT {ROW} // {BLOCK_ROWS}, unnest(columns) FROM {_FOUND} WHERE kind = 'changed' ORDER BY ALL",
    )
    return Differences(
        *rows,
        count("missing"),
        count("added"),
        count("changed"),
        listed("missing", f"{ROW}, {SUBJECT}"),
        listed("added", f"{ROW}, {SUBJECT}"),
        listed("changed", f"{ROW}, {SUBJECT}, columns"),
        unexplained,
    )
