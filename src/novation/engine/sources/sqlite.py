"""SQLite databases, opened read only: every table that holds data, values as text."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from novation.engine.identifiers import quote_identifier
from novation.engine.sources.mending import to_text
from novation.engine.sources.naming import unique_names
from novation.engine.sources.source import Kind, Skipped, Source, SourceTable, ordinals, text_schema
from novation.errors.sources import BROKEN, BROKEN_MIDWAY, EMPTY, ENCRYPTED, NO_TABLE, TABLE_BROKEN

FETCH_ROWS = 8_192
FETCH_BYTES = 32 << 20

_MAGIC = b"SQLite format 3\0"
_TABLES = r"""
    select name, wr from pragma_table_list
    where schema = 'main' and type in ('table', 'virtual') and name not like 'sqlite\_%' escape '\'
    order by name
"""
_ROWIDS = ("rowid", "_rowid_", "oid")


class SqliteSource(Source):
    """A SQLite file; a write-ahead log beside it is read too. Views and the engine's own tables are no sources."""

    kind: ClassVar[Kind] = "sqlite"

    def _find_tables(self) -> list[SourceTable]:
        _check_magic(self.path)
        try:
            with connect(self.path) as connection:
                listed = connection.execute(_TABLES).fetchall()
                found = [self._open(connection, name, bool(without)) for name, without in listed]
        except sqlite3.DatabaseError as broken:
            raise BROKEN.error(file=self.path.name, kind="SQLite") from broken
        tables = [table for table in found if table]
        if not listed:
            raise NO_TABLE.error(file=self.path.name)
        return list(tables)

    def _open(self, connection: sqlite3.Connection, name: str, without_rowid: bool) -> SqliteTable | None:
        """One broken table (a virtual one whose module is missing, say) doesn't cost the others."""
        try:
            return SqliteTable(self.path, self.name, name, without_rowid, connection)
        except sqlite3.DatabaseError:
            error = TABLE_BROKEN.error(file=self.path.name, table=name)
            self._skipped.append(Skipped.because(f"{self.name}/{name}", error))
            return None

    def _hash(self) -> hashlib._Hash:
        """Over the file; if a write-ahead log with content lies beside it, over the log too: it is part of the data."""
        digest = super()._hash()
        log = _log(self.path)
        if log.is_file() and log.stat().st_size:
            with log.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest


