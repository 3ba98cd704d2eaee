"""A table whose columns were looked at apart is found to be what it is when looked at in one pass."""

from __future__ import annotations

import pickle

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.inventory import TableScanner

from .conftest import Invented


def table(rows: int, seed: int) -> pa.Table:
    people = Invented(seed)
    ids = [people.resident_id() for _ in range(rows)]
    return pa.table(
        {
            "_row": pa.array(range(rows), pa.int64()),
            "会员号": [f"M{n:06}" for n in range(rows)],
            "姓名": [people.name() if n % 9 else None for n in range(rows)],
            "手机": [people.mobile() for _ in range(rows)],
            "身份证": [i if n % 5 else ids[0] for n, i in enumerate(ids)],
            "备注": [
                f"请联系 {people.mobile()}，{people.name()} 对花粉过敏" if n % 4 == 0 else ""
                for n in range(rows)
            ],
            "积分": pa.array([n * 3 % 70 for n in range(rows)], pa.int64()),
            "生日": [people.day(1950, 2005) for _ in range(rows)],
            "有效": pa.array([n % 3 == 0 for n in range(rows)], pa.bool_()),
        }
    )


def together(data: pa.Table, batches: list[pa.RecordBatch]) -> TableScanner:
    scanner = TableScanner("店", "会员", data.schema)
    for batch in batches:
        scanner.feed(batch)
    return scanner


def apart(data: pa.Table, batches: list[pa.RecordBatch], piece: int) -> TableScanner:
    """Each column by itself, in pieces of another length, on its way through a pickle as to another machine."""
    scanner = TableScanner("店", "会员", data.schema)
    for batch in batches:
        scanner.pass_by(batch)
    looked = []
    for column in reversed(pickle.loads(pickle.dumps(scanner.apart()))):
        chunks = data.select([column.name]).to_batches(max_chunksize=piece)
        looked.append(pickle.loads(pickle.dumps(column.look(chunk.column(0) for chunk in chunks))))
    scanner.adopt(looked)
    return scanner


@settings(max_examples=25, deadline=None)
@given(
    rows=st.integers(0, 400), seed=st.integers(0, 50), batch=st.integers(1, 150), piece=st.integers(1, 150)
)
def test_however_a_table_is_cut_the_finding_is_the_same(rows: int, seed: int, batch: int, piece: int) -> None:
    data = table(rows, seed)
    batches = data.to_batches(max_chunksize=batch)
    one, other = together(data, batches), apart(data, batches, piece)
    assert other.finish().as_dict() == one.finish().as_dict()
    for name in data.column_names[1:]:
        assert other.sketch(name).hashes.tolist() == one.sketch(name).hashes.tolist()
        assert other._profiles[name].distinct.running == one._profiles[name].distinct.running


def test_batches_that_are_cut_for_their_size_are_cut_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("novation.inventory.scanner._SLICE_BYTES", 200)
    data = table(300, 3)
    batches = data.to_batches(max_chunksize=120)
    other = apart(data, batches, 77)
    assert len(other.apart()[0].cuts) > len(batches)
    assert other.finish().as_dict() == together(data, batches).finish().as_dict()


@pytest.mark.parametrize("later", [[None], ["x"], [None, "8"]])
def test_a_short_batch_after_a_long_one_is_no_trouble(later: list[str | None]) -> None:
    schema = pa.schema([("_row", pa.int64()), ("名称", pa.string())])
    scanner = TableScanner("店", "货", schema)
    for values in ([None, None, "甲", "乙"], later):
        scanner.feed(
            pa.record_batch(
                [pa.array(range(len(values)), pa.int64()), pa.array(values, pa.string())], schema=schema
            )
        )
    filled = 2 + sum(value is not None for value in later)
    assert scanner.finish().columns[0].empty == 4 + len(later) - filled
