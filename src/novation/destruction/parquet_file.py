"""Rewrites a Parquet file without the removed rows, batch by batch, keeping schema, metadata and compression."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from novation.destruction.removal import Part, Removal

BATCH_ROWS = 64 << 10


def rewrite(source: BinaryIO, target: BinaryIO, removal: Removal) -> int:
    """Writes `source` less the removal to `target`; returns the number of rows seen. Blanked cells become null.

    Dictionary columns are written from their values, for a dictionary carried over would still hold those of
    deleted rows. Raises pyarrow.ArrowInvalid where a blanked column may not be null.
    """
    with pq.ParquetFile(source) as old:
        schema = _without_dictionaries(old.schema_arrow)
        seen = 0
        with pq.ParquetWriter(target, schema, compression=_compression(old), store_schema=True) as new:
            for batch in _batches(old, schema):
                part = removal.within(seen, batch.num_rows)
                seen += batch.num_rows
                kept = batch if part.is_empty else _without(batch, part)
                if kept.num_rows:
                    new.write_batch(kept)
    return seen


def _batches(old: pq.ParquetFile, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for batch in old.iter_batches(batch_size=BATCH_ROWS):
        yield batch if batch.schema.equals(schema) else batch.cast(schema)


def _without_dictionaries(schema: pa.Schema) -> pa.Schema:
    fields = [f.with_type(f.type.value_type) if pa.types.is_dictionary(f.type) else f for f in schema]
    return pa.schema(fields, schema.metadata)


def _compression(old: pq.ParquetFile) -> str | dict[str, str]:
    """The codec of each column, as in the first row group."""
    if not old.metadata.num_row_groups:
        return "snappy"
    group = old.metadata.row_group(0)
    columns = [group.column(i) for i in range(group.num_columns)]
    return {c.path_in_schema: "none" if c.compression == "UNCOMPRESSED" else c.compression for c in columns}


def _without(batch: pa.RecordBatch, part: Part) -> pa.RecordBatch:
    arrays = [
        _blanked(batch.column(i), part.cells[name]) if name in part.cells else batch.column(i)
        for i, name in enumerate(batch.schema.names)
    ]
    keep = np.ones(batch.num_rows, bool)
    keep[part.rows] = False
    # taken, not sliced or filtered in place: the new buffers hold the kept values only
    return pa.RecordBatch.from_arrays(arrays, schema=batch.schema).take(pa.array(np.flatnonzero(keep)))


def _blanked(column: pa.Array, rows: np.ndarray) -> pa.Array:
    """The column with null at these positions."""
    picks = np.arange(len(column), dtype=np.int64)
    missing = np.zeros(len(column), bool)
    missing[rows] = True
    return column.take(pa.array(picks, mask=missing))
