"""Rows of a MySQL text result set, straight from the bytes of the wire into Arrow columns, by a compiled pass.

Packets: https://mariadb.com/kb/en/0-packet/; rows of a text result set:
https://mariadb.com/kb/en/result-set-packets/#resultset-row and length-encoded strings in "Protocol data types".
"""

from __future__ import annotations

import numba
import numpy as np
import pyarrow as pa

MORE, END, FAILED, LONG = 0, 1, 2, 3
"""Why a pass stopped: the next packet is not whole; the rows are over; the server failed; a packet of 16 MB."""

_HEADER = 4
_FULL = 0xFFFFFF
_NULL = 0xFB


@numba.njit(cache=True, nogil=True)
def _length(buffer, place):  # type: ignore[no-untyped-def]
    """A length-encoded integer: its value (-1 is NULL) and where what follows begins."""
    first = buffer[place]
    if first < _NULL:
        return np.int64(first), place + 1
    if first == _NULL:
        return np.int64(-1), place + 1
    width = 2 if first == 0xFC else 3 if first == 0xFD else 8
    value = np.int64(0)
    for byte in range(width):
        value |= np.int64(buffer[place + 1 + byte]) << (8 * byte)
    return value, place + 1 + width


@numba.njit(cache=True, nogil=True)
def measure(buffer, begin, end, sizes):  # type: ignore[no-untyped-def]
    """Counts the whole rows in buffer[begin:end] and adds up the bytes of each column in `sizes` (int64).

    Returns rows, where the first packet that is not a whole row begins, and why it stopped. A row that does not
    fill its packet exactly is a failure.
    """
    rows, place = 0, begin
    while place + _HEADER <= end:
        size = np.int64(buffer[place]) | np.int64(buffer[place + 1]) << 8 | np.int64(buffer[place + 2]) << 16
        if size == _FULL:
            return rows, place, LONG
        stop = place + _HEADER + size
        if stop > end:
            break
        if size and buffer[place + _HEADER] == 0xFF:
            return rows, place, FAILED
        if 0 < size < 9 and buffer[place + _HEADER] == 0xFE:
            return rows, place, END
        at = place + _HEADER
        for column in range(len(sizes)):
            if at >= stop or (buffer[at] >= 0xFC and at + 9 > stop and at + (buffer[at] - 0xFA) + 1 > stop):
                return rows, place, FAILED
            length, at = _length(buffer, at)
            if length > 0:
                sizes[column] += length
                at += length
        if at != stop:
            return rows, place, FAILED
        place = stop
        rows += 1
    return rows, place, MORE


@numba.njit(cache=True, nogil=True)
def scatter(buffer, begin, rows, starts, content, offsets, valid):  # type: ignore[no-untyped-def]
    """Copies the values of `rows` measured rows: column c lies in `content` from starts[c] on.

    `offsets` (int32, columns x rows + 1) is relative to the column's start; `valid` (bool, columns x rows).
    """
    columns = len(starts)
    filled = np.zeros(columns, np.int64)
    place = begin
    for row in range(rows):
        at = place + _HEADER
        for column in range(columns):
            length, at = _length(buffer, at)
            valid[column, row] = length >= 0
            if length > 0:
                target = starts[column] + filled[column]
                for byte in range(length):
                    content[target + byte] = buffer[at + byte]
                filled[column] += length
                at += length
            offsets[column, row + 1] = filled[column]
        place = at


def to_arrays(buffer: np.ndarray, begin: int, rows: int, sizes: np.ndarray) -> list[pa.Array]:
    """Binary arrays of the rows that `measure` counted from `begin` on."""
    columns = len(sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    content = np.empty(int(sizes.sum()), np.uint8)
    offsets = np.zeros((columns, rows + 1), np.int32)
    valid = np.empty((columns, rows), np.bool_)
    scatter(buffer, begin, rows, starts, content, offsets, valid)
    whole = pa.py_buffer(content)
    return [
        pa.Array.from_buffers(
            pa.binary(),
            rows,
            [
                pa.py_buffer(np.packbits(valid[place], bitorder="little")),
                pa.py_buffer(offsets[place]),
                whole.slice(int(starts[place]), int(sizes[place])),
            ],
        )
        for place in range(columns)
    ]


def long_row(payload: bytes, columns: int) -> list[pa.Array]:
    """The one row of a packet that was cut into pieces of 16 MB; ValueError if it is no row."""
    view = np.frombuffer(payload, np.uint8)
    values: list[bytes | None] = []
    at = 0
    for _ in range(columns):
        if at >= len(payload):
            raise ValueError("a row ends too early")
        length, at = _length(view, at)
        values.append(None if length < 0 else payload[at : at + length])
        at += max(0, length)
    if at != len(payload):
        raise ValueError("a row does not fill its packet")
    return [pa.array([value], pa.binary()) for value in values]
