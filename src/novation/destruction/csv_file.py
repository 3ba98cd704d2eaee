"""Rewrites a CSV without the removed records; every other byte stays as it stood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import numpy as np

from novation.destruction.csv_records import QUOTE, Block, Layout, Positions, Units, blocks
from novation.destruction.removal import Part, Removal

SURPLUS = "_surplus"


def rewrite(
    source: BinaryIO, target: BinaryIO, removal: Removal, layout: Layout, columns: Sequence[str]
) -> int:
    """Writes `source` less the removal to `target`; returns the number of data rows seen in `source`.

    `columns`: the reader's column names in their order, without `_row`; `_surplus` stands for all
    fields beyond them. A blanked cell keeps its quotes, so that a quoted file stays quoted.
    """
    target.write(source.read(layout.body_at))
    names = [name for name in columns if name != SURPLUS]
    seen = 0
    for block in blocks(source, layout):
        records = np.flatnonzero(block.ends > block.starts)  # blank lines are no rows
        part = removal.within(seen, len(records))
        seen += len(records)
        target.write(block.units.tobytes() if part.is_empty else _without(block, records, part, names))
    return seen


def _without(block: Block, records: Positions, part: Part, names: list[str]) -> bytes:
    deleted = records[part.rows]
    drops = [(block.starts[deleted], block.stops[deleted])]
    hollow: list[Positions] = []
    for column, rows in part.cells.items():
        starts, ends, alone = cell_spans(block, records[rows], column, names)
        drops.append((starts, ends))
        hollow.append(ends[alone])
    starts = np.concatenate([low for low, _ in drops])
    ends = np.concatenate([high for _, high in drops])
    order = np.argsort(starts, kind="stable")
    keep = _kept(len(block.units), starts[order], ends[order])
    insertions = np.unique(np.concatenate(hollow)) if hollow else np.zeros(0, np.int64)
    return _write(block.units, keep, insertions)


def cell_spans(
    block: Block, records: Positions, column: str, names: list[str]
) -> tuple[Positions, Positions, Positions]:
    """Spans of a column's cells in these records, and which of them are the whole of their record.

    A record too short for the column has nothing to blank.
    """
    index = len(names) if column == SURPLUS else names.index(column)
    first = np.searchsorted(block.delimiters, block.starts[records])
    fields = np.searchsorted(block.delimiters, block.ends[records]) - first + 1
    there = fields > index
    records, first, fields = records[there], first[there], fields[there]
    padded = np.append(block.delimiters, 0)
    begin = padded[first + index - 1] + 1 if index else block.starts[records]
    if column == SURPLUS:
        return begin - block.delimiter_units, block.ends[records], np.zeros(len(records), bool)
    behind = padded[np.minimum(first + index, len(padded) - 1)] - (block.delimiter_units - 1)
    end = np.where(fields == index + 1, block.ends[records], behind)
    quoted = _is_quoted(block.units, begin, end)
    alone = (fields == 1) & (quoted == 0) & (end > begin)
    return begin + quoted, end - quoted, alone


def _is_quoted(units: Units, begin: Positions, end: Positions) -> Positions:
    inside = (end - begin) >= 2
    last = len(units) - 1
    opens = units[np.minimum(begin, last)] == QUOTE
    closes = units[np.clip(end - 1, 0, last)] == QUOTE
    return (inside & opens & closes).astype(np.int64)


def _kept(length: int, starts: Positions, ends: Positions) -> np.ndarray:
    """A mask over the units, False inside the spans; spans do not overlap but may touch."""
    wide = ends > starts
    change = np.zeros(length + 1, np.int8)
    change[starts[wide]] += 1
    change[ends[wide]] -= 1
    return np.cumsum(change[:-1], dtype=np.int8) == 0


def _write(units: Units, keep: np.ndarray, insertions: Positions) -> bytes:
    """The kept units; a record that would become a blank line is left as two quotes instead."""
    if not len(insertions):
        return units[keep].tobytes()
    places = np.cumsum(keep)[insertions - 1]
    return np.insert(units[keep], np.repeat(places, 2), QUOTE).astype(units.dtype).tobytes()
