"""Classifies columns by what is said of them alone: table, name, type and comment, without a single value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from novation.inventory.finding import TableFinding
from novation.inventory.scanner import COMMENT, TableScanner


@dataclass(frozen=True)
class ColumnDescription:
    """One column of a schema: `type` as the database writes it (`varchar(64)`, `bigint`), comments may be empty."""

    table: str
    column: str
    type: str = ""
    comment: str = ""
    table_comment: str = ""
    source: str = ""


def classify_columns(columns: Iterable[ColumnDescription]) -> list[TableFinding]:
    """One finding a table, in the order in which tables first appear; `rows` is 0, confidence stays below 0.86."""
    tables: dict[tuple[str, str], list[ColumnDescription]] = {}
    for column in columns:
        tables.setdefault((column.source, column.table), []).append(column)
    return [_classify(source, table, given) for (source, table), given in tables.items()]


def _classify(source: str, table: str, given: list[ColumnDescription]) -> TableFinding:
    fields = [pa.field(c.column, arrow_type(c.type), metadata={COMMENT: c.comment}) for c in given]
    about = next((c.table_comment for c in given if c.table_comment), "")
    schema = pa.schema(fields, metadata={COMMENT: about})
    return TableScanner(source, table, schema).finish()


_TYPES: tuple[tuple[tuple[str, ...], pa.DataType], ...] = (
    (("bool", "bit(1)"), pa.bool_()),
    (("tinyint", "smallint", "mediumint", "bigint", "int", "serial", "number"), pa.int64()),
    (("float", "double", "decimal", "numeric", "real", "money"), pa.float64()),
    (("datetime", "timestamp"), pa.timestamp("us")),
    (("date",), pa.date32()),
    (("blob", "binary", "varbinary", "bytea", "raw", "image"), pa.binary()),
)


def arrow_type(sql: str) -> pa.DataType:
    """The Arrow type that comes nearest to a type of SQL; texts and all unknown words are strings."""
    word = sql.strip().lower()
    for heads, kind in _TYPES:
        if word.startswith(heads) and not word.startswith("interval"):
            return kind
    return pa.string()
