"""Single rows of a database are changed in one transaction, found by their key, and only as they were read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from servers import PASSWORD, Server

from novation.engine.sources import open_source
from novation.engine.sources.database.changing import RowChange, change_rows, row_change
from novation.engine.sources.database.tables import DatabaseTable
from novation.errors import NovationError

ROWS = "insert into members values (1, '沈青禾', 5, null), (2, 'Anna', 7, 'x'), (3, 'Ben', 9, 'y')"
TABLE = "create table members (id int primary key, name varchar(20) not null, points int, note varchar(40))"


@pytest.fixture(params=[pytest.param("postgresql", marks=pytest.mark.needs("postgres", "initdb")), pytest.param("mysql", marks=pytest.mark.needs("mariadbd", "mariadb-install-db"))])  # fmt: skip
def members(request: pytest.FixtureRequest) -> Callable[[], DatabaseTable]:
    """The table as it stands now, opened anew at each call."""
    engine = request.param
    server: Server = request.getfixturevalue("postgres" if engine == "postgresql" else "mariadb")
    letters = " template template0 encoding 'UTF8'" if engine == "postgresql" else " character set utf8mb4"
    server.admin("drop database if exists changed", f"create database changed{letters}")
    if engine == "postgresql":
        server.admin(TABLE, ROWS, database="changed")
    else:
        account = f"create or replace user changer identified by '{PASSWORD}'"
        server.admin("use changed", TABLE, ROWS, account, "grant all on changed.* to changer")
    user = "admin" if engine == "postgresql" else "changer"
    url = f"{engine}://{user}:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}/changed"

    def opened() -> DatabaseTable:
        (table,) = open_source(url, name="s").tables()
        assert isinstance(table, DatabaseTable)
        return table

    return opened


def rows(table: DatabaseTable) -> list[dict[str, str]]:
    return [row for batch in table.batches() for row in batch.to_pylist()]


def change(table: DatabaseTable, number: int, new: dict[str, str | None] | None) -> RowChange:
    made = row_change(table, rows(table)[number], new)
    assert made is not None
    return made


def test_values_are_written_and_rows_go_in_one_transaction(members: Callable[[], DatabaseTable]) -> None:
    table = members()
    wanted = [
        change(table, 0, {"name": "沈 青禾", "points": "41"}),
        change(table, 1, None),
        change(table, 2, {"note": None}),
    ]
    change_rows(table.login, wanted)
    after = [{k: v for k, v in row.items() if k != "_row"} for row in rows(members())]
    assert after == [
        {"id": "1", "name": "沈 青禾", "points": "41", "note": None},
        {"id": "3", "name": "Ben", "points": "9", "note": None},
    ]
    change_rows(table.login, wanted)  # after a crash: all is as wanted already
    assert len(rows(members())) == 2


def test_nothing_changes_where_one_row_is_another_now_or_is_refused(
    members: Callable[[], DatabaseTable],
) -> None:
    table = members()
    before = rows(table)
    stale = change(table, 1, {"name": "Annette"})
    other = RowChange(stale.schema, stale.table, stale.key, {**stale.seen, "points": "8"}, stale.new)
    for bad, code in (
        (other, "sources.row-changed"),
        (change(table, 1, {"points": "many"}), "sources.row-refused"),
        (change(table, 2, {"name": None}), "sources.row-refused"),
    ):
        with pytest.raises(NovationError, match=code):
            change_rows(table.login, [change(table, 0, {"name": "Shen"}), bad])
        assert rows(members()) == before
