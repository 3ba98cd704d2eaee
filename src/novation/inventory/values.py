"""One column of one batch as the detectors see it: trimmed, half-width, distinct where that pays, with raw buffers."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

NULL_WORDS = ("NULL", "null", "None", "N/A", "n/a", "NaN", "nan", "\\N", "-", "--", "/", "无", "空", "#N/A")
_FULL_WIDTH = [chr(0xFF01 + i) for i in range(94)] + ["\u3000", "\u00a0", "\ufeff"]
_HALF_WIDTH = [chr(0x21 + i) for i in range(94)] + [" ", " ", ""]
_LONGEST_NULL = max(len(word.encode()) for word in NULL_WORDS)
_STRIP = " \t\r\n\x00'\"`="
_DISTINCT_SHARE = 3  # below one distinct value in three, detectors look at distinct values only


class Values:
    """Non-empty values of a column; `weights[i]` says how many rows value `i` stands for.

    `series` is a Polars string series without nulls. Byte offsets used by detectors are into `data`; value `i` is
    `data[offsets[i]:offsets[i + 1]]`.
    """

    def __init__(self, series: pl.Series, weights: Ints | None = None) -> None:
        self.series = series
        self.weights = weights

    @classmethod
    def of(cls, array: pa.Array) -> Values:
        """From an Arrow array of any type; leading TABs, quotes and blanks go, full-width signs become half-width."""
        series = _strings(array).drop_nulls()
        count = len(series)
        if not count:
            return cls(series)
        first = series.head(2048)  # a look at the first rows spares counting where all differ
        maybe = count > 64 and first.n_unique() * _DISTINCT_SHARE < len(first) * 2
        if maybe and series.n_unique() * _DISTINCT_SHARE < count:
            # In the order of the file: two scans of one file have to say the same, samples included.
            table = series.to_frame("v").group_by("v", maintain_order=True).agg(pl.len().alias("n"))
            return cls(*_tidy(table["v"], table["n"].to_numpy().astype(np.int64)))
        return cls(*_tidy(series, None))

    def __len__(self) -> int:
        return len(self.series)

    @property
    def rows(self) -> int:
        """Rows that hold a value (not the number of distinct values)."""
        return len(self) if self.weights is None else int(self.weights.sum())

    def count(self, mask: Bools) -> int:
        """Rows whose value is marked."""
        return int(np.count_nonzero(mask)) if self.weights is None else int(self.weights[mask].sum())

    def take(self, mask: Bools) -> Values:
        weights = None if self.weights is None else self.weights[mask]
        return Values(self.series.filter(pl.Series(mask)), weights)

    @cached_property
    def _buffers(self) -> tuple[NDArray[np.uint8], Ints]:
        array = self.series.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
        if not pa.types.is_large_string(array.type):
            array = array.cast(pa.large_string())
        _, positions, content = array.buffers()
        offsets = np.frombuffer(positions, np.int64)[array.offset : array.offset + len(array) + 1]
        if content is None or content.size == 0:
            return np.zeros(0, np.uint8), offsets - offsets[0] if len(offsets) else np.zeros(1, np.int64)
        data = np.frombuffer(content, np.uint8)[offsets[0] : offsets[-1]]
        return data, offsets - offsets[0]

    @property
    def data(self) -> NDArray[np.uint8]:
        return self._buffers[0]

    @property
    def offsets(self) -> Ints:
        return self._buffers[1]

    @cached_property
    def lengths(self) -> Ints:
        return np.diff(self.offsets)

    @cached_property
    def _bytes(self) -> bytes:
        return self.data.tobytes()

    def has(self, *needles: str) -> bool:
        """Whether any of the texts occurs anywhere: the cheap gate before a pattern is tried."""
        return any(needle.encode() in self._bytes for needle in needles)

    def has_full_width(self) -> bool:
        """Whether full-width signs or odd blanks occur (U+FF01 to U+FF5E begin with EF BC or EF BD)."""
        return any(bool((self.data == lead).any()) for lead in (0xEF, 0xC2)) or self.has("\u3000")

    @cached_property
    def compact(self) -> Values:
        """The same values without blanks, hyphens and middle dots between the signs; same length and order."""
        drop = (self.data == 0x20) | (self.data == 0x2D)
        if not drop.any():
            return self
        return Values(self.series.str.replace_all(r"[ \-]", ""), self.weights)

    @cached_property
    def _by_length(self) -> dict[int, Ints]:
        return {}

    def rows_of_length(self, length: int) -> Ints:
        """Positions of the values that are exactly `length` bytes long."""
        if length not in self._by_length:
            self._by_length[length] = np.flatnonzero(self.lengths == length)
        return self._by_length[length]

    def matrix(self, rows: Ints, length: int) -> NDArray[np.uint8]:
        """Bytes of the given values as a matrix, one value a row; all must be at least `length` bytes long."""
        return self.data[self.offsets[rows][:, None] + np.arange(length)]

    def matches(self, pattern: str) -> Bools:
        """Which values the regular expression finds."""
        return self.series.str.contains(pattern).to_numpy()

    def none(self) -> Bools:
        return np.zeros(len(self), np.bool_)

    @cached_property
    def heads(self) -> NDArray[np.uint8]:
        """First byte of each value."""
        return self.data[self.offsets[:-1]]

    def heads_of(self, rows: Ints) -> NDArray[np.uint8]:
        """First byte of some values, none of them empty."""
        return self.data[self.offsets[rows]]

    @cached_property
    def wide(self) -> bool:
        """Whether any sign is not ASCII."""
        return bool((self.data.view(np.int8) < 0).any())

    @cached_property
    def latin(self) -> bool:
        """Whether any ASCII letter occurs."""
        return bool(((self.data | 32) - 97 < 26).any())

    @cached_property
    def numbered(self) -> bool:
        """Whether any digit occurs."""
        return bool((self.data - 48 < 10).any())

    def matches_among(self, maybe: Bools, pattern: str) -> Bools:
        """Like `matches`, but only values that may match are tried; the others are not marked."""
        rows = np.flatnonzero(maybe)
        marked = self.none()
        if len(rows) == len(self):
            return self.matches(pattern)
        if len(rows):
            some = self.series.gather(pl.Series(rows, dtype=pl.UInt32))
            marked[rows] = some.str.contains(pattern).to_numpy()
        return marked

    def opening(self, heads: str, shortest: int = 1, longest: int = 1 << 30) -> Bools:
        """Values of a length in bytes that open with one of these signs; "" = any ASCII or other sign."""
        sized = (self.lengths >= shortest) & (self.lengths <= longest)
        if not heads or not sized.any():
            return sized
        table = np.zeros(256, np.bool_)
        table[np.frombuffer(heads.encode(), np.uint8)] = True
        return sized & table[self.heads]


def _strings(array: pa.Array) -> pl.Series:
    kind = array.type
    if pa.types.is_dictionary(kind):
        array = array.dictionary_decode()
        kind = array.type
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_nested(kind):
        return pl.Series([], dtype=pl.String)  # bytes and nested values have no text to look at
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        array = array.cast(pa.large_string())
    series = pl.from_arrow(array)
    return (
        series
        if isinstance(series, pl.Series) and series.dtype == pl.String
        else pl.Series([], dtype=pl.String)
    )


def _tidy(series: pl.Series, weights: Ints | None) -> tuple[pl.Series, Ints | None]:
    raw = Values(series)
    if raw.wide and raw.has_full_width():
        series = series.str.replace_many(_FULL_WIDTH, _HALF_WIDTH)
    series = series.str.strip_chars(_STRIP)
    if raw.has(".0"):
        # Spreadsheets turn a number into a decimal one: 13800138000.0
        series = series.str.replace(r"^(\d{5,18})\.0$", "$1")
    size = series.str.len_bytes().to_numpy()
    keep = size > 0
    short = np.flatnonzero(size <= _LONGEST_NULL)
    if len(short):
        keep[short] &= ~series.gather(pl.Series(short, dtype=pl.UInt32)).is_in(NULL_WORDS).to_numpy()
    if keep.all():
        return series, weights
    return series.filter(pl.Series(keep)), None if weights is None else weights[keep]
