"""Formulas in cells are defused for export, and come back unchanged."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.engine.formulas import defuse, restore


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "+86-138", "-12.5\n=1"]
)
def test_a_formula_becomes_text(cell: str) -> None:
    assert defuse(pa.array([cell])).to_pylist() == ["'" + cell]


@pytest.mark.parametrize(
    "cell", ["-12.5", "+86 138 0013 8000", "+8613800138000", "1e5", "张三", "", "a=b", "'it"]
)
def test_what_is_harmless_stays(cell: str) -> None:
    assert defuse(pa.array([cell])).to_pylist() == [cell]


@given(st.lists(st.none() | st.text() | st.text(alphabet="'=+-@\t\r\n＝01. ")))
def test_restoring_is_the_exact_inverse(cells: list[str | None]) -> None:
    column = pa.array(cells, pa.string())
    assert restore(defuse(column)).to_pylist() == cells
