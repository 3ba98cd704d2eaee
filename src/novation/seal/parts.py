"""Parts of a package: Parquet (zstd), written and read batch by batch in bounded memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from novation.errors import seal as errors

ROW_GROUP = 122_880
"""Rows of a row group: DuckDB's own unit, so one group is one task of a scan."""
_GROUP_BYTES = 64 << 20


def write_part(
    sink: IO[bytes],
    reader: pa.RecordBatchReader,
    *,
    observe: Callable[[pa.RecordBatch], None] | None = None,
    metadata: dict[str, str] | None = None,
) -> int:
    """Streams batches into Parquet on a sink that need not seek; gives the number of rows.

    `observe` sees every batch as it passes (progress, digests); `metadata` goes into the file's key-value metadata.
    Cells can be large, so a row group also ends when about 64 MiB are gathered.
    """
    schema = reader.schema.with_metadata({**(reader.schema.metadata or {}), **_encoded(metadata)} or None)
    rows = 0
    with pq.ParquetWriter(sink, schema, compression="zstd", compression_level=3) as writer:
        for group in _groups(reader, observe):
            writer.write_table(pa.Table.from_batches(group).cast(schema), row_group_size=ROW_GROUP)
            rows += sum(batch.num_rows for batch in group)
    return rows


def _encoded(metadata: dict[str, str] | None) -> dict[bytes, bytes]:
    return {key.encode(): value.encode() for key, value in (metadata or {}).items()}


def _groups(
    reader: pa.RecordBatchReader, observe: Callable[[pa.RecordBatch], None] | None
) -> Iterator[list[pa.RecordBatch]]:
    group: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in reader:
        if observe:
            observe(batch)
        group.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows >= ROW_GROUP or size >= _GROUP_BYTES:
            yield group
            group, rows, size = [], 0, 0
    if rows:
        yield group


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
