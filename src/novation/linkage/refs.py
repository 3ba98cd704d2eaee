"""Subject references: random, never derived from the data, so that they tell nothing about a person."""

from __future__ import annotations

import secrets

import numpy as np
import pyarrow as pa

_ALPHABET = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)  # RFC 4648, lower case
LENGTH = 16


def random_references(count: int) -> pa.Array:
    """`count` distinct references of 80 random bits each, as an Arrow string array of 16 characters."""
    while True:
        letters = _ALPHABET[np.frombuffer(secrets.token_bytes(count * LENGTH), dtype=np.uint8) & 31]
        if (
            len(np.unique(letters.view(f"S{LENGTH}"))) == count
        ):  # a clash of 80 bits is unlikely, not impossible
            return _as_arrow(letters, count)


def _as_arrow(letters: np.ndarray, count: int) -> pa.Array:
    offsets = np.arange(0, (count + 1) * LENGTH, LENGTH, dtype=np.int64)
    return pa.LargeStringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(letters.tobytes()))
