"""Workbooks of Excel 97 to 2003 (.xls, BIFF8 in OLE), as old shop systems still export them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import xlwt

sys.path.insert(0, str(Path(__file__).parent))
from reading import rows_of

from novation.engine.sources import open_source


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                sheet.write(r, c, cell, day if isinstance(cell, date) else xlwt.Style.default_style)
    book.save(str(path))
    return path


def test_every_sheet_is_a_table_and_long_numbers_keep_their_digits(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "old.xls",
        会员=[["姓名", "手机", "卡号"], ["张三", 13900000001, "6222020000000000017"], ["李四", "", "x"]],
        订单=[["单号", "日期"], [7, date(2026, 3, 5)]],
    )
    members, orders = open_source(path, name="s").tables()
    assert [(t.name, t.columns) for t in (members, orders)] == [
        ("会员", ["姓名", "手机", "卡号"]),
        ("订单", ["单号", "日期"]),
    ]
    assert rows_of(members)[0][1:] == ("张三", "13900000001", "6222020000000000017")
    assert str(rows_of(orders)[0][2]).startswith("2026-03-05")


def test_it_is_told_by_content_whatever_it_is_called(tmp_path: Path) -> None:
    path = workbook(tmp_path / "export.et", 会员=[["姓名", "手机"], ["张三", "1"]])
    source = open_source(path, name="s")
    assert (source.kind, [t.name for t in source.tables()]) == ("excel", ["会员"])


def test_one_sheet_may_be_declared(tmp_path: Path) -> None:
    path = workbook(tmp_path / "old.xls", a=[["x"], ["1"]], b=[["y"], ["2"]])
    (table,) = open_source(path, name="s", sheet="b").tables()
    assert table.columns == ["y"]


def test_a_damaged_one_is_said(tmp_path: Path) -> None:
    path = workbook(tmp_path / "old.xls", a=[["x"], ["1"]])
    path.write_bytes(path.read_bytes()[:600])
    source = open_source(path, name="s")
    assert source.tables() == []
    assert [s.code for s in source.skipped] == ["sources.broken"]
