"""Finds personal data inside free text: whole columns in, parallel arrays of spans out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from novation.inventory.cutting import piece_end
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
    fields: tuple[list[NDArray[Any]], ...] = ([], [], [], [], [])
    base = 0
    for array in _arrays(column):
        blocks = list(_blocks(array))
        found = _found([(block, names, code_points, second) for block in blocks])
        place = 0
        for block, (spans, size) in zip(blocks, found, strict=True):
            place = place if block.goes_on else 0
            fields[0].append(spans.rows + (base + block.first))
            fields[1].append(spans.starts + place)
            fields[2].append(spans.ends + place)
            fields[3].append(spans.types.copy())  # a part of a longer array
            fields[4].append(spans.confidence.copy())
            place += size
        base += len(array)
    return Spans(*(_joined(parts, kind) for parts, kind in zip(fields, _KINDS, strict=True)))


_Work = tuple["_Block", bool, bool, bool]


def _found(work: list[_Work]) -> Iterator[tuple[Spans, int]]:
    """The answers of `_find_in_block` in order; threads are started only for several blocks, since that takes a while."""
    if len(work) < 2:
        yield from map(_find_in_block, work)
        return
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        yield from pool.map(_find_in_block, work)


_KINDS = (np.int64, np.int64, np.int64, np.uint8, np.float32)


def _joined(parts: list[NDArray[Any]], kind: type[Any]) -> NDArray[Any]:
    """One array of many, which are given up so that not all fields are held twice."""
    whole = np.concatenate(parts) if parts else np.zeros(0, kind)
    parts.clear()
    return whole


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


Buffers = tuple[NDArray[np.uint8], NDArray[np.int64]]


class _Block(NamedTuple):
    """Rows that one call of the kernel gets, or a piece of a row that is longer than a block."""

    first: int
    """The number of the first row."""
    text: pa.Array | Buffers
    goes_on: bool = False
    """Whether it goes on from the piece before it."""


def _blocks(array: pa.Array) -> Iterator[_Block]:
    """Slices of bounded size; a row longer than two blocks comes in pieces."""
    first = 0
    while first < len(array):
        count = min(_ROWS, len(array) - first)
        while count > 1 and array.slice(first, count).nbytes > 2 * _BLOCK:
            count = max(1, count // 2)
        part = array.slice(first, count)
        if count > 1 or part.nbytes <= 2 * _BLOCK:
            yield _Block(first, part)
        else:
            buf, offsets = _buffers(part)
            at, end = int(offsets[0]), int(offsets[1])
            while at < end:
                to = piece_end(buf, at, end, _BLOCK)
                piece = np.array([at, to], np.int64)
                piece.flags.writeable = False
                yield _Block(first, (buf, piece), goes_on=at > offsets[0])
                at = to
        first += count


def _buffers(array: pa.Array) -> Buffers:
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


def _find_in_block(work: _Work) -> tuple[Spans, int]:
    """The spans of a block, and the size of its text in the unit of their places."""
    from novation.inventory.kernels.blocks import identifier_spans, in_code_points

    block, names, code_points, second = work
    buf, offsets = block.text if isinstance(block.text, tuple) else _buffers(block.text)
    spans = identifier_spans(buf, offsets)
    if names and find_spec(_NAMING) is not None:
        more = import_module(_NAMING).name_spans(buf, offsets, spans)
        spans = Spans.joined([spans, more]).sorted()
        if second:
            from novation.inventory.lac import second_opinion

            spans = second_opinion(buf, offsets, spans)
    size = int(offsets[-1] - offsets[0])
    if not code_points:
        return spans, size
    if isinstance(block.text, tuple):
        size = int(np.count_nonzero((buf[offsets[0] : offsets[-1]] & 0xC0) != 0x80))
    return in_code_points(buf, offsets, spans), size
