"""Rewrites a file of JSON lines without the removed records; untouched lines keep their bytes."""

from __future__ import annotations

import codecs
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

import numpy as np

from novation.destruction.csv_records import Block, Layout, Positions, blocks
from novation.destruction.removal import Part, Removal

Pointer = tuple[str, ...]

_SPACE = re.compile(r"[ \t\r\n]*")
_BLANKS = (0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D)
_DECODER = json.JSONDecoder()


def rewrite(
    source: BinaryIO,
    target: BinaryIO,
    removal: Removal,
    layout: Layout,
    pointers: Mapping[str, Pointer | None],
) -> int:
    """Writes `source` less the removal to `target`; returns the number of records seen. Blank lines are no records.

    `pointers`: column -> the keys that lead to its value, which becomes null; None for a line that is no object
    and becomes an empty one. Raises ValueError where a touched line is not a JSON object.
    """
    target.write(source.read(layout.body_at))
    seen = 0
    for block in blocks(source, layout):
        records = _records(block)
        part = removal.within(seen, len(records))
        seen += len(records)
        target.write(
            block.units.tobytes() if part.is_empty else _without(block, records, part, layout, pointers)
        )
    return seen


def _records(block: Block) -> Positions:
    """The lines that hold more than blanks."""
    written = np.concatenate([np.zeros(1, np.int64), np.cumsum(~np.isin(block.units, _BLANKS))])
    return np.flatnonzero(written[block.ends] > written[block.starts])


def _without(
    block: Block, records: Positions, part: Part, layout: Layout, pointers: Mapping[str, Pointer | None]
) -> bytes:
    changes: dict[int, bytes] = dict.fromkeys(part.rows.tolist(), b"")
    wanted: defaultdict[int, list[Pointer | None]] = defaultdict(list)
    for column, rows in part.cells.items():
        for row in rows.tolist():
            wanted[row].append(pointers[column])
    starts, stops = block.starts[records], block.stops[records]
    codec = _plain_codec(layout.encoding, block)
    for row, paths in wanted.items():
        line = block.units[starts[row] : stops[row]].tobytes().decode(codec)
        changes[row] = set_null(line, paths).encode(codec)
    pieces = []
    position = 0
    for row in sorted(changes):
        pieces += [block.units[position : starts[row]].tobytes(), changes[row]]
        position = int(stops[row])
    return b"".join([*pieces, block.units[position:].tobytes()])


def _plain_codec(encoding: str, block: Block) -> str:
    """The codec that writes no byte order mark."""
    name = codecs.lookup(encoding).name
    if name in ("utf-16", "utf-32"):
        return f"{name}-{'be' if block.units.dtype.byteorder == '>' else 'le'}"
    return "utf-8" if name == "utf-8-sig" else name


def set_null(text: str, paths: Iterable[Pointer | None]) -> str:
    """The object with the values at these paths replaced by null; all else stays as written, spaces included."""
    paths = list(paths)
    if None in paths or () in paths:
        ending = text[len(text.rstrip("\r\n")) :]
        return "{}" + ending
    return set_values(text, {path: _nothing for path in paths if path})


def _nothing(raw: str) -> str:
    return "null"


def set_values(text: str, wanted: Mapping[Pointer, Callable[[str], str]]) -> str:
    """The object with other values at these paths, made from the JSON that stands there; all else stays as written.

    A path that leads nowhere changes nothing. Raises ValueError where the text is not a JSON object.
    """
    position = skip(text, 0)
    if text[position : position + 1] != "{":
        raise ValueError("not a JSON object")
    pieces: list[str] = []
    copied = 0
    position = skip(text, position + 1)
    while text[position : position + 1] == '"':
        key, position = _DECODER.raw_decode(text, position)
        begin = skip(text, skip(text, position) + 1)  # behind the colon
        _, end = _DECODER.raw_decode(text, begin)
        inner = {path[1:]: made for path, made in wanted.items() if path[0] == key}
        if inner:
            pieces += [text[copied:begin], _changed(text[begin:end], inner)]
            copied = end
        position = skip(text, end)
        if text[position : position + 1] == ",":
            position = skip(text, position + 1)
    return "".join([*pieces, text[copied:]])


def _changed(value: str, inner: Mapping[Pointer, Callable[[str], str]]) -> str:
    """The new value, or the object with new values inside it where the path goes on."""
    if () in inner:
        return inner[()](value)
    return set_values(value, inner) if value.startswith("{") else value


def rewrite_values(
    source: BinaryIO,
    target: BinaryIO,
    layout: Layout,
    wanted: Mapping[int, Mapping[Pointer, Callable[[str], str]]],
) -> set[int]:
    """Writes `source` with new values in single records to `target`; returns the records that were there."""
    target.write(source.read(layout.body_at))
    seen, found = 0, set()
    for block in blocks(source, layout):
        records = _records(block)
        here = sorted(row for row in wanted if seen <= row < seen + len(records))
        codec = _plain_codec(layout.encoding, block)
        pieces, position = [], 0
        for row in here:
            start, stop = int(block.starts[records[row - seen]]), int(block.stops[records[row - seen]])
            line = block.units[start:stop].tobytes().decode(codec)
            pieces += [block.units[position:start].tobytes(), set_values(line, wanted[row]).encode(codec)]
            position = stop
        target.write(b"".join([*pieces, block.units[position:].tobytes()]))
        found |= set(here)
        seen += len(records)
    return found


def skip(text: str, position: int) -> int:
    """The next place that is not white space of JSON (RFC 8259, 2)."""
    found = _SPACE.match(text, position)
    return found.end() if found else position
