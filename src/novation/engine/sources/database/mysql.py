"""MySQL and MariaDB: tables by information_schema, rows streamed from the socket into Arrow.

PyMySQL logs in, speaks TLS and sends the query; its own reading of rows makes a Python object of every value, so the
rows are read from the wire by `mysql_rows`.
"""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa
import pymysql

from novation.engine.sources.database import mysql_rows as wire
from novation.engine.sources.database.login import Login
from novation.engine.sources.database.tables import Column, DatabaseSource, DatabaseTable, Described
from novation.engine.sources.source import Kind, SourceTable
from novation.errors import NovationError
from novation.errors.sources import (
    BROKEN,
    BROKEN_MIDWAY,
    DATABASE_REFUSED,
    DATABASE_UNREACHED,
    NO_SCHEMA,
    NO_TABLE,
    TABLE_FORBIDDEN,
    URL_OPTION,
)

BLOCK_BYTES = 8 << 20
_FULL = 0xFFFFFF
_LONG_AT_MOST = 1 << 30

_SYSTEM = "('information_schema', 'mysql', 'performance_schema', 'sys')"
_SESSION = (
    "set session transaction isolation level repeatable read",
    "set session transaction read only",
    "set session net_write_timeout = 3600",  # the server waits while what came so far is looked at
    "set session time_zone = '+00:00'",
    "start transaction with consistent snapshot",
)
_WRITING = (
    "set session sql_mode = 'STRICT_ALL_TABLES'",  # a value that does not fit is an error, not a shorter one
    "set session innodb_lock_wait_timeout = 10",
    "set session time_zone = '+00:00'",
    "start transaction",
)
_SCHEMAS = f"select schema_name from information_schema.schemata where schema_name not in {_SYSTEM}"
_TABLES = f"""
    select table_schema, table_name, table_type, table_comment from information_schema.tables
    where table_schema not in {_SYSTEM} order by 1, 2
"""
_COLUMNS = f"""
    select table_schema, table_name, column_name, column_comment, data_type, privileges
    from information_schema.columns where table_schema not in {_SYSTEM} order by 1, 2, ordinal_position
"""
_KEYS = f"""
    select table_schema, table_name, column_name from information_schema.statistics
    where index_name = 'PRIMARY' and table_schema not in {_SYSTEM} order by 1, 2, seq_in_index
"""
_BINARY = frozenset(
    {"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "bit", "vector"}
    | {"geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"}
    | {"geometrycollection", "geomcollection"}
)
_REFUSED = {1044, 1045, 1698, 1251, 3159}
_FORBIDDEN = {1142, 1143}
_READ_TABLES = ("BASE TABLE", "SYSTEM VERSIONED")
_OTHER_KINDS = {
    "VIEW": ("视图", "a view"),
    "SYSTEM VIEW": ("系统视图", "a view of the system"),
    "SEQUENCE": ("序列", "a sequence"),
}


class MysqlSource(DatabaseSource):
    """The tables of the database named in the URL (or in `schema`), or of all but the server's own."""

    kind: ClassVar[Kind] = "mysql"

    def _find_tables(self) -> list[SourceTable]:
        try:
            with connect(self.login) as connection:
                schemas = {row[0] for row in _rows(connection, _SCHEMAS)}
                tables = _rows(connection, _TABLES)
                described = _describe(tables, _rows(connection, _COLUMNS), _rows(connection, _KEYS))
        except (pymysql.MySQLError, UnicodeDecodeError):
            raise BROKEN.error(file=self.login.shown, kind="MySQL") from None
        wanted = self.login.schemas or tuple(filter(None, [self.login.database]))
        for name in wanted:
            if name not in schemas:
                raise NO_SCHEMA.error(schema=name)
        found = [d for d in described if not wanted or d.schema in wanted]
        if not found:
            raise NO_TABLE.error(file=self.login.shown)
        return [table for d in found if (table := self._open(d, plain=len(wanted) == 1))]

    def _open(self, described: Described, plain: bool) -> MysqlTable | None:
        if described.how not in _READ_TABLES:
            self._leave_out(described, *_OTHER_KINDS.get(described.how, (described.how, described.how)))
            return None
        if not any(c.allowed for c in described.columns):
            self._forbidden(described)
            return None
        name = described.name if plain else described.place
        return MysqlTable(self.login, self.name, described, name)


class MysqlTable(DatabaseTable):
    """A table; of a system-versioned one the current rows."""

    def _stream(self) -> Iterator[tuple[list[pa.Array], int]]:
        done = 0
        try:
            with connect(self.login) as connection:
                for arrays, count in _stream_query(connection, self._query(), len(self.chosen)):
                    yield arrays, count
                    done += count
        except pymysql.MySQLError as broken:
            raise self._told(broken, done) from None  # the server's message may quote a value
        except (OSError, ValueError):
            raise BROKEN_MIDWAY.error(table=self.name, row=done) from None

    def _told(self, broken: pymysql.MySQLError, done: int) -> NovationError:
        if _number(broken) in _FORBIDDEN:
            return TABLE_FORBIDDEN.error(table=self.name)
        return BROKEN_MIDWAY.error(table=self.name, row=done)

    def _query(self) -> str:
        chosen = [quoted(c.name) if c.readable else "null" for c in self.chosen]
        order = ", ".join(quoted(name) for name in self.described.key)
        place = f"{quoted(self.described.schema)}.{quoted(self.described.name)}"
        return f"select {', '.join(chosen)} from {place}" + (f" order by {order}" if order else "")


def _stream_query(connection: Any, text: str, columns: int) -> Iterator[tuple[list[pa.Array], int]]:
    """Sends a query and reads its rows in blocks of about `BLOCK_BYTES`; pymysql.MySQLError, ValueError, OSError."""
    connection.query(text, unbuffered=True)
    connection._result.unbuffered_active = False  # else PyMySQL would read to the end what is read here
    held = _Wire(connection)
    sizes, rows, place = np.zeros(columns, np.int64), 0, 0
    while True:
        more, place, why = wire.measure(held.buffer, place, held.end, sizes)
        rows += more
        if why == wire.MORE and place < BLOCK_BYTES:
            held.read_on()
            continue
        if rows:
            yield wire.to_arrays(held.buffer, 0, rows, sizes), rows
        held.drop(place)
        sizes, rows, place = np.zeros(columns, np.int64), 0, 0
        if why == wire.END:
            return
        if why == wire.FAILED:
            raise pymysql.OperationalError(held.error_number())
        if why == wire.LONG:
            yield wire.long_row(held.take_long_payload(), columns), 1


class _Wire:
    """What came over the connection and was not taken yet: buffer[:end]. It holds a block and the longest packet."""

    def __init__(self, connection: Any) -> None:
        buffered = connection._rfile
        self._socket = buffered.raw
        self.buffer = np.empty(BLOCK_BYTES + (17 << 20), np.uint8)
        front = buffered.read(len(buffered.peek(1)))  # at least the end of the result is still to come
        self.buffer[: len(front)] = np.frombuffer(front, np.uint8)
        self.end = len(front)

    def read_on(self) -> None:
        """Waits for more and takes what is there; a closed connection is an OSError."""
        self.end += self._read_into(self.buffer[self.end :].data)

    def _read_into(self, target: memoryview) -> int:
        got = self._socket.readinto(target)
        if not got:
            raise OSError("the connection was closed")
        return int(got)

    def drop(self, count: int) -> None:
        self.buffer[: self.end - count] = self.buffer[count : self.end].copy()
        self.end -= count

    def error_number(self) -> int:
        """Of the error packet in front; its message may quote a value and is not read."""
        return int(self.buffer[5]) | int(self.buffer[6]) << 8

    def take_long_payload(self) -> bytes:
        """A row in several packets, each but the last of 16 MB less one."""
        payload = bytearray()
        while True:
            size = int.from_bytes(self._take(4)[:3], "little")
            payload += self._take(size)
            if len(payload) > _LONG_AT_MOST:
                raise ValueError("a row is larger than the protocol admits")
            if size < _FULL:
                return bytes(payload)

    def _take(self, size: int) -> bytes:
        held = min(self.end, size)
        taken = bytearray(size)
        taken[:held] = self.buffer[:held].data
        self.drop(held)
        while held < size:
            held += self._read_into(memoryview(taken)[held:])
        return bytes(taken)


def _describe(tables: list[Any], columns: list[Any], keys: list[Any]) -> list[Described]:
    found: dict[tuple[str, str], list[Column]] = {}
    for schema, table, name, comment, kind, privileges in columns:
        column = Column(name, comment or "", kind.lower() not in _BINARY, "select" in privileges.lower())
        found.setdefault((schema, table), []).append(column)
    ordered: dict[tuple[str, str], list[str]] = {}
    for schema, table, name in keys:
        ordered.setdefault((schema, table), []).append(name)
    result = []
    for schema, name, how, comment in tables:
        own = found.get((schema, name), [])
        key = ordered.get((schema, name), [])
        if not {c.name for c in own if c.allowed}.issuperset(key):
            key = []
        result.append(Described(schema, name, how, comment or "", tuple(own), tuple(key)))
    return result


def _rows(connection: Any, text: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall())


@contextlib.contextmanager
def connect(login: Login) -> Iterator[Any]:
    """A session in one read-only transaction. Raises `sources.database-unreached`, `.database-refused`."""
    with _opened(login, _SESSION) as connection:
        yield connection


@contextlib.contextmanager
def opened_for_writing(login: Login) -> Iterator[Any]:
    """A session in one transaction that is rolled back unless it is committed. Raises as `connect` does."""
    with _opened(login, _WRITING) as connection:
        yield connection


@contextlib.contextmanager
def _opened(login: Login, session: tuple[str, ...]) -> Iterator[Any]:
    try:
        connection = pymysql.connect(**_arguments(login))
    except (pymysql.MySQLError, OSError) as failed:
        kind = DATABASE_REFUSED if _number(failed) in _REFUSED else DATABASE_UNREACHED
        raise kind.error(database=login.shown) from None
    try:
        with connection.cursor() as cursor:
            for text in session:
                cursor.execute(text)
        yield connection
    finally:
        connection._force_close()  # a polite end would first read all rows that are still to come


def _arguments(login: Login) -> dict[str, Any]:
    given: dict[str, Any] = {
        "host": login.options.get("unix_socket") and "localhost" or login.host or "localhost",
        "user": login.user or None,
        "password": login.password or "",
        "charset": "utf8mb4",
        "connect_timeout": _seconds(login.options.get("connect_timeout", "15")),
        "program_name": "novation",
        "local_infile": False,
    }
    if login.port:
        given["port"] = login.port
    if "unix_socket" in login.options:
        given["unix_socket"] = login.options["unix_socket"]
    return given | _tls(login.options)


def _seconds(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 31_536_000:
        raise URL_OPTION.error(option="connect_timeout")
    return int(text)


def _tls(options: dict[str, str]) -> dict[str, Any]:
    """libpq's names for both servers: disable, prefer (the default), require, verify-ca, verify-full."""
    mode = options.get("sslmode", "verify-full" if "sslrootcert" in options else "prefer")
    if mode == "disable":
        return {"ssl_disabled": True}
    if mode in ("prefer", "allow"):
        return {}
    try:
        context = ssl.create_default_context(cafile=options.get("sslrootcert"))
        if "sslcert" in options:
            context.load_cert_chain(options["sslcert"], options.get("sslkey"))
    except (OSError, ssl.SSLError):
        raise URL_OPTION.error(option="sslrootcert") from None
    context.check_hostname = mode == "verify-full"
    context.verify_mode = ssl.CERT_NONE if mode == "require" else ssl.CERT_REQUIRED
    return {"ssl": context}


def _number(failed: BaseException) -> int:
    return failed.args[0] if failed.args and isinstance(failed.args[0], int) else 0


def quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
