"""Compares a rewritten source with the old one, as the readers see them: nothing else may have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from novation.destruction.removal import Removal, Rows

ROW = "_row"


class Counted:
    """Batches that are counted as they pass, with their row numbers noted where a removal names them."""

    def __init__(self, batches: Iterable[pa.RecordBatch]) -> None:
        self._batches = iter(batches)
        self._numbers: list[Rows] = []
        self.rows = 0

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        for batch in self._batches:
            self.rows += batch.num_rows
            self._numbers.append(np.asarray(batch.column(ROW)))
            yield batch

    def finish(self) -> None:
        """Reads what nobody asked for."""
        for _ in self:
            pass

    def missing(self, removal: Removal) -> int:
        """How many of the removal's rows never passed."""
        numbers = np.concatenate([np.zeros(0, np.int64), *self._numbers])
        asked = np.unique(np.concatenate([removal.rows, *removal.cells.values()]))
        return int((~np.isin(asked, numbers)).sum())


def same_but_removed(
    old: Iterable[pa.RecordBatch], new: Iterable[pa.RecordBatch], removal: Removal | None
) -> bool:
    """Whether `new` has exactly the rows of `old` less the removal, in their order, and blanked cells are empty.

    Both are batches as `SourceTable.batches()` gives them; `_row` itself may differ. A column that the new
    table lacks (no row has it any more) must be null throughout.
    """
    cells: Mapping[str, Rows] = removal.cells if removal else {}
    expected = _remaining(old, removal)
    return all(_same(left, right, cells) for left, right in aligned(expected, iter(new)))


def _remaining(batches: Iterable[pa.RecordBatch], removal: Removal | None) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        if removal is None or not len(removal.rows):
            yield batch
            continue
        yield batch.filter(pa.array(~_among(batch, removal.rows)))


def _among(batch: pa.RecordBatch, rows: Rows) -> np.ndarray:
    """Which rows of the batch are among these; by bisection, for there may be millions and a batch is small."""
    numbers = np.asarray(batch.column(ROW))
    if not len(rows):
        return np.zeros(len(numbers), bool)
    places = np.minimum(np.searchsorted(rows, numbers), len(rows) - 1)
    return rows[places] == numbers


def aligned(
    left: Iterator[pa.RecordBatch], right: Iterator[pa.RecordBatch]
) -> Iterator[tuple[pa.RecordBatch | None, pa.RecordBatch | None]]:
    """Pairs of pieces of the same length; where one side is longer, a pair with None."""
    here = there = None
    while True:
        here = here if here is not None and here.num_rows else _next(left)
        there = there if there is not None and there.num_rows else _next(right)
        if here is None and there is None:
            return
        if here is None or there is None:
            yield here, there
            return
        count = min(here.num_rows, there.num_rows)
        yield here.slice(0, count), there.slice(0, count)
        here, there = here.slice(count), there.slice(count)


def _next(batches: Iterator[pa.RecordBatch]) -> pa.RecordBatch | None:
    return next((batch for batch in batches if batch.num_rows), None)


def _same(left: pa.RecordBatch | None, right: pa.RecordBatch | None, cells: Mapping[str, Rows]) -> bool:
    if left is None or right is None or not set(right.schema.names) <= set(left.schema.names):
        return False
    return all(_same_column(left, right, name, cells.get(name)) for name in left.schema.names if name != ROW)


def same_values(left: pa.RecordBatch, right: pa.RecordBatch) -> bool:
    """Whether two batches hold the same in every column of the first but the row numbers."""
    return _same(left, right, {})


def _same_column(left: pa.RecordBatch, right: pa.RecordBatch, name: str, blanked: Rows | None) -> bool:
    before = left.column(name)
    after = right.column(name) if name in right.schema.names else pa.nulls(right.num_rows, before.type)
    if before.type != after.type:
        before = before.cast(after.type)
    if blanked is not None:
        gone = pa.array(_among(left, blanked))
        if not _all_empty(after.filter(gone)):
            return False
        kept = pc.invert(gone)
        before, after = before.filter(kept), after.filter(kept)
    return bool(before.equals(after) or _comparable(before).equals(_comparable(after)))


def _all_empty(values: pa.Array) -> bool:
    if values.null_count == len(values):
        return True
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        return bool(pc.all(pc.equal(pc.fill_null(values, ""), "")).as_py())
    return False


def _comparable(values: pa.Array) -> pa.Array:
    """Floats by their bits, for NaN is not equal to itself; days without the midnight that the Excel reader adds or
    not, depending on the other rows of the column."""
    if pa.types.is_string(values.type):
        return pc.replace_substring_regex(values, r"^(\d{4}-\d\d-\d\d) 00:00:00$", r"\1")
    widths = {pa.float64(): pa.int64(), pa.float32(): pa.int32()}
    return values.view(widths[values.type]) if values.type in widths else values
