"""Excel, JSON lines, SQLite, Parquet, and the folder they lie in: sound, hostile and broken."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import sqlite3
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from reading import codes, read, rows_of, skip_codes, table_of

from novation.engine import Engine
from novation.engine.sources import discover, open_source
from novation.errors import NovationError

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=10)
SLOW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


# --- JSON lines -----------------------------------------------------------------------------------------------


def test_json_lines_give_the_union_of_keys_one_level_down(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text(
        '{"a": "x", "n": {"城": "京", "d": [1, 2]}}\n\n{"b": 1e3, "n": null, "a": null}\n{"b": true}', "utf-8"
    )
    table = table_of(file)
    assert table.schema.names == ["_row", "a", "n.城", "n.d", "b"]
    assert [row[:4] for row in rows_of(table)] == [
        (0, "x", "京", "[1,2]"),
        (1, None, None, None),
        (2, None, None, None),
    ]
    assert rows_of(table)[2][4] == "true"


def test_a_key_that_is_an_object_only_sometimes_stays_one_column(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"m": {"k": 1}}\n{"m": "text"}\n')
    assert rows_of(table_of(tmp_path / "x.jsonl")) == [(0, '{"k":1}'), (1, "text")]


def test_broken_lines_are_kept_and_counted(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"a": 1}\nnonsense {\n[1, 2]\n{"a": 2, "a": 3}\n{"a":\n')
    table = table_of(tmp_path / "x.jsonl")
    assert codes(table) == {"jsonl.repeated-keys": 1, "jsonl.broken-lines": 3}
    assert rows_of(table) == [
        (0, "1", None),
        (1, None, "nonsense {"),
        (2, None, "[1, 2]"),
        (3, "2", None),
        (4, None, '{"a":'),
    ]


def test_odd_keys_are_reached(tmp_path: Path) -> None:
    keys = {
        'w"q': "1",
        "a/b": "2",
        "~": "3",
        "": "4",
        "a.b": "5",
        "$.x": "6",
        "b\\c": "7",
        "*": "8",
        "0": "9",
    }
    (tmp_path / "x.jsonl").write_text(json.dumps(keys))
    assert rows_of(table_of(tmp_path / "x.jsonl")) == [(0, *keys.values())]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.jsonl").write_bytes('{"姓名": "张三"}\r\n{"姓名": "李四"}\r\n'.encode(encoding))
    assert rows_of(table_of(tmp_path / "x.jsonl")) == [(0, "张三"), (1, "李四")]


@pytest.mark.parametrize(
    "text", ['[{"a": 1},\n {"a": 2}]', '[{"a":1},{"a":2}]', '[\n{"a": 1},\n{"a": 2}\n]\n']
)
def test_an_array_of_objects_is_read_like_lines(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    assert rows_of(table_of(tmp_path / "x.json")) == [(0, "1"), (1, "2")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "sources.empty"), ("no json\n", "sources.no-json-objects"), ('[{"a": 1}, {', "sources.broken")],
)
def test_json_that_cannot_be_read_is_skipped(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "x.json").write_text(text)
    assert skip_codes(open_source(tmp_path / "x.json", name="s")) == [code]


def test_keys_that_are_data_do_not_become_columns(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({f"user{i}": 1 for i in range(2000)}))
    table = table_of(tmp_path / "x.json")
    assert table.columns == ["json"]
    assert codes(table) == {"jsonl.many-keys": 2000}


@SLOW
@given(
    rows=st.lists(
        st.dictionaries(st.sampled_from(["a", "b", "姓名"]), TEXT | st.none(), min_size=1), min_size=1
    )
)
def test_any_objects_of_text_come_back_exactly(tmp_path: Path, rows: list[dict[str, str | None]]) -> None:
    (tmp_path / "x.jsonl").write_text(
        "\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8", newline=""
    )
    found = read(table_of(tmp_path / "x.jsonl", encoding="utf-8")).to_pylist()
    assert [{k: v for k, v in r.items() if v is not None} for r in found] == [
        {"_row": i, **{k: v for k, v in r.items() if v is not None}} for i, r in enumerate(rows)
    ]


# --- SQLite ---------------------------------------------------------------------------------------------------


def database(path: Path, *statements: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    return connection


def test_sqlite_tables_are_read_by_rowid_as_text(tmp_path: Path) -> None:
    database(
        tmp_path / "crm.db",
        "create table 会员 (rowid text, 姓名, n real, b blob, i int)",
        "insert into 会员 (_rowid_, rowid, 姓名, n, b, i) values (7, 'r', '张\t三', 1.5, x'00ff', 12345678901234567)",
        "insert into 会员 (_rowid_, 姓名, i) values (3, '', 0)",
        "create view v as select 1",
        "create table k (k text primary key, v) without rowid",
        "insert into k values ('b', 2), ('a', null)",
    ).close()
    source = open_source(tmp_path / "crm.db", name="s")
    keyed, members = source.tables()
    assert rows_of(members) == [
        (3, None, "", None, None, "0"),
        (7, "r", "张\t三", "1.5", None, "12345678901234567"),
    ]
    assert codes(members) == {"sqlite.blobs": 1}
    assert rows_of(keyed) == [(0, "a", None), (1, "b", "2")]
    assert codes(keyed) == {"sqlite.no-rowid": 1}
    assert (source.skipped, sorted(p.name for p in tmp_path.iterdir())) == ([], ["crm.db"])


def test_full_text_tables_are_read_and_their_shadows_are_not(tmp_path: Path) -> None:
    database(
        tmp_path / "x.db", "create virtual table notes using fts5(body)", "insert into notes values ('来电')"
    ).close()
    (table,) = open_source(tmp_path / "x.db", name="s").tables()
    assert (table.name, rows_of(table)) == ("notes", [(1, "来电")])


def test_a_write_ahead_log_is_read_and_counts_for_the_digest(tmp_path: Path) -> None:
    connection = database(tmp_path / "x.db", "pragma journal_mode = wal", "create table t (a)")
    before = open_source(tmp_path / "x.db", name="s").digest()
    connection.execute("insert into t values ('new')")
    connection.commit()
    assert (tmp_path / "x.db-wal").stat().st_size
    assert rows_of(table_of(tmp_path / "x.db")) == [(1, "new")]
    assert open_source(tmp_path / "x.db", name="s").digest() != before
    connection.close()


def test_text_of_an_old_code_page_is_read(tmp_path: Path) -> None:
    raw = "张三".encode("gb18030").hex()
    database(
        tmp_path / "x.db", "create table t (a)", f"insert into t values (cast(x'{raw}' as text)), ('李四')"
    ).close()
    table = table_of(tmp_path / "x.db")
    assert rows_of(table) == [(1, "张三"), (2, "李四")]
    assert codes(table) == {"sqlite.not-utf8": 1}


def test_large_cells_are_streamed(tmp_path: Path) -> None:
    connection = database(tmp_path / "x.db", "create table t (a)")
    connection.executemany("insert into t values (?)", [("文" * 3_500_000,)] * 6)
    connection.commit()
    connection.close()
    sizes = [batch.nbytes for batch in table_of(tmp_path / "x.db").batches()]
    assert sum(sizes) > 60_000_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sources.empty"),
        (bytes(range(256)) * 16, "sources.encrypted"),
        (b"not a database", "sources.broken"),
        (b"SQLite format 3\0" + b"x" * 5000, "sources.broken"),
    ],
)
def test_a_database_that_cannot_be_read_is_skipped(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "x.db").write_bytes(content)
    assert skip_codes(open_source(tmp_path / "x.db", name="s")) == [code]


def test_a_database_damaged_further_down_is_an_error_and_not_a_short_table(tmp_path: Path) -> None:
    connection = database(tmp_path / "x.db", "create table t (a)")
    connection.executemany("insert into t values (?)", [("内容" * 100,)] * 2000)
    connection.commit()
    connection.close()
    raw = bytearray((tmp_path / "x.db").read_bytes())
    raw[200 * 4096 : 210 * 4096] = b"\xff" * (10 * 4096)
    (tmp_path / "x.db").write_bytes(raw)
    source = open_source(tmp_path / "x.db", name="s")
    if source.tables():
        with pytest.raises(NovationError) as broken:
            rows_of(source.tables()[0])
        assert broken.value.code == "sources.broken-midway"
    else:
        assert source.skipped[0].code in ("sources.table-broken", "sources.broken")


@SLOW
@given(rows=st.lists(st.tuples(st.none() | TEXT, st.none() | TEXT)))
def test_any_rows_of_text_come_back_from_sqlite_exactly(
    tmp_path: Path, rows: list[tuple[str | None, ...]]
) -> None:
    (tmp_path / "x.db").unlink(missing_ok=True)
    connection = database(tmp_path / "x.db", "create table t (a, b)")
    connection.executemany("insert into t values (?, ?)", rows)
    connection.commit()
    connection.close()
    assert rows_of(table_of(tmp_path / "x.db")) == [(i, *row) for i, row in enumerate(rows, 1)]


# --- Excel ----------------------------------------------------------------------------------------------------


def test_every_sheet_is_a_table_of_text(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "m.xlsx")
    sheet, hidden = book.add_worksheet("会员"), book.add_worksheet("旧")
    book.add_worksheet("空")
    hidden.hide()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write(0, 0, "导出时间：2024-01-01")
    sheet.write_row(1, 0, ["姓名", "手机", "生日", "", "姓名"])
    sheet.write_row(2, 0, ["\t张三", 13800138000])
    sheet.write_datetime(2, 2, datetime.datetime(1990, 1, 2), day)
    sheet.write_row(4, 0, [" 李四 ", 12.5, None, "=x", "z"])
    hidden.write_column(0, 0, ["备注", "内容"])
    book.close()
    members, old = open_source(tmp_path / "m.xlsx", name="s").tables()
    assert members.schema.names == ["_row", "姓名", "手机", "生日", "column_4", "姓名_2"]
    assert rows_of(members) == [
        (0, "\t张三", "13800138000", "1990-01-02", None, None),
        (2, " 李四 ", "12.5", None, rows_of(members)[1][4], "z"),
    ]
    assert codes(members) == {"excel.title-lines": 1}
    assert (rows_of(old), codes(old)) == ([(0, "内容")], {"excel.hidden": 1})


def test_numbers_damaged_in_a_workbook_are_counted(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "m.xlsx")
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["证件号", 110101199003071000, 110101199003072000])
    sheet.write_column(0, 1, ["单号", "5.54E+15", "6217000010001234567"])
    sheet.write_column(0, 2, ["正常", "1234567890123450", "1234567890123456"])
    book.close()
    assert codes(table_of(tmp_path / "m.xlsx"))["excel.number-damaged"] == 3


def test_a_declared_sheet_is_the_only_one_and_must_be_there(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "m.xlsx")
    for name in ("a", "b"):
        book.add_worksheet(name).write_column(0, 0, ["列", name])
    book.close()
    assert [t.name for t in open_source(tmp_path / "m.xlsx", name="s", sheet="b").tables()] == ["b"]
    with pytest.raises(NovationError) as missing:
        open_source(tmp_path / "m.xlsx", name="s", sheet="c").tables()
    assert missing.value.code == "sources.no-sheet"


def workbook_with(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in {"xl/workbook.xml": b"<workbook/>", **parts}.items():
            archive.writestr(name, content)
    return path


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    bomb = workbook_with(tmp_path / "m.xlsx", {"xl/worksheets/sheet1.xml": b"\0" * (64 << 20)})
    assert bomb.stat().st_size < 100_000
    assert skip_codes(open_source(bomb, name="s")) == ["sources.zip-bomb"]


def test_a_zip_bomb_that_lies_about_its_size_is_not_opened(tmp_path: Path) -> None:
    bomb = workbook_with(tmp_path / "m.xlsx", {"xl/worksheets/sheet1.xml": b"\0" * (64 << 20)})
    size = (64 << 20).to_bytes(4, "little")
    raw = bomb.read_bytes()
    assert raw.count(size) == 2
    bomb.write_bytes(raw.replace(size, (100).to_bytes(4, "little")))
    assert skip_codes(open_source(bomb, name="s")) == ["sources.zip-bomb"]


def test_an_xml_bomb_is_not_opened(tmp_path: Path) -> None:
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    book = workbook_with(tmp_path / "m.xlsx", {"xl/sharedStrings.xml": lol})
    assert skip_codes(open_source(book, name="s")) == ["sources.xml-bomb"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 cut off", "sources.broken"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "sources.encrypted",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "sources.broken"),
        (b"", "sources.empty"),
        (b"<html><table></table></html>", "sources.broken"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_skipped(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "m.xlsx").write_bytes(content)
    assert skip_codes(open_source(tmp_path / "m.xlsx", name="s")) == [code]


def test_delimited_text_under_the_name_of_a_workbook_is_read(tmp_path: Path) -> None:
    (tmp_path / "m.xls").write_bytes("姓名\t手机\n张三\t1\n".encode("gbk"))
    source = open_source(tmp_path / "m.xls", name="s")
    assert (source.kind, rows_of(source.tables()[0])) == ("csv", [(0, "张三", "1")])


# --- Parquet --------------------------------------------------------------------------------------------------


def test_parquet_keeps_its_types_and_nested_columns_become_json(tmp_path: Path) -> None:
    table = pa.table(
        {
            "n": [1, None],
            "at": pa.array([0, 1], pa.timestamp("ms")),
            "s": [{"城": "京"}, None],
            "l": [[1, 2], []],
            "d": pa.array(["x", "y"]).dictionary_encode(),
            "N": ["a", "b"],
        }
    )
    pq.write_table(table, tmp_path / "p.parquet")
    found = table_of(tmp_path / "p.parquet")
    assert found.schema.names == ["_row", "n", "at", "s", "l", "d", "N_2"]
    assert found.schema.field("at").type == pa.timestamp("ms")
    assert read(found).select(["_row", "n", "s", "l", "d"]).to_pylist() == [
        {"_row": 0, "n": 1, "s": '{"城":"京"}', "l": "[1,2]", "d": "x"},
        {"_row": 1, "n": None, "s": None, "l": "[]", "d": "y"},
    ]
    assert codes(found) == {"parquet.nested": 2}


def test_parquet_that_cannot_be_read_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 damaged PAR1")
    (tmp_path / "b.parquet").write_bytes(b"")
    with Engine(tmp_path / "work") as engine:
        engine.stage("t", pa.schema([("a", pa.int64())]), [])
    (tmp_path / "work/t.parquet").rename(tmp_path / "c.parquet")
    found = [skip_codes(open_source(tmp_path / f"{n}.parquet", name="s")) for n in "abc"]
    assert found == [["sources.broken"], ["sources.empty"], ["sources.encrypted"]]


# --- the folder -----------------------------------------------------------------------------------------------


def test_a_folder_is_searched_in_order_and_nothing_is_passed_over_in_silence(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    for name in (
        "b.csv",
        "A/会员.xlsx",
        "A/合同.docx",
        ".hidden.csv",
        "work/t.csv",
        "records/x.json",
        "novation.toml",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a,b\n1,2\n")
    (tmp_path / "outside.csv").write_text("a\n")
    (folder / "link.csv").symlink_to(tmp_path / "outside.csv")
    (folder / "inside.csv").symlink_to(folder / "b.csv")
    (folder / "crm.db").write_bytes(b"x")
    (folder / "crm.db-wal").write_bytes(b"x")
    found = [p.relative_to(folder).as_posix() for p in discover(folder)]
    assert found == ["A/会员.xlsx", "A/合同.docx", "b.csv", "crm.db", "inside.csv"]
    assert skip_codes(open_source(folder / "A/合同.docx", name="s")) == ["sources.unknown-kind"]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NovationError) as missing:
        open_source(tmp_path / "nothing.csv", name="s")
    assert missing.value.code == "sources.not-found"


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    (tmp_path / "x.csv").write_bytes(content)
    assert (
        open_source(tmp_path / "x.csv", name="s").digest() == "sha256:" + hashlib.sha256(content).hexdigest()
    )


def test_every_reason_is_said_in_both_languages_and_names_no_value(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    (skipped,) = open_source(tmp_path / "x.pdf", name="合同").skipped
    assert skipped.source == "合同"
    assert "x.pdf" in skipped.reason.zh and "x.pdf" in skipped.reason.en
    assert "{" not in skipped.reason.zh + skipped.reason.en


def test_a_source_goes_into_a_working_copy_and_comes_out_the_same(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("姓名,手机\n张三,\t1\n短\n".encode("gb18030"))
    table = table_of(tmp_path / "x.csv")
    with Engine(tmp_path / "work") as engine:
        engine.stage("tables/t01", table.schema, table.batches())
        engine.register("t", "tables/t01")
        assert engine.sql("select * from t order by _row").fetchall() == [(0, "张三", "\t1"), (1, "短", None)]
