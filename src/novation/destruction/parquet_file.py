"""Rewrites a Parquet file without the removed rows, batch by batch, keeping schema, metadata and compression."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from novation.destruction.removal import Part, Removal

BATCH_ROWS = 64 << 10


def rewrite(source: BinaryIO, target: BinaryIO, removal: Removal) -> int:
    """Writes `source` less the removal to `target`; returns the number of rows seen. Blanked cells become null.

    Dictionary columns are written from their values, for a dictionary carried over would still hold those of
    deleted rows. Raises pyarrow.ArrowInvalid where a blanked column may not be null.
    """
    with pq.ParquetFile(source) as old:
        schema = without_dictionaries(old.schema_arrow)
        seen = 0
        with pq.ParquetWriter(target, schema, compression=compression(old), store_schema=True) as new:
            for batch in batches(old, schema):
                part = removal.within(seen, batch.num_rows)
                seen += batch.num_rows
                kept = batch if part.is_empty else _without(batch, part)
                if kept.num_rows:
                    new.write_batch(kept)
    return seen


def rewrite_values(source: BinaryIO, target: BinaryIO, wanted: Mapping[int, Mapping[str, str]]) -> set[int]:
    """Writes `source` with new values in single cells to `target`; returns the rows that were there.

    A value is read as the type of its column. Raises pyarrow.ArrowInvalid where it is none of that type.
    """
    found = set()
    with pq.ParquetFile(source) as old:
        schema, seen = without_dictionaries(old.schema_arrow), 0
        with pq.ParquetWriter(target, schema, compression=compression(old), store_schema=True) as new:
            for batch in batches(old, schema):
                here = {row - seen: wanted[row] for row in wanted if seen <= row < seen + batch.num_rows}
                found |= {row + seen for row in here}
                seen += batch.num_rows
                new.write_batch(_with_values(batch, here) if here else batch)
    return found


def _with_values(batch: pa.RecordBatch, wanted: Mapping[int, Mapping[str, str]]) -> pa.RecordBatch:
    for name in {column for row in wanted.values() for column in row}:
        at = batch.schema.get_field_index(name)
        column = batch.column(at)
        rows = sorted(row for row in wanted if name in wanted[row])
        mask = np.zeros(len(column), bool)
        mask[rows] = True
        values = pa.array([wanted[row][name] for row in rows], pa.string()).cast(column.type)
        batch = batch.set_column(
            at, batch.schema.field(at), pc.replace_with_mask(column, pa.array(mask), values)
        )
    return batch


def batches(old: pq.ParquetFile, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for batch in old.iter_batches(batch_size=BATCH_ROWS):
        yield batch if batch.schema.equals(schema) else batch.cast(schema)


def without_dictionaries(schema: pa.Schema) -> pa.Schema:
    fields = [f.with_type(f.type.value_type) if pa.types.is_dictionary(f.type) else f for f in schema]
    return pa.schema(fields, schema.metadata)


def compression(old: pq.ParquetFile) -> str | dict[str, str]:
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
