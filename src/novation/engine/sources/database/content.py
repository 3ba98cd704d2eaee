"""A digest over what a table holds, the same however its rows were cut into batches."""

from __future__ import annotations

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


class ContentDigest:
    """SHA-256 over names, lengths, nulls and bytes of text columns, column by column."""

    def __init__(self, name: str, columns: list[str]) -> None:
        self._head = repr((name, columns)).encode()
        self._lengths = [hashlib.sha256() for _ in columns]
        self._bytes = [hashlib.sha256() for _ in columns]
        self._rows = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """`batch` has `_row` first; rows are numbered on, so it adds nothing."""
        self._rows += batch.num_rows
        for place, column in enumerate(batch.columns[1:]):
            lengths = pc.fill_null(pc.binary_length(column), -1).cast(pa.int64())
            self._lengths[place].update(
                np.ascontiguousarray(lengths.to_numpy(zero_copy_only=False)).tobytes()
            )
            self._bytes[place].update(_text_bytes(column))

    def hexdigest(self) -> str:
        whole = hashlib.sha256(self._head + str(self._rows).encode())
        for lengths, content in zip(self._lengths, self._bytes, strict=True):
            whole.update(lengths.digest() + content.digest())
        return whole.hexdigest()


def _text_bytes(column: pa.Array) -> memoryview:
    """The values end to end, nulls adding nothing."""
    column = column.drop_null()
    _, offsets, content = column.buffers()
    if content is None or not len(column):
        return memoryview(b"")
    places = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    return memoryview(content)[int(places[0]) : int(places[-1])]
