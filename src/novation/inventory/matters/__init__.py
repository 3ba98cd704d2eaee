"""Sensitive matters in free text: what PIPL 28 and GDPR 9 and 10 protect, found by phrases and what stands near them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from novation.inventory.kernels import phrases as kernel
from novation.inventory.kernels import phrases_reading as reading
from novation.inventory.matters.matching import MATTERS, SLUGS, Matter, confidence, lexicon

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MATTERS", "PERSONAL", "SLUGS", "Found", "Matter", "find_matters"]

PERSONAL = 0.5
"""From this confidence on a find says something about a person; below, the matter is only spoken of."""

_ROOM = 1 << 16


@dataclass(frozen=True)
class Found:
    """Finds in order of row and place: `starts` and `ends` are bytes of the UTF-8 value, end exclusive.

    `codes` are those of `MATTERS`, `confidence` is from 0 to 1. All arrays have one length.
    """

    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    codes: NDArray[np.uint8]
    confidence: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.rows)

    def personal(self) -> Found:
        """The finds that say something about a person."""
        return self._where(self.confidence >= PERSONAL)

    def rows_by_matter(self) -> dict[str, int]:
        """Of each matter found, how many rows speak of it."""
        return {
            SLUGS[int(code)]: len(np.unique(self.rows[self.codes == code])) for code in np.unique(self.codes)
        }

    def _where(self, keep: NDArray[np.bool_]) -> Found:
        return Found(
            self.rows[keep], self.starts[keep], self.ends[keep], self.codes[keep], self.confidence[keep]
        )


def find_matters(column: pa.Array | pa.ChunkedArray | pl.Series) -> Found:
    """Every sensitive matter in a column of strings; null rows have none. TypeError where it is no text column.

    Memory: 29 bytes a find, and one copy of a chunk where its layout is not Arrow's plain string.
    """
    if not isinstance(column, pa.Array | pa.ChunkedArray):
        column = column.to_arrow()
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    parts, first = [], 0
    for chunk in chunks:
        parts.append(_find(chunk, first))
        first += len(chunk)
    if not parts:
        parts.append(_find(pa.array([], pa.large_string()), 0))
    return Found(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _layout(chunk: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Bytes and offsets of a text chunk; nulls become empty."""
    kind = chunk.type.value_type if pa.types.is_dictionary(chunk.type) else chunk.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise TypeError(f"a column of text is needed, not {chunk.type}")
    text = chunk.cast(pa.large_string())
    if text.null_count:
        text = text.fill_null("")
    _, offsets, content = text.buffers()
    empty = offsets is None or not len(text)
    ends = np.zeros(1, np.int64) if empty else np.frombuffer(offsets, np.int64)
    signs = np.frombuffer(b"" if empty or content is None else content, np.uint8)
    ends = ends if empty else ends[text.offset : text.offset + len(text) + 1]
    for part in (signs, ends):
        part.flags.writeable = False  # the kernel is compiled for one kind of array
    return signs, ends


def _find(chunk: pa.Array, first: int) -> tuple[NDArray[Any], ...]:
    """Rows counted from `first`, starts, ends, codes and confidence of one chunk."""
    content, offsets = _layout(chunk)
    words = lexicon()
    out = np.empty(min(_ROOM, max(64, len(content))) * kernel.FIND, np.int64)
    work = np.zeros(reading.WORK, np.int64)
    work[reading.SEEN :] = -1
    parts = []
    while work[reading.AT_ROW] < len(offsets) - 1:
        count = kernel.find_phrases(content, offsets, *words.table, work, out)
        finds = out[: count * kernel.FIND].reshape(-1, kernel.FIND)
        row, phrase = finds[:, kernel.ROW], finds[:, kernel.TERM] >> 8
        begin, codes = offsets[row], words.code[phrase]
        sure = confidence(codes, words.strength[phrase], (finds[:, kernel.TERM] & 255).astype(np.uint8))
        parts.append((row + first, finds[:, kernel.START] - begin, finds[:, kernel.END] - begin, codes, sure))
    if not parts:
        none = np.empty(0, np.int64)
        return none, none, none, np.empty(0, np.uint8), np.empty(0, np.float32)
    return tuple(np.concatenate(each) for each in zip(*parts, strict=True))
