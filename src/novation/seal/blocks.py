"""Block digests: SHA-256 over the cells of one column in 4,096 rows at a time, straight from Arrow's buffers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from novation.seal.cells import ROW

BLOCK_ROWS = 4096
DIGEST_PREFIX = "d:"
_DIGEST = pa.binary(32)


class OutOfOrder(ValueError):
    """The rows did not come in ascending order of `_row`."""


class BlockDigester:
    """Takes batches of `_row` (int64, ascending) and text columns; gives one row of digests a block.

    A block is the rows with the same `_row // 4096`. The digest of a column in a block is
    SHA-256(SHA-256(lengths) || SHA-256(bytes)): lengths in bytes as little-endian int32, -1 for NULL; then the UTF-8
    bytes one after another. `rows_digest` is SHA-256 over the `_row` values as little-endian int64.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        self._block = -1
        self._last = -1
        self._rows: list[tuple[int, int]] = []
        self._digests: list[list[bytes]] = [[] for _ in range(1 + len(self.columns))]
        self._count = 0
        self._open: list[tuple[hashlib._Hash, hashlib._Hash]] = []

    def add(self, batch: pa.RecordBatch) -> None:
        """Takes the next batch. Raises OutOfOrder if `_row` goes down."""
        if not batch.num_rows:
            return
        rows = (
            batch.column(batch.schema.get_field_index(ROW))
            .to_numpy(zero_copy_only=False)
            .astype("<i8", copy=False)
        )
        if rows[0] < self._last or bool((np.diff(rows) < 0).any()):
            raise OutOfOrder
        self._last = int(rows[-1])
        cells = [_Cells(batch.column(batch.schema.get_field_index(name))) for name in self.columns]
        blocks = rows // BLOCK_ROWS
        edges = [0, *(np.flatnonzero(np.diff(blocks)) + 1).tolist(), len(rows)]
        for start, end in zip(edges[:-1], edges[1:], strict=True):
            self._enter(int(blocks[start]))
            self._count += end - start
            self._open[0][0].update(rows[start:end].tobytes())
            for (lengths, content), column in zip(self._open[1:], cells, strict=True):
                lengths.update(column.lengths[start:end].tobytes())
                content.update(column.content(start, end))

    def _enter(self, block: int) -> None:
        if block == self._block:
            return
        self._leave()
        self._block = block
        self._open = [(hashlib.sha256(), hashlib.sha256()) for _ in range(1 + len(self.columns))]

    def _leave(self) -> None:
        if not self._open:
            return
        self._rows.append((self._block, self._count))
        self._digests[0].append(self._open[0][0].digest())
        for digests, (lengths, content) in zip(self._digests[1:], self._open[1:], strict=True):
            digests.append(hashlib.sha256(lengths.digest() + content.digest()).digest())
        self._open, self._count = [], 0

    def table(self) -> pa.Table:
        """Columns `block`, `rows` (int64), `rows_digest` and `d:<column>` (32 bytes each), ascending by block."""
        self._leave()
        names = ["block", "rows", "rows_digest", *(DIGEST_PREFIX + name for name in self.columns)]
        counted = [pa.array([pair[k] for pair in self._rows], pa.int64()) for k in (0, 1)]
        return pa.table([*counted, *(pa.array(digests, _DIGEST) for digests in self._digests)], names=names)


class _Cells:
    """The lengths and bytes of one text column of a batch."""

    def __init__(self, column: pa.Array) -> None:
        if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            column = column.cast(pa.large_string())
        self._view(column)
        # Arrow lets a NULL slot cover bytes; they are no content, so such a column is laid out again.
        if int(self._offsets[-1] - self._offsets[0]) != int(
            self.lengths[self.lengths > 0].sum(dtype=np.int64)
        ):
            self._view(pc.if_else(column.is_valid(), column, pa.scalar("", column.type)))
            self.lengths[~column.is_valid().to_numpy(zero_copy_only=False)] = -1

    def _view(self, column: pa.Array) -> None:
        wide = pa.types.is_large_string(column.type)
        lengths = pc.fill_null(pc.binary_length(column), -1)
        self.lengths = lengths.to_numpy(zero_copy_only=False).astype("<i4", copy=True)
        _, offsets, content = column.buffers()
        every = np.frombuffer(offsets, dtype=np.int64 if wide else np.int32)
        self._offsets = every[column.offset : column.offset + len(column) + 1]
        self._bytes = memoryview(content) if content is not None else memoryview(b"")

    def content(self, start: int, end: int) -> memoryview:
        return self._bytes[int(self._offsets[start]) : int(self._offsets[end])]
