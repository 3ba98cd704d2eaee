"""Reconciliation: which record is missing, added or changed, and in which column; digests any language can make."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.seal.blocks import BLOCK_ROWS, BlockDigester, OutOfOrder
from novation.seal.index import digest_blocks, reconcile, write_index


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 2}) as made:
        made.execute("SET enable_progress_bar = false")
        yield made


def _table(rows: int, start: int = 0) -> pa.Table:
    numbers = range(start, start + rows)
    return pa.table(
        {
            "_row": pa.array(numbers, pa.int64()),
            "subject_ref": [f"REF{k:013}" for k in numbers],
            "手机": [f"138{k:08}" if k % 7 else None for k in numbers],
            "note": ["" if k % 3 else f"备注 {k}" for k in numbers],
        }
    )


def _reconcile(connection, expected: pa.Table, received: pa.Table, folder: Path, **options):
    connection.register("sent", expected)
    with (folder / "blocks").open("wb") as blocks, (folder / "cells").open("wb") as cells:
        assert write_index(connection, "sent", blocks, cells) == expected.num_rows
    pq.write_table(received, folder / "received")
    for view in ("blocks", "cells", "received"):
        connection.register(view, ds.dataset(folder / view, format="parquet"))
    return reconcile(connection, "received", "blocks", "cells", **options)


def _with(table: pa.Table, column: str, row: int, value: object) -> pa.Table:
    values = table[column].to_pylist()
    values[row] = value
    at = table.schema.get_field_index(column)
    return table.set_column(at, column, pa.array(values, table.schema.field(column).type))


def test_the_same_table_is_equal(connection, tmp_path):
    found = _reconcile(connection, _table(10_000), _table(10_000), tmp_path)
    assert found.equal
    assert (found.rows_expected, found.rows_received) == (10_000, 10_000)


def test_what_is_missing_added_and_changed_is_named_with_its_column(connection, tmp_path):
    sent = _table(10_000)
    received = _with(_with(_with(sent, "手机", 5, "x"), "note", 5, None), "note", 9_000, "y")
    received = pa.concat_tables([received.slice(0, 77), received.slice(78), _table(1, 20_000)])
    found = _reconcile(connection, sent, received, tmp_path)
    assert found.missing.to_pylist() == [{"_row": 77, "subject_ref": "REF0000000000077"}]
    assert found.added.to_pylist() == [{"_row": 20_000, "subject_ref": "REF0000000020000"}]
    assert [(r["_row"], r["columns"]) for r in found.changed.to_pylist()] == [
        (5, ["note", "手机"]),
        (9_000, ["note"]),
    ]
    assert found.unexplained.num_rows == 0
    assert not found.equal


@pytest.mark.parametrize("value", ["", " 13800000001", "13800000001 ", "１３８00000001", None])
def test_null_empty_and_look_alike_values_are_told_apart(connection, tmp_path, value):
    sent = _table(100)
    found = _reconcile(connection, sent, _with(sent, "手机", 1, value), tmp_path)
    assert [(r["_row"], r["columns"]) for r in found.changed.to_pylist()] == [(1, ["手机"])]


def test_text_that_moves_from_one_cell_to_the_next_is_seen(connection, tmp_path):
    sent = pa.table({"_row": [0, 1], "a": ["ab", "c"]})
    found = _reconcile(connection, sent, pa.table({"_row": [0, 1], "a": ["a", "bc"]}), tmp_path)
    assert found.changed_count == 2


def test_the_order_of_rows_does_not_matter(connection, tmp_path):
    sent = _table(9_000)
    shuffled = sent.take(pa.array([(k * 7919) % 9_000 for k in range(9_000)]))
    assert _reconcile(connection, sent, shuffled, tmp_path).equal


def test_a_record_that_comes_twice_counts_as_added(connection, tmp_path):
    sent = _table(5_000)
    found = _reconcile(connection, sent, pa.concat_tables([sent, sent.slice(42, 1)]), tmp_path)
    assert found.added.to_pylist() == [{"_row": 42, "subject_ref": "REF0000000000042"}]
    assert (found.missing_count, found.changed_count) == (0, 0)


def test_a_reference_given_to_another_person_is_a_changed_record(connection, tmp_path):
    sent = _table(100)
    found = _reconcile(connection, sent, _with(sent, "subject_ref", 3, "REF0000000000004"), tmp_path)
    assert [r["columns"] for r in found.changed.to_pylist()] == [["subject_ref"]]


def test_counts_stay_exact_when_the_lists_are_cut(connection, tmp_path):
    sent = _table(9_000)
    received = sent.set_column(3, "note", pa.array(["other"] * 9_000))
    found = _reconcile(connection, sent, received, tmp_path, limit=10)
    assert (found.changed_count, found.changed.num_rows) == (9_000, 10)


def test_empty_tables_reconcile(connection, tmp_path):
    assert _reconcile(connection, _table(0), _table(0), tmp_path).equal
    (tmp_path / "more").mkdir()
    found = _reconcile(connection, _table(0), _table(3), tmp_path / "more")
    assert (found.added_count, found.missing_count) == (3, 0)


def test_a_table_without_references_reconciles(connection, tmp_path):
    sent = pa.table({"_row": [0, 1], "price": [Decimal("1.50"), Decimal("2.00")]})
    found = _reconcile(connection, sent, _with(sent, "price", 1, Decimal("2.01")), tmp_path)
    assert found.changed.to_pylist() == [{"_row": 1, "subject_ref": None, "columns": ["price"]}]


def test_other_columns_or_an_index_of_another_table_are_refused(connection, tmp_path):
    with pytest.raises(NovationError, match="seal.index-columns") as caught:
        _reconcile(connection, _table(3), _table(3).drop_columns(["note"]), tmp_path)
    assert caught.value.values == {"columns": "note"}
    connection.register("blocks", digest_blocks(connection, "sent").slice(0, 0))
    with pytest.raises(NovationError, match="seal.index-broken"):
        reconcile(connection, "sent", "blocks", "cells")


def test_a_print_that_collides_is_reported_as_unexplained_and_not_as_equal(connection, tmp_path):
    sent = pa.table({"_row": [0], "a": ["sent"]})
    _reconcile(connection, sent, sent, tmp_path)
    connection.register("received", pa.table({"_row": [0], "a": ["received"]}))
    (number,) = connection.sql("SELECT CAST(md5_number('received') & 4294967295 AS UINTEGER)").fetchall()[0]
    connection.register("cells", pa.table({"_row": [0], "c:a": pa.array([number], pa.uint32())}))
    found = reconcile(connection, "received", "blocks", "cells")
    assert found.unexplained.to_pylist() == [{"block": 0, "column": "a"}]
    assert not found.equal


cells = st.one_of(st.none(), st.text(max_size=12))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.dictionaries(st.integers(0, 3 * BLOCK_ROWS), st.tuples(cells, cells), max_size=12),
    edits=st.dictionaries(st.integers(0, 3 * BLOCK_ROWS), st.tuples(cells, cells), max_size=4),
    removed=st.lists(st.integers(0, 3 * BLOCK_ROWS), max_size=3),
)
def test_any_edit_is_found_exactly(rows, edits, removed, tmp_path_factory):
    received = {k: v for k, v in (rows | edits).items() if k not in removed}
    tables = [
        pa.table(
            {
                "_row": pa.array(sorted(side), pa.int64()),
                "a": pa.array([side[k][0] for k in sorted(side)], pa.string()),
                "b c": pa.array([side[k][1] for k in sorted(side)], pa.string()),
            }
        )
        for side in (rows, received)
    ]
    with duckdb.connect(config={"threads": 1}) as connection:
        found = _reconcile(connection, *tables, tmp_path_factory.mktemp("edit"))
    changed = {
        k: [name for name, old, new in zip(("a", "b c"), rows[k], received[k], strict=True) if old != new]
        for k in sorted(rows.keys() & received.keys())
        if rows[k] != received[k]
    }
    assert found.missing["_row"].to_pylist() == sorted(rows.keys() - received.keys())
    assert found.added["_row"].to_pylist() == sorted(received.keys() - rows.keys())
    assert {r["_row"]: r["columns"] for r in found.changed.to_pylist()} == changed
    assert found.unexplained.num_rows == 0


def _by_the_spec(rows: list[int], values: list[str | None]) -> tuple[bytes, bytes]:
    """Rows digest and column digest of one block, written a second time from docs/specs/package.md."""
    texts = [None if value is None else value.encode() for value in values]
    lengths = b"".join(struct.pack("<i", -1 if text is None else len(text)) for text in texts)
    content = b"".join(text or b"" for text in texts)
    column = hashlib.sha256(hashlib.sha256(lengths).digest() + hashlib.sha256(content).digest()).digest()
    return hashlib.sha256(struct.pack(f"<{len(rows)}q", *rows)).digest(), column


@given(
    st.dictionaries(st.integers(0, BLOCK_ROWS - 1), st.one_of(st.none(), st.text(max_size=9))),
    st.integers(1, 5),
)
def test_block_digests_follow_the_spec_however_the_batches_are_cut(block, pieces):
    rows = sorted(block)
    table = pa.table(
        {"_row": pa.array(rows, pa.int64()), "a": pa.array([block[k] for k in rows], pa.string())}
    )
    digester = BlockDigester(["a"])
    for batch in table.to_batches(max_chunksize=pieces):
        digester.add(batch)
    found = digester.table().to_pylist()
    if not rows:
        assert found == []
        return
    of_rows, of_column = _by_the_spec(rows, [block[k] for k in rows])
    assert found == [{"block": 0, "rows": len(rows), "rows_digest": of_rows, "d:a": of_column}]


def test_bytes_behind_a_null_do_not_count():
    offsets, content = pa.py_buffer(struct.pack("<3i", 0, 3, 4)), pa.py_buffer(b"abcd")
    hidden = pa.Array.from_buffers(pa.string(), 2, [pa.py_buffer(b"\x02"), offsets, content])
    assert hidden.to_pylist() == [None, "d"]
    digests = []
    for column in (hidden, pa.array([None, "d"]), pa.array([None, "d"]).cast(pa.large_string())):
        digester = BlockDigester(["a"])
        digester.add(pa.record_batch({"_row": pa.array([0, 1], pa.int64()), "a": column}))
        digests.append(digester.table().to_pylist())
    assert digests[0] == digests[1] == digests[2]


def test_rows_out_of_order_are_refused_by_the_digester():
    digester = BlockDigester([])
    with pytest.raises(OutOfOrder):
        digester.add(pa.record_batch({"_row": pa.array([1, 0], pa.int64())}))


def test_typed_values_have_one_text_each(connection):
    instant = datetime(2026, 11, 21, 8, 30, 0, 5, tzinfo=UTC)
    typed = {
        "b": (pa.array([True]), "true"),
        "i": (pa.array([-5], pa.int16()), "-5"),
        "f": (pa.array([0.1]), "0.1"),
        "g": (pa.array([1e20]), "1e+20"),
        "d": (pa.array([Decimal("1.50")]), "1.50"),
        "day": (pa.array([date(2026, 11, 21)]), "2026-11-21"),
        "at": (
            pa.array([instant], pa.timestamp("us", "Asia/Shanghai")),
            str(int(instant.timestamp() * 10**6)),
        ),
        "ms": (
            pa.array([instant.replace(tzinfo=None)], pa.timestamp("ms")),
            str(int(instant.timestamp()) * 10**6),
        ),
        "raw": (pa.array([b"\x00\xff"]), "00ff"),
        "list": (pa.array([[1, None]]), "[1,null]"),
        "word": (pa.array(["x"]).dictionary_encode(), "x"),
    }
    connection.register(
        "typed", pa.table({"_row": pa.array([0]), **{name: array for name, (array, _) in typed.items()}})
    )
    for zone in ("UTC", "America/New_York"):
        connection.execute(f"SET TimeZone = '{zone}'")
        (found,) = digest_blocks(connection, "typed").to_pylist()
        for name, (_, text) in typed.items():
            assert found[f"d:{name}"] == _by_the_spec([0], [text])[1], (name, zone)
