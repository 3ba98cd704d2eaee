"""Removes rows and cells from a copy of an SQLite database and compacts it; the copy then takes the place.

No rollback journal is written while the copy changes (a crash throws the copy away), so no page with
removed rows ever lies in a journal. Triggers rest meanwhile: a trigger that logs deletions would keep what must go.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from novation.destruction.removal import Removal, Rows, as_rows
from novation.errors import destruction as errors


@dataclass(frozen=True, slots=True)
class NewValue:
    """One cell by the database's own names; `rowid`: the name of the table's rowid, None where it has none."""

    table: str
    rowid: str | None
    row: int
    column: str
    value: str


CHUNK = 50_000
LOGS = ("-wal", "-journal")


def check_settled(path: Path) -> None:
    """Raises `destruction.pending-log` if a write-ahead log or a hot journal still holds content."""
    for suffix in LOGS:
        log = path.with_name(path.name + suffix)
        if log.exists() and log.stat().st_size:
            raise errors.PENDING_LOG.error(source=path.name, log=log.name)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Holds the database so that nobody writes to it meanwhile; raises `destruction.database-in-use`."""
    with closing(sqlite3.connect(_uri(path, "rw"), uri=True, isolation_level=None, timeout=2)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as problem:
            raise errors.DATABASE_IN_USE.error(source=path.name) from problem
        except sqlite3.DatabaseError as problem:
            raise errors.BROKEN_FILE.error(source=path.name, part="database") from problem
        try:
            yield
        finally:
            connection.execute("ROLLBACK")


def remove_from(work: Path, new: Path, removals: Sequence[tuple[Removal, str | None]]) -> None:
    """Removes from the database file `work` and writes it, compacted, as `new`.

    `removals`: each with the name of its table's rowid, and cells by the database's own column names. Where there is
    no rowid, rows are ordinals in the order of the key. VACUUM INTO builds `new` from the living rows only: no free pages, no slack.
    """
    tables = ", ".join(removal.table for removal, _ in removals)

    def change(connection: sqlite3.Connection) -> None:
        for removal, rowid in removals:
            _apply(connection, removal, rowid)

    _rewrite(work, new, (removals[0][0].source_path.name, tables), change)


def set_values_in(work: Path, new: Path, name: str, values: Sequence[NewValue]) -> None:
    """Writes single values into the database file `work`, and it, compacted, as `new`: the old values are in no slack."""

    def change(connection: sqlite3.Connection) -> None:
        for value in values:
            _set(connection, value)

    _rewrite(work, new, (name, values[0].table), change)


def _set(connection: sqlite3.Connection, value: NewValue) -> None:
    """A number stays a number where one stood there; a text stays a text."""
    table, column = quoted(value.table), quoted(value.column)
    keys = (value.rowid,) if value.rowid else _primary_key(connection, value.table)
    (key,) = _keys(connection, value.table, keys, as_rows([value.row]), by_rowid=value.rowid is not None) or [
        ()
    ]
    if not key:
        raise errors.ROW_MISSING.error(table=value.table, rows=1)
    where = " AND ".join(f"{one} = ?" for one in keys)
    kinds = connection.execute(f"SELECT typeof({column}) FROM {table} WHERE {where}", key).fetchone()
    if kinds is None:
        raise errors.ROW_MISSING.error(table=value.table, rows=1)
    told = f"CAST(? AS {kinds[0].upper()})" if kinds[0] in ("integer", "real") else "?"
    connection.execute(f"UPDATE {table} SET {column} = {told} WHERE {where}", (value.value, *key))


def _rewrite(
    work: Path, new: Path, name: tuple[str, str], change: Callable[[sqlite3.Connection], None]
) -> None:
    source, table = name
    mode = _journal_mode(work)
    with closing(sqlite3.connect(_uri(work, "rw"), uri=True, isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "secure_delete=ON", "foreign_keys=OFF", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        try:
            connection.execute("BEGIN EXCLUSIVE")
            triggers = _rest_triggers(connection)
            change(connection)
            _refresh_derived(connection)
            for statement in triggers:
                connection.execute(statement)
            connection.execute("COMMIT")
            connection.execute("VACUUM INTO ?", (str(new),))
        except sqlite3.DatabaseError as problem:
            reason = getattr(problem, "sqlite_errorname", "SQLITE_ERROR")
            raise errors.DATABASE_REFUSES.error(source=source, table=table, reason=reason) from None
    if mode == "wal":
        _set_wal(new)


def virtual_tables(path: Path) -> frozenset[str]:
    """Names of the tables that a module (full-text search, say) makes from others."""
    with closing(sqlite3.connect(_uri(path, "ro"), uri=True)) as connection:
        text = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'create virtual table%'"
        return frozenset(name for (name,) in connection.execute(text).fetchall())


def _set_wal(path: Path) -> None:
    with closing(sqlite3.connect(_uri(path, "rw"), uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _uri(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _journal_mode(path: Path) -> str:
    """Bytes 18 and 19 of the header say whether the file is in WAL mode (SQLite file format, 1.3)."""
    with path.open("rb") as file:
        return "wal" if file.read(20)[18:20] == b"\x02\x02" else "delete"


def _rest_triggers(connection: sqlite3.Connection) -> list[str]:
    """Drops all triggers and returns the statements that make them again."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP TRIGGER {quoted(name)}")
    return [sql for _, sql in found]


def _apply(connection: sqlite3.Connection, removal: Removal, rowid: str | None) -> None:
    table = quoted(removal.table)
    keys = (rowid,) if rowid else _primary_key(connection, removal.table)
    where = " AND ".join(f"{key} = ?" for key in keys)
    empties = _empties(connection, removal.table)
    todo = [
        (f"UPDATE {table} SET {quoted(column)} = {empties[column]} WHERE {where}", rows)
        for column, rows in removal.cells.items()
    ]
    todo.append((f"DELETE FROM {table} WHERE {where}", removal.rows))
    chosen = [_keys(connection, removal.table, keys, rows, by_rowid=rowid is not None) for _, rows in todo]
    touched = sum(_each_row(connection, text, rows) for (text, _), rows in zip(todo, chosen, strict=True))
    missing = removal.cell_count + len(removal.rows) - touched
    if missing:
        raise errors.ROW_MISSING.error(table=removal.table, rows=missing)


def _empties(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """What stands for nothing in each column: NULL, or an empty text where NULL is not allowed."""
    found = connection.execute('SELECT name, "notnull" FROM pragma_table_info(?)', (table,)).fetchall()
    return {name: "''" if notnull else "NULL" for name, notnull in found}


def _primary_key(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    found = connection.execute(
        "SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,)
    ).fetchall()
    return tuple(quoted(name) for (name,) in found)


def _keys(
    connection: sqlite3.Connection, table: str, keys: Sequence[str], rows: Rows, *, by_rowid: bool
) -> list[tuple[object, ...]]:
    if by_rowid:
        return [(row,) for row in rows.tolist()]
    wanted = set(rows.tolist())
    cursor = connection.execute(f"SELECT {', '.join(keys)} FROM {quoted(table)}")
    return [key for ordinal, key in enumerate(cursor) if ordinal in wanted]


def _each_row(connection: sqlite3.Connection, statement: str, keys: list[tuple[object, ...]]) -> int:
    """Runs the statement for each key; returns how many rows it touched."""
    touched = 0
    for first in range(0, len(keys), CHUNK):
        touched += connection.executemany(statement, keys[first : first + CHUNK]).rowcount
    return touched


def _refresh_derived(connection: sqlite3.Connection) -> None:
    """What SQLite derives from the rows and keeps apart: full-text indexes and samples of indexed values."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'create virtual table%using fts_%(%'"
    ).fetchall()
    for (name,) in found:
        connection.execute(f"INSERT INTO {quoted(name)}({quoted(name)}) VALUES ('rebuild')")
    samples = connection.execute(
        "SELECT name FROM sqlite_master WHERE name IN ('sqlite_stat3', 'sqlite_stat4')"
    )
    for (name,) in samples.fetchall():
        connection.execute(f"DELETE FROM {quoted(name)}")
