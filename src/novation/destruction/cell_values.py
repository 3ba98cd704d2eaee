"""Writes new values into single cells of a CSV; every other byte stays, and the new file is checked before it is put in place."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from novation.destruction.check import ROW, aligned
from novation.destruction.csv_file import SURPLUS, cell_spans
from novation.destruction.csv_records import QUOTE, Block, Layout, Positions, blocks, unit_type
from novation.destruction.sources import file_digest, layout_of, opened, position, table_of
from novation.destruction.swap import create, flush, new_name, tidy
from novation.destruction.swap import replace as put_in_place
from novation.engine.sources import SourceTable
from novation.errors.destruction import NOT_VERIFIED, ROW_MISSING
from novation.errors.person_changes import VALUE_UNFIT
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Replacement:
    """One cell: table and column as the reader names them, `row` as it numbers them."""

    table: str
    row: int
    column: str
    value: str


def replace_cells(
    path: Path,
    name: str,
    options: Mapping[str, str],
    cells: Sequence[Replacement],
    before_swap: Callable[[str], None],
) -> str:
    """Replaces the cells in the file; returns its new digest, which `before_swap` is told before the file changes.

    Raises `person-change.value-unfit`, `destruction.row-missing`, `destruction.not-verified`; then nothing has changed.
    """
    tidy(path)
    try:
        old = opened(path, name, options)
        table = table_of(old, cells[0].table)
        wanted = _by_row(table, cells)
        with path.open("rb") as source, create(new_name(path)) as target:
            written = _rewrite(source, target, table, wanted, name)
        if missing := set(wanted) - written:
            raise ROW_MISSING.error(table=table.name, rows=len(missing))
        flush(new_name(path))
        again = opened(new_name(path), name, {**options, "encoding": layout_of(table).encoding})
        if not _as_wanted(table.batches(), again.tables(), wanted):
            raise NOT_VERIFIED.error(source=name, table=table.name)
        digest = file_digest(new_name(path))
        before_swap(digest)
        put_in_place(path)
    finally:
        tidy(path)
    return digest


def _by_row(table: SourceTable, cells: Iterable[Replacement]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for cell in cells:
        position(table, cell.column)
        found.setdefault(cell.row, {})[cell.column] = cell.value
    return found


def _rewrite(
    source: BinaryIO, target: BinaryIO, table: SourceTable, wanted: Mapping[int, Mapping[str, str]], name: str
) -> set[int]:
    layout = layout_of(table)
    names = [column for column in table.columns if column != SURPLUS]
    target.write(source.read(layout.body_at))
    seen, written = 0, set()
    for block in blocks(source, layout):
        records = np.flatnonzero(block.ends > block.starts)  # blank lines are no rows
        here = sorted(row for row in wanted if seen <= row < seen + len(records))
        splices = [
            _splice(block, records[row - seen : row - seen + 1], column, value, names, layout, name)
            for row in here
            for column, value in wanted[row].items()
        ]
        target.write(_spliced(block, sorted(splices)))
        seen += len(records)
        written |= set(here)
    return written


def _splice(
    block: Block, record: Positions, column: str, value: str, names: list[str], layout: Layout, name: str
) -> tuple[int, int, bytes]:
    starts, ends, alone = cell_spans(block, record, column, names)
    if not len(starts):
        raise VALUE_UNFIT.error(
            source=name, why=Text("这一行没有这一列", "the row is too short for this column")
        )
    begin, end = int(starts[0]), int(ends[0])
    quoted = (
        begin > 0 and block.units[begin - 1] == QUOTE and end < len(block.units) and block.units[end] == QUOTE
    )
    return begin, end, _written(value, layout, name, quoted=bool(quoted), alone=bool(alone[0]) or not value)


def _written(value: str, layout: Layout, name: str, *, quoted: bool, alone: bool) -> bytes:
    """The value as the file writes it: in the quotes that stand there, or in new ones where it needs them."""
    if value != value.strip() or not value.isprintable():
        raise VALUE_UNFIT.error(
            source=name, why=Text("首尾有空格，或含控制字符", "spaces at its ends, or control characters")
        )
    text = value
    if quoted:
        text = value.replace('"', '""')
    elif layout.delimiter in value or '"' in value or (alone and not value):
        # A file without any quote is read as one that knows none; whether the reader takes this one is checked below.
        text = '"' + value.replace('"', '""') + '"'
    try:
        return text.encode(_codec(layout))
    except UnicodeEncodeError as unfit:
        raise VALUE_UNFIT.error(
            source=name, why=Text("来源的编码里没有这些字符", "its encoding lacks these characters")
        ) from unfit


def _codec(layout: Layout) -> str:
    """The codec without a byte order mark of its own."""
    name = codecs.lookup(layout.encoding).name
    if name in ("utf-16", "utf-32"):
        return f"{name}-{'be' if unit_type(layout.encoding).byteorder == '>' else 'le'}"
    return "utf-8" if name == "utf-8-sig" else name


def _spliced(block: Block, splices: list[tuple[int, int, bytes]]) -> bytes:
    pieces, at = [], 0
    for begin, end, text in splices:
        pieces += [block.units[at:begin].tobytes(), text]
        at = end
    return b"".join([*pieces, block.units[at:].tobytes()])


def _as_wanted(
    old: Iterable[pa.RecordBatch], tables: Sequence[SourceTable], wanted: Mapping[int, Mapping[str, str]]
) -> bool:
    """Whether the reader finds the new values in their cells and everything else as it was."""
    if len(tables) != 1:
        return False
    pairs = aligned(_with(old, wanted), iter(tables[0].batches()))
    return all(left is not None and right is not None and _same(left, right) for left, right in pairs)


def _same(left: pa.RecordBatch, right: pa.RecordBatch) -> bool:
    if left.schema.names != right.schema.names:
        return False
    return all(
        (a if a.type == b.type else a.cast(b.type)).equals(b)
        for a, b in zip(left.columns, right.columns, strict=True)
    )


def _with(
    batches: Iterable[pa.RecordBatch], wanted: Mapping[int, Mapping[str, str]]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        places = {
            int(row): place for place, row in enumerate(np.asarray(batch.column(ROW))) if int(row) in wanted
        }
        for column in {column for row in places for column in wanted[row]}:
            values = batch.column(column).to_pylist()
            for row, place in places.items():
                if column in wanted[row]:
                    values[place] = wanted[row][column]
            at = batch.schema.get_field_index(column)
            batch = batch.set_column(
                at, batch.schema.field(at), pa.array(values, batch.schema.field(at).type)
            )
        yield batch
