"""A DuckDB connection for a moment's work on one batch: in memory, never spilling, downloading nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import duckdb


@contextlib.contextmanager
def scratch_connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Closed at the end of the block; files may be read by SQL that this package itself writes."""
    with contextlib.closing(duckdb.connect(":memory:", config={"temp_directory": ""})) as connection:
        for setting in ("enable_progress_bar", "autoinstall_known_extensions", "autoload_known_extensions"):
            connection.execute(f"set {setting} = false")
        yield connection
