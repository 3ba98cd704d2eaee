"""What was left behind is found in every kind of file, and never told."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.destruction import Needles, verify_absence
from novation.destruction.needle_index import NeedleIndex, folded

from .shop import make, people, write_csv

PHONE, MAIL, NAME = "13900000003", "test0003@example.com", "林测试0003"
GONE = {"cn.mobile": [PHONE], "generic.email": [MAIL], "person.name": [NAME]}
LEFT = [row for row in people(8) if row[2] != PHONE]


def found(folder: Path, gone: dict[str, list[str]] = GONE) -> set[str]:
    absence = verify_absence([folder], Needles(gone))
    assert absence.unsearched == ()
    assert not any(value in repr(absence) for values in gone.values() for value in values)
    return {finding.kind for finding in absence.findings}


@pytest.mark.parametrize("kind", ["csv", "jsonl", "excel", "sqlite", "parquet"])
def test_a_record_left_behind_is_found_in_every_kind_of_source(kind, tmp_path):
    make(kind, tmp_path, LEFT)
    assert found(tmp_path) == set()
    make(kind, tmp_path, people(8)) if kind != "sqlite" else make(kind, _fresh(tmp_path), people(8))
    assert found(tmp_path) == set(GONE)


def _fresh(folder: Path) -> Path:
    (folder / "again").mkdir()
    return folder / "again"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-16"])
def test_it_is_found_in_every_encoding(encoding, tmp_path):
    write_csv(tmp_path / "a.csv", people(8), encoding)
    assert found(tmp_path) == set(GONE)


def test_a_shared_string_nobody_refers_to_is_found(tmp_path):
    path = make("excel", tmp_path, LEFT)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = parts["xl/sharedStrings.xml"]
    parts["xl/sharedStrings.xml"] = strings.replace(b"</sst>", f"<si><t>{PHONE}</t></si></sst>".encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    absence = verify_absence([path], Needles(GONE))
    assert [(f.layer, f.kind, f.count) for f in absence.findings] == [
        ("xl/sharedStrings.xml", "cn.mobile", 1)
    ]


@pytest.mark.parametrize("whole_pages", [True, False])
def test_a_deleted_row_in_the_free_space_of_a_database_is_found(whole_pages, tmp_path):
    path = make("sqlite", tmp_path, people(400 if whole_pages else 8))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute(
            "DELETE FROM members" if whole_pages else f"DELETE FROM members WHERE phone = '{PHONE}'"
        )
    absence = verify_absence([path], Needles({"generic.email": [MAIL]}))
    assert [(f.layer, f.kind) for f in absence.findings] == [("free space", "generic.email")]


def test_a_dictionary_entry_without_rows_is_found(tmp_path):
    names = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0]), pa.array(["a", "b", MAIL]))
    pq.write_table(pa.table({"name": names}), tmp_path / "a.parquet", compression="none")
    assert found(tmp_path) == {"generic.email"}


def test_escapes_groups_full_width_case_and_calling_codes_are_found(tmp_path):
    for number, text in enumerate(
        [
            json.dumps({"n": NAME}),
            "１３９００００ ０００３".replace(" ", ""),
            "139-0000-0003",
            "TEST0003@Example.COM",
            f"+86{PHONE}",
        ]
    ):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    absence = verify_absence([tmp_path], Needles(GONE))
    assert {(f.file.rpartition("/")[2], f.kind) for f in absence.findings} == {
        ("0.txt", "person.name"),
        ("1.txt", "cn.mobile"),
        ("2.txt", "cn.mobile"),
        ("3.txt", "generic.email"),
        ("4.txt", "cn.mobile"),
    }


def test_a_longer_number_is_another_number(tmp_path):
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        text = f"9{PHONE} {PHONE}7 号9{PHONE} {PHONE}7号 x{MAIL} {MAIL}x"
        (tmp_path / f"{encoding}.txt").write_text(text, encoding=encoding)
    assert found(tmp_path) == set()


def test_compressed_files_are_opened(tmp_path):
    with gzip.open(tmp_path / "a.csv.gz", "wb") as file:
        file.write(PHONE.encode())
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAME}.txt", MAIL)
    assert found(tmp_path) >= {"cn.mobile", "generic.email"}


def test_a_value_across_two_blocks_is_found_once(tmp_path, monkeypatch):
    monkeypatch.setattr("novation.destruction.layers.CHUNK", 64)
    (tmp_path / "a.txt").write_text(
        "".join(f"{'x' * n} {MAIL} {PHONE}\n" for n in range(200)), encoding="utf-8"
    )
    absence = verify_absence([tmp_path], Needles(GONE))
    assert {f.kind: f.count for f in absence.findings} == {"cn.mobile": 200, "generic.email": 200}


def test_what_cannot_be_read_and_what_is_too_short_is_said(tmp_path):
    (tmp_path / "a.gz").write_bytes(b"\x1f\x8b broken")
    absence = verify_absence([tmp_path], Needles({"key.customer": ["7", "x12345"]}))
    assert [u.layer for u in absence.unsearched] == ["unpacked"]
    assert absence.too_short == {"key.customer": 1}
    assert not absence.is_absent


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.binary(min_size=4, max_size=12), min_size=1, max_size=8, unique=True), st.binary(max_size=200)
)
def test_the_index_finds_what_a_plain_search_finds(needles, text):
    block = folded(text + needles[0] + text[:3] + needles[-1])
    plain = {
        (at, n)
        for n, needle in enumerate(needles)
        for at in range(len(block))
        if block.startswith(folded(needle), at)
    }
    assert set(NeedleIndex(needles).hits(block)) == plain
