"""One value is written into one cell of every kind of file: the rest stays, and what does not fit changes nothing."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.destruction.shop import COLUMNS, WRITERS, people, read

from novation.destruction.cell_values import Replacement
from novation.destruction.new_values import replace_values
from novation.destruction.sources import file_digest
from novation.engine.sources import open_source
from novation.errors import NovationError

NEW = "欧阳 𠮷 & <青>"


def written(path: Path, kind: str, row: int, column: str, value: str) -> list[str]:
    table = open_source(path, name=path.name).tables()[0].name
    told: list[str] = []
    digest = replace_values(path, kind, path.name, {}, [Replacement(table, row, column, value)], told.append)
    assert told == [digest] == [file_digest(path)]
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    return told


@pytest.mark.parametrize("kind", WRITERS)
def test_the_cell_says_the_new_value_and_every_other_one_what_it_said(kind: str, tmp_path: Path) -> None:
    write, name = WRITERS[kind]
    rows = people(20)
    path = write(tmp_path / name, rows)
    first = 1 if kind == "sqlite" else 0
    written(path, kind, 13 + first, "name", NEW if kind != "csv" else "欧阳青")
    wanted = [list(row) for row in rows]
    wanted[13][1] = NEW if kind != "csv" else "欧阳青"
    assert read(path) == [tuple(row) for row in wanted]
    assert rows[13][1].encode() not in _all_bytes(path)


def _all_bytes(path: Path) -> bytes:
    """Of a workbook all its parts: the old text must stand in none."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("kind", [k for k in WRITERS if k != "csv"])
def test_a_row_that_is_not_there_and_a_text_that_no_cell_can_hold_change_nothing(
    kind: str, tmp_path: Path
) -> None:
    write, name = WRITERS[kind]
    path = write(tmp_path / name, people(5))
    before = path.read_bytes()
    for row, value in ((4711, "x"), (1, "two\nlines"), (1, " x")):
        with pytest.raises(NovationError):
            written(path, kind, row, "name", value)
        assert path.read_bytes() == before and len(list(tmp_path.iterdir())) == 1


def test_a_number_stays_a_number_and_what_is_none_is_refused(tmp_path: Path) -> None:
    parquet = tmp_path / "ages.parquet"
    pq.write_table(pa.table({"name": ["a", "b"], "age": pa.array([1, 2], pa.int32())}), parquet)
    lines = tmp_path / "ages.jsonl"
    lines.write_text('{"name": "a", "age": 1, "more": {"x": [1]}}\n{"name": "b",  "age": 2}\n', "utf-8")
    book = tmp_path / "ages.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet("s")
        for at, row in enumerate([("name", "age"), ("a", 1), ("b", 2)]):
            sheet.write_row(at, 0, row)
    for path, kind in ((parquet, "parquet"), (lines, "jsonl"), (book, "excel")):
        (tmp_path / kind).mkdir()
        moved = path.rename(tmp_path / kind / path.name)
        written(moved, kind, 1, "age", "41")
        if kind != "excel":  # a sheet has no types, and the reader gives text where one cell is text
            with pytest.raises(NovationError, match="value-unfit"):
                written(moved, kind, 1, "age", "forty")
    assert pq.read_table(tmp_path / "parquet" / "ages.parquet").to_pydict()["age"] == [1, 41]
    told = (tmp_path / "jsonl" / "ages.jsonl").read_text("utf-8").splitlines()
    assert told[0] == '{"name": "a", "age": 1, "more": {"x": [1]}}' and json.loads(told[1])["age"] == 41
    assert '"b",  "age"' in told[1]


def test_a_document_of_objects_keeps_its_layout(tmp_path: Path) -> None:
    path = tmp_path / "members.json"
    objects = [dict(zip(COLUMNS, row, strict=True)) for row in people(3)]
    path.write_text(json.dumps(objects, ensure_ascii=False, indent=2), "utf-8")
    written(path, "jsonl", 2, "phone", "13800138000")
    objects[2]["phone"] = "13800138000"
    assert path.read_text("utf-8") == json.dumps(objects, ensure_ascii=False, indent=2)


def test_a_formula_is_never_overwritten_and_formats_stay(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("s")
        sheet.write_row(0, 0, ["name", "twice", "mail"])
        sheet.write(1, 0, "a", book.add_format({"bold": True}))
        sheet.write_formula(1, 1, '=A2&"!"', None, "a!")
        sheet.write_url(1, 2, "mailto:a@example.com", string="a@example.com")
        sheet.write_row(2, 0, ["b", "b!", "b@example.com"])
    with pytest.raises(NovationError, match="value-unfit"):
        written(path, "excel", 0, "twice", "x")
    written(path, "excel", 0, "mail", "new@example.com")
    written(path, "excel", 0, "name", "c")
    with zipfile.ZipFile(path) as archive:
        sheet_xml = archive.read("xl/worksheets/sheet1.xml")
    assert b's="1"' in sheet_xml and b"<f>" in sheet_xml
    assert b"a@example.com" not in _all_bytes(path)


def test_a_database_keeps_its_types_and_is_not_touched_while_somebody_writes(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE m (id INTEGER PRIMARY KEY, name TEXT, points INTEGER)")
        connection.executemany("INSERT INTO m VALUES (?, ?, ?)", [(7, "a", 1), (9, "b", 2)])
    written(path, "sqlite", 9, "points", "41")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id, points, typeof(points) FROM m").fetchall() == [
            (7, 1, "integer"),
            (9, 41, "integer"),
        ]
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NovationError, match="in-use"):
            written(path, "sqlite", 9, "name", "c")
