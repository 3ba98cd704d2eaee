"""The canonical text of a cell and its print, as SQL that seller and buyer both run (docs/specs/package.md §6)."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa
import pyarrow.types as kinds

ROW = "_row"
SUBJECT = "subject_ref"
PRINT_PREFIX = "c:"
"""A print is the first four bytes of the MD5 of a cell's text: it finds the cell, the block digest proves it."""


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def arrow(connection: duckdb.DuckDBPyConnection, text: str) -> pa.Table:
    """The whole result of a small query."""
    return connection.sql(text).to_arrow_table()


def schema_of(connection: duckdb.DuckDBPyConnection, view: str) -> pa.Schema:
    """Columns and Arrow types of a view."""
    return arrow(connection, f"SELECT * FROM {quoted(view)} LIMIT 0").schema


def covered(schema: pa.Schema) -> list[str]:
    """The columns an index covers: all but `_row`, in the order of their names' UTF-8 bytes."""
    return sorted((name for name in schema.names if name != ROW), key=str.encode)


def text_sql(name: str, kind: pa.DataType) -> str:
    """SQL for the canonical text of a column: NULL stays NULL, text stays as it is, other types have one form each."""
    column = quoted(name)
    if kinds.is_dictionary(kind):
        return text_sql(name, kind.value_type)
    if kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_string_view(kind):
        return column
    if kinds.is_timestamp(kind):
        return f"CAST({'epoch_ns' if kind.unit == 'ns' else 'epoch_us'}({column}) AS VARCHAR)"
    if kinds.is_binary(kind) or kinds.is_large_binary(kind) or kinds.is_fixed_size_binary(kind):
        return f"lower(hex({column}))"
    if kinds.is_nested(kind):
        return f"CAST(to_json({column}) AS VARCHAR)"
    return f"CAST({column} AS VARCHAR)"


def texts_sql(view: str, schema: pa.Schema, columns: Sequence[str], ordered: bool = False) -> str:
    """A query giving `_row` and the text of every covered column."""
    fields = [f"{text_sql(name, schema.field(name).type)} AS {quoted(name)}" for name in columns]
    order = f" ORDER BY {ROW}" if ordered else ""
    return f"SELECT {', '.join([f'CAST({ROW} AS BIGINT) AS {ROW}', *fields])} FROM {quoted(view)}{order}"


def print_sql(name: str, kind: pa.DataType) -> str:
    """SQL for the print of a cell, an unsigned 32-bit number; NULL for NULL."""
    # md5_number reads the sixteen bytes as a little-endian number, so its low 32 bits are the first four bytes.
    return f"CAST(md5_number({text_sql(name, kind)}) & 4294967295 AS UINTEGER)"


def prints_sql(view: str, schema: pa.Schema, columns: Sequence[str], where: str = "TRUE") -> str:
    """A query giving `_row`, `subject_ref` as it stands, and `c:<column>` for every other covered column."""
    fields = [f"CAST({ROW} AS BIGINT) AS {ROW}"]
    fields += [f"{quoted(SUBJECT)}"] if SUBJECT in columns else []
    fields += [
        f"{print_sql(name, schema.field(name).type)} AS {quoted(PRINT_PREFIX + name)}"
        for name in columns
        if name != SUBJECT
    ]
    return f"SELECT {', '.join(fields)} FROM {quoted(view)} WHERE {where}"
