"""Each kind of source loses exactly what is asked and nothing else."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novation.destruction import Removal, carry_out, preview, state
from novation.engine.sources import open_source
from novation.errors import NovationError

from .shop import COLUMNS, PLAN, WRITERS, make, people, read, removal, run, write_csv, write_excel

KINDS = sorted(WRITERS)
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def everything_in(path: Path) -> bytes:
    """All bytes of a file, its members unpacked, its columns decoded."""
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            content += b"".join(archive.read(name) for name in archive.namelist())
    if path.suffix == ".parquet":
        content += repr(pq.read_table(path).to_pylist()).encode("utf-8")
    return content


def holds(content: bytes, value: str) -> bool:
    return any(value.encode(encoding) in content for encoding in ENCODINGS)


@pytest.mark.parametrize("kind", KINDS)
@FEW
@given(data=st.data())
def test_the_rows_asked_for_go_and_all_others_stay(kind, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("shop")
    rows = people(data.draw(st.integers(3, 40)))
    numbers = range(len(rows))
    gone = data.draw(st.sets(st.sampled_from(numbers), min_size=1, max_size=len(rows) - 1))
    blank = data.draw(st.sets(st.sampled_from(numbers)))
    path = make(kind, folder, rows)
    (outcome,) = run(folder, removal(kind, path, sorted(gone), {"phone": sorted(blank)}))
    expected = [
        tuple(
            "" if n in blank and column == "phone" else cell
            for column, cell in zip(COLUMNS, row, strict=True)
        )
        for n, row in enumerate(rows)
        if n not in gone
    ]
    assert read(path) == expected
    assert (outcome.rows_deleted, outcome.cells_blanked) == (len(gone), len(blank - gone))
    assert outcome.overwritten
    content = everything_in(path)
    for n, row in enumerate(rows):
        for column, cell in zip(COLUMNS[1:], row[1:], strict=True):
            should_be_there = n not in gone and not (n in blank and column == "phone")
            assert holds(content, cell) == should_be_there
    assert [p.name for p in folder.iterdir() if p.name not in (path.name, "records")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_all_rows_may_go(kind, tmp_path):
    path = make(kind, tmp_path, people(5))
    run(tmp_path, removal(kind, path, range(5)))
    assert read(path) == []
    assert not holds(everything_in(path), "test0003")


@pytest.mark.parametrize("kind", KINDS)
def test_a_source_that_changed_since_the_plan_is_refused_untouched(kind, tmp_path):
    path = make(kind, tmp_path, people(5))
    before = path.read_bytes()
    with pytest.raises(NovationError) as refused:
        carry_out(
            [removal(kind, path, [1])],
            {path: "sha256:" + "1" * 64},
            state_path=tmp_path / "state.json",
            plan_digest=PLAN,
        )
    assert refused.value.code == "destruction.source-changed"
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_that_is_not_there_is_an_error_and_nothing_changes(kind, tmp_path):
    path = make(kind, tmp_path, people(5))
    before = path.read_bytes()
    with pytest.raises(NovationError) as refused:
        run(tmp_path, removal(kind, path, [1, 77]))
    assert refused.value.code == "destruction.row-missing"
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name, "records"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_that_is_not_there_is_an_error(kind, tmp_path):
    path = make(kind, tmp_path, people(5))
    with pytest.raises(NovationError) as refused:
        run(tmp_path, removal(kind, path, [], {"shoe": [1]}))
    assert refused.value.code == "destruction.column-missing"


def test_the_preview_counts_and_changes_nothing(tmp_path):
    path = make("csv", tmp_path, people(5))
    before = path.read_bytes()
    part = removal("csv", path, [1, 2], {"phone": [2, 3]})
    (found,) = preview([part, removal("csv", path, [4])], {path: "sha256:" + "1" * 64})
    assert (found.rows, found.cells, found.unchanged) == (3, 1, False)
    assert path.read_bytes() == before
    assert state(tmp_path / "records" / "destruction-state.json") == {}


def test_what_is_left_of_a_csv_keeps_its_bytes(tmp_path):
    path = tmp_path / "members.csv"
    path.write_bytes(
        b"\xef\xbb\xbfno;name;phone;email\r\n"
        b'1;"a ""x"" ;\r\nb";\t13900000001;\r\n\r\n2;bb;"13900000002";y@example.com\r\n3;c;13900000003;z@example.com'
    )
    run(tmp_path, removal("csv", path, [2], {"phone": [1]}))
    assert path.read_bytes() == (
        b"\xef\xbb\xbfno;name;phone;email\r\n"
        b'1;"a ""x"" ;\r\nb";\t13900000001;\r\n\r\n2;bb;"";y@example.com\r\n'
    )


def test_title_lines_and_tabs_before_values_stay(tmp_path):
    rows = [(no, "\t" + name, phone, email) for no, name, phone, email in people(6)]
    path = write_csv(tmp_path / "members.csv", rows, title="会员导出")
    whole = path.read_bytes().splitlines(keepends=True)
    run(tmp_path, removal("csv", path, [0, 4]))
    assert path.read_bytes() == b"".join(whole[:2] + whole[3:6] + whole[7:])


def test_a_nested_key_of_json_becomes_null_and_the_line_keeps_its_look(tmp_path):
    path = tmp_path / "members.jsonl"
    path.write_text(
        '{"no" : 1,"who": {"phone":"13900000001", "age": 1.50}}\n{"no": 2, "who": {"phone": "1"}}\n'
    )
    run(tmp_path, removal("jsonl", path, [1], {"who.phone": [0]}))
    assert path.read_text() == '{"no" : 1,"who": {"phone":null, "age": 1.50}}\n'


def test_objects_are_taken_out_of_a_json_array(tmp_path):
    path = tmp_path / "members.json"
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in people(4)]
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False), encoding="utf-8")
    run(tmp_path, removal("jsonl", path, [0, 3], {"email": [2]}))
    assert json.loads(path.read_text(encoding="utf-8")) == [rows[1], {**rows[2], "email": None}]


def test_formulas_keep_their_places_and_this_is_said(tmp_path):
    path = write_excel(tmp_path / "members.xlsx", people(6), formula=True)
    (outcome,) = run(tmp_path, removal("excel", path, [1]))
    assert outcome.remarks == ("rows-left-empty",)
    assert read(path) == [row for n, row in enumerate(people(6)) if n != 1]
    assert not holds(everything_in(path), "test0001")


def test_links_and_comments_of_removed_cells_go_with_them(tmp_path):
    path = tmp_path / "members.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("members")
        for at, row in enumerate([COLUMNS, *people(4)]):
            sheet.write_row(at, 0, row)
            if at:
                sheet.write_url(at, 3, f"mailto:{row[3]}", string=row[3])
        sheet.write_comment("B3", "spoke to test0001")
        sheet.write_comment("B4", "spoke to test0002")
    run(tmp_path, removal("excel", path, [1]))
    content = everything_in(path)
    assert b"test0001" not in content
    assert b"mailto:test0002@example.com" in content and b"spoke to test0002" in content


def test_links_move_up_with_their_rows(tmp_path):
    path = tmp_path / "members.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("members")
        for at, row in enumerate([COLUMNS, *people(4)]):
            sheet.write_row(at, 0, row)
        sheet.write_url("D5", "mailto:test0003@example.com", string="test0003@example.com")
    run(tmp_path, removal("excel", path, [0, 2]))
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<hyperlink ref="D3"' in xml and '<row r="4"' not in xml


def test_two_tables_of_a_database_are_treated_together(tmp_path):
    path = make("sqlite", tmp_path, people(6))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE log (text TEXT)")
        connection.execute("CREATE TABLE codes (code TEXT PRIMARY KEY, owner TEXT) WITHOUT ROWID")
        connection.executemany("INSERT INTO codes VALUES (?, ?)", [(f"k{n}", f"owner{n}") for n in range(5)])
        connection.execute(
            "CREATE TRIGGER keep AFTER DELETE ON members BEGIN INSERT INTO log VALUES (old.email); END"
        )
    codes = Removal(path, "sqlite", "codes", np.array([1, 3]))
    (outcome,) = run(tmp_path, removal("sqlite", path, [2]), codes)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT code FROM codes").fetchall() == [("k0",), ("k2",), ("k4",)]
        assert connection.execute("SELECT count(*) FROM log").fetchone() == (0,)
        assert connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == [
            ("keep",)
        ]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {table.table: table.rows_after for table in outcome.tables} == {"members": 5, "codes": 3}


def test_a_full_text_index_forgets_the_removed_words(tmp_path):
    path = make("sqlite", tmp_path, people(6))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(email, content='members')")
        connection.execute("INSERT INTO found(found) VALUES ('rebuild')")
    run(tmp_path, removal("sqlite", path, [2]))
    assert b"test0002" not in path.read_bytes() and b"test0003" in path.read_bytes()


def test_a_database_with_a_pending_log_is_refused(tmp_path):
    path = make("sqlite", tmp_path, people(6))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("DELETE FROM members WHERE rowid = 1")
        connection.commit()
        with pytest.raises(NovationError) as refused:
            run(tmp_path, removal("sqlite", path, [2]))
    assert refused.value.code == "destruction.pending-log"


def test_a_database_in_use_is_refused(tmp_path):
    path = make("sqlite", tmp_path, people(6))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(NovationError) as refused:
            run(tmp_path, removal("sqlite", path, [2]))
    assert refused.value.code == "destruction.database-in-use"


def test_a_file_with_a_second_name_is_not_overwritten_and_this_is_said(tmp_path):
    path = make("csv", tmp_path, people(6))
    (tmp_path / "kept.csv").hardlink_to(path)
    before = path.read_bytes()
    (outcome,) = run(tmp_path, removal("csv", path, [2]))
    assert outcome.remarks == ("other-names", "old-blocks-not-overwritten") and not outcome.overwritten
    assert (tmp_path / "kept.csv").read_bytes() == before


def test_the_rights_of_the_file_stay(tmp_path):
    path = make("csv", tmp_path, people(6))
    path.chmod(0o640)
    run(tmp_path, removal("csv", path, [2]))
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_workbook_of_the_old_kind_is_refused(tmp_path):
    path = tmp_path / "members.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(NovationError) as refused:
        run(tmp_path, removal("excel", path, [2]))
    assert refused.value.code == "destruction.kind-unsupported"


def test_unusual_xml_in_a_workbook_is_read_all_the_same(tmp_path):
    path = make("excel", tmp_path, people(5))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = parts["xl/sharedStrings.xml"]
    strings = strings.replace(b"<t>test0001@example.com</t>", b"<t><![CDATA[test0001@example.com]]></t>")
    parts["xl/sharedStrings.xml"] = strings.replace(b"<sst", b"<!-- an export --><sst", 1)
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"<sheetData>", b"<sheetData><!-- <row r='2'/> -->")
    parts["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    run(tmp_path, removal("excel", path, [1], {"phone": [3]}))
    kept = [row for n, row in enumerate(people(5)) if n != 1]
    assert read(path) == [(a, b, "" if a == "4" else c, d) for a, b, c, d in kept]
    content = everything_in(path)
    assert not holds(content, "test0001") and not holds(content, people(5)[3][2])


def test_a_table_that_does_not_begin_in_the_corner_of_its_sheet(tmp_path):
    path = tmp_path / "members.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("members")
        for at, row in enumerate([COLUMNS, *people(4)]):
            sheet.write_row(at + (at > 2), 2, row)  # a blank row in the middle too
    numbers = row_numbers(path)
    run(
        tmp_path, Removal(path, "excel", "members", np.array([numbers[1]]), {"phone": np.array([numbers[3]])})
    )
    expected = [(a, b, "" if a == "4" else c, d) for a, b, c, d in people(4) if a != "2"]
    assert read(path) == expected


def row_numbers(path: Path) -> list[int]:
    """The reader's own row numbers."""
    (table,) = open_source(path, name="x").tables()
    return [number for batch in table.batches() for number in batch.column(0).to_pylist()]


