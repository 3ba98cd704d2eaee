"""CSV files: any delimiter and encoding, streamed by pyarrow; ragged rows are kept in their place."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from novation.engine.sources.codecs_mended import MIXED
from novation.engine.sources.dialect import FULL_WIDTH_COMMA, STAND_IN, find_layout
from novation.engine.sources.encoding import Encoding, decoded, find_encoding
from novation.engine.sources.naming import unique_names
from novation.engine.sources.ragged import OddRows, Widths
from novation.engine.sources.source import (
    SURPLUS,
    Dialect,
    Kind,
    Source,
    SourceTable,
    text_schema,
)
from novation.errors.sources import BROKEN_MIDWAY, EMPTY, ROW_TOO_LARGE

HEAD_CHARS = 1 << 16
HEAD_CHARS_AT_MOST = 1 << 22
BLOCK_BYTES = 1 << 20
BLOCK_BYTES_AT_MOST = 1 << 27
"""The block grows until the longest row fits into one; beyond the limit the quoting is at fault, or the file."""


class CsvSource(Source):
    """A CSV file: one table, named like the file."""

    kind: ClassVar[Kind] = "csv"

    def __init__(self, path: Path, name: str, declared: str | None = None) -> None:
        super().__init__(path, name)
        self._declared = declared

    @property
    def encoding(self) -> str | None:
        return self._encoding.name

    @cached_property
    def _encoding(self) -> Encoding:
        return find_encoding(self.path, self._declared)

    def _find_tables(self) -> list[SourceTable]:
        if self.path.stat().st_size == 0:
            raise EMPTY.error(file=self.path.name)
        return [CsvTable(self.path, self.name, self._encoding)]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the first pass over the whole file found out."""

    rows: int
    short: int
    long: int
    block: int
    quoting: bool

    @property
    def ragged(self) -> int:
        return self.short + self.long


