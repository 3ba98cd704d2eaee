"""Lines of a text file as Arrow arrays, whatever its encoding, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from novation.engine.sources.encoding import Encoding, decoded
from novation.errors.sources import ROW_TOO_LARGE

CHUNK_CHARS = 1 << 22
LINE_CHARS_AT_MOST = 1 << 27


def lines(path: Path, encoding: Encoding) -> Iterator[pa.Array]:
    """Arrays of the lines that are not blank, without their ends (LF, or CR LF). Raises `sources.row-too-large`."""
    for text in _whole_lines(path, encoding):
        found = pc.split_pattern(pa.array([text], pa.large_string()), "\n").flatten()
        found = pc.utf8_rtrim(found, "\r").cast(pa.string())
        blank = pc.equal(pc.utf8_trim_whitespace(found), "")
        kept = found.filter(pc.invert(blank))
        if len(kept):
            yield kept


def _whole_lines(path: Path, encoding: Encoding) -> Iterator[str]:
    """Text in pieces of about `CHUNK_CHARS` that end with a line."""
    waiting: list[str] = []
    size = 0
    for piece in decoded(path, encoding.name, len(encoding.bom)):
        waiting.append(piece)
        size += len(piece)
        if size >= CHUNK_CHARS and "\n" in piece:
            cut = piece.rfind("\n")
            yield "".join([*waiting[:-1], piece[:cut]])
            waiting, size = [piece[cut + 1 :]], len(piece) - cut - 1
        elif size > LINE_CHARS_AT_MOST:
            raise ROW_TOO_LARGE.error(file=path.name, limit=LINE_CHARS_AT_MOST >> 20)
    yield "".join(waiting)