def test_a_column_that_may_not_be_null_is_left_an_empty_text(tmp_path):
    path = tmp_path / "members.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE members (no INTEGER PRIMARY KEY, email TEXT NOT NULL)")
        connection.executemany(
            "INSERT INTO members VALUES (?, ?)", [(n, f"test{n}@example.com") for n in range(4)]
        )
    run(tmp_path, Removal(path, "sqlite", "members", np.array([0]), {"email": np.array([2])}))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM members").fetchall() == [
            (1, "test1@example.com"),
            (2, ""),
            (3, "test3@example.com"),
        ]


def test_a_key_that_cannot_be_blanked_is_refused_without_telling_values(tmp_path):
    path = tmp_path / "members.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE members (no INTEGER PRIMARY KEY, email TEXT UNIQUE NOT NULL)")
        connection.executemany(
            "INSERT INTO members VALUES (?, ?)", [(n, f"test{n}@example.com") for n in range(4)]
        )
    before = path.read_bytes()
    with pytest.raises(NovationError) as refused:
        run(tmp_path, Removal(path, "sqlite", "members", np.array([], np.int64), {"email": np.array([1, 2])}))
    assert refused.value.code == "destruction.database-refuses" and "test" not in str(
        refused.value.values["reason"]
    )
    assert path.read_bytes() == before
