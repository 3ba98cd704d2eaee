"""PostgreSQL: tables by the catalogue, rows by binary COPY straight into Arrow (the ADBC driver).

Kinds of relation: https://www.postgresql.org/docs/current/catalog-pg-class.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, ClassVar

import pyarrow as pa
from adbc_driver_postgresql import StatementOptions, dbapi

from novation.engine.identifiers import quote_identifier
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
)

BATCH_BYTES = 16 << 20

_SESSION = (
    "set transaction isolation level repeatable read read only",
    "set local row_security = off",  # rows hidden by a policy become an error instead of missing in silence
    "set local timezone = 'UTC'",
    "set local datestyle = 'ISO, YMD'",
    "set local intervalstyle = 'iso_8601'",
    "set local statement_timeout = 0",
    "set local search_path = pg_catalog",
)
_RAW_BYTES = """
    select set_config('client_encoding', 'SQL_ASCII', true) where current_setting('server_encoding') = 'SQL_ASCII'
"""  # a server that knows no encoding would refuse to call its bytes UTF-8
_SYSTEM = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'"
_SCHEMAS = f"select n.nspname::text from pg_namespace n where {_SYSTEM}"
_TABLES = f"""
    select n.nspname::text, c.relname::text, c.relkind::text, coalesce(obj_description(c.oid, 'pg_class'), ''),
        c.oid::text, (has_schema_privilege(n.oid, 'usage'))::text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and {_SYSTEM}
    order by 1, 2
"""
_COLUMNS = f"""
    select a.attrelid::text, a.attname::text, coalesce(col_description(a.attrelid, a.attnum), ''),
        (coalesce(nullif(t.typbasetype, 0), t.oid) = 'bytea'::regtype)::text,
        has_column_privilege(a.attrelid, a.attnum, 'select')::text,
        coalesce(array_position(i.indkey::int2[], a.attnum), -1)::text
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition and {_SYSTEM}
    order by a.attrelid, a.attnum
"""
_LARGE_OBJECTS = "select count(*)::text from pg_largeobject_metadata"
_OTHER_KINDS = {
    "v": ("视图", "a view"),
    "m": ("物化视图", "a materialized view"),
    "f": ("外部表，数据在别处", "a foreign table, its data lie elsewhere"),
}


class PostgresSource(DatabaseSource):
    """A PostgreSQL database: the tables of the chosen schemas, or of all but the server's own."""

    kind: ClassVar[Kind] = "postgresql"

    def _find_tables(self) -> list[SourceTable]:
        try:
            with connect(self.login) as connection:
                schemas = {row[0] for row in _rows(connection, _SCHEMAS)}
                listed = _rows(connection, _TABLES)
                described = _describe(listed, _rows(connection, _COLUMNS))
                large = int(_rows(connection, _LARGE_OBJECTS)[0][0])
        except (dbapi.Error, UnicodeDecodeError):
            raise BROKEN.error(file=self.login.shown, kind="PostgreSQL") from None
        wanted = self.login.schemas
        for name in wanted:
            if name not in schemas:
                raise NO_SCHEMA.error(schema=name)
        found = [d for d in described if not wanted or d.schema in wanted]
        if large:
            place = Described("pg_catalog", "pg_largeobject", "", "", (), ())
            self._leave_out(place, f"{large} 个大对象", f"{large} large objects")
        if not found:
            raise NO_TABLE.error(file=self.login.shown)
        plain = wanted[0] if len(wanted) == 1 else "public"
        return [table for d in found if (table := self._open(d, plain))]

    def _open(self, described: Described, plain: str) -> PostgresTable | None:
        """A table of the one chosen schema, or of `public`, has its plain name, others their schema before it."""
        if described.how in _OTHER_KINDS:
            self._leave_out(described, *_OTHER_KINDS[described.how])
            return None
        if described.columns and not any(c.allowed for c in described.columns):
            self._forbidden(described)
            return None
        name = described.name if described.schema == plain else described.place
        return PostgresTable(self.login, self.name, described, name)


