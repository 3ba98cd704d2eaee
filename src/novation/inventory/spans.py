"""Finds personal data inside free text: whole columns in, parallel arrays of spans out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from novation.inventory.kernels.arrays import Spans

if TYPE_CHECKING:
    import polars as pl

_BLOCK = 4 << 20  # bytes of text that one call of the kernel gets
_ROWS = 1 << 18  # rows likewise
_NAMING = "novation.inventory.kernels.naming"


def find_spans(
    column: pa.Array | pa.ChunkedArray | pl.Series,
    *,
    names: bool = True,
    code_points: bool = False,
    second: bool = False,
) -> Spans:
    """All spans of personal data in a column of strings (string, large string, string view; nulls have none).

    `names` also looks for names and addresses (slower); `code_points` counts characters instead of bytes. Memory
    beyond the column itself is bounded by a block of text on each core. `second` also asks the LAC model about
    doubtful names (much slower; extra `names`, without it `inventory.no-lac` is raised). TypeError for a column of
    another type.
    """
    if second and names:
        from novation.inventory.lac import require

        require()
    parts: list[Spans] = []
    base = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for array in _arrays(column):
            blocks = list(_blocks(array))
            work = [(block, names, code_points, second) for _, block in blocks]
            found = pool.map(_find_in_block, work) if len(work) > 1 else map(_find_in_block, work)
            for (first, _), spans in zip(blocks, found, strict=True):
                parts.append(
                    Spans(
                        spans.rows + (base + first),
                        spans.starts,
                        spans.ends,
                        spans.types,
                        spans.confidence,
                    )
                )
            base += len(array)
    return Spans.joined(parts)


def _arrays(column: pa.Array | pa.ChunkedArray | pl.Series) -> Iterator[pa.Array]:
    if not isinstance(column, pa.Array | pa.ChunkedArray):
        import polars as pl  # here: scanning Arrow columns must not wait for it

        if column.dtype not in (pl.String, pl.Categorical, pl.Null) and not isinstance(column.dtype, pl.Enum):
            raise TypeError(f"a column of strings is needed, not of {column.dtype}")
        column = column.cast(pl.String).to_arrow()
    kind = column.type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if not (
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_null(kind)
    ):
        raise TypeError(f"a column of strings is needed, not of {column.type}")
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    yield from chunks


Block = tuple[NDArray[np.uint8], NDArray[np.int64]]


def _blocks(array: pa.Array) -> Iterator[tuple[int, pa.Array]]:
    """Slices of bounded size, with the number of their first row."""
    first = 0
    while first < len(array):
        count = min(_ROWS, len(array) - first)
        while count > 1 and array.slice(first, count).nbytes > 2 * _BLOCK:
            count = max(1, count // 2)
        yield first, array.slice(first, count)
        first += count


def _buffers(array: pa.Array) -> Block:
    """Value bytes and offsets (one more than rows); null rows are empty."""
    if not pa.types.is_large_string(array.type):
        array = array.cast(pa.large_string())
    if array.null_count:
        array = array.fill_null("")
    _, place, data = array.buffers()
    offsets = np.frombuffer(place, np.int64)[array.offset : array.offset + len(array) + 1]
    text = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
    text.flags.writeable = False
    offsets.flags.writeable = False
    return text, offsets


def _find_in_block(work: tuple[pa.Array, bool, bool, bool]) -> Spans:
    from novation.inventory.kernels.blocks import identifier_spans, in_code_points

    array, names, code_points, second = work
    buf, offsets = _buffers(array)
    spans = identifier_spans(buf, offsets)
    if names and find_spec(_NAMING) is not None:
        more = import_module(_NAMING).name_spans(buf, offsets, spans)
        spans = Spans.joined([spans, more]).sorted()
        if second:
            from novation.inventory.lac import second_opinion

            spans = second_opinion(buf, offsets, spans)
    return in_code_points(buf, offsets, spans) if code_points else spans
