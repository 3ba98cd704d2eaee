"""What the rooms above ask of an engine, whichever it is: working copies by name, and SQL in DuckDB's dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

import pyarrow as pa

from novation.engine.staging import StagedTable


class Queries(Protocol):
    """The part of `Engine` that facts and verdicts need; `SparkEngine` has it too, with the same results."""

    def stage(
        self,
        name: str,
        schema: pa.Schema,
        batches: Iterable[pa.RecordBatch],
        progress: Callable[[int], None] | None = None,
    ) -> StagedTable: ...

    def write(self, name: str, text: str, progress: Callable[[int], None] | None = None) -> StagedTable: ...

    def schema(self, name: str) -> pa.Schema: ...

    def register(self, view: str, name: str) -> None: ...

    def register_arrow(self, view: str, table: pa.Table) -> None: ...

    def execute(self, text: str) -> None: ...

    def fetch_arrow(self, text: str) -> pa.Table: ...
