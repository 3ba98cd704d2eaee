"""The records of a CSV file through the parser of Arrow, whatever encoding and delimiter they were written in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from novation.engine.sources.csv_head import Head
from novation.engine.sources.dialect import FULL_WIDTH_COMMA, STAND_IN
from novation.engine.sources.encoding import decoded
from novation.engine.sources.ragged import OddRows, Widths


@dataclass(frozen=True, slots=True)
class Parsing:
    """How to parse: bytes of a block, whether quotation marks quote, whether quoted fields hold line ends."""

    block: int
    quoting: bool
    inner_lines: bool


def blocks(
    head: Head, names: list[str], how: Parsing, odd: Widths | OddRows | None, only: list[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """Parses the body. Rows of another width go to `odd`; to know their place takes one thread."""
    read = csv.ReadOptions(column_names=names, block_size=how.block, use_threads=not isinstance(odd, OddRows))
    parse = csv.ParseOptions(
        delimiter=STAND_IN if head.layout.delimiter == FULL_WIDTH_COMMA else head.layout.delimiter,
        quote_char='"' if how.quoting else False,
        newlines_in_values=how.inner_lines,
        invalid_row_handler=odd,
    )
    convert = csv.ConvertOptions(
        column_types={name: pa.string() for name in names},
        strings_can_be_null=False,
        include_columns=only or names,
        check_utf8=False,  # the encoding was verified over the whole file
    )
    with _body(head) as body:
        try:
            reader = csv.open_csv(body, read, parse, convert)
        except pa.ArrowInvalid as nothing:
            if "Empty CSV file" in str(nothing):
                return
            raise
        with reader:
            yield from reader


def restored(head: Head, block: pa.RecordBatch) -> list[pa.Array]:
    """The columns, with full-width commas inside quoted values back in their place."""
    if head.layout.delimiter != FULL_WIDTH_COMMA:
        return list(block.columns)
    return [pc.replace_substring(c, pattern=STAND_IN, replacement=FULL_WIDTH_COMMA) for c in block.columns]


def _body(head: Head) -> pa.NativeFile:
    """The records as UTF-8 bytes; a UTF-8 file is read as it lies there."""
    if head.is_plain:
        file = pa.OSFile(str(head.path))
        file.seek(head.body_at)
        return file
    return pa.PythonFile(_Transcoded(_text(head)), mode="r")


def _text(head: Head) -> Iterator[str]:
    """The decoded text after the header, with the stand-in where the delimiter is not ASCII."""
    skip = head.layout.body_at
    swap = head.layout.delimiter == FULL_WIDTH_COMMA
    for piece in decoded(head.path, head.encoding.name, len(head.encoding.bom)):
        rest, skip = piece[skip:], max(0, skip - len(piece))
        yield rest.replace(FULL_WIDTH_COMMA, STAND_IN) if swap else rest


class _Transcoded(io.RawIOBase):
    """Pieces of text as a file of UTF-8 bytes, for the parser to read from."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece.encode("utf-8"))
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
