"""Opens a source through the engine's readers, whose row numbers the removal follows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from novation.destruction.csv_records import Layout
from novation.engine.sources import SURPLUS, Source, SourceTable, open_source
from novation.engine.sources.encoding import find_encoding
from novation.engine.sources.jsonl import JsonTable
from novation.errors import destruction as errors

CHUNK = 1 << 20


def file_digest(path: Path) -> str:
    """`sha256:<hex>` over the file's bytes."""
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def opened(path: Path, name: str, options: Mapping[str, str]) -> Source:
    """The source as it was scanned: with the same declared encoding and sheet."""
    return open_source(path, name=name, encoding=options.get("encoding"), sheet=options.get("sheet"))


def table_of(source: Source, name: str) -> SourceTable:
    """The table of that name. Raises `destruction.table-missing`."""
    for table in source.tables():
        if table.name == name:
            return table
    raise errors.TABLE_MISSING.error(source=source.name, table=name)


def position(table: SourceTable, column: str) -> int:
    """Where the column stands among the table's columns. Raises `destruction.column-missing`."""
    if column not in table.columns:
        raise errors.COLUMN_MISSING.error(table=table.name, column=column)
    return table.columns.index(column)


def layout_of(table: SourceTable) -> Layout:
    """How the CSV is written, as the reader found."""
    dialect = table.dialect
    if dialect is None:
        raise errors.TABLE_MISSING.error(source=table.source, table=table.name)
    return Layout(dialect.encoding, dialect.delimiter, dialect.quoting, dialect.body_at)


def text_layout(source: Source) -> Layout:
    """How lines of text are written: the encoding, and where the text begins behind the byte order mark."""
    encoding = find_encoding(source.path, source.encoding)
    return Layout(encoding.name, ",", quoting=False, body_at=len(encoding.bom))


def is_lines(table: SourceTable) -> bool:
    """Whether each JSON object stands on a line of its own; otherwise the file is one document."""
    return isinstance(table, JsonTable) and table._is_lines


def pointer_of(table: SourceTable, column: str) -> tuple[str, ...] | None:
    """The keys that lead to a column's values in a JSON object; None for `_surplus`, which is the whole line."""
    position(table, column)
    if column == SURPLUS or not isinstance(table, JsonTable):
        return None
    pointer = next(found.pointer for found in table._columns if found.name == column)
    return tuple(key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:])
