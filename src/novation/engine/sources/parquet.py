"""Parquet files: columns keep their types, nested ones become JSON text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from novation.engine.identifiers import quote_identifier
from novation.engine.sources.naming import unique_names
from novation.engine.sources.scratch import scratch_connection
from novation.engine.sources.source import ROW, Kind, Source, SourceTable, ordinals
from novation.errors.sources import BROKEN, BROKEN_MIDWAY, EMPTY, ENCRYPTED

BATCH_ROWS = 16_384


class ParquetSource(Source):
    """A Parquet file: one table, named like the file."""

    kind: ClassVar[Kind] = "parquet"

    def _find_tables(self) -> list[SourceTable]:
        if self.path.stat().st_size == 0:
            raise EMPTY.error(file=self.path.name)
        if _is_encrypted(self.path):
            raise ENCRYPTED.error(file=self.path.name)
        try:
            return [ParquetTable(self.path, self.name)]
        except (pa.ArrowException, OSError) as broken:
            kind = ENCRYPTED if "encrypt" in str(broken).lower() else BROKEN
            raise kind.error(file=self.path.name, kind="Parquet") from broken


class ParquetTable(SourceTable):
    """`_row` is the ordinal in the file."""

    def __init__(self, path: Path, source: str) -> None:
        super().__init__(source, path.stem)
        self._path = path
        with pq.ParquetFile(path) as file:
            self._rows = file.metadata.num_rows
            stored = file.schema_arrow
        self._nested = [pa.types.is_nested(field.type) for field in stored]
        names = unique_names(stored.names)
        fields = [pa.field(name, _flat_type(field.type)) for name, field in zip(names, stored, strict=True)]
        self._schema = pa.schema([pa.field(ROW, pa.int64(), nullable=False), *fields])
        if nested := sum(self._nested):
            self._remark(
                "parquet.nested",
                "{count} 个嵌套列以 JSON 文本读取。",
                "{count} nested columns are read as JSON text.",
                nested,
            )

    @property
    def schema(self) -> pa.Schema:
        return self._schema

    @property
    def rows(self) -> int | None:
        return self._rows

    def batches(self) -> Iterator[pa.RecordBatch]:
        first = 0
        try:
            with pq.ParquetFile(self._path) as file, scratch_connection() as connection:
                for batch in file.iter_batches(BATCH_ROWS):
                    yield self._flatten(batch, first, connection)
                    first += batch.num_rows
        except (pa.ArrowException, OSError) as broken:
            raise BROKEN_MIDWAY.error(table=self.name, row=first) from broken

    def _flatten(
        self, batch: pa.RecordBatch, first: int, connection: duckdb.DuckDBPyConnection
    ) -> pa.RecordBatch:
        columns = [ordinals(first, batch.num_rows)]
        for nested, column, field in zip(self._nested, batch.columns, list(self._schema)[1:], strict=True):
            columns.append(_as_json(column, connection) if nested else _cast(column, field.type))
        return pa.record_batch(columns, schema=self._schema)


def _flat_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_nested(kind):
        return pa.string()
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _cast(column: pa.Array, kind: pa.DataType) -> pa.Array:
    return column if column.type == kind else column.cast(kind)


def _as_json(column: pa.Array, connection: duckdb.DuckDBPyConnection) -> pa.Array:
    connection.register("nested", pa.table({"value": column}))
    name = quote_identifier("value")
    try:
        text = f"select case when {name} is not null then to_json({name})::varchar end from nested"
        found = connection.sql(text).to_arrow_table().column(0).cast(pa.string())
    finally:
        connection.unregister("nested")
    return pa.concat_arrays(found.chunks) if found.num_chunks else pa.array([], pa.string())


def _is_encrypted(path: Path) -> bool:
    """A file with an encrypted footer ends with PARE instead of PAR1 (Parquet modular encryption, 5.1)."""
    with path.open("rb") as file:
        head = file.read(4)
    return head == b"PARE"
