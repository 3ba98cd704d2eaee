"""A run of texts with the numbers of their rows, as Arrow buffers that the finders read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from novation.errors.discovery import NO_TEXT

Ints = NDArray[np.int64]
BYTES = 32 << 20
"""Text looked at in one go; a single longer value is looked at alone."""


@dataclass(frozen=True)
class Texts:
    """`rows[i]` is the number of the row in its table, from 0 without the header; `values` may hold nulls."""

    rows: Ints
    values: pa.LargeStringArray

    def __len__(self) -> int:
        return len(self.rows)

    def offsets(self) -> Ints:
        """Where each value begins in `data`, and where the last one ends."""
        held = np.frombuffer(self.values.buffers()[1], np.int64)
        return held[self.values.offset : self.values.offset + len(self.values) + 1]

    def data(self) -> NDArray[np.uint8]:
        """The UTF-8 bytes of all values, and perhaps of others before and after."""
        content = self.values.buffers()[2]
        return np.frombuffer(content, np.uint8) if content is not None else np.zeros(0, np.uint8)

    def parts(self) -> Iterator[Texts]:
        """The same in parts of at most `BYTES` each: a batch of giant cells must not take all memory."""
        offsets = self.offsets()
        first = 0
        while first < len(self):
            last = int(np.searchsorted(offsets, offsets[first] + BYTES, side="right")) - 1
            last = min(max(last, first + 1), len(self))
            yield Texts(self.rows[first:last], self.values.slice(first, last - first))
            first = last


def as_text(array: pa.Array, column: str) -> pa.LargeStringArray:
    """An Arrow array of any plain type as text. Raises `discovery.no-text` for bytes and nested values."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        array = array.dictionary_decode()
        kind = array.type
    nested = pa.types.is_nested(kind)
    if nested or pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind):
        raise NO_TEXT.error(column=column)
    return array if pa.types.is_large_string(kind) else array.cast(pa.large_string())
