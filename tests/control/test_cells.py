"""Hiding small cells: whatever was counted, nothing that is published gives a small cell back. The oracle is a linear program."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from novation.control.disclosure.cells import Counts, Shown, differing, merged, protect

small_or_large = st.one_of(st.integers(0, 12), st.integers(0, 60), st.integers(0, 5000))


@st.composite
def tables(draw: st.DrawFn) -> Counts:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cells = [[draw(small_or_large) for _ in range(columns)] for _ in range(rows)]
    return counts(cells, column_totals=draw(st.booleans()))


def counts(cells: list[list[int]], *, column_totals: bool = True) -> Counts:
    return Counts(
        tuple((f"r{n}",) for n in range(len(cells))),
        tuple((f"c{n}",) for n in range(len(cells[0]))),
        tuple(tuple(row) for row in cells),
        column_totals,
    )


def truth(source: Counts, shown: Shown) -> list[list[int]]:
    """The counts under the labels that are published."""
    at_row = {label: n for n, (label,) in enumerate(source.rows)}
    at_column = {label: n for n, (label,) in enumerate(source.columns)}
    return [
        [
            sum(source.cells[at_row[r]][at_column[c]] for r, c in itertools.product(row, column))
            for column in shown.columns
        ]
        for row in shown.rows
    ]


def range_of(shown: Shown, row: int, column: int) -> tuple[float, float]:
    """What somebody who solves all published equations can know of a cell."""
    height, width = len(shown.rows), len(shown.columns)
    equations, values = [], []

    def add(places: list[tuple[int, int]], value: int) -> None:
        line = np.zeros(height * width)
        line[[r * width + c for r, c in places]] = 1
        equations.append(line)
        values.append(value)

    for r, total in enumerate(shown.row_totals):
        add([(r, c) for c in range(width)], total)
        for c, cell in enumerate(shown.cells[r]):
            if cell is not None:
                add([(r, c)], cell)
    for c, total in enumerate(shown.column_totals or ()):
        add([(r, c) for r in range(height)], total)
    target = np.zeros(height * width)
    target[row * width + column] = 1
    ends = [
        linprog(sign * target, A_eq=np.array(equations), b_eq=values, bounds=(0, None), method="highs")
        for sign in (1, -1)
    ]
    assert all(end.status == 0 for end in ends)
    return ends[0].fun, -ends[1].fun


@given(tables(), st.integers(2, 12))
@settings(max_examples=250, deadline=None)
def test_what_can_be_computed_about_a_small_cell_is_a_range_at_least_as_wide_as_the_minimum(
    table: Counts, minimum: int
) -> None:
    shown = protect(table, minimum)
    if shown is None:
        assert 0 < sum(map(sum, table.cells)) < minimum
        return
    real = truth(table, shown)
    for r, c in itertools.product(range(len(shown.rows)), range(len(shown.columns))):
        if 0 < real[r][c] < minimum:
            assert shown.cells[r][c] is None
            low, high = range_of(shown, r, c)
            assert high - low >= minimum - 1e-6, (real, shown)


@given(tables(), st.integers(2, 12))
@settings(max_examples=250, deadline=None)
def test_what_is_published_is_true_and_never_small(table: Counts, minimum: int) -> None:
    shown = protect(table, minimum)
    if shown is None:
        return
    real = truth(table, shown)
    assert sorted(label for row in shown.rows for label in row) == sorted(r for (r,) in table.rows)
    assert sorted(label for col in shown.columns for label in col) == sorted(c for (c,) in table.columns)
    figures = [cell for row in shown.cells for cell in row if cell is not None]
    figures += [*shown.row_totals, *(shown.column_totals or ())]
    assert not [figure for figure in figures if 0 < figure < minimum]
    assert [sum(row) for row in real] == list(shown.row_totals)
    assert all(shown.cells[r][c] in (None, real[r][c]) for r in range(len(real)) for c in range(len(real[0])))
    if shown.column_totals is not None:
        assert [sum(col) for col in zip(*real, strict=True)] == list(shown.column_totals)


def test_a_table_without_small_cells_is_shown_whole() -> None:
    shown = protect(counts([[20, 30], [0, 40]]), 10)
    assert shown is not None and shown.hidden == 0 and shown.cells == ((20, 30), (0, 40))


def test_one_small_cell_takes_a_partner_in_its_row_and_its_column() -> None:
    shown = protect(counts([[3, 50, 500], [40, 60, 500], [500, 500, 500]]), 10)
    assert shown is not None and shown.cells[0][0] is None and shown.hidden == 4
    assert shown.cells == ((None, None, 500), (None, None, 500), (500, 500, 500))


def test_without_column_totals_a_partner_in_the_row_is_enough() -> None:
    shown = protect(counts([[3, 50, 500], [40, 60, 500]], column_totals=False), 10)
    assert shown is not None and shown.cells == ((None, None, 500), (40, 60, 500))
    assert shown.column_totals is None


def test_small_rows_become_one_so_that_every_total_can_stand() -> None:
    shown = protect(counts([[2, 3], [4, 1], [300, 400]]), 10)
    assert shown is not None and shown.rows == (("r2",), ("r0", "r1")) and shown.row_totals == (700, 10)


def test_too_few_people_are_not_shown_at_all() -> None:
    assert protect(counts([[2, 3]]), 10) is None
    assert protect(counts([[0, 0]]), 10) is not None


def test_a_large_table_is_done_in_a_moment() -> None:
    cells = [[(row * 7 + column * 13) % 40 for column in range(20)] for row in range(20)]
    shown = protect(counts(cells), 10)
    assert shown is not None and 0 < shown.hidden < 400


def test_a_minimum_that_protects_nobody_is_a_defect() -> None:
    with pytest.raises(ValueError):
        protect(counts([[1]]), 1)
    with pytest.raises(ValueError):
        counts([[-1]])


def test_two_tables_that_differ_by_a_few_people_are_noticed() -> None:
    first, same = protect(counts([[100, 200]]), 10), protect(counts([[100, 200]]), 10)
    few, many = protect(counts([[103, 200]]), 10), protect(counts([[150, 260]]), 10)
    assert first and same and few and many
    assert not differing(first, same, 10) and not differing(first, many, 10)
    assert differing(first, few, 10)


def test_merged_labels_are_kept_together() -> None:
    assert merged(counts([[1], [2], [3]]), [0, 2]).rows == (("r1",), ("r0", "r2"))
