"""Excel workbooks: every sheet is a table of text; bombs are refused before the reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from novation.engine.sources.archives import check_archive
from novation.engine.sources.dialect import header_place, title_lines
from novation.engine.sources.excel_merged import joined_header, merged_areas
from novation.engine.sources.naming import unique_names
from novation.engine.sources.source import Kind, Skipped, Source, SourceTable, ordinals, text_schema
from novation.errors.sources import BROKEN, EMPTY, ENCRYPTED, NO_SHEET, NO_TABLE, TABLE_BROKEN

BATCH_ROWS = 16_384
HEAD_ROWS = 100

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

_SCIENTIFIC = r"^\s*[+-]?\d(?:\.\d+)?[Ee]\+\d{2}\s*$"
_LONG_NUMBER = r"^[1-9]\d{15,17}$"


class ExcelSource(Source):
    """A workbook (.xlsx, .xlsm, .xlsb, .xls, .ods). `sheet` limits it to one."""

    kind: ClassVar[Kind] = "excel"

    def __init__(self, path: Path, name: str, sheet: str | None = None) -> None:
        super().__init__(path, name)
        self._sheet = sheet

    def _find_tables(self) -> list[SourceTable]:
        _refuse_what_must_not_be_opened(self.path)
        try:
            reader = fastexcel.read_excel(self.path)
        except fastexcel.FastExcelError as broken:
            locked = "password" in str(broken).lower() or "encrypt" in str(broken).lower()
            raise (ENCRYPTED if locked else BROKEN).error(file=self.path.name, kind="Excel") from broken
        names = reader.sheet_names
        if self._sheet is not None and self._sheet not in names:
            raise NO_SHEET.error(file=self.path.name, sheet=self._sheet)
        wanted = [self._sheet] if self._sheet is not None else names
        tables = [table for name in wanted if (table := self._open(reader, name))]
        if not tables and not self._skipped:
            raise NO_TABLE.error(file=self.path.name)
        return list(tables)

    def _open(self, reader: Any, sheet: str) -> ExcelTable | None:
        try:
            table = ExcelTable(self.path, self.name, sheet, reader)
        except (fastexcel.FastExcelError, pa.ArrowException):
            error = TABLE_BROKEN.error(file=self.path.name, table=sheet)
            self._skipped.append(Skipped.because(f"{self.name}/{sheet}", error))
            return None
        return table if table.columns else None


class ExcelTable(SourceTable):
    """Cells as text: dates as ISO 8601, whole numbers without a decimal point, formulas as their last result.

    `_row` is the distance from the row after the header (or after the titles, without one); wholly empty rows are
    left out, so it has gaps. An empty cell is null. One sheet is held in memory while it is read.
    """

    def __init__(self, path: Path, source: str, sheet: str, reader: Any) -> None:
        super().__init__(source, sheet)
        self._path = path
        loaded = _load(reader, sheet)
        head = loaded.slice(0, HEAD_ROWS).to_pylist()
        rows = [_trimmed(list(row.values())) for row in head]
        self._header_at = header_place(rows)
        self._first = title_lines(rows) if self._header_at is None else self._header_at + 1
        header = self._read_header(rows, loaded.num_columns)
        self._names = unique_names(header, loaded.num_columns)
        if reader.load_sheet(sheet, header_row=None, n_rows=1, dtypes="string").visible != "visible":
            self._remark("excel.hidden", "这是隐藏的工作表。", "This sheet is hidden.")
        if titles := self._first if self._header_at is None else self._header_at:
            self._remark(
                "excel.title-lines",
                "表头之前有 {count} 行标题，不作为数据。",
                "{count} title rows before the header are not data.",
                titles,
            )
        if self._header_at is None and loaded.num_columns:
            self._remark(
                "excel.no-header",
                "第一行像是数据而不是表头，列名由软件拟定。",
                "The first row looks like data, not a header; the columns were named by number.",
            )
        self._count_damage(loaded.slice(self._first))

    def _read_header(self, rows: list[list[str | None]], width: int) -> list[str]:
        """The cells of the header; of one in two rows, what they say together."""
        if self._header_at is None:
            return []
        above = rows[self._header_at]
        if self._first < len(rows) and None in above + [None] * (width - len(above)):
            areas = merged_areas(self._path, self.name)
            if joined := joined_header(above, rows[self._first], self._header_at, areas, width):
                self._first += 1
                self._remark(
                    "excel.two-line-header",
                    "表头占两行（有合并单元格），列名由两行合成。",
                    "The header takes two rows (cells are merged); the column names join both.",
                )
                return joined
        return [cell or "" for cell in above]

    @property
    def schema(self) -> pa.Schema:
        return text_schema(self._names)

    def batches(self) -> Iterator[pa.RecordBatch]:
        schema = self.schema
        body = _load(fastexcel.read_excel(self._path), self.name).slice(self._first)
        body = pa.table([_plain_dates(column) for column in body.columns], names=self._names)
        body = body.add_column(0, schema.field(0), ordinals(0, body.num_rows))
        filled = [pc.is_valid(column) for column in body.columns[1:]]
        some = filled[0]
        for column in filled[1:]:
            some = pc.or_(some, column)
        yield from body.filter(some).cast(schema).combine_chunks().to_batches(max_chunksize=BATCH_ROWS)

    def _count_damage(self, body: pa.Table) -> None:
        """Long numbers that a spreadsheet has rounded: `5.54E+15` as text, or zeros after the fifteenth digit."""
        damaged = 0
        for column in body.columns:
            damaged += _matches(column, _SCIENTIFIC)
            damaged += _rounded(column)
        if damaged:
            self._remark(
                "excel.number-damaged",
                "有 {count} 个长数字已被电子表格损坏（如 5.54E+15 或末尾变为零），原值无法恢复。",
                "{count} long numbers were damaged by the spreadsheet (5.54E+15, or zeros at the end); "
                "the originals can't be recovered from this file.",
                damaged,
            )


def _load(reader: Any, sheet: str) -> pa.Table:
    """A sheet as text, from its first row on; columns have names of no meaning."""
    loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    if not loaded.width:
        return pa.table({})
    batch = pa.record_batch(loaded)
    names = [str(place) for place in range(batch.num_columns)]
    return pa.table([column.cast(pa.string()) for column in batch.columns], names=names)


def _trimmed(row: list[str | None]) -> list[str | None]:
    """Without the empty cells at its end: a sheet pads all rows to one width."""
    while row and not row[-1]:
        row = row[:-1]
    return row


def _matches(column: pa.ChunkedArray, pattern: str) -> int:
    return pc.sum(pc.match_substring_regex(column, pattern)).as_py() or 0


def _rounded(column: pa.ChunkedArray) -> int:
    """Numbers of 16 to 18 digits that kept 15 of them, as spreadsheets store numbers (IEEE 754 doubles).

    Beyond the fifteenth digit such a number has zeros, or what the nearest double makes of them. A few sound
    numbers look so by chance, hence it counts only where it is so for most long numbers of the column.
    """
    long = column.drop_null().filter(pc.match_substring_regex(column.drop_null(), _LONG_NUMBER))
    if not len(long):
        return 0
    whole = long.cast(pa.int64()).to_numpy()
    doubles = whole.astype(np.float64)
    scale = 10.0 ** (np.floor(np.log10(doubles)) - 14)
    cut = np.abs(np.round(doubles / scale) * scale - doubles) <= np.spacing(doubles)
    count = int((cut & (doubles.astype(np.int64) == whole)).sum())
    return count if count * 2 > len(whole) else 0


_TIMED = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"
_MIDNIGHT = r"^(\d{4}-\d\d-\d\d) 00:00:00$"


def _plain_dates(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of whole days loses the midnights that the reader adds to every date."""
    midnights = _matches(column, _MIDNIGHT)
    if not midnights or midnights < _matches(column, _TIMED):
        return column
    return pc.replace_substring_regex(column, _MIDNIGHT, r"\1")


def _refuse_what_must_not_be_opened(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise EMPTY.error(file=path.name)
    if head.startswith(b"PK"):
        check_archive(path)
    elif head == _OLE and _holds(path, _ENCRYPTED_PACKAGE):
        raise ENCRYPTED.error(file=path.name)


def _holds(path: Path, needle: bytes) -> bool:
    """The directory of an OLE file may lie anywhere in it."""
    with path.open("rb") as file:
        before = b""
        while chunk := file.read(1 << 20):
            if needle in before + chunk:
                return True
            before = chunk[-len(needle) :]
    return False
