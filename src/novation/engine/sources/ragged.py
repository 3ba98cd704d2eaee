"""Rows of a CSV file that are shorter or longer than its header: counted, and kept in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from novation.engine.sources.dialect import FULL_WIDTH_COMMA, STAND_IN, Layout, records, surplus_at
from novation.engine.sources.source import ROW, SURPLUS, ordinals


class Widths:
    """Counts rows that are not as wide as the table."""

    def __init__(self, width: int) -> None:
        self._width = width
        self.short = 0
        self.long = 0

    def __call__(self, row: Any) -> str:
        if row.actual_columns < self._width:
            self.short += 1
        else:
            self.long += 1
        return "skip"


class OddRows:
    """Collects short and long rows while the parser runs, and puts them back where they stood."""

    def __init__(self, layout: Layout, quoting: bool) -> None:
        self._width = layout.width
        self._swap = layout.delimiter == FULL_WIDTH_COMMA
        self._delimiter = STAND_IN if self._swap else layout.delimiter
        self._quoting = quoting
        self._waiting: list[tuple[int, str]] = []  # ordinal from 0, text of the record

    def __call__(self, row: Any) -> str:
        self._waiting.append((row.number - 1, row.text))
        return "skip"

    def merge(self, columns: list[pa.Array], first: int, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """The rows of a block together with the odd ones that stand before its last row, in order."""
        good = len(columns[0])
        last, mine = first + good, 0
        while mine < len(self._waiting) and self._waiting[mine][0] < last:
            mine += 1
            last += 1
        odd, self._waiting = self._waiting[:mine], self._waiting[mine:]
        taken = {ordinal for ordinal, _ in odd}
        if not taken:
            yield self._batch(ordinals(first, good), columns, schema)
            return
        rows = pa.array([n for n in range(first, last) if n not in taken], pa.int64())
        both = pa.Table.from_batches([self._batch(rows, columns, schema), self._odd_batch(odd, schema)])
        yield from both.sort_by(ROW).combine_chunks().to_batches()

    def rest(self, first: int, schema: pa.Schema) -> pa.RecordBatch:
        """The odd rows behind the last regular one."""
        return self._odd_batch(self._waiting, schema)

    def _batch(self, rows: pa.Array, columns: list[pa.Array], schema: pa.Schema) -> pa.RecordBatch:
        surplus = [pa.nulls(len(rows), pa.string())] if len(schema) > len(columns) + 1 else []
        return pa.record_batch([rows, *columns, *surplus], schema=schema)

    def _odd_batch(self, odd: list[tuple[int, str]], schema: pa.Schema) -> pa.RecordBatch:
        rows: list[list[str | None]] = [self._cells(text) for _, text in odd]
        columns = [[row[place] for row in rows] for place in range(self._width + (SURPLUS in schema.names))]
        places = pa.array([ordinal for ordinal, _ in odd], pa.int64())
        return pa.record_batch([places, *(pa.array(c, pa.string()) for c in columns)], schema=schema)

    def _cells(self, text: str) -> list[str | None]:
        """The fields of one odd record, padded to the width, and its surplus as it stands."""
        fields = next((fields for fields, _ in records(text, self._delimiter, self._quoting)), [""])
        surplus = None
        if len(fields) > self._width:
            surplus = text[surplus_at(text, self._width, self._delimiter, self._quoting) :]
        cells: list[str | None] = [*fields[: self._width], *[None] * (self._width - len(fields)), surplus]
        return [cell.replace(STAND_IN, FULL_WIDTH_COMMA) if cell and self._swap else cell for cell in cells]
