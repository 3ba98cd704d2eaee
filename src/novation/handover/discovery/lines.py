"""Text that comes line by line, from a file or a pipe: each line is a row, blank ones too."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import polars as pl
import pyarrow as pa

from novation.engine.sources.encoding import decoded, find_encoding
from novation.errors.discovery import LINE_TOO_LONG
from novation.errors.sources import ENCODING_NOT_KNOWN
from novation.handover.discovery.texts import Texts

CHUNK = 1 << 20
CHARACTERS = 8 << 20
"""Read before the lines are handed on."""

LONGEST = 1 << 28
"""Characters of one line; beyond this the file is hardly one of lines."""


def lines_of_file(path: Path, encoding: str | None) -> Iterator[Texts]:
    """The lines of a text file, in a declared or found encoding. Raises as `find_encoding`."""
    found = find_encoding(path, encoding)
    yield from _rows(decoded(path, found.name, len(found.bom)), path.name)


class Stream:
    """Lines of a pipe, in UTF-8 (or UTF-16 with a mark) unless declared; `replaced` counts faults."""

    def __init__(self, stream: BinaryIO, encoding: str | None) -> None:
        self._stream = stream
        self._encoding = encoding
        self.replaced = 0

    def chunks(self) -> Iterator[Texts]:
        yield from _rows(self._pieces(), "-")

    def _pieces(self) -> Iterator[str]:
        head = self._stream.read(CHUNK)
        decoder = _decoder(self._encoding, head)(errors="replace")
        while head:
            piece = decoder.decode(head)
            self.replaced += piece.count("\ufffd")
            yield piece
            head = self._stream.read(CHUNK)
        rest = decoder.decode(b"", final=True)
        self.replaced += rest.count("\ufffd")
        yield rest


def _decoder(declared: str | None, head: bytes) -> Callable[..., codecs.IncrementalDecoder]:
    if declared is None:
        marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        declared = "utf-16" if marked else "utf-8-sig"
    try:
        return codecs.getincrementaldecoder(declared)
    except LookupError as unknown:
        raise ENCODING_NOT_KNOWN.error(encoding=declared) from unknown


def _rows(pieces: Iterable[str], name: str) -> Iterator[Texts]:
    first = 0
    for block in _blocks(pieces, name):
        lines = pl.Series([block]).str.split("\n").explode().str.strip_suffix("\r")
        values = lines.to_arrow(compat_level=pl.CompatLevel.oldest())
        yield Texts(np.arange(first, first + len(lines)), values.cast(pa.large_string()))
        first += len(lines)


def _blocks(pieces: Iterable[str], name: str) -> Iterator[str]:
    """Whole lines together, without the line end of the last one."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= CHARACTERS and "\n" in piece:
            before, _, after = piece.rpartition("\n")
            held[-1] = before
            yield "".join(held)
            held, size = [after], len(after)
        elif size > LONGEST + CHARACTERS:
            raise LINE_TOO_LONG.error(file=name, limit=LONGEST >> 20)
    rest = "".join(held)
    if rest:
        yield rest.removesuffix("\n")
