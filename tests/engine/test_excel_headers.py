"""Headers in two rows, as merged cells make them, and what must not be taken for one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import xlsxwriter

sys.path.insert(0, str(Path(__file__).parent))
from reading import codes, rows_of, table_of

Cells = list[list[str]]


def book(path: Path, cells: Cells, merged: dict[str, str]) -> Path:
    with xlsxwriter.Workbook(path) as out:
        out.add_worksheet("封面").write(0, 0, "x")
        sheet = out.add_worksheet("会员")
        for area, value in merged.items():
            sheet.merge_range(area, value)
        for row, values in enumerate(cells):
            for column, value in enumerate(values):
                if value:
                    sheet.write_string(row, column, value)
    return path


def read(path: Path) -> tuple[list[str], list[tuple[object, ...]], dict[str, int]]:
    table = table_of(path, sheet="会员")
    return table.columns, rows_of(table), codes(table)


BODY: Cells = [["赵六", "13800000000", "z@example.com", "甲市"], ["孙七", "13900000000", "", "乙市"]]


def test_a_header_in_two_rows_is_joined(tmp_path: Path) -> None:
    cells: Cells = [[], ["", "", "", ""], ["", "手机", "邮箱", ""], *BODY]
    merged = {"A1:D1": "会员名册：2024", "B2:C2": "联系方式", "A2:A3": "姓名", "D2:D3": "城市"}
    columns, rows, remarks = read(book(tmp_path / "m.xlsx", cells, merged))
    assert columns == ["姓名", "联系方式 手机", "联系方式 邮箱", "城市"]
    assert rows[0] == (0, "赵六", "13800000000", "z@example.com", "甲市")
    assert remarks == {"excel.two-line-header": 1, "excel.title-lines": 1}


@pytest.mark.parametrize(
    "second",
    [
        ["赵六", "13800000000", "13900000000", "甲市"],
        ["赵六", "女", "", "甲市"],
        ["赵六", "女", "老客", "甲市"],
    ],
)
def test_the_first_person_never_becomes_part_of_a_header(tmp_path: Path, second: list[str]) -> None:
    path = book(tmp_path / "m.xlsx", [["姓名", "", "", "城市"], second, *BODY], {"B1:C1": "联系方式"})
    columns, rows, _ = read(path)
    assert columns == ["姓名", "联系方式", "column_3", "城市"]
    assert len(rows) == 3


def test_a_gap_without_merged_cells_is_only_a_gap(tmp_path: Path) -> None:
    cells: Cells = [["姓名", "称呼", "", "城市"], ["赵六", "先生", "老客", "甲市"], *BODY]
    columns, rows, _ = read(book(tmp_path / "m.xlsx", cells, {}))
    assert columns == ["姓名", "称呼", "column_3", "城市"]
    assert len(rows) == 3
