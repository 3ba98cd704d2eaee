"""How the tests of sources write a file and read it back."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from novation.engine.sources import Source, SourceTable, open_source


def table_of(path: Path, **declared: str) -> SourceTable:
    source = open_source(path, name="s", **declared)
    assert not source.skipped, [s.code for s in source.skipped]
    return source.tables()[0]


def rows_of(table: SourceTable) -> list[tuple[object, ...]]:
    """All rows with `_row` first, checking on the way that each batch has the schema that was promised."""
    found = []
    for batch in table.batches():
        assert batch.schema == table.schema
        found += [tuple(row.values()) for row in batch.to_pylist()]
    return found


def read(table: SourceTable) -> pa.Table:
    return pa.Table.from_batches(table.batches(), table.schema)


def codes(table: SourceTable) -> dict[str, int]:
    return {remark.code: remark.count for remark in table.remarks}


def skip_codes(source: Source) -> list[str]:
    assert source.tables() == []
    return [skipped.code for skipped in source.skipped]
