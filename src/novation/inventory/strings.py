"""Hands the buffers of an Arrow column to the kernels: bytes, offsets, nulls, and weights of dictionary values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_NO_INTS = np.zeros(0, np.int64)
_NO_BOOLS = np.zeros(0, np.bool_)


@dataclass(frozen=True)
class Strings:
    """Value `i` is `data[offsets[i]:offsets[i + 1]]`, counts `weights[i]` times (1 where empty), null where not valid."""

    array: pa.Array
    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    valid: NDArray[np.bool_]
    weights: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def text(self, row: int) -> str:
        """One value; broken UTF-8 is replaced."""
        return bytes(self.data[self.offsets[row] : self.offsets[row + 1]]).decode("utf-8", "replace")

    def count(self, marks: NDArray[np.bool_]) -> int:
        """Rows whose value is marked."""
        return int(self.weights[marks].sum()) if len(self.weights) else int(np.count_nonzero(marks))


def strings(array: pa.Array) -> Strings | None:
    """None for columns without text to look at (bytes, lists, structs); numbers and times are written out."""
    weights = _NO_INTS
    if pa.types.is_dictionary(array.type):
        codes = array.indices.drop_null() if array.indices.null_count else array.indices
        weights = np.bincount(codes.to_numpy(zero_copy_only=False), minlength=len(array.dictionary)).astype(
            np.int64
        )
        array = array.dictionary
    kind = array.type
    if (
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_nested(kind)
        or pa.types.is_null(kind)
    ):
        return None
    if not pa.types.is_string(kind) and not pa.types.is_large_string(kind):
        array = pc.cast(array, pa.large_string())
        kind = array.type
    width = np.int32 if pa.types.is_string(kind) else np.int64
    _, places, content = array.buffers()
    if places is None or places.size == 0:
        return None
    offsets = np.frombuffer(places, width)[array.offset : array.offset + len(array) + 1].astype(np.int64)
    data = np.frombuffer(content, np.uint8) if content is not None and content.size else np.zeros(1, np.uint8)
    valid = array.is_valid().to_numpy(zero_copy_only=False) if array.null_count else _NO_BOOLS
    return Strings(array, data, offsets, valid, weights)
