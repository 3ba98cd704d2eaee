"""CSV files: any delimiter and encoding, streamed by pyarrow; ragged rows are kept in their place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from novation.engine.sources.csv_head import Head, find_head
from novation.engine.sources.csv_records import blocks, restored
from novation.engine.sources.csv_shape import measure
from novation.engine.sources.encoding import Encoding
from novation.engine.sources.naming import unique_names
from novation.engine.sources.ragged import OddRows
from novation.engine.sources.source import SURPLUS, Dialect, Kind, Source, SourceTable, text_schema
from novation.errors.sources import BROKEN_MIDWAY, EMPTY


class CsvSource(Source):
    """A CSV file: one table, named like the file."""

    kind: ClassVar[Kind] = "csv"

    def __init__(self, path: Path, name: str, declared: str | None = None) -> None:
        super().__init__(path, name)
        self._declared = declared

    @property
    def encoding(self) -> str | None:
        return self._head.encoding.name

    @cached_property
    def _head(self) -> Head:
        return find_head(self.path, self._declared)

    def _find_tables(self) -> list[SourceTable]:
        if self._head.is_blank:
            raise EMPTY.error(file=self.path.name)
        return [CsvTable(self._head, self.name)]


class CsvTable(SourceTable):
    """All columns are text, values exactly as in the file; an empty field is "" and null is only what a row lacks.

    Blank lines are no rows. `_row` counts records after the header from 0, short and long ones included. A short
    row is filled up with null; of a long one, the text beyond the last column stands as it is in `_surplus`.
    """

    def __init__(self, head: Head, source: str) -> None:
        super().__init__(source, head.path.stem)
        self._head = head
        self._layout = head.layout
        self._names = unique_names(head.layout.header, head.layout.width)
        self._shape = measure(head, self._names)
        self._say_what_is_odd()

    @property
    def schema(self) -> pa.Schema:
        return text_schema(self._names + ([SURPLUS] if self._shape.long else []))

    @property
    def rows(self) -> int | None:
        return self._shape.rows

    @property
    def dialect(self) -> Dialect:
        head, layout = self._head, self._layout
        return Dialect(
            head.encoding.name,
            bool(head.encoding.bom),
            layout.delimiter,
            self._shape.how.quoting,
            head.line_ending,
            layout.header_at,
            layout.header,
            layout.titles,
            head.body_at,
        )

    def batches(self) -> Iterator[pa.RecordBatch]:
        schema, shape = self.schema, self._shape
        odd = OddRows(self._layout, shape.how.quoting)
        first = 0
        try:
            for block in blocks(self._head, self._names, shape.how, odd if shape.ragged else None):
                for batch in odd.merge(restored(self._head, block), first, schema):
                    first += batch.num_rows
                    yield batch
            rest = odd.rest(first, schema)
        except pa.ArrowInvalid as changed:
            raise BROKEN_MIDWAY.error(table=self.name, row=first) from changed
        if rest.num_rows:
            yield rest

    def _say_what_is_odd(self) -> None:
        layout, shape, encoding = self._layout, self._shape, self._head.encoding
        if layout.titles:
            self._remark(
                "csv.title-lines",
                "表头之前有 {count} 行标题，不作为数据。",
                "{count} title lines before the header are not data.",
                len(layout.titles),
            )
        if layout.header_at is None:
            self._remark(
                "csv.no-header",
                "第一行像是数据而不是表头，列名由软件拟定。",
                "The first line looks like data, not a header; the columns were named by number.",
            )
        elif len(layout.header) < layout.width:
            self._remark(
                "csv.header-short",
                "表头比数据少 {count} 列，缺少的列名由软件拟定。",
                "The header has {count} columns fewer than the data; those were named by number.",
                layout.width - len(layout.header),
            )
        if layout.header_delimiter != layout.delimiter:
            self._remark(
                "csv.header-delimiter",
                "表头用全角逗号分隔，数据不是。",
                "The header is separated by full-width commas, the data are not.",
            )
        if shape.short:
            self._remark(
                "csv.short-rows",
                "{count} 行的列数不足，缺少的值为空。",
                "{count} rows are short; what they lack is null.",
                shape.short,
            )
        if shape.long:
            self._remark(
                "csv.long-rows",
                "{count} 行的列数过多，多出的内容在 _surplus 列。",
                "{count} rows are long; what is beyond the last column is in _surplus.",
                shape.long,
            )
        if encoding.quotes and not shape.how.quoting:
            self._remark(
                "csv.quote-open",
                "有引号没有成对，因此引号按普通字符读取。",
                "A quotation mark is left open, so quotation marks were read as plain characters.",
            )
        self._say_what_the_bytes_tell(encoding)

    def _say_what_the_bytes_tell(self, encoding: Encoding) -> None:
        self._remark_damage(encoding.faults, encoding.foreign)
        if encoding.nuls:
            self._remark(
                "csv.nul",
                "文件中有 {count} 个 NUL 字符，按原样保留。",
                "The file has {count} NUL characters; they are kept as they are.",
                encoding.nuls,
            )
        if encoding.scientific:
            self._remark(
                "csv.number-damaged",
                "有 {count} 处数字形如 5.54E+15，可能是电子表格损坏了证件号或单号，原值无法恢复。",
                "{count} numbers look like 5.54E+15: a spreadsheet may have damaged long numbers; "
                "the originals can't be recovered from this file.",
                encoding.scientific,
            )
        if encoding.rivals:
            self._remark(
                "csv.encoding-unsure",
                "按 {encoding} 读取，但文字不像通常的中文；全文也可按这些编码读取：{rivals}。请声明编码。",
                "Read as {encoding}, but the text is unlike ordinary Chinese; the whole file can also be read "
                "as: {rivals}. Please declare the encoding.",
                encoding=encoding.name,
                rivals=", ".join(encoding.rivals),
            )
