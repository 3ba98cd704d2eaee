"""What the rooms above ask of an engine, whichever it is: working copies by name, and SQL in DuckDB's dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from novation.engine.staging import ROW_GROUP_ROWS, StagedTable


class Queries(Protocol):
    """The part of `Engine` that facts and verdicts need; `SparkEngine` has it too, with the same results."""

    def stage(
        self,
        name: str,
        schema: pa.Schema,
        batches: Iterable[pa.RecordBatch],
        progress: Callable[[int], None] | None = None,
        group_rows: int = ROW_GROUP_ROWS,
    ) -> StagedTable: ...

    def write(self, name: str, text: str, progress: Callable[[int], None] | None = None) -> StagedTable: ...

    def schema(self, name: str) -> pa.Schema: ...

    def rows(self, name: str) -> int: ...

    def drop(self, name: str) -> None: ...

    def register(self, view: str, name: str) -> None: ...

    def register_arrow(self, view: str, table: pa.Table) -> None: ...

    def unregister(self, view: str) -> None: ...

    def side_by_side(self, view: str, columns: Mapping[str, Mapping[str, str]]) -> bool:
        """Whether columns of several copies could be made a view by their places alone; else they are to be joined."""
        ...

    def distinct(self, name: str, columns: Sequence[str], most: int) -> pa.Table | None:
        """The different rows of columns of a copy where that is cheaper than asking in SQL."""
        ...

    def execute(self, text: str) -> None: ...

    def fetch_arrow(self, text: str) -> pa.Table: ...

    def reader(self, text: str) -> pa.RecordBatchReader: ...

    @property
    def memory_bytes(self) -> int:
        """What a room may hold outside of queries, of rows of people; nothing where rows are spread over many machines."""
        ...
