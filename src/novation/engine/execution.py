"""One DuckDB connection over the working copies of a project, with its memory bound and its spill encrypted."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from novation.engine.keys import load_or_create_key
from novation.engine.staging import (
    BY_PLACE_ROWS,
    ROW,
    ROW_GROUP_ROWS,
    Progress,
    StagedTable,
    Staging,
    process_alive,
)
from novation.errors.engine import OUT_OF_MEMORY

READER_ROWS = 65_536
_SIZE = re.compile(r"(?P<number>\d+(\.\d+)?) ?(?P<unit>[KMGT])(?P<binary>i?)B", re.IGNORECASE)

_SETTINGS = {
    # DuckDB writes encrypted spill files only with the OpenSSL of an extension that would be downloaded, or with
    # its built-in mbedTLS, whose random numbers it calls unsafe. Nothing is downloaded here, so the spill has the
    # second: its key lives in memory only, and the files go when the connection closes. The working copies don't
    # depend on it: pyarrow encrypts those under `work/key`.
    "force_mbedtls_unsafe": "true",
    "temp_file_encryption": "true",
    "enable_progress_bar": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # SQL may only see what was registered: it reads and writes no file and no address by itself.
    "enable_external_access": "false",
    "lock_configuration": "true",
}


class Engine:
    """Stages, reads and queries the encrypted working copies under `work_dir`; use it as a context manager.

    `memory_limit` (as DuckDB writes sizes, "2GB") bounds DuckDB's own memory; beyond it, queries spill to
    `work/tmp`, encrypted. `threads`: worker threads, by default one a core.
    Names of copies are relative paths without suffix: `tables/t01-members`, `links/t01-members`, `subjects`.
    """

    def __init__(self, work_dir: Path | str, memory_limit: str = "2GB", threads: int | None = None) -> None:
        self.work_dir = Path(work_dir)
        self.memory_limit = memory_limit
        self._threads = threads
        self._views: dict[str, Any] = {}
        self._copies: dict[str, str] = {}
        self._closing = contextlib.ExitStack()

    def __enter__(self) -> Engine:
        self.work_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._staging = Staging(self.work_dir, load_or_create_key(self.work_dir))
        self._staging.clear_leftovers()
        clear_spill(self.work_dir / "tmp")
        self._tmp = self.work_dir / "tmp" / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._tmp.mkdir(mode=0o700, parents=True)
        self._closing.callback(shutil.rmtree, self._tmp, ignore_errors=True)
        self._connection = self._closing.enter_context(contextlib.closing(self._connect()))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._views.clear()
        self._copies.clear()
        self._closing.close()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        config: dict[str, Any] = {"memory_limit": self.memory_limit, "temp_directory": str(self._tmp)}
        if self._threads:
            config["threads"] = self._threads
        connection = duckdb.connect(":memory:", config=config)
        for setting, value in _SETTINGS.items():
            connection.execute(f"set {setting} = {value}")
        return connection

    @property
    def memory_bytes(self) -> int:
        """The memory limit in bytes; what a room holds outside of queries should stay below it too."""
        match = _SIZE.fullmatch(self.memory_limit.strip())
        if match is None:
            return 0
        base = 1024 if match["binary"] else 1000
        return int(float(match["number"]) * base ** (1 + "KMGT".index(match["unit"].upper())))

    # --- working copies ---------------------------------------------------------------------------------------

    def stage(
        self,
        name: str,
        schema: pa.Schema,
        batches: Iterable[pa.RecordBatch],
        progress: Progress | None = None,
        group_rows: int = ROW_GROUP_ROWS,
    ) -> StagedTable:
        """Writes batches as an encrypted copy, whole or not at all; `progress` gets the rows so far."""
        staged = self._staging.write(name, schema, batches, progress, group_rows)
        self._refresh(name)
        return staged

    def stage_from_reader(
        self, name: str, reader: pa.RecordBatchReader, progress: Progress | None = None
    ) -> StagedTable:
        """Like `stage`, from anything that streams batches and knows its schema."""
        return self.stage(name, reader.schema, reader, progress)

    def write(self, name: str, text: str, progress: Progress | None = None) -> StagedTable:
        """The result of a query as a working copy; it may replace a copy that the query reads."""
        with contextlib.closing(self.reader(text)) as reader:
            return self.stage_from_reader(name, reader, progress)

    def write_by_place(self, name: str, text: str) -> StagedTable:
        """Like `write`, for a copy of which one row at a time is read: in small row groups."""
        with contextlib.closing(self.reader(text)) as reader:
            return self.stage(name, reader.schema, reader, group_rows=BY_PLACE_ROWS)

    def write_in_order(self, name: str, text: str) -> StagedTable:
        """Like `write`, for rows with a `_row` from 0 on: they stand in that order, however the query was spread over threads.

        Only such copies can be read side by side. A long result comes out of order now and then; it is sorted then.
        """
        staged = self.write(name, text)
        if self._staging.in_step(name):
            return staged
        self.register("out_of_order", name)
        try:
            return self.write(name, f"SELECT * FROM out_of_order ORDER BY {ROW}")
        finally:
            self.unregister("out_of_order")

    def has(self, name: str) -> bool:
        return self._staging.path(name).is_file()

    def names(self) -> list[str]:
        """All copies, sorted."""
        return self._staging.names()

    def schema(self, name: str) -> pa.Schema:
        return self._staging.schema(name)

    def rows(self, name: str) -> int:
        """The row count, from the file's footer."""
        return self._staging.metadata(name).num_rows

    def drop(self, name: str) -> None:
        """Removes one copy, if it is there."""
        self._staging.drop(name)

    # --- queries ----------------------------------------------------------------------------------------------

    def register(self, view: str, name: str) -> None:
        """Makes a copy a view named `view`. Errors: `engine.not-staged`, `engine.key-wrong`."""
        self._register(view, self._staging.dataset(name))
        self._copies[view] = name

    def _refresh(self, name: str) -> None:
        """A view keeps the footer it was opened with; after its copy is replaced, it has to be opened anew."""
        for view, copy in list(self._copies.items()):
            if copy == name:
                self.register(view, name)

    def register_arrow(self, view: str, table: pa.Table) -> None:
        """Makes an Arrow table in memory a view, for small inputs such as verdicts by class.

        It is given as a dataset, whose rows the engine doesn't count beforehand: of a working copy it knows the rows no
        better, and would otherwise hash the copy, which it takes for empty, and not the small table.
        """
        self._register(view, ds.dataset(table))

    def side_by_side(self, view: str, columns: Mapping[str, Mapping[str, str]]) -> bool:
        """Makes columns of several copies, row by row, a view to be read *once*; False where their rows are not in step.

        `columns`: for each copy its columns, each with its name in the view.
        A join on the row number costs more than reading both: it hashes what stands in order already.
        """
        if not self._staging.in_step(*columns):
            return False
        self._register(view, self._staging.side_by_side(columns))
        return True

    def distinct(self, name: str, columns: Sequence[str], most: int) -> pa.Table | None:
        """The different rows of a few columns of text of a copy, if they are at most so many and cheap to tell."""
        return self._staging.distinct(name, columns, most)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection itself, for rooms that take one (reconciling)."""
        return self._connection

    def unregister(self, view: str) -> None:
        self._connection.unregister(view)
        self._views.pop(view, None)
        self._copies.pop(view, None)

    def _register(self, view: str, data: Any) -> None:
        self._copies.pop(view, None)
        self._connection.register(view, data)
        self._views[view] = data

    def sql(self, text: str, params: Sequence[object] = ()) -> duckdb.DuckDBPyRelation:
        """A relation, run when it is fetched. Tables made by `create table` live until `close`, and spill."""
        with self._telling():
            return self._connection.sql(text, params=list(params)) if params else self._connection.sql(text)

    def execute(self, text: str, params: Sequence[object] = ()) -> None:
        """Runs a statement whose result nobody wants."""
        with self._telling():
            self._connection.execute(text, list(params)).fetchall()

    def fetch_arrow(self, text: str, params: Sequence[object] = ()) -> pa.Table:
        """The whole result in memory: for counts and classes, not for rows."""
        with self._telling():
            return self.sql(text, params).to_arrow_table()

    def reader(
        self, text: str, params: Sequence[object] = (), rows: int = READER_ROWS
    ) -> pa.RecordBatchReader:
        """Streams a result in batches of at most `rows`.

        It runs on a connection of its own that sees the same views and tables (not temporary tables), so other
        queries may run while it is open. It holds memory until read to its end or closed.
        """
        cursor = self._connection.cursor()
        try:
            for view, data in self._views.items():
                cursor.register(view, data)
            with self._telling():
                source = cursor.sql(text, params=list(params) or None).to_arrow_reader(rows)
        except BaseException:
            cursor.close()
            raise
        return pa.RecordBatchReader.from_batches(source.schema, self._drain(source, cursor))

    def _drain(
        self, source: pa.RecordBatchReader, cursor: duckdb.DuckDBPyConnection
    ) -> Iterator[pa.RecordBatch]:
        with contextlib.closing(cursor), contextlib.closing(source), self._telling():
            yield from source

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except duckdb.OutOfMemoryException as full:
            raise OUT_OF_MEMORY.error(limit=self.memory_limit) from full
        except OSError as failed:  # an error met while an Arrow stream is read has lost its class on the way
            if "Out of Memory" not in str(failed):
                raise
            raise OUT_OF_MEMORY.error(limit=self.memory_limit) from failed


def clear_spill(tmp: Path) -> None:
    """Removes the spill folders of processes that are gone; their key is gone with them."""
    for folder in tmp.glob("*-*"):
        pid = folder.name.split("-")[0]
        if pid.isdigit() and not process_alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)