class SqliteTable(SourceTable):
    """Text as it stands, numbers as SQLite writes them, NULL is null; BLOBs are null and counted in the remarks.

    `_row` is the rowid; a table without rowids has the ordinal in primary-key order. Text that is not UTF-8 is read
    as GB18030 where that fits, else its faulty bytes are replaced; both are counted.
    """

    def __init__(
        self, path: Path, source: str, name: str, without_rowid: bool, connection: sqlite3.Connection
    ) -> None:
        super().__init__(source, name)
        self._path = path
        described = connection.execute("select name from pragma_table_xinfo(?) where hidden <> 1", (name,))
        self._originals = [row[0] for row in described.fetchall()]
        self._names = unique_names(self._originals)
        shadowed = {column.lower() for column in self._originals}
        self._rowid = None if without_rowid else next((r for r in _ROWIDS if r not in shadowed), None)
        self._rows = connection.execute(f"select count(*) from {quote_identifier(name)}").fetchone()[0]
        self._blobs = self._count_blobs(connection)
        if self._rowid is None:
            self._remark(
                "sqlite.no-rowid",
                "此表没有 rowid，_row 为按主键排列的序号。",
                "This table has no rowid; _row is the ordinal in the order of its key.",
            )
        if self._blobs:
            self._remark(
                "sqlite.blobs",
                "{count} 个二进制值没有读取。",
                "{count} binary values were not read.",
                self._blobs,
            )

    @property
    def schema(self) -> pa.Schema:
        return text_schema(self._names)

    @property
    def rows(self) -> int | None:
        return self._rows

    @property
    def original_columns(self) -> dict[str, str]:
        """Column names of the batches → names in the database, for whoever writes back."""
        return dict(zip(self._names, self._originals, strict=True))

    @property
    def rowid(self) -> str | None:
        """The name by which SQL reaches the rowid (a column may be called `rowid` itself); None without one."""
        return self._rowid

    def batches(self) -> Iterator[pa.RecordBatch]:
        schema, done = self.schema, 0
        try:
            with connect(self._path) as connection:
                connection.text_factory = bytes  # decoded by the column, not by the value
                with contextlib.closing(connection.execute(self._query())) as cursor:
                    size = 16
                    while fetched := cursor.fetchmany(size):
                        batch = self._batch(list(zip(*fetched, strict=True)), done, schema)
                        yield batch
                        done += len(fetched)
                        size = _next_size(size, batch)
        except sqlite3.DatabaseError as broken:
            raise BROKEN_MIDWAY.error(table=self.name, row=done) from broken

    def _batch(self, columns: list[tuple[object, ...]], first: int, schema: pa.Schema) -> pa.RecordBatch:
        count = len(columns[0])
        rows = ordinals(first, count) if self._rowid is None else pa.array(columns[0])
        return pa.record_batch([rows.cast(pa.int64()), *(self._text(c) for c in columns[1:])], schema=schema)

    def _text(self, values: tuple[object, ...]) -> pa.Array:
        text, faulty = to_text(pa.array(values, pa.binary()))
        if faulty:
            self._faulty += faulty
            self._remark(
                "sqlite.not-utf8",
                "{count} 个文本值不是 UTF-8，已按 GB18030 读取或替换无法识别的字节。",
                "{count} text values are not UTF-8; they were read as GB18030, or their faulty bytes replaced.",
                self._faulty,
            )
        return text

    _faulty: int = 0

    def _query(self) -> str:
        chosen = [f"{self._rowid}" if self._rowid else "null"]
        for column in self._originals:
            name = quote_identifier(column)
            chosen.append(f"case typeof({name}) when 'blob' then null else cast({name} as text) end")
        order = f" order by {self._rowid}" if self._rowid else ""
        return f"select {', '.join(chosen)} from {quote_identifier(self.name)}{order}"

    def _count_blobs(self, connection: sqlite3.Connection) -> int:
        if not self._originals:
            return 0
        terms = " + ".join(f"(typeof({quote_identifier(c)}) = 'blob')" for c in self._originals)
        found = connection.execute(f"select sum({terms}) from {quote_identifier(self.name)}").fetchone()[0]
        return int(found or 0)


def _next_size(size: int, batch: pa.RecordBatch) -> int:
    """Fewer rows at a time where rows are large, growing slowly, since large cells may come late."""
    fitting = FETCH_BYTES * batch.num_rows // max(1, batch.nbytes)
    return max(1, min(FETCH_ROWS, size * 8, fitting))


@contextlib.contextmanager
def connect(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection. Without a write-ahead log the file counts as immutable, so that nothing is created
    beside it (a read-only connection to a database in WAL mode would leave `-shm` and `-wal` files)."""
    log = _log(path)
    mode = "mode=ro" if log.is_file() and log.stat().st_size else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)
    with contextlib.closing(connection):
        connection.execute("pragma query_only = on")
        connection.execute("pragma trusted_schema = off")
        yield connection


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _check_magic(path: Path) -> None:
    """An encrypted database (SQLCipher and its kin) looks like noise from its first byte on."""
    with path.open("rb") as file:
        head = file.read(512)
    if not head:
        raise EMPTY.error(file=path.name)
    if not head.startswith(_MAGIC):
        noise = len(set(head)) > 200 or (len(head) == 512 and len(set(head)) > 180)
        kind = ENCRYPTED if noise else BROKEN
        raise kind.error(file=path.name, kind="SQLite")
