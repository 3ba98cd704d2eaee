"""Reads a working copy on Spark's workers: each takes some row groups and decrypts the columns asked for, in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from novation.engine.keys import load_key
from novation.engine.spark.carrying import carry
from novation.engine.staging import Staging
from novation.errors.engine import COPY_CHANGED

BATCH_ROWS = 65_536


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file is still the one that was registered."""

    size: int
    changed_ns: int

    @classmethod
    def of(cls, path: Path) -> Stamp:
        found = path.stat()
        return cls(found.st_size, found.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class ReadGroups:
    """Batches of row-group numbers in, rows out: what Spark's workers run.

    The work key is read from `work/key` by each worker, so it never travels through Spark; the work folder lies where
    all workers see it. A copy that was replaced meanwhile is an error: a task that Spark runs again would see other rows.
    """

    work_dir: str
    name: str
    stamp: Stamp
    schema: pa.Schema

    def __call__(self, numbers: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in numbers:
            for group in batch.column(0).to_pylist():
                yield from self._rows(group)

    def _rows(self, group: int) -> Iterator[pa.RecordBatch]:
        with open_copy(self.work_dir, self.name, self.stamp) as file:
            for batch in file.iter_batches(BATCH_ROWS, row_groups=[group], columns=self.schema.names):
                yield carry(batch, self.schema)


def open_copy(work_dir: str | os.PathLike[str], name: str, stamp: Stamp):  # type: ignore[no-untyped-def]
    """The copy as an open Parquet file. Raises `engine.copy-changed` if it is not the one with this stamp."""
    staging = Staging(Path(work_dir), load_key(Path(work_dir)))
    path = staging.path(name)
    if not path.is_file() or Stamp.of(path) != stamp:
        raise COPY_CHANGED.error(name=name)
    return staging.open(name)
