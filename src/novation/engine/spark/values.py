"""Works a row-wise query out on Spark's workers by DuckDB itself, batch by batch: what a value says can't differ."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from novation.engine.spark.carrying import carry
from novation.errors.engine import SPARK_OTHER_DUCKDB

BATCH = "novation_batch"
"""The name under which the query sees the rows."""


def open_values(zone: str) -> duckdb.DuckDBPyConnection:
    """A DuckDB that sees nothing but what is registered, in the time zone of the driver's."""
    connection = duckdb.connect(":memory:", config={"threads": 1})
    for setting, value in (
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("enable_external_access", "false"),
        ("TimeZone", f"'{zone}'"),
        ("lock_configuration", "true"),
    ):
        connection.execute(f"set {setting} = {value}")
    return connection


@dataclass(frozen=True, slots=True)
class Values:
    """Batches in, the rows of `text` (DuckDB's SQL over `novation_batch`) out, in the types of `schema`."""

    text: str
    schema: pa.Schema
    zone: str
    version: str

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        if duckdb.__version__ != self.version:
            raise SPARK_OTHER_DUCKDB.error(worker=duckdb.__version__, driver=self.version)
        with contextlib.closing(open_values(self.zone)) as connection:
            for batch in batches:
                connection.register(BATCH, pa.Table.from_batches([batch]))
                yield from carry(connection.sql(self.text).to_arrow_table(), self.schema).to_batches()


def blobs(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Each batch as one cell that holds it as an Arrow stream: how rows come to the driver one batch at a time."""
    for batch in batches:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        yield pa.record_batch({"batch": pa.array([sink.getvalue().to_pybytes()], pa.binary())})
