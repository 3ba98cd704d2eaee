"""Folders, ZIP files and file stores as one source."""

from __future__ import annotations

import gc
import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading import codes, rows_of, skip_codes

from novation.engine.sources import Source, open_source
from novation.errors import NovationError

CSV = "姓名,手机\n赵六,1\n"


def zipped(path: Path, members: dict[str, bytes | str], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:  # type: ignore[arg-type]
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tables(source: Source) -> dict[str, list[tuple[object, ...]]]:
    return {table.name: rows_of(table) for table in source.tables()}


def inner(members: dict[str, bytes | str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_every_file_of_a_zip_is_read_by_its_own_reader(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "export.zip",
        {
            "2024/会员.csv": CSV,
            "notes.jsonl": '{"a": 1}\n',
            "photo.jpg": b"\xff\xd8\xff",
            "__MACOSX/._x": b"",
            "more.zip": inner({"b.csv": "x\n1\n"}),
        },
    )
    source = open_source(path, name="s")
    found = tables(source)
    assert found == {
        "2024/会员.csv": [(0, "赵六", "1")],
        "notes.jsonl": [(0, "1")],
        "more.zip/b.csv": [(0, "1")],
    }
    assert {t.source for t in source.tables()} == {"s"}
    assert [(s.source, s.code) for s in source.skipped] == [("s/photo.jpg", "sources.unknown-kind")]


def test_names_written_in_gbk_are_understood(tmp_path: Path) -> None:
    path = zipped(tmp_path / "z.zip", {"AAAA.csv": CSV})
    path.write_bytes(path.read_bytes().replace(b"AAAA", "会员".encode("gbk")))
    assert list(tables(open_source(path, name="s"))) == ["会员.csv"]


@pytest.mark.parametrize(
    "name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "..\\out.csv", "C:\\out.csv"]
)
def test_members_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    place = tmp_path / "deep" / "deeper"
    place.mkdir(parents=True)
    source = open_source(zipped(place / "z.zip", {name: CSV, "good.csv": CSV}), name="s")
    assert list(tables(source)) == ["good.csv"]
    assert [s.code for s in source.skipped] == ["sources.unsafe-member"]
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["z.zip"]


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert skip_codes(open_source(tmp_path / "z.zip", name="s")) == ["sources.unsafe-member"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    source = open_source(zipped(tmp_path / "z.zip", {"a.csv": b"0" * (64 << 20)}), name="s")
    assert skip_codes(source) == ["sources.zip-bomb"]


def test_zips_within_zips_end_somewhere(tmp_path: Path) -> None:
    content = inner({"deepest.csv": CSV})
    for level in range(4):
        content = inner({f"{level}.zip": content})
    (tmp_path / "z.zip").write_bytes(content)
    assert skip_codes(open_source(tmp_path / "z.zip", name="s")) == ["sources.too-deep"]


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    path = zipped(tmp_path / "z.zip", {"bad.csv": CSV * 50, "good.csv": CSV})
    raw = bytearray(path.read_bytes())
    raw[50] ^= 0xFF
    path.write_bytes(bytes(raw))
    source = open_source(path, name="s")
    assert list(tables(source)) == ["good.csv"]
    assert [(s.source, s.code) for s in source.skipped] == [("s/bad.csv", "sources.broken")]


def test_what_was_unpacked_goes_with_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    source = open_source(zipped(tmp_path / "z.zip", {"a.csv": CSV}), name="s")
    (table,) = source.tables()
    (folder,) = place.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    del source
    gc.collect()
    assert rows_of(table) == [(0, "赵六", "1")]  # a table in use keeps its file
    del table
    gc.collect()
    assert list(place.iterdir()) == []


def test_a_folder_is_one_source_with_all_its_files(tmp_path: Path) -> None:
    for name in ("a.csv", "sub/b.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(CSV, encoding="utf-8")
    (tmp_path / "c.bin").write_bytes(b"\0")
    source = open_source(tmp_path, name="s")
    assert list(tables(source)) == ["a.csv", "sub/b.csv"]
    assert [s.code for s in source.skipped] == ["sources.unknown-kind"]
    before = source.digest()
    (tmp_path / "a.csv").write_text(CSV + "孙七,2\n", encoding="utf-8")
    assert open_source(tmp_path, name="s").digest() != before
    assert skip_codes(open_source(_empty(tmp_path), name="s")) == ["sources.no-table"]


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


@pytest.fixture
def stored() -> Callable[[dict[str, str]], None]:
    def put(files: dict[str, str]) -> None:
        store = fsspec.filesystem("memory")
        for name, content in files.items():
            store.pipe_file(f"/{name}", content.encode())

    return put


def test_a_file_behind_a_url_is_fetched_and_read(stored: Callable[[dict[str, str]], None]) -> None:
    stored({"one/m.csv": CSV, "one/sub/n.csv": "x\n1\n"})
    assert tables(open_source("memory://one/m.csv", name="s")) == {"m.csv": [(0, "赵六", "1")]}
    whole = open_source("memory://one/", name="s")
    assert list(tables(whole)) == ["m.csv", "sub/n.csv"]
    assert whole.kind == "remote"
    assert whole.digest() == open_source("memory://one/", name="s").digest()


def test_a_local_file_url_is_read(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(CSV, encoding="utf-8")
    assert tables(open_source(f"file://{tmp_path}/m.csv", name="s")) == {"m.csv": [(0, "赵六", "1")]}


def test_what_is_not_behind_a_url_is_said() -> None:
    assert skip_codes(open_source("memory://one/nothing.csv", name="s")) == ["sources.not-found"]
    assert skip_codes(open_source("gs://one/nothing.csv", name="s")) == ["sources.extra-missing"]


def test_a_url_with_credentials_is_refused() -> None:
    with pytest.raises(NovationError) as refused:
        open_source("s3://key:verysecret@bucket/m.csv", name="s")
    assert refused.value.code == "sources.url-broken"
    assert "verysecret" not in str(refused.value.as_dict())


def test_remarks_of_a_file_are_those_of_its_table(tmp_path: Path) -> None:
    source = open_source(zipped(tmp_path / "z.zip", {"a.csv": "a,b\n1\n"}), name="s")
    assert codes(source.tables()[0]) == {"csv.short-rows": 1}
