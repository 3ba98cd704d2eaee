"""The engine: encrypted working copies, atomic, under a memory bound, and gone after erasure."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from novation.engine import Engine, erase, quote_identifier, quote_text
from novation.errors import NovationError

SCHEMA = pa.schema([("_row", pa.int64()), ("姓名", pa.string())])


def batches(rows: int, size: int = 100, name: str = "张三"):
    for first in range(0, rows, size):
        count = min(size, rows - first)
        yield pa.record_batch([pa.array(range(first, first + count)), [name] * count], schema=SCHEMA)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


def test_what_is_staged_is_read_back(work: Path) -> None:
    seen: list[int] = []
    with Engine(work) as engine:
        staged = engine.stage("tables/t01-会员", SCHEMA, batches(250), progress=seen.append)
        assert (staged.name, staged.rows) == ("tables/t01-会员", 250)
        assert staged.bytes == (work / "tables/t01-会员.parquet").stat().st_size
        engine.register("members", "tables/t01-会员")
        assert engine.sql("select count(*), max(_row) from members where 姓名 = ?", ["张三"]).fetchall() == [
            (250, 249)
        ]
        assert engine.schema("tables/t01-会员") == SCHEMA
        assert engine.rows("tables/t01-会员") == 250
        assert engine.names() == ["tables/t01-会员"]
    assert seen[-1] == 250


def test_an_empty_table_is_a_table(work: Path) -> None:
    with Engine(work) as engine:
        engine.stage("tables/t", SCHEMA, [])
        engine.register("t", "tables/t")
        assert engine.fetch_arrow("select * from t").schema.names == ["_row", "姓名"]


def test_the_key_is_private_and_32_bytes(work: Path) -> None:
    with Engine(work):
        pass
    assert len((work / "key").read_bytes()) == 32
    assert stat.S_IMODE((work / "key").stat().st_mode) == 0o600


def test_no_value_and_no_column_name_is_on_disk_in_clear(work: Path) -> None:
    with Engine(work, memory_limit="100MB", threads=1) as engine:
        engine.stage("t", SCHEMA, batches(1000, name="PLANTED-NAME"))
        engine.execute("create table big as select range i, 'PLANTED-NAME' || range n from range(4000000)")
        spilled = [p for p in (work / "tmp").rglob("*") if p.is_file() and p.stat().st_size]
        assert spilled, "the query was meant to spill"
        for path in work.rglob("*"):
            if path.is_file():
                raw = path.read_bytes()
                assert b"PLANTED-NAME" not in raw and "姓名".encode() not in raw, path.name
    assert not list((work / "tmp").rglob("*.tmp"))


def test_a_query_result_is_written_and_may_replace_what_it_reads(work: Path) -> None:
    with Engine(work) as engine:
        engine.stage("t", SCHEMA, batches(100))
        engine.register("t", "t")
        assert engine.write("t", "select * from t where _row < 7").rows == 7
        assert engine.sql("select count(*) from t").fetchall() == [(7,)]


def test_other_queries_run_while_a_reader_is_open(work: Path) -> None:
    with Engine(work) as engine:
        engine.stage("t", SCHEMA, batches(1000))
        engine.register("t", "t")
        reader = engine.reader("select * from t order by _row", rows=100)
        first = reader.read_next_batch()
        assert engine.fetch_arrow("select 1 as one").num_rows == 1
        assert first.num_rows + sum(b.num_rows for b in reader) == 1000


def test_a_failure_while_writing_leaves_the_old_copy(work: Path) -> None:
    def failing():
        yield from batches(100_000, 50_000)
        raise OSError("the source went away")

    with Engine(work) as engine:
        engine.stage("t", SCHEMA, batches(10))
        with pytest.raises(OSError, match="went away"):
            engine.stage("t", SCHEMA, failing())
        assert engine.rows("t") == 10
    assert [p.name for p in work.iterdir() if p.is_file()] == ["key", "t.parquet"] or len(
        list(work.glob(".*"))
    ) == 0


def test_a_crash_before_the_rename_leaves_the_old_copy_and_no_litter(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Engine(work) as engine:
        engine.stage("t", SCHEMA, batches(10))
    child = os.fork()
    if child == 0:  # the process dies between writing and renaming
        monkeypatch.setattr(Path, "replace", lambda *_: os._exit(9))
        with Engine(work, threads=1) as engine:
            engine.stage("t", SCHEMA, batches(20))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9
    assert list(work.glob(".t.parquet.*.part"))
    with Engine(work) as engine:
        assert engine.rows("t") == 10
        assert not list(work.glob(".*.part"))


def test_a_wrong_key_is_told_apart_from_damage(work: Path) -> None:
    with Engine(work) as engine:
        engine.stage("t", SCHEMA, batches(10))
    (work / "key").write_bytes(os.urandom(32))
    with Engine(work) as engine:
        with pytest.raises(NovationError) as wrong:
            engine.register("t", "t")
        with pytest.raises(NovationError) as rows:
            engine.rows("t")
    assert wrong.value.code == rows.value.code == "engine.key-wrong"


def test_a_damaged_copy_says_so(work: Path) -> None:
    with Engine(work) as engine:
        engine.stage("t", SCHEMA, batches(10))
        (work / "t.parquet").write_bytes(b"PARE")
        with pytest.raises(NovationError) as broken:
            engine.register("t", "t")
    assert broken.value.code == "engine.copy-broken"


def test_a_missing_or_short_key_is_not_replaced(work: Path) -> None:
    with Engine(work) as engine:
        engine.stage("t", SCHEMA, batches(10))
    (work / "key").write_bytes(b"short")
    with pytest.raises(NovationError) as short, Engine(work):
        pass
    (work / "key").unlink()
    with pytest.raises(NovationError) as missing, Engine(work):
        pass
    assert (short.value.code, missing.value.code) == ("engine.key-broken", "engine.key-missing")
    assert not (work / "key").exists()


def test_a_copy_that_is_not_there_is_named(work: Path) -> None:
    with Engine(work) as engine, pytest.raises(NovationError) as missing:
        engine.register("t", "tables/nothing")
    assert missing.value.code == "engine.not-staged"
    assert "tables/nothing" in missing.value.message("zh")


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a//b", "", "a/../b", ".hidden", "a\0b", "a b"])
def test_a_name_cannot_leave_the_work_folder(work: Path, name: str) -> None:
    with Engine(work) as engine, pytest.raises(NovationError) as bad:
        engine.stage(name, SCHEMA, [])
    assert bad.value.code == "engine.bad-name"


def test_erasure_leaves_nothing(work: Path) -> None:
    with Engine(work) as engine:
        engine.stage("tables/a", SCHEMA, batches(10))
        engine.stage("subjects", SCHEMA, batches(10))
    assert erase(work) == 3
    assert not work.exists()
    assert erase(work) == 0


def test_an_erasure_cut_short_after_the_key_leaves_copies_nobody_can_read(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Engine(work) as engine:
        engine.stage("t", SCHEMA, batches(10))
    old_key = (work / "key").read_bytes()

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("novation.engine.erasure.shutil.rmtree", crash)
        with pytest.raises(KeyboardInterrupt):
            erase(work)
    assert not (work / "key").exists()
    assert (work / "t.parquet").exists() and old_key not in (work / "t.parquet").read_bytes()
    with pytest.raises(OSError):
        pq.ParquetFile(work / "t.parquet")
    with pytest.raises(NovationError), Engine(work):
        pass
    assert erase(work) == 1
    assert not work.exists()


def test_sql_reads_no_file_by_itself(work: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with Engine(work) as engine, pytest.raises(duckdb.PermissionException):
        engine.sql(f"select * from read_csv({quote_text(str(tmp_path / 'secret.csv'))})").fetchall()


def test_too_little_memory_is_an_error_with_a_hint(work: Path) -> None:
    with Engine(work, memory_limit="20MB", threads=1) as engine, pytest.raises(NovationError) as full:
        engine.fetch_arrow("select list(range) from range(50000000)")
    assert full.value.code == "engine.out-of-memory"
    assert "20MB" in full.value.message("zh")


def test_any_column_name_survives_quoting(work: Path) -> None:
    names = ['a"b', "select", "姓 名", "x;--", "'", "a.b"]
    with Engine(work) as engine:
        chosen = ", ".join(f"{i} as {quote_identifier(n)}" for i, n in enumerate(names))
        assert engine.fetch_arrow(f"select {chosen}").schema.names == names
    for bad in ("", "a\0"):
        with pytest.raises(NovationError):
            quote_identifier(bad)
