"""Finds where the records and fields of a CSV begin and end, on its bytes, block by block, without decoding it.

A quote opens only at the beginning of a field and a doubled quote inside is one quote (RFC 4180, read as
leniently as Python's csv does): other quotes are letters. A record ends at LF, CRLF or a lone CR outside quotes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
Units = npt.NDArray[np.unsignedinteger]

BLOCK_BYTES = 8 << 20
LF, CR, QUOTE, OPAQUE = 0x0A, 0x0D, 0x22, 0x80

FULL_WIDTH_COMMA = "，"
STAND_IN = 0x1F
"""A delimiter beyond ASCII is marked, at its last unit, by ASCII's unit separator (as the reader does)."""

_PAIR = rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"
_PAIRS = {  # double-byte encodings whose second byte may look like an ASCII letter or sign
    **dict.fromkeys(("gbk", "gb18030", "big5", "big5hkscs", "cp949", "johab"), re.compile(_PAIR)),
    **dict.fromkeys(("shift_jis", "cp932"), re.compile(rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]")),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is written: a Python codec, one delimiter sign, whether quotes quote, where the data begin.

    `body_at`: byte offset of the first record behind byte order mark, title lines and header.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    quoting: bool = True
    body_at: int = 0

    @property
    def mark(self) -> int:
        """What stands for the delimiter while a block is parsed."""
        return STAND_IN if self.delimiter == FULL_WIDTH_COMMA else ord(self.delimiter)

    @property
    def delimiter_units(self) -> int:
        if unit_type(self.encoding).itemsize > 1:
            return 1
        return len(self.delimiter.encode(self.encoding))


@dataclass(frozen=True, slots=True)
class Block:
    """Whole records. Positions count code units from the block's beginning; `stops` lie after the line ending."""

    units: Units
    starts: Positions
    ends: Positions
    stops: Positions
    delimiters: Positions  # of the last unit of each
    delimiter_units: int


def unit_type(encoding: str) -> np.dtype[np.unsignedinteger]:
    """The type of one code unit: a byte, or the 2 or 4 bytes of UTF-16 and UTF-32 (without mark: little-endian)."""
    name = codecs.lookup(encoding).name
    if not name.startswith(("utf-16", "utf-32")):
        return np.dtype(np.uint8)
    return np.dtype(f"{'>' if name.endswith('-be') else '<'}u{2 if name.startswith('utf-16') else 4}")


def blocks(stream: BinaryIO, layout: Layout, size: int = BLOCK_BYTES) -> Iterator[Block]:
    """Yields the records from `body_at` on. Memory: a few times `size`, or of the longest record if that is more."""
    stream.seek(layout.body_at)
    kind = unit_type(layout.encoding)
    carry = b""
    while True:
        fresh = stream.read(max(size, len(carry)))
        raw = carry + fresh
        if not raw:
            return
        whole = len(raw) - len(raw) % kind.itemsize
        block = _parse(raw[:whole], kind, layout, last=not fresh)
        if len(block.stops):
            yield block
            carry = raw[int(block.stops[-1]) * kind.itemsize :]
        else:
            carry = raw
        if not fresh:
            return


def _parse(raw: bytes, kind: np.dtype[np.unsignedinteger], layout: Layout, *, last: bool) -> Block:
    units = np.frombuffer(raw, kind)
    shadow = _shadow(raw, units, layout)
    delimiter = layout.mark
    toggles = _toggles(shadow, delimiter) if layout.quoting else np.zeros(0, np.int64)
    delimiters = _outside(np.flatnonzero(shadow == delimiter), toggles)
    ends, stops = _line_ends(shadow, toggles, last=last)
    if last and len(shadow) and (not len(stops) or stops[-1] < len(shadow)):
        ends = np.append(ends, len(shadow))
        stops = np.append(stops, len(shadow))
    starts = np.concatenate([np.zeros(1, np.int64), stops[:-1]]) if len(stops) else stops
    if len(stops):
        units = units[: stops[-1]]
        delimiters = delimiters[: np.searchsorted(delimiters, stops[-1])]
    return Block(units, starts, ends, stops, delimiters, layout.delimiter_units)


def _shadow(raw: bytes, units: Units, layout: Layout) -> Units:
    """The block with every unit that only looks like ASCII made opaque, and the delimiter in one unit."""
    if units.dtype.itemsize > 1:
        shadow = np.where(units < OPAQUE, units, OPAQUE).astype(np.uint8)
        shadow[units == ord(layout.delimiter)] = layout.mark
        return shadow
    pairs = _PAIRS.get(codecs.lookup(layout.encoding).name)
    if layout.delimiter == FULL_WIDTH_COMMA:
        return np.frombuffer(_marked(raw, layout, pairs), np.uint8)
    if pairs and layout.mark >= 0x40:
        return np.frombuffer(pairs.sub(b"\x80\x80", raw), np.uint8)
    return units


def _marked(raw: bytes, layout: Layout, pairs: re.Pattern[bytes] | None) -> bytes:
    delimiter = layout.delimiter.encode(layout.encoding)
    mark = bytes(len(delimiter) - 1).replace(b"\0", b"\x80") + bytes([STAND_IN])
    if pairs is None:
        return raw.replace(delimiter, mark)
    return pairs.sub(lambda pair: mark if pair[0] == delimiter else b"\x80\x80", raw)


def _toggles(shadow: Units, delimiter: int) -> Positions:
    """Positions of the quotes at which "inside quotes" changes; a doubled quote changes it twice."""
    quotes = np.flatnonzero(shadow == QUOTE)
    if not len(quotes) or _is_regular(shadow, quotes, delimiter):
        return quotes
    return _walk(shadow, quotes, delimiter)


def _is_regular(shadow: Units, quotes: Positions, delimiter: int) -> bool:
    """Whether every quote opens at a field's beginning, closes at its end, or is doubled."""
    opening, closing = quotes[0::2], quotes[1::2]
    before = shadow[np.maximum(opening - 1, 0)]
    opens = (opening == 0) | _is_border(before, delimiter)
    opens[1:] |= opening[1:] - 1 == closing[: len(opening) - 1]
    following = np.minimum(closing + 1, len(shadow) - 1)
    closes = (closing == len(shadow) - 1) | _is_border(shadow[following], delimiter)
    pairs = min(len(closing), len(opening) - 1)
    closes[:pairs] |= closing[:pairs] + 1 == opening[1 : pairs + 1]
    return bool(opens.all() and closes.all())


def _is_border(units: Units, delimiter: int) -> npt.NDArray[np.bool_]:
    return (units == delimiter) | (units == LF) | (units == CR)


def _walk(shadow: Units, quotes: Positions, delimiter: int) -> Positions:
    """The exact answer for blocks with stray quotes: one look at each quote, not at each byte."""
    borders = (quotes == 0) | _is_border(shadow[np.maximum(quotes - 1, 0)], delimiter)
    doubled = np.zeros(len(quotes), bool)
    doubled[:-1] = quotes[1:] == quotes[:-1] + 1
    toggles: list[int] = []
    inside = False
    skip = False
    for position, at_border, pair in zip(quotes.tolist(), borders.tolist(), doubled.tolist(), strict=True):
        if skip:
            skip = False
        elif inside and pair:
            skip = True
        elif inside or at_border:
            inside = not inside
            toggles.append(position)
    return np.array(toggles, np.int64)


def _outside(positions: Positions, toggles: Positions) -> Positions:
    if not len(toggles):
        return positions
    return positions[np.searchsorted(toggles, positions) % 2 == 0]


def _line_ends(shadow: Units, toggles: Positions, *, last: bool) -> tuple[Positions, Positions]:
    """(content ends, record stops). A CR at the very end of a block waits for the next unless it is the last."""
    breaks = np.flatnonzero((shadow == LF) | (shadow == CR))
    breaks = _outside(breaks, toggles)
    if not len(breaks):
        return breaks, breaks
    returns = shadow[breaks] == CR
    pair = np.zeros(len(breaks), bool)  # this CR is followed by its LF
    pair[:-1] = returns[:-1] & ~returns[1:] & (breaks[1:] == breaks[:-1] + 1)
    follows = np.zeros(len(breaks), bool)
    follows[1:] = pair[:-1]
    if not last and returns[-1] and breaks[-1] == len(shadow) - 1:
        pair[-1] = True
    stops = breaks[~pair] + 1
    ends = np.where(follows, breaks - 1, breaks)[~pair]
    return ends, stops
