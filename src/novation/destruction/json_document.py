"""Rewrites a JSON document (an array of objects, or objects one after the other) without the removed ones.

Such a document is held in memory, unlike JSON lines: nothing in it says where an object ends but reading it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import BinaryIO

from novation.destruction.csv_records import Layout
from novation.destruction.jsonl_file import Pointer, set_null, set_values, skip
from novation.destruction.removal import Removal

_DECODER = json.JSONDecoder()


def rewrite(
    source: BinaryIO,
    target: BinaryIO,
    removal: Removal,
    layout: Layout,
    pointers: Mapping[str, Pointer | None],
) -> int:
    """Like `jsonl_file.rewrite`, for a whole document. Raises ValueError for broken JSON."""
    target.write(source.read(layout.body_at))
    text = source.read().decode(layout.encoding)
    spans, is_array = _objects(text)
    paths: defaultdict[int, list[Pointer | None]] = defaultdict(list)
    for column, rows in removal.cells.items():
        for row in rows.tolist():
            paths[row].append(pointers[column])
    gone = set(removal.rows.tolist())
    kept = [
        set_null(text[begin:end], paths[row]) if row in paths else text[begin:end]
        for row, (begin, end) in enumerate(spans)
        if row not in gone
    ]
    if not spans:
        target.write(text.encode(layout.encoding))
        return 0
    # between the objects stands what stood between the first two
    between = text[spans[0][1] : spans[1][0]] if len(spans) > 1 else ("," if is_array else "\n")
    whole = text[: spans[0][0]] + between.join(kept) + text[spans[-1][1] :]
    target.write(whole.encode(layout.encoding))
    return len(spans)


def rewrite_values(
    source: BinaryIO,
    target: BinaryIO,
    layout: Layout,
    wanted: Mapping[int, Mapping[Pointer, Callable[[str], str]]],
) -> set[int]:
    """Like `jsonl_file.rewrite_values`, for a whole document."""
    target.write(source.read(layout.body_at))
    text = source.read().decode(layout.encoding)
    pieces, copied, found = [], 0, set()
    for row, (begin, end) in enumerate(_objects(text)[0]):
        if row in wanted:
            pieces += [text[copied:begin], set_values(text[begin:end], wanted[row])]
            copied = end
            found.add(row)
    target.write("".join([*pieces, text[copied:]]).encode(layout.encoding))
    return found


def _objects(text: str) -> tuple[list[tuple[int, int]], bool]:
    """Begin and end of each object, and whether they are in an array."""
    position = skip(text, 0)
    is_array = text[position : position + 1] == "["
    if is_array:
        position = skip(text, position + 1)
    spans = []
    while position < len(text) and text[position] != "]":
        _, end = _DECODER.raw_decode(text, position)
        spans.append((position, end))
        position = skip(text, end)
        if is_array and text[position : position + 1] == ",":
            position = skip(text, position + 1)
    return spans, is_array
