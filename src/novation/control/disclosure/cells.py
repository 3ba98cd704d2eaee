"""Counts that may be shown before signing: no small cell, and none that totals give back. Pure.

A table is additive: rows and columns of counts, each row with its total, each column with its total if those are
published. A cell of 1 to minimum - 1 is hidden. Further cells are hidden with it, as few and as small as can be found,
until all that can be computed about a small cell from what is published is a range at least `minimum` wide. Totals stay
published, so rows and columns with a small total are merged before; where no hiding helps, columns or rows are
merged too. Zeros are shown: they are about nobody.

How wide a range is follows from circulations: more in one hidden cell is less in another of its row, and so on round.
What is published of the same people elsewhere is not known here: see `layouts`, which merges before, and
`differing`, which compares with what was published earlier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from novation.control.disclosure.circulation import Grid, widen

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted. A label is one word, or several where they were merged before."""

    rows: tuple[Labels, ...]
    columns: tuple[Labels, ...]
    cells: tuple[tuple[int, ...], ...]
    column_totals: bool = True

    def __post_init__(self) -> None:
        sound = len(self.cells) == len(self.rows) and all(len(r) == len(self.columns) for r in self.cells)
        if not sound or any(cell < 0 for row in self.cells for cell in row):
            raise ValueError("a table has a count from 0 for each row and column")

    def row_total(self, row: int) -> int:
        return sum(self.cells[row])

    def column_total(self, column: int) -> int:
        return sum(row[column] for row in self.cells)

    def turned(self) -> Counts:
        return Counts(self.columns, self.rows, tuple(zip(*self.cells, strict=True)), self.column_totals)


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be published: None is a hidden cell. Totals are true and at least the minimum, or 0."""

    rows: tuple[Labels, ...]
    columns: tuple[Labels, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...] | None
    minimum: int

    @property
    def hidden(self) -> int:
        return sum(cell is None for row in self.cells for cell in row)


def protect(counts: Counts, minimum: int) -> Shown | None:
    """The table as it may be published; None where all people together are fewer than the minimum."""
    if minimum < 2:
        raise ValueError("a minimum below 2 protects nobody")
    total = sum(counts.row_total(row) for row in range(len(counts.rows)))
    if 0 < total < minimum or not counts.rows or not counts.columns:
        return None
    table = merge_small_rows(counts, minimum)
    if table.column_totals:
        table = merge_small_rows(table.turned(), minimum).turned()
    while (hidden := _hidden(table, minimum)) is None:
        table = _coarser(table)
    return _shown(table, hidden, minimum)


def merge_small_rows(counts: Counts, minimum: int) -> Counts:
    """Rows whose total is 1 to minimum - 1 become one; if that is too small still, the next smallest joins it."""
    small = [row for row in range(len(counts.rows)) if 0 < counts.row_total(row) < minimum]
    rest = sorted(
        (row for row in range(len(counts.rows)) if counts.row_total(row) >= minimum), key=counts.row_total
    )
    while small and sum(map(counts.row_total, small)) < minimum and rest:
        small.append(rest.pop(0))
    return merged(counts, small) if len(small) > 1 else counts


def merged(counts: Counts, together: Sequence[int]) -> Counts:
    """These rows as one, at the end."""
    kept = [row for row in range(len(counts.rows)) if row not in together]
    labels = tuple(label for row in sorted(together) for label in counts.rows[row])
    sums = tuple(sum(column) for column in zip(*(counts.cells[row] for row in together), strict=True))
    return Counts(
        (*(counts.rows[row] for row in kept), labels),
        counts.columns,
        (*(counts.cells[row] for row in kept), sums),
        counts.column_totals,
    )


def _hidden(table: Counts, minimum: int) -> set[tuple[int, int]] | None:
    """The cells to hide; None where no hiding within this table protects every small cell."""
    small = [
        (row, column)
        for row, cells in enumerate(table.cells)
        for column, cell in enumerate(cells)
        if 0 < cell < minimum
    ]
    grid = Grid(table.cells, table.column_totals, set(small))
    # The smallest first: what is hidden for them often protects the others as well.
    for cell in sorted(small, key=lambda at: (table.cells[at[0]][at[1]], at)):
        if not widen(grid, cell, minimum):
            return None
    return grid.hidden


def _coarser(table: Counts) -> Counts:
    """The two smallest of the longer side become one; a table of one row and one column needs no hiding."""
    if len(table.columns) > len(table.rows) or len(table.rows) == 1:
        return _coarser_rows(table.turned()).turned()
    return _coarser_rows(table)


def _coarser_rows(table: Counts) -> Counts:
    two = sorted(range(len(table.rows)), key=table.row_total)[:2]
    return merged(table, two)


def _shown(table: Counts, hidden: set[tuple[int, int]], minimum: int) -> Shown:
    cells = tuple(
        tuple(None if (row, column) in hidden else cell for column, cell in enumerate(cells))
        for row, cells in enumerate(table.cells)
    )
    columns = tuple(table.column_total(column) for column in range(len(table.columns)))
    rows = tuple(table.row_total(row) for row in range(len(table.rows)))
    return Shown(table.rows, table.columns, cells, rows, columns if table.column_totals else None, minimum)


def differing(earlier: Shown, later: Shown, minimum: int) -> bool:
    """Whether what both tables show under the same labels differs by fewer than the minimum somewhere.

    Then the difference is about a few people, whom subtracting would single out.
    """
    before, after = _figures(earlier), _figures(later)
    return any(0 < abs(after[at] - before[at]) < minimum for at in before.keys() & after.keys())


def _figures(table: Shown) -> Mapping[tuple[Labels, Labels], int]:
    """Every published figure by its labels; no label stands for a total."""
    found: dict[tuple[Labels, Labels], int] = {}
    for row, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True):
        found[_key(row), ()] = total
        for column, cell in zip(table.columns, cells, strict=True):
            if cell is not None:
                found[_key(row), _key(column)] = cell
    for column, total in zip(table.columns, table.column_totals or (), strict=False):
        found[(), _key(column)] = total
    return found


def _key(labels: Labels) -> Labels:
    return tuple(sorted(labels))