class PostgresTable(DatabaseTable):
    """A table, or a partitioned one with all its partitions; the rows of tables that inherit from it are theirs."""

    def _stream(self) -> Iterator[tuple[list[pa.Array], int]]:
        done = 0
        try:
            with connect(self.login) as connection, connection.cursor() as cursor:
                cursor.execute(_RAW_BYTES)
                cursor.adbc_statement.set_options(
                    **{StatementOptions.BATCH_SIZE_HINT_BYTES.value: str(BATCH_BYTES)}
                )
                cursor.execute(self._query())
                with cursor.fetch_record_batch() as reader:
                    for batch in reader:
                        yield [c.cast(pa.binary()) for c in batch.columns[1:]], batch.num_rows
                        done += batch.num_rows
        except (dbapi.Error, pa.ArrowException, OSError) as broken:
            raise self._told(broken, done) from None  # the server's message may quote a value

    def _told(self, broken: Exception, done: int) -> NovationError:
        if getattr(broken, "sqlstate", None) == "42501":
            return TABLE_FORBIDDEN.error(table=self.name)
        return BROKEN_MIDWAY.error(table=self.name, row=done)

    def _query(self) -> str:
        chosen = [f"{quote_identifier(c.name)}::text" if c.readable else "null::text" for c in self.chosen]
        only = "" if self.described.how == "p" else "only "
        place = f"{quote_identifier(self.described.schema)}.{quote_identifier(self.described.name)}"
        order = ", ".join(quote_identifier(name) for name in self.described.key)
        return f"select {', '.join(['null::text', *chosen])} from {only}{place}" + (
            f" order by {order}" if order else ""
        )


def _describe(tables: list[tuple[Any, ...]], columns: list[tuple[Any, ...]]) -> list[Described]:
    found: dict[str, list[Column]] = {}
    keys: dict[str, list[tuple[int, str]]] = {}
    for table, name, comment, binary, allowed, key in columns:
        found.setdefault(table, []).append(Column(name, comment, binary != "true", allowed == "true"))
        if int(key) >= 0:
            keys.setdefault(table, []).append((int(key), name))
    result = []
    for schema, name, how, comment, oid, usable in tables:
        own = found.get(oid, [])
        if usable != "true":
            own = [Column(c.name, c.comment, c.readable, False) for c in own]
        allowed_names = {c.name for c in own if c.allowed}
        key = tuple(column for _, column in sorted(keys.get(oid, ())))
        if not allowed_names.issuperset(key):
            key = ()
        result.append(Described(schema, name, how, comment, tuple(own), key))
    return result


def _rows(connection: Any, text: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall()


@contextlib.contextmanager
def connect(login: Login) -> Iterator[Any]:
    """A session in one read-only transaction. Raises `sources.database-unreached`, `.database-refused`."""
    try:
        connection = dbapi.connect(conninfo(login))
    except dbapi.Error as failed:
        raise not_connected(login, failed) from None  # libpq's message quotes the connection string
    with contextlib.closing(connection):
        with connection.cursor() as cursor:
            for text in _SESSION:
                cursor.execute(text)
        yield connection


def not_connected(login: Login, failed: Exception) -> NovationError:
    state = getattr(failed, "sqlstate", None) or ""
    said = str(failed)
    refused = state.startswith("28") or "authentication failed" in said or "no password" in said
    return (DATABASE_REFUSED if refused else DATABASE_UNREACHED).error(database=login.shown)


def conninfo(login: Login) -> str:
    """Keyword and value pairs for libpq; what is not given it takes from the environment and the password file."""
    pairs = {
        "host": login.host,
        "port": str(login.port or ""),
        "user": login.user,
        "dbname": login.database,
        "password": login.password or "",
        "client_encoding": "UTF8",
        "application_name": "novation",
        "connect_timeout": "15",
        **login.options,
    }
    return " ".join(f"{key}={_quoted(value)}" for key, value in pairs.items() if value)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
