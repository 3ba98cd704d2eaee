"""Parts of a package: Parquet (zstd), written and read batch by batch in bounded memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyarrow as pa
import pyarrow.parquet as pq

from novation.errors import seal as errors

ROW_GROUP = 122_880
"""Rows of a row group: DuckDB's own unit, so one group is one task of a scan."""
_GROUP_BYTES = 64 << 20


class PartWriter:
    """Parquet on a sink that need not seek, batch by batch; a context manager. `rows` counts what was added.

    Batches are gathered into row groups of about 122,880 rows, or fewer where cells are large (64 MiB).
    """

    def __init__(self, sink: IO[bytes], schema: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(sink, schema, compression="zstd", compression_level=3)
        self._schema = schema
        self._group: list[pa.RecordBatch] = []
        self._group_rows = self._group_bytes = 0
        self.rows = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Takes one batch with the schema of the part."""
        self._group.append(batch)
        self._group_rows += batch.num_rows
        self._group_bytes += batch.nbytes
        self.rows += batch.num_rows
        if self._group_rows >= ROW_GROUP or self._group_bytes >= _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._group_rows:
            self._writer.write_table(
                pa.Table.from_batches(self._group).cast(self._schema), row_group_size=ROW_GROUP
            )
        self._group, self._group_rows, self._group_bytes = [], 0, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        # Closing writes the footer, also when the block ended early: the sink's own block then drops the file.
        with self._writer:
            if kind is None:
                self._flush()


def write_part(
    sink: IO[bytes],
    reader: pa.RecordBatchReader,
    *,
    observe: Callable[[pa.RecordBatch], None] | None = None,
    metadata: dict[str, str] | None = None,
) -> int:
    """Streams batches into Parquet (zstd) on a sink that need not seek; gives the number of rows.

    `observe` sees every batch as it passes (progress, digests); `metadata` goes into the file's key-value metadata.
    """
    encoded = {key.encode(): value.encode() for key, value in (metadata or {}).items()}
    schema = reader.schema.with_metadata({**(reader.schema.metadata or {}), **encoded} or None)
    with PartWriter(sink, schema) as part:
        for batch in reader:
            if observe:
                observe(batch)
            part.add(batch)
    return part.rows


@contextmanager
def read_part(source: Path | bytes, batch_rows: int = ROW_GROUP) -> Iterator[pa.RecordBatchReader]:
    """A stream of the batches of one decrypted part. Raises `seal.bad-part` if it is no Parquet file."""
    name = source.name if isinstance(source, Path) else "part"
    try:
        file = pq.ParquetFile(source if isinstance(source, Path) else io.BytesIO(source))
    except pa.ArrowInvalid:
        raise errors.BAD_PART.error(file=name) from None
    with file:
        schema = file.schema_arrow
        yield pa.RecordBatchReader.from_batches(schema, file.iter_batches(batch_size=batch_rows))
