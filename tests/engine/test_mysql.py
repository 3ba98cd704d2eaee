"""MariaDB as a source, on a real server (MySQL speaks the same protocol)."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pymysql
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading import codes, rows_of
from servers import PASSWORD, Server

from novation.engine.sources import Source, open_source
from novation.engine.sources.database.mysql import connect
from novation.errors import NovationError

pytestmark = pytest.mark.needs("mariadbd", "mariadb-install-db")
Made = Callable[..., Source]
_numbers = itertools.count()


@pytest.fixture
def made(mariadb: Server) -> Made:
    """Runs statements in a database of its own and opens it as a user who may select there."""

    def make(*statements: str, options: str = "", rights: str = "select") -> Source:
        name = f"shop{next(_numbers)}"
        mariadb.admin(
            f"create database {name} character set utf8mb4",
            f"create user {name}@'127.0.0.1' identified by '{PASSWORD}'",
            *([f"grant {rights} on {name}.* to {name}@'127.0.0.1'"] if rights else []),
        )
        mariadb.admin(*(s.replace("READER", f"{name}@'127.0.0.1'") for s in statements), database=name)
        place = f"{name}:{quote(PASSWORD, safe='')}@127.0.0.1:{mariadb.port}/{name}{options}"
        return open_source(f"mariadb://{place}", name="s")

    return make


def test_tables_are_read_as_text_in_the_order_of_their_key(made: Made) -> None:
    table = made(
        "create table m (id int primary key, name text, paid decimal(8,2), at datetime, x json, e enum('a','b'))",
        "insert into m values (2, '赵六😀', 3.5, '2024-01-02 03:04:05', '{\"a\": 1}', 'b')",
        "insert into m (id, name) values (1, '')",
    ).tables()[0]
    assert (table.name, table.schema.names) == ("m", ["_row", "id", "name", "paid", "at", "x", "e"])
    assert rows_of(table) == [
        (0, "1", "", None, None, None, None),
        (1, "2", "赵六😀", "3.50", "2024-01-02 03:04:05", '{"a": 1}', "b"),
    ]
    assert codes(table) == {}


def test_text_of_other_character_sets_comes_as_utf8(made: Made) -> None:
    table = made(
        "create table m (id int primary key, g text character set gbk, b text character set big5)",
        "insert into m values (1, '赵六', '趙六')",
    ).tables()[0]
    assert rows_of(table) == [(0, "1", "赵六", "趙六")]


def test_comments_stand_in_the_metadata(made: Made) -> None:
    table = made("create table m (id int primary key, c1 text comment '手机号') comment '会员'").tables()[0]
    assert table.schema.metadata == {b"comment": "会员".encode()}
    assert table.schema.field("c1").metadata == {b"comment": "手机号".encode()}


def test_views_are_named_as_left_out_and_binary_columns_as_not_read(made: Made) -> None:
    source = made(
        "create table m (id int primary key, b blob, f bit(4))",
        "insert into m values (1, 'x', 5)",
        "create view v as select id from m",
    )
    (table,) = source.tables()
    assert rows_of(table) == [(0, "1", None, None)]
    assert codes(table) == {"database.binary": 2}
    assert [(s.source.rpartition(".")[2], s.code) for s in source.skipped] == [("v", "sources.left-out")]


def test_a_user_reads_the_columns_it_may_and_the_rest_is_said(made: Made) -> None:
    source = made(
        "create table a (x int, secret text)",
        "insert into a values (1, 's')",
        "grant select (x), insert on a to READER",
        "create table b (x int)",
        "grant insert on b to READER",
        rights="",
    )
    (table,) = source.tables()
    assert rows_of(table) == [(0, "1")]
    assert codes(table) == {"database.columns-forbidden": 1, "database.no-key": 1}
    assert [s.code for s in source.skipped] == ["sources.table-forbidden"]


def test_rows_longer_than_a_packet_are_read_whole(made: Made) -> None:
    table = made(
        "create table m (id int primary key, t longtext, u text)",
        "insert into m values (1, repeat('好', 6000000), 'a'), (2, null, 'b')",
        # With its number, two lengths and the null such a row is seven bytes longer: around what fits into one packet.
        *(f"insert into m values ({n}, repeat('y', {0xFFFFFF - 11 + n}), null)" for n in (3, 4, 5)),
    ).tables()[0]
    found = [(row[1], len(row[2] or ""), row[3]) for row in rows_of(table)]
    assert found == [
        ("1", 6_000_000, "a"),
        ("2", 0, "b"),
        *((str(n), 0xFFFFFF - 11 + n, None) for n in (3, 4, 5)),
    ]


def test_many_rows_come_in_batches(made: Made) -> None:
    table = made(
        "create table m (id int primary key, t text)",
        "insert into m select seq, repeat('x', seq % 2000) from seq_1_to_20000",
    ).tables()[0]
    batches = list(table.batches())
    assert len(batches) > 1
    whole = [
        (i, len(t)) for b in batches for i, t in zip(b["id"].to_pylist(), b["t"].to_pylist(), strict=True)
    ]
    assert whole == [(str(n), n % 2000) for n in range(1, 20_001)]


def test_a_reading_that_was_given_up_leaves_nothing_behind(made: Made) -> None:
    table = made(
        "create table m (id int primary key, t text)",
        "insert into m select seq, repeat('x', 2000) from seq_1_to_20000",
    ).tables()[0]
    reading = table.batches()
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert sum(b.num_rows for b in table.batches()) == 20_000


def test_a_server_that_ends_the_query_midway_is_an_error_and_not_a_short_table(
    made: Made, mariadb: Server
) -> None:
    source = made(
        "create table m (id int primary key, t text)",
        "insert into m select seq, repeat('x', 4000) from seq_1_to_10000",
    )
    reading = source.tables()[0].batches()
    next(reading)
    user = source.login.user  # type: ignore[attr-defined]
    mariadb.admin(f"kill user {user}@'127.0.0.1'")
    with pytest.raises(NovationError, match=r"sources\.broken-midway"):
        list(reading)


def test_nothing_can_be_written_in_the_session(made: Made) -> None:
    source = made("create table m (x int)", rights="all")
    with (
        connect(source.login) as session,  # type: ignore[attr-defined]
        session.cursor() as cursor,
        pytest.raises(pymysql.MySQLError, match="READ ONLY"),
    ):
        cursor.execute(f"insert into {source.login.database}.m values (1)")  # type: ignore[attr-defined]


def test_names_that_need_quoting_are_read(made: Made) -> None:
    source = made(
        "create table `姓 ``名` (`a``b` int primary key, `_row` text)",
        "insert into `姓 ``名` values (1, 'z')",
    )
    assert rows_of(source.tables()[0]) == [(0, "1", "z")]


def test_a_login_that_fails_says_so_without_the_password(made: Made, mariadb: Server) -> None:
    good = made("create table m (x int)")
    login = good.login  # type: ignore[attr-defined]
    url = f"mysql://{login.user}:wr0ngsecret@127.0.0.1:{mariadb.port}/{login.database}"
    for place, code in (
        (url, "sources.database-refused"),
        (url + "?sslmode=require", "sources.database-unreached"),
    ):
        source = open_source(place, name="s")
        assert [s.code for s in source.skipped] == [code]
        assert "wr0ngsecret" not in repr(source.skipped) + repr(source.login)  # type: ignore[attr-defined]


def test_the_digest_is_that_of_the_content(made: Made) -> None:
    statements = ["create table m (id int primary key, t text)", "insert into m values (1, 'a'), (2, null)"]
    source = made(*statements)
    assert source.digest() == source.digest()
    (table,) = source.tables()
    before = table.content_digest()  # type: ignore[attr-defined]
    rows_of(table)
    assert table.content_digest() == before  # type: ignore[attr-defined]
