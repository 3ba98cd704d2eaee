"""Finds the one column that is meant, in a table or a text of lines, and reads it chunk by chunk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa

from novation.engine.sources import ROW, SourceTable
from novation.engine.sources.documents import COLUMNS as DOCUMENT
from novation.errors.discovery import COLUMN_NEEDED, NO_COLUMN, NO_TABLE, NOTHING_READ, TABLE_NEEDED
from novation.errors.sources import NOT_FOUND
from novation.handover.discovery.batches import gathered
from novation.handover.discovery.lines import Stream, lines_of_file
from novation.handover.discovery.places import Place, opened
from novation.handover.discovery.texts import Texts, as_text
from novation.messages import Text


class Column(Protocol):
    """A column to look through. `name` is "" for lines; `rows` is None where it is not known beforehand."""

    source: str
    table: str
    name: str
    rows: int | None

    def chunks(self) -> Iterator[Texts]:
        """Its texts in order, in bounded memory."""

    def remarks(self) -> tuple[Text, ...]:
        """What was odd; complete once `chunks` has been read to its end."""


class TableColumn:
    """A column of a table of a source."""

    def __init__(self, table: SourceTable, name: str) -> None:
        self._table = table
        self.source, self.table, self.name = table.source, table.name, name
        self.rows = table.rows

    def chunks(self) -> Iterator[Texts]:
        for batch in gathered(b.select([ROW, self.name]) for b in self._table.batches()):
            rows = batch.column(0).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
            yield from Texts(rows, as_text(batch.column(1), self.name)).parts()

    def remarks(self) -> tuple[Text, ...]:
        return tuple(remark.text for remark in self._table.remarks)


class Lines:
    """A text file, or standard input ("-"), line by line."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        self.source, self.table, self.name = path.name, path.stem, ""
        self.rows: int | None = None
        self._path = path
        self._encoding = encoding
        self._stream: Stream | None = None

    def chunks(self) -> Iterator[Texts]:
        if str(self._path) == "-":
            self._stream = Stream(sys.stdin.buffer, self._encoding)
            found = self._stream.chunks()
        else:
            found = lines_of_file(self._path, self._encoding)
        for texts in found:
            yield from texts.parts()

    def remarks(self) -> tuple[Text, ...]:
        lost = self._stream.replaced if self._stream else 0
        if not lost:
            return ()
        return (
            Text(
                f"有 {lost} 处无法按该编码读出，已用 U+FFFD 代替；可用 --encoding 声明编码",
                f"{lost} places could not be read in this encoding and stand as U+FFFD; declare it by --encoding",
            ),
        )


def open_column(
    path: Place,
    *,
    column: str | None = None,
    table: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Column:
    """The column that is meant. A `.txt` file without `column`, and "-", are read line by line.

    `table` and `column` may be left out where there is only one; of a document the column is `text`. Raises
    `sources.not-found`, `discovery.nothing-read`, `.table-needed`, `.no-such-table`, `.column-needed`,
    `.no-such-column`.
    """
    if str(path) == "-" or (column is None and table is None and _is_lines(path)):
        return Lines(Path(path), encoding)
    sources = list(opened([path], encoding=encoding, sheet=sheet))
    found: list[SourceTable] = []
    skipped = []
    for source in sources:
        found += source.tables()
        skipped += source.skipped
    if not found:
        why = skipped[0].reason if skipped else Text("没有表", "it has no table")
        raise NOTHING_READ.error(file=sources[0].name, why_zh=why.zh, why_en=why.en)
    chosen = _choose(found, table, column, sources[0].name)
    return TableColumn(chosen, _column_of(chosen, column))


def _is_lines(path: Place) -> bool:
    if "://" in str(path) or Path(path).suffix.lower() != ".txt":
        return False
    if not Path(path).is_file():
        raise NOT_FOUND.error(file=Path(path).name)
    return True


def _choose(tables: list[SourceTable], table: str | None, column: str | None, file: str) -> SourceTable:
    names = ", ".join(t.name for t in tables)
    fitting = [t for t in tables if table is None or t.name == table]
    if not fitting:
        raise NO_TABLE.error(file=file, table=table, tables=names)
    if len(fitting) > 1 and column is not None:
        fitting = [t for t in fitting if column in t.columns] or fitting
    if len(fitting) > 1:
        raise TABLE_NEEDED.error(file=file, tables=names)
    return fitting[0]


def _column_of(table: SourceTable, column: str | None) -> str:
    names = ", ".join(table.columns)
    if column is None and table.columns == DOCUMENT:
        return DOCUMENT[-1]
    if column is None:
        texts = [f.name for f in table.schema if f.name != ROW and not pa.types.is_nested(f.type)]
        if len(texts) != 1:
            raise COLUMN_NEEDED.error(table=table.name, columns=names)
        return texts[0]
    if column not in table.columns:
        raise NO_COLUMN.error(table=table.name, column=column, columns=names)
    return column
