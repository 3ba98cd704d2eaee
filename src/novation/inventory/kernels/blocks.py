"""One block of text through the identifier kernel: makes room for the answer, and reads hidden forms in plain form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.arrays import Spans
from novation.inventory.kernels.counting import lead_counts
from novation.inventory.kernels.identifiers import FULL, scan
from novation.inventory.kernels.layout import WORK
from novation.inventory.kernels.national import settle
from novation.inventory.kernels.normalise import HIDDEN, plain_rows
from novation.inventory.kernels.tables import tables

_LENGTH = np.ones(256, np.int64)  # bytes of a UTF-8 character by its first byte
_LENGTH[0xC2:0xE0], _LENGTH[0xE0:0xF0], _LENGTH[0xF0:0xF5] = 2, 3, 4


def identifier_spans(buf: NDArray[np.uint8], offsets: NDArray[np.int64]) -> Spans:
    """All identifiers in the rows of an Arrow string array; `buf` and `offsets` are its buffers, read only."""
    found = settle(buf, offsets, _scanned(buf, offsets))
    hidden = found.types == HIDDEN
    if not hidden.any():
        return found
    again = _in_plain_form(buf, offsets, found.rows[hidden])
    both = Spans.joined([found.select(~hidden), again])
    return both.select(np.argsort(both.rows, kind="stable"))  # two runs in order: merged, not sorted


def _scanned(buf: NDArray[np.uint8], offsets: NDArray[np.int64]) -> Spans:
    room = 1024 + int(offsets[-1] - offsets[0]) // 24
    work = np.zeros(WORK, np.int64)
    while True:
        rows, starts, ends = (np.empty(room, np.int64) for _ in range(3))
        types, confidence = np.empty(room, np.uint8), np.empty(room, np.float32)
        count = scan(buf, offsets, tables(), work, rows, starts, ends, types, confidence)
        if count != FULL:
            return Spans(rows[:count], starts[:count], ends[:count], types[:count], confidence[:count])
        room *= 4


def _in_plain_form(buf: NDArray[np.uint8], offsets: NDArray[np.int64], rows: NDArray[np.int64]) -> Spans:
    """The spans of these rows, found in a copy without disguises, at their places in the rows themselves."""
    room = int((offsets[rows + 1] - offsets[rows] + 1).sum())
    text, places = np.zeros(room, np.uint8), np.zeros(room, np.int64)
    ends = np.zeros(len(rows) + 1, np.int64)
    plain_rows(buf, offsets, rows, text, places, ends)
    text.flags.writeable = ends.flags.writeable = False
    found = identifier_spans(text, ends)  # broken text may hide something behind what was taken out
    base, rows = ends[found.rows], rows[found.rows]
    last = places[base + found.ends - 1]
    size = _LENGTH[buf[offsets[rows] + last]]
    return replace(found, rows=rows, starts=places[base + found.starts], ends=last + size)


def in_code_points(buf: NDArray[np.uint8], offsets: NDArray[np.int64], spans: Spans) -> Spans:
    """The same spans with starts and ends counted in code points."""
    starts, ends = spans.starts.copy(), spans.ends.copy()
    lead_counts(buf, offsets, spans.rows, starts, ends)
    return replace(spans, starts=starts, ends=ends)
