"""PostgreSQL as a source, on a real server."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from adbc_driver_postgresql import dbapi

sys.path.insert(0, str(Path(__file__).parent))
from reading import codes, rows_of
from servers import PASSWORD, Server

from novation.engine.sources import Source, open_source
from novation.engine.sources.database.login import parse_login
from novation.engine.sources.database.postgresql import connect
from novation.errors import NovationError

pytestmark = pytest.mark.needs("postgres", "initdb")
Made = Callable[..., Source]
EMPTIED = """
    do $$ declare one text; begin
        for one in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
            execute format('drop schema %I cascade', one);
        end loop;
        perform lo_unlink(oid) from pg_largeobject_metadata;
        create schema public;
        grant usage on schema public to public;
    end $$
"""  # a new database costs half a second, an empty one nothing


@pytest.fixture(scope="session")
def shops(postgres: Server) -> Callable[[str], str]:
    """The name of the one database of an encoding."""

    @cache
    def shop(encoding: str) -> str:
        name = f"shop_{encoding.lower()}"
        postgres.admin(f"create database {name} encoding '{encoding}' locale 'C' template template0")
        return name

    return shop


@pytest.fixture
def made(postgres: Server, shops: Callable[[str], str]) -> Made:
    """Runs statements in an empty database and opens it as a user with a password."""

    def make(*statements: str, options: str = "", user: str = "admin", encoding: str = "UTF8") -> Source:
        name = shops(encoding)
        postgres.admin(EMPTIED, *statements, database=name)
        place = f"{user}:{quote(PASSWORD, safe='')}@127.0.0.1:{postgres.port}/{name}{options}"
        return open_source(f"postgresql://{place}", name="s")

    return make


def test_tables_are_read_as_text_in_the_order_of_their_key(made: Made) -> None:
    table = made(
        "create table m (id int primary key, name text, paid numeric(8,2), tags text[], at timestamptz, x jsonb)",
        "insert into m values (2, '赵六', 3.50, '{a,b}', '2024-01-02 03:04:05+08', '{\"a\": 1}')",
        "insert into m (id, name) values (1, '')",
    ).tables()[0]
    assert (table.name, table.schema.names) == ("m", ["_row", "id", "name", "paid", "tags", "at", "x"])
    assert rows_of(table) == [
        (0, "1", "", None, None, None, None),
        (1, "2", "赵六", "3.50", "{a,b}", "2024-01-01 19:04:05+00", '{"a": 1}'),
    ]
    assert codes(table) == {}


def test_comments_stand_in_the_metadata(made: Made) -> None:
    table = made(
        "create table m (id int primary key, c1 text)",
        "comment on table m is '会员'",
        "comment on column m.c1 is '手机号'",
    ).tables()[0]
    assert table.schema.metadata == {b"comment": "会员".encode()}
    assert table.schema.field("c1").metadata == {b"comment": "手机号".encode()}


def test_every_schema_is_read_unless_some_are_chosen(made: Made) -> None:
    statements = ["create schema crm", "create table crm.a (x int)", "create table b (x int)"]
    assert [t.name for t in made(*statements).tables()] == ["crm.a", "b"]
    assert [t.name for t in made(*statements, options="?schema=crm").tables()] == ["a"]
    with pytest.raises(NovationError, match=r"sources\.no-schema"):
        made(*statements, options="?schema=nothing").tables()


def test_a_partitioned_table_is_one_table_and_children_are_their_own(made: Made) -> None:
    source = made(
        "create table o (id int, y int) partition by list (y)",
        "create table o24 partition of o for values in (24)",
        "create table o25 partition of o for values in (25)",
        "insert into o values (1, 24), (2, 25)",
        "create table p (id int)",
        "create table c (more int) inherits (p)",
        "insert into p values (7)",
        "insert into c values (8, 9)",
    )
    found = {t.name: [row[1] for row in rows_of(t)] for t in source.tables()}
    assert {n: sorted(r) for n, r in found.items()} == {"o": ["1", "2"], "p": ["7"], "c": ["8"]}
    assert source.skipped == []


def test_what_is_no_table_is_named_as_left_out(made: Made) -> None:
    source = made(
        "create table m (id int primary key)",
        "create view v as select * from m",
        "create materialized view w as select * from m",
        "select lo_from_bytea(0, '\\x01')",
    )
    assert [t.name for t in source.tables()] == ["m"]
    named = {s.source: s.code for s in source.skipped}
    assert named == dict.fromkeys(
        ["s/public.v", "s/public.w", "s/pg_catalog.pg_largeobject"], "sources.left-out"
    )


def test_binary_columns_are_null_and_remarked(made: Made) -> None:
    table = made(
        "create table m (a int primary key, b bytea)", "insert into m values (1, '\\x00ff')"
    ).tables()[0]
    assert rows_of(table) == [(0, "1", None)]
    assert codes(table) == {"database.binary": 1}


def test_a_user_reads_what_it_may_and_the_rest_is_said(made: Made) -> None:
    source = made(
        "drop role if exists reader",
        f"create role reader login password '{PASSWORD}'",
        "create table a (x int primary key, secret text)",
        "insert into a values (1, 's')",
        "create table b (x int)",
        "create table c (x int)",
        "insert into c values (1), (2)",
        "grant select (x) on a to reader",
        "grant select on c to reader",
        "alter table c enable row level security",
        "create policy p1 on c using (x = 1)",
        user="reader",
    )
    a, c = source.tables()
    assert (rows_of(a), codes(a)) == ([(0, "1")], {"database.columns-forbidden": 1})
    assert [(s.source, s.code) for s in source.skipped] == [("s/public.b", "sources.table-forbidden")]
    with pytest.raises(NovationError, match=r"sources\.table-forbidden"):
        rows_of(c)  # a policy hides a row: better no table than half of one


def test_nothing_can_be_written_in_the_session(made: Made) -> None:
    source = made("create table m (x int)")
    with (
        connect(source.login) as session,  # type: ignore[attr-defined]
        session.cursor() as cursor,
        pytest.raises(dbapi.Error, match="read-only"),
    ):
        cursor.execute("insert into public.m values (1)")


def test_names_that_need_quoting_are_read(made: Made) -> None:
    table = made(
        'create table "姓 ""名" ("a""b" int primary key, "_row" text)',
        'insert into "姓 ""名" values (1, \'z\')',
    )
    assert rows_of(table.tables()[0]) == [(0, "1", "z")]


def test_bytes_that_are_no_utf8_are_mended_and_counted(made: Made) -> None:
    table = made(
        "create table m (id int primary key, name text)",
        "insert into m values (1, 'ok'), (2, E'\\xd5\\xd4\\xc1\\xf9')",
        encoding="SQL_ASCII",
    ).tables()[0]
    assert rows_of(table) == [(0, "1", "ok"), (1, "2", "赵六")]
    assert codes(table) == {"database.not-utf8": 1}


def test_a_cell_of_twenty_megabytes_and_many_batches_are_read(made: Made) -> None:
    table = made(
        "create table m (id int primary key, t text)",
        "insert into m values (0, repeat('好', 7000000))",
        "insert into m select i, repeat('x', 4000) from generate_series(1, 9000) i",
    ).tables()[0]
    batches = list(table.batches())
    assert len(batches) > 2
    assert sum(b.num_rows for b in batches) == 9001
    assert len(batches[0].column("t")[0].as_py()) == 7_000_000


def test_the_digest_is_that_of_the_content(made: Made, postgres: Server) -> None:
    source = made("create table m (id int primary key, t text)", "insert into m values (1, 'a'), (2, null)")
    again = open_source(_url(source), name="other")
    assert source.digest() == again.digest()
    postgres.admin("update m set t = '' where id = 2", database=source.login.database)  # type: ignore[attr-defined]
    assert open_source(_url(source), name="s").digest() != source.digest()


def _url(source: Source) -> str:
    login = source.login  # type: ignore[attr-defined]
    return f"postgresql://admin:{quote(PASSWORD, safe='')}@{login.host}:{login.port}/{login.database}"


def test_the_password_may_stand_in_a_variable_or_the_password_file(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_source = made("create table m (id int)")
    open_url = _url(made_source).replace(quote(PASSWORD, safe=""), "").replace(":@", "@")
    assert open_source(open_url, name="s").skipped[0].code == "sources.database-refused"
    with pytest.raises(NovationError, match=r"sources\.password-unset"):
        open_source(open_url, name="s", password_env="SHOP_PASSWORD")
    monkeypatch.setenv("SHOP_PASSWORD", PASSWORD)
    assert open_source(open_url, name="s", password_env="SHOP_PASSWORD").skipped == []
    assert open_source(open_url + "?password_env=SHOP_PASSWORD", name="s").skipped == []
    file = tmp_path / "pgpass"
    file.write_text("127.0.0.1:*:*:admin:" + PASSWORD.replace(":", "\\:") + "\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert open_source(open_url, name="s").skipped == []


def test_the_password_is_shown_nowhere(postgres: Server, capfd: pytest.CaptureFixture[str]) -> None:
    wrong = "wr0ng:secret"
    url = f"postgresql://admin:{quote(wrong, safe='')}@127.0.0.1:{postgres.port}/postgres"
    refused = open_source(url, name="s")
    dead = open_source(url.replace(str(postgres.port), "1"), name="s")
    said = [repr(refused.login), str(refused.path)]  # type: ignore[attr-defined]
    for source, code in ((refused, "sources.database-refused"), (dead, "sources.database-unreached")):
        assert [s.code for s in source.skipped] == [code]
        said += [repr(s) for s in source.skipped]
    with pytest.raises(NovationError) as caught, connect(parse_login(url)):
        pass
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    said += [str(caught.value.as_dict()), *capfd.readouterr()]
    assert not [text for text in said if wrong in text or quote(wrong, safe="") in text]


def test_tls_is_asked_for_and_refused_where_the_server_has_none(made: Made) -> None:
    assert (
        made("create table m (id int)", options="?sslmode=require").skipped[0].code
        == "sources.database-unreached"
    )


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://u:se cret@h:port/d", "sources.url-broken"),
        ("postgresql://u:secret@h/d#x", "sources.url-broken"),
        ("postgresql://u:secret@h/d?options=-c%20x", "sources.url-option"),
        ("mysql://u:secret@h/d?local_infile=1", "sources.url-option"),
        ("mysql://u:secret@h/d?sslmode=never", "sources.url-option"),
    ],
)
def test_an_address_that_is_wrong_is_refused_without_repeating_it(url: str, code: str) -> None:
    with pytest.raises(NovationError) as caught:
        open_source(url, name="s")
    assert caught.value.code == code
    assert "cret" not in str(caught.value.as_dict())
