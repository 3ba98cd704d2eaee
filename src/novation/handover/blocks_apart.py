"""Reconciling by ranges of blocks on many workers: rows meet within a block only, so the ranges add up to the whole."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from novation.errors import NovationError
from novation.handover.progress import Progress
from novation.messages import Text
from novation.seal.blocks import BLOCK_ROWS
from novation.seal.cells import ROW
from novation.seal.index import Differences, reconcile

if TYPE_CHECKING:
    from novation.engine.spark.engine import SparkEngine

RANGE_BLOCKS = 64
"""Blocks that one worker takes: 262,144 rows."""


def files_of(place: Path, part: Path) -> dict[str, Path]:
    """The received part and the two parts of its index, by the names of their views."""
    stem = f"{part.name.removesuffix('.parquet')}.{part.parent.name}"
    return {
        "received_rows": part,
        "index_blocks": place / "index" / f"{stem}.blocks.parquet",
        "index_cells": place / "index" / f"{stem}.cells.parquet",
    }


@dataclass(frozen=True, slots=True)
class _Range:
    """The rows from `first` on and before `end` of one part; None: without bound."""

    part: str
    files: dict[str, str]
    first: int | None
    end: int | None
    limit: int
    zone: str

    def condition(self, column: str, unit: int) -> str:
        bounds = [f"{column} >= {self.first // unit}"] if self.first is not None else []
        bounds += [f"{column} < {self.end // unit}"] if self.end is not None else []
        return " AND ".join(bounds) or "TRUE"


def reconcile_apart(
    workers: SparkEngine, place: Path, parts: Sequence[str], limit: int, progress: Progress
) -> dict[str, Differences]:
    """What differs, by part. Parts that the workers could not finish are left out: whoever asks looks at those himself."""
    ranges = [one for part in parts for one in _ranges(place, part, limit, workers.zone)]
    progress.start(Text("分块核对", "Reconciling by blocks"), len(ranges))
    found: dict[str, list[Differences]] = {}
    failed: set[str] = set()
    for one, differences in zip(ranges, workers.map(_reconcile, ranges), strict=True):
        progress.advance()
        if differences is None:
            failed.add(one.part)
        else:
            found.setdefault(one.part, []).append(differences)
    return {part: _together(several, limit) for part, several in found.items() if part not in failed}


def _ranges(place: Path, part: str, limit: int, zone: str) -> list[_Range]:
    """Ranges that cover every whole number; none where rows have no number, or one below nought."""
    files = {view: str(path) for view, path in files_of(place, place / part).items()}
    try:
        blocks = pq.read_table(files["index_blocks"], columns=["block"])["block"].to_pylist()
        numbered = _is_numbered(place / part)
    except (pa.ArrowException, OSError, KeyError):
        return []  # what is wrong with it is told by whoever reads it whole
    if not numbered or None in blocks:
        return []
    inner = [block * BLOCK_ROWS for block in sorted(blocks)[RANGE_BLOCKS::RANGE_BLOCKS]]
    edges = [None, *inner, None]
    return [
        _Range(part, files, first, end, limit, zone) for first, end in zip(edges[:-1], edges[1:], strict=True)
    ]


def _is_numbered(part: Path) -> bool:
    """Whether every row has a whole number, none below nought: such a row is in exactly one range."""
    with pq.ParquetFile(part) as file:
        if not pa.types.is_integer(file.schema_arrow.field(ROW).type):
            return False
        columns = (batch.column(0) for batch in file.iter_batches(columns=[ROW]))
        return not any(c.null_count or (len(c) and pc.min(c).as_py() < 0) for c in columns)


def _reconcile(task: _Range) -> Differences | None:
    """One range, by the very function that compares a whole table; None where it can't be compared."""
    from novation.engine.spark.values import open_values

    rows, blocks = task.condition(ROW, 1), task.condition("block", BLOCK_ROWS)
    with contextlib.closing(open_values(task.zone)) as connection:
        try:
            for view, path in task.files.items():
                connection.register(f"all_{view}", ds.dataset(path, format="parquet"))
                within = blocks if view == "index_blocks" else rows
                connection.execute(f"CREATE VIEW {view} AS SELECT * FROM all_{view} WHERE {within}")
            return reconcile(connection, *task.files, limit=task.limit)
        except (NovationError, pa.ArrowException, OSError, duckdb.Error):
            return None


def _together(several: Sequence[Differences], limit: int) -> Differences:
    """The ranges in their order as one table: their rows ascend, so the first `limit` are the first of all."""

    def joined(name: str) -> pa.Table:
        return pa.concat_tables([getattr(one, name) for one in several])

    def total(name: str) -> int:
        return sum(getattr(one, name) for one in several)

    return Differences(
        total("rows_expected"),
        total("rows_received"),
        total("missing_count"),
        total("added_count"),
        total("changed_count"),
        joined("missing").slice(0, limit),
        joined("added").slice(0, limit),
        joined("changed").slice(0, limit),
        joined("unexplained"),
    )
