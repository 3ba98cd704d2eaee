"""What is to be removed from one table of one source, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]


def as_rows(rows: Iterable[int] | npt.NDArray[np.generic]) -> Rows:
    """Sorted distinct `_row` numbers."""
    return np.unique(np.asarray(rows if isinstance(rows, np.ndarray) else list(rows), dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Removal:
    """Rows to delete entirely and cells to blank, by `_row` as the source's reader numbers them.

    `kind`: csv, jsonl, excel, sqlite, parquet. `cells`: column name as the reader gives it -> rows.
    `options`: `encoding` and `delimiter` (csv), `sheet` (excel); what is absent is found as at reading.
    A cell of a row that is deleted anyway does not count.
    """

    source_path: Path
    kind: str
    table: str
    rows: Rows
    cells: Mapping[str, Rows] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = as_rows(self.rows)
        cells = {column: np.setdiff1d(as_rows(marked), rows) for column, marked in self.cells.items()}
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "cells", {column: marked for column, marked in cells.items() if len(marked)})

    @property
    def cell_count(self) -> int:
        return sum(len(marked) for marked in self.cells.values())

    @property
    def is_empty(self) -> bool:
        return not len(self.rows) and not self.cells

    def beyond(self, count: int) -> int:
        """How many of the rows it names lie beyond a table of `count` rows numbered from 0."""
        named = np.unique(np.concatenate([self.rows, *self.cells.values()]))
        return int(((named >= count) | (named < 0)).sum())

    def within(self, first: int, count: int) -> Part:
        """The part that concerns the rows first … first + count - 1, as positions from `first`."""
        return Part(
            _slice(self.rows, first, count), {c: _slice(r, first, count) for c, r in self.cells.items()}
        )


@dataclass(frozen=True, slots=True)
class Part:
    """Positions inside one batch or block."""

    rows: Rows
    cells: dict[str, Rows]

    @property
    def is_empty(self) -> bool:
        return not len(self.rows) and not any(len(marked) for marked in self.cells.values())


def _slice(rows: Rows, first: int, count: int) -> Rows:
    low, high = np.searchsorted(rows, [first, first + count])
    return rows[low:high] - first


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """Counts for one table. `remarks`: codes of `novation.destruction.remarks` that a person must know."""

    table: str
    rows_before: int
    rows_deleted: int
    cells_blanked: int
    remarks: tuple[str, ...] = ()

    @property
    def rows_after(self) -> int:
        return self.rows_before - self.rows_deleted


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source. `overwritten`: the old file's blocks were overwritten (an attempt at clearing)."""

    source: str
    kind: str
    state: str
    digest_before: str
    digest_after: str
    tables: tuple[TableOutcome, ...]
    overwritten: bool
    remarks: tuple[str, ...] = ()

    @property
    def rows_deleted(self) -> int:
        return sum(table.rows_deleted for table in self.tables)

    @property
    def cells_blanked(self) -> int:
        return sum(table.cells_blanked for table in self.tables)
