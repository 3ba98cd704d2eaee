"""Copies whose rows stand in the same order are read side by side; which words a column has is told from dictionaries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from novation.engine import Engine
from novation.engine.staging import ROW_GROUP_ROWS


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path / "work", threads=1) as opened:
        yield opened


def stage(engine: Engine, name: str, table: pa.Table, batch: int = 1000) -> None:
    engine.stage(name, table.schema, iter(table.to_batches(max_chunksize=batch)))


def numbered(rows: list[int], **columns: list[object]) -> pa.Table:
    return pa.table({"_row": pa.array(rows, pa.int64()), **columns})


def test_rows_of_two_copies_come_side_by_side_however_they_were_cut(engine: Engine) -> None:
    count = ROW_GROUP_ROWS * 2 + 77
    stage(engine, "tables/a", numbered(list(range(count)), word=[f"w{n}" for n in range(count)]), 50_000)
    stage(engine, "links/a", numbered(list(range(count)), subject=[n * 3 for n in range(count)]), 7_001)
    assert engine.side_by_side("abreast", {"tables/a": {"word": "word"}, "links/a": {"subject": "owner"}})
    found = engine.fetch_arrow(
        "SELECT count(*) AS n, count(*) FILTER (word = 'w' || (owner // 3)) AS same FROM abreast"
    ).to_pylist()
    assert found == [{"n": count, "same": count}]


@pytest.mark.parametrize("rows", [[1, 0, 2], [0, 1], [0, 2, 3], [1, 2, 3]])
def test_copies_that_are_not_in_step_are_left_to_a_join(engine: Engine, rows: list[int]) -> None:
    stage(engine, "tables/a", numbered([0, 1, 2], word=["x", "y", "z"]))
    stage(engine, "links/a", numbered(rows, subject=rows))
    assert not engine.side_by_side("abreast", {"tables/a": {"word": "word"}, "links/a": {"subject": "owner"}})


@pytest.mark.parametrize("order", ["_row", "_row DESC", "hash(_row)"])
def test_a_result_that_comes_out_of_order_is_put_in_order(engine: Engine, order: str) -> None:
    count = ROW_GROUP_ROWS + 77
    stage(engine, "tables/a", numbered(list(range(count)), word=[f"w{n}" for n in range(count)]))
    engine.register("a", "tables/a")
    engine.write_in_order("links/a", f"SELECT _row, _row * 3 AS subject FROM a ORDER BY {order}")
    assert engine.side_by_side("abreast", {"tables/a": {"word": "word"}, "links/a": {"subject": "owner"}})
    found = engine.fetch_arrow("SELECT count(*) FILTER (word = 'w' || (owner // 3)) AS same FROM abreast")
    assert found.to_pylist() == [{"same": count}]


def test_empty_copies_are_in_step(engine: Engine) -> None:
    stage(engine, "tables/a", pa.table({"_row": pa.array([], pa.int64()), "word": pa.array([], pa.string())}))
    stage(
        engine, "links/a", pa.table({"_row": pa.array([], pa.int64()), "subject": pa.array([], pa.int64())})
    )
    assert engine.side_by_side("abreast", {"tables/a": {"word": "word"}, "links/a": {"subject": "owner"}})
    assert engine.fetch_arrow("SELECT count(*) AS n FROM abreast").to_pylist() == [{"n": 0}]


def test_the_different_words_of_columns_are_found_with_their_gaps(engine: Engine) -> None:
    rows = [("a", "x"), ("a", None), (None, None), ("b", "x"), ("a", "x"), ("", "x")] * 500
    table = pa.table({"p": [r[0] for r in rows], "q": [r[1] for r in rows]})
    stage(engine, "tables/a", table, 64)
    found = engine.distinct("tables/a", ("p", "q"), 100)
    assert found is not None
    assert {tuple(r.values()) for r in found.to_pylist()} == set(rows)


def test_too_many_words_or_no_words_at_all_are_left_to_sql(engine: Engine) -> None:
    stage(engine, "tables/a", pa.table({"p": [f"w{n}" for n in range(300)], "n": list(range(300))}))
    assert engine.distinct("tables/a", ("p",), 299) is None
    assert engine.distinct("tables/a", ("n",), 1000) is None
    assert engine.distinct("tables/a", ("p",), 300) is not None
