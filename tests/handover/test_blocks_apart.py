"""Reconciling range by range gives what reconciling the whole gives, wherever it is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from novation.handover import blocks_apart
from novation.handover.blocks_apart import files_of, reconcile_apart
from novation.handover.progress import Silent
from novation.seal.blocks import BLOCK_ROWS
from novation.seal.index import Differences, reconcile, write_index

PART = "contact/t0.parquet"
ROWS = 7 * BLOCK_ROWS + 100


@dataclass
class Here:
    """A worker in this process."""

    zone: str = "UTC"

    def map(self, function: Callable[[Any], Any], arguments: Sequence[Any]) -> Iterator[Any]:
        return map(function, arguments)


def sent() -> pa.Table:
    numbers = range(ROWS)
    return pa.table(
        {
            "_row": pa.array(numbers, pa.int64()),
            "subject_ref": [f"R{n:07}" for n in numbers],
            "手机": [f"138{n:08}" if n % 7 else None for n in numbers],
        }
    )


def dropped(table: pa.Table) -> pa.Table:
    return pa.concat_tables([table.slice(0, 5), table.slice(9, 4 * BLOCK_ROWS), table.slice(6 * BLOCK_ROWS)])


def changed(table: pa.Table) -> pa.Table:
    values = table["手机"].to_pylist()
    for row in (0, 1, BLOCK_ROWS - 1, BLOCK_ROWS, 3 * BLOCK_ROWS, ROWS - 1):
        values[row] = "x"
    return table.set_column(2, "手机", pa.array(values, pa.string()))


def added(table: pa.Table) -> pa.Table:
    beyond = table.slice(0, 3).set_column(0, "_row", pa.array([ROWS, ROWS + 1, 10**9], pa.int64()))
    return pa.concat_tables([table.slice(100), beyond, table.slice(0, 100), table.slice(4096, 2)])


def nothing(table: pa.Table) -> pa.Table:
    return table.slice(0, 0)


def negative(table: pa.Table) -> pa.Table:
    return pa.concat_tables([table.slice(0, 1).set_column(0, "_row", pa.array([-5], pa.int64())), table])


@pytest.mark.parametrize("damage", [lambda t: t, dropped, changed, added, nothing], ids=lambda d: d.__name__)
@pytest.mark.parametrize("blocks", [1, 3])
def test_the_ranges_add_up_to_the_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: Callable[[pa.Table], pa.Table], blocks: int
) -> None:
    monkeypatch.setattr(blocks_apart, "RANGE_BLOCKS", blocks)
    whole = opened(tmp_path, damage(sent()))
    apart = reconcile_apart(Here(), tmp_path, [PART], 4, Silent())[PART]  # type: ignore[arg-type]
    for field in fields(Differences):
        mine, theirs = getattr(apart, field.name), getattr(whole, field.name)
        assert (mine.to_pylist() == theirs.to_pylist()) if isinstance(mine, pa.Table) else mine == theirs, (
            field.name
        )


@pytest.mark.parametrize(
    "damage", ["negative", "no number", "no table", "another column", "an index that lies"]
)
def test_what_can_not_be_cut_is_left_to_who_reads_it_whole(tmp_path: Path, damage: str) -> None:
    table = sent()
    opened(tmp_path, table)
    part = tmp_path / PART
    if damage == "negative":
        pq.write_table(negative(table), part)
    elif damage == "no number":
        pq.write_table(table.set_column(0, "_row", pa.array([None, *range(1, ROWS)], pa.int64())), part)
    elif damage == "no table":
        part.write_bytes(b"PAR1")
    elif damage == "another column":
        pq.write_table(table.rename_columns(["_row", "subject_ref", "电话"]), part)
    else:
        cells = files_of(tmp_path, part)["index_cells"]
        pq.write_table(pq.read_table(cells).slice(1), cells)
    assert reconcile_apart(Here(), tmp_path, [PART], 4, Silent()) == {}  # type: ignore[arg-type]


def opened(place: Path, received: pa.Table) -> Differences:
    """Writes the index of what was sent and what was received; gives what differs, found in one go."""
    part = place / PART
    files = files_of(place, part)
    for path in files.values():
        path.parent.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        connection.register("sent", sent())
        with files["index_blocks"].open("wb") as blocks, files["index_cells"].open("wb") as cells:
            write_index(connection, "sent", blocks, cells)
        pq.write_table(received, part, row_group_size=5_000)
        for view, path in files.items():
            connection.register(view, ds.dataset(path, format="parquet"))
        return reconcile(connection, *files, limit=4)