class CsvTable(SourceTable):
    """All columns are text, values exactly as in the file; an empty field is "" and null is only what a row lacks.

    Blank lines are no rows. `_row` counts records after the header from 0, short and long ones included. A short
    row is filled up with null; of a long one, the text beyond the last column stands as it is in `_surplus`.
    """

    def __init__(self, path: Path, source: str, encoding: Encoding) -> None:
        super().__init__(source, path.stem)
        self._path = path
        self._encoding = encoding
        self._head, self._whole = _read_head(path, encoding)
        self._layout = find_layout(self._head, whole=self._whole)
        if not self._head.strip("\ufeff\r\n"):
            raise EMPTY.error(file=path.name)
        self._names = unique_names(self._layout.header, self._layout.width)
        self._shape = self._measure()
        self._say_what_is_odd()

    @property
    def schema(self) -> pa.Schema:
        return text_schema(self._names + ([SURPLUS] if self._shape.long else []))

    @property
    def rows(self) -> int | None:
        return self._shape.rows

    @property
    def dialect(self) -> Dialect:
        layout = self._layout
        return Dialect(
            self._encoding.name,
            bool(self._encoding.bom),
            layout.delimiter,
            self._shape.quoting,
            _line_ending(self._head),
            layout.header_at,
            layout.header,
            layout.titles,
            self._body_at,
        )

    def batches(self) -> Iterator[pa.RecordBatch]:
        schema, odd = self.schema, OddRows(self._layout, self._shape.quoting)
        first = 0
        try:
            for block in self._blocks(
                self._shape.block, self._shape.quoting, odd if self._shape.ragged else None
            ):
                for batch in odd.merge(self._restored(block), first, schema):
                    first += batch.num_rows
                    yield batch
            rest = odd.rest(first, schema)
        except pa.ArrowInvalid as changed:
            raise BROKEN_MIDWAY.error(table=self.name, row=first) from changed
        if rest.num_rows:
            yield rest

    # --- the first pass ---------------------------------------------------------------------------------------

    def _measure(self) -> Shape:
        """Rows, ragged rows, and a block size that holds the longest row.

        An odd number of quotation marks means that one is open. Then the file is also read without quoting, and
        that reading is taken if it has fewer ragged rows, or no more of them and does not swallow rows.
        """
        if not self._encoding.quotes:
            return self._count(quoting=False)
        try:
            quoted = self._count(quoting=True)
        except pa.ArrowInvalid:
            quoted = None
        if quoted and self._encoding.quotes % 2 == 0:
            return quoted
        plain = self._count_plain()
        if quoted is None:
            return plain
        better = plain.ragged < quoted.ragged or (plain.ragged == quoted.ragged and plain.rows > quoted.rows)
        return plain if better else quoted

    def _count_plain(self) -> Shape:
        try:
            return self._count(quoting=False)
        except pa.ArrowInvalid as huge:
            raise ROW_TOO_LARGE.error(file=self._path.name, limit=BLOCK_BYTES_AT_MOST >> 20) from huge

    def _count(self, quoting: bool) -> Shape:
        block = BLOCK_BYTES
        while True:
            widths = Widths(self._layout.width)
            try:
                rows = sum(b.num_rows for b in self._blocks(block, quoting, widths, self._names[:1]))
            except pa.ArrowInvalid:
                if block >= BLOCK_BYTES_AT_MOST:
                    raise
                block <<= 3
                continue
            return Shape(rows + widths.short + widths.long, widths.short, widths.long, block, quoting)

    # --- reading ----------------------------------------------------------------------------------------------

    def _blocks(
        self, block: int, quoting: bool, odd: Widths | OddRows | None, only: list[str] | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Parses the body. Rows of another width go to `odd`; to know their place takes one thread."""
        read = csv.ReadOptions(
            column_names=self._names, block_size=block, use_threads=not isinstance(odd, OddRows)
        )
        parse = csv.ParseOptions(
            delimiter=self._wire_delimiter,
            quote_char='"' if quoting else False,
            newlines_in_values=quoting,
            invalid_row_handler=odd,
        )
        convert = csv.ConvertOptions(
            column_types={name: pa.string() for name in self._names},
            strings_can_be_null=False,
            include_columns=only or self._names,
            check_utf8=False,  # the encoding was verified over the whole file
        )
        with self._body() as body:
            try:
                reader = csv.open_csv(body, read, parse, convert)
            except pa.ArrowInvalid as nothing:
                if "Empty CSV file" in str(nothing):
                    return
                raise
            with reader:
                yield from reader

    @property
    def _wire_delimiter(self) -> str:
        return STAND_IN if self._layout.delimiter == FULL_WIDTH_COMMA else self._layout.delimiter

    def _body(self) -> pa.NativeFile:
        """The records as UTF-8 bytes; a UTF-8 file is read as it lies there."""
        if self._encoding.name == "utf-8" and self._layout.delimiter != FULL_WIDTH_COMMA:
            file = pa.OSFile(str(self._path))
            file.seek(self._body_at)
            return file
        return pa.PythonFile(_Transcoded(self._text()), mode="r")

    @property
    def _body_at(self) -> int:
        """Where the records begin, in bytes of the file."""
        head = self._head[: self._layout.body_at]
        if self._encoding.name == MIXED:  # there one character may have been several bytes
            return _end_of_lines(self._path, len(self._encoding.bom), head.count("\n"))
        return len(self._encoding.bom) + len(head.encode(self._encoding.name))

    def _text(self) -> Iterator[str]:
        """The decoded text after the header, with the stand-in where the delimiter is not ASCII."""
        skip = self._layout.body_at
        swap = self._layout.delimiter == FULL_WIDTH_COMMA
        for piece in decoded(self._path, self._encoding.name, len(self._encoding.bom)):
            rest, skip = piece[skip:], max(0, skip - len(piece))
            yield rest.replace(FULL_WIDTH_COMMA, STAND_IN) if swap else rest

    def _restored(self, block: pa.RecordBatch) -> list[pa.Array]:
        """The columns, with full-width commas inside quoted values back in their place."""
        if self._layout.delimiter != FULL_WIDTH_COMMA:
            return block.columns
        return [
            pc.replace_substring(c, pattern=STAND_IN, replacement=FULL_WIDTH_COMMA) for c in block.columns
        ]

    # --- remarks ----------------------------------------------------------------------------------------------

    def _say_what_is_odd(self) -> None:
        layout, shape, encoding = self._layout, self._shape, self._encoding
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
        if encoding.quotes and not shape.quoting:
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


class _Transcoded(io.RawIOBase):
    """Pieces of text as a file of UTF-8 bytes, for the parser to read from."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece.encode("utf-8")
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _read_head(path: Path, encoding: Encoding) -> tuple[str, bool]:
    """The beginning of the text, long enough to hold a full header, and whether that is all of it."""
    head = ""
    limit = HEAD_CHARS
    for piece in decoded(path, encoding.name, len(encoding.bom)):
        head += piece
        while len(head) >= limit:
            if "\n" in head[:limit] or "\r" in head[:limit] or limit >= HEAD_CHARS_AT_MOST:
                return head[:limit], len(head) == limit == encoding.size
            limit <<= 2
    return head, True


def _end_of_lines(path: Path, begin: int, count: int) -> int:
    """The offset behind so many lines."""
    with path.open("rb") as file:
        file.seek(begin)
        for _ in range(count):
            file.readline()
        return file.tell()


def _line_ending(head: str) -> str:
    """What ends the first line; a line end inside a quoted header would be an odd thing."""
    found = re.search(r"\r\n|\n|\r", head)
    return found.group() if found else "\n"
