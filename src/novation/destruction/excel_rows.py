"""Turns the reader's row numbers and column names of a sheet into the sheet's own rows and columns."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence

from novation.destruction.excel_file import Workbook, regular_part
from novation.destruction.excel_sheet import SheetRemoval, first_column
from novation.destruction.removal import Removal
from novation.destruction.sources import position, table_of
from novation.engine.sources import Source
from novation.engine.sources.excel import ExcelTable
from novation.errors import destruction as errors


def sheet_removals(
    source: Source,
    removals: Sequence[Removal],
    archive: zipfile.ZipFile,
    workbook: Workbook,
    *,
    moves_up: bool,
) -> dict[str, SheetRemoval]:
    """Sheet name -> what to take out. Raises `destruction.table-missing`, `…column-missing`."""
    return {
        removal.table: _of_sheet(source, removal, archive, workbook, moves_up=moves_up)
        for removal in removals
    }


def sheet_values(
    source: Source,
    table_name: str,
    wanted: Mapping[int, Mapping[str, str]],
    archive: zipfile.ZipFile,
    workbook: Workbook,
) -> SheetRemoval:
    """New texts by the sheet's own rows and columns. Raises `destruction.table-missing`, `…column-missing`."""
    table = table_of(source, table_name)
    if not isinstance(table, ExcelTable) or table_name not in workbook.sheets:
        raise errors.TABLE_MISSING.error(source=source.name, table=table_name)
    with regular_part(archive, workbook.sheets[table_name]) as sheet:
        offset = first_column(sheet)
    values = {
        row + table._first + 1: {offset + position(table, column): text for column, text in cells.items()}
        for row, cells in wanted.items()
    }
    return SheetRemoval(values=values)


def _of_sheet(
    source: Source, removal: Removal, archive: zipfile.ZipFile, workbook: Workbook, *, moves_up: bool
) -> SheetRemoval:
    table = table_of(source, removal.table)
    if not isinstance(table, ExcelTable) or removal.table not in workbook.sheets:
        raise errors.TABLE_MISSING.error(source=source.name, table=removal.table)
    first_row = (
        table._first + 1
    )  # the reader counts the sheet's rows from its very first, and rows begin at 1
    cells: defaultdict[int, set[int]] = defaultdict(set)
    if removal.cells:
        with regular_part(archive, workbook.sheets[removal.table]) as sheet:
            offset = first_column(sheet)  # the reader's first column is the leftmost one with a value in it
        for column, rows in removal.cells.items():
            place = offset + position(table, column)
            for row in rows.tolist():
                cells[row + first_row].add(place)
    frozen = {row: frozenset(columns) for row, columns in cells.items()}
    return SheetRemoval(frozenset((removal.rows + first_row).tolist()), frozen, moves_up)
