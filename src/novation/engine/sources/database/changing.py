"""Changes single rows of a database, all in one transaction: a row is found by its key and must still be as it was read.

Nothing is changed where one row is another now, is not there, or cannot be changed: then the transaction is rolled back.
A row that already is as wanted counts as changed, so that a run after a crash goes on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pymysql
from adbc_driver_postgresql import StatementOptions, dbapi

from novation.engine.identifiers import quote_identifier
from novation.engine.sources.database.login import Login
from novation.engine.sources.database.mysql import opened_for_writing, quoted
from novation.engine.sources.database.postgresql import conninfo, not_connected
from novation.engine.sources.database.tables import DatabaseTable
from novation.errors.sources import ROW_CHANGED, ROW_REFUSED

Values = Mapping[str, str | None]
_POSTGRES = (
    "set local row_security = off",
    "set local timezone = 'UTC'",
    "set local datestyle = 'ISO, YMD'",
    "set local intervalstyle = 'iso_8601'",
    "set local lock_timeout = '10s'",
    "set local search_path = pg_catalog",
)
_TYPE = (
    "select format_type(a.atttypid, a.atttypmod) from pg_attribute a where a.attname = $2 "
    "and a.attrelid = $1::text::regclass"
)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row by the database's own names: as it was read, and what it is to say; `new` None: it goes.

    `seen` holds the key as well. A value None is NULL.
    """

    schema: str
    table: str
    key: tuple[str, ...]
    seen: Values
    new: Values | None


def row_change(table: DatabaseTable, row: Mapping[str, Any], new: Values | None) -> RowChange | None:
    """From a row and columns as the reader names them; None where the table has no key to find it by."""
    described = table.described
    own = dict(zip(table.schema.names[1:], table.chosen, strict=True))
    if not described.key:
        return None
    seen = {own[name].name: row.get(name) for name in own if own[name].readable}
    told = None if new is None else {own[name].name: value for name, value in new.items()}
    return RowChange(described.schema, described.name, described.key, seen, told)


def change_rows(login: Login, changes: Sequence[RowChange]) -> None:
    """Raises `sources.row-changed`, `sources.row-refused`, and what connecting raises; then nothing has changed."""
    (_postgres if login.engine == "postgresql" else _mysql)(login, changes)


def _postgres(login: Login, changes: Sequence[RowChange]) -> None:
    try:
        connection = dbapi.connect(conninfo(login))
    except dbapi.Error as failed:
        raise not_connected(login, failed) from None
    with contextlib.closing(connection):
        table = ""
        try:
            with connection.cursor() as cursor:
                cursor.adbc_statement.set_options(**{StatementOptions.USE_COPY.value: "false"})
                for text in _POSTGRES:
                    cursor.execute(text)
                for change in changes:
                    table = change.table
                    _change(change, _Postgres(cursor, change))
            connection.commit()
        except dbapi.Error as failed:
            reason = getattr(failed, "sqlstate", None) or "-"
            raise ROW_REFUSED.error(table=table, reason=reason) from None  # its words may quote a value


def _mysql(login: Login, changes: Sequence[RowChange]) -> None:
    with opened_for_writing(login) as connection:
        table = ""
        try:
            with connection.cursor() as cursor:
                for change in changes:
                    table = change.table
                    _change(change, _Mysql(cursor, change))
            connection.commit()
        except pymysql.MySQLError as failed:
            reason = str(failed.args[0]) if failed.args and isinstance(failed.args[0], int) else "-"
            raise ROW_REFUSED.error(table=table, reason=reason) from None


def _change(change: RowChange, row: _Row) -> None:
    """Deletes or updates exactly one row, or finds that it is as wanted already."""
    if row.run(change.seen, change.new) == 1:
        return
    key = {name: change.seen[name] for name in change.key}
    wanted = row.count(key) == 0 if change.new is None else row.count({**key, **change.new}) == 1
    if not wanted:
        raise ROW_CHANGED.error(table=change.table)


class _Row(Protocol):
    """The statements for one row of one server; `place` is the table's name, quoted."""

    place: str

    def run(self, seen: Values, new: Values | None) -> int:
        """How many rows were deleted or updated."""

    def count(self, seen: Values) -> int:
        """How many rows say this."""

    def column(self, name: str) -> str:
        """The name of a column, quoted."""

    def says(self, name: str, number: int) -> str:
        """That a column says what the parameter of this number says, byte for byte."""


class _Postgres(_Row):
    def __init__(self, cursor: Any, change: RowChange) -> None:
        self._cursor = cursor
        self.place = f"{quote_identifier(change.schema)}.{quote_identifier(change.table)}"

    def run(self, seen: Values, new: Values | None) -> int:
        given: list[str] = []
        if new is None:
            where = _where(seen, given, self)
            return self._rows(f"delete from {self.place} where {where} returning '1'::text", given)
        sets = ", ".join(
            f"{quote_identifier(name)} = {self._value(name, value, given)}" for name, value in new.items()
        )
        where = _where(seen, given, self)
        return self._rows(f"update {self.place} set {sets} where {where} returning '1'::text", given)

    def count(self, seen: Values) -> int:
        given: list[str] = []
        return self._rows(f"select '1'::text from {self.place} where {_where(seen, given, self)}", given)

    def _value(self, name: str, value: str | None, given: list[str]) -> str:
        if value is None:
            return "null"
        self._cursor.execute(_TYPE, [self.place, name])
        ((kind,),) = self._cursor.fetchall()
        given.append(value)
        return f"${len(given)}::text::{kind}"

    def column(self, name: str) -> str:
        return quote_identifier(name)

    def says(self, name: str, number: int) -> str:
        return f"{quote_identifier(name)}::text = ${number}"

    def _rows(self, text: str, given: list[str]) -> int:
        self._cursor.execute(text, given)
        return len(self._cursor.fetchall())


class _Mysql(_Row):
    def __init__(self, cursor: Any, change: RowChange) -> None:
        self._cursor = cursor
        self.place = f"{quoted(change.schema)}.{quoted(change.table)}"

    def run(self, seen: Values, new: Values | None) -> int:
        given: list[str] = []
        if new is None:
            return self._rows(f"delete from {self.place} where {_where(seen, given, self)}", given)
        # An update that changes nothing touches no row here; `count` then finds the row as wanted.
        sets = ", ".join(
            f"{quoted(name)} = {'null' if value is None else '%s'}" for name, value in new.items()
        )
        told = [value for value in new.values() if value is not None]
        where = _where(seen, given, self)
        return self._rows(f"update {self.place} set {sets} where {where}", [*told, *given])

    def count(self, seen: Values) -> int:
        given: list[str] = []
        return self._rows(f"select 1 from {self.place} where {_where(seen, given, self)}", given)

    def column(self, name: str) -> str:
        return quoted(name)

    def says(self, name: str, number: int) -> str:
        return f"binary cast({quoted(name)} as char) = binary %s"

    def _rows(self, text: str, given: list[str]) -> int:
        return int(self._cursor.execute(text, given))


def _where(seen: Values, given: list[str], row: _Row) -> str:
    """Every value that was read must still stand there; the values go as parameters only."""
    terms = []
    for name, value in seen.items():
        if value is None:
            terms.append(f"{row.column(name)} is null")
        else:
            given.append(value)
            terms.append(row.says(name, len(given)))
    return " and ".join(terms)
