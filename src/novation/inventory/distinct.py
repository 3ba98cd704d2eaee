"""How many distinct values a column has, and whether they run upwards: exact while few, a sketch when many."""

from __future__ import annotations

import re

import numpy as np
import polars as pl
from numpy.typing import NDArray

from novation.inventory.values import Values

_KEPT = 4096
_SPARSE = 20  # numbers farther apart than this on average do not run
_DIGITS_AT_END = re.compile(r"\d{1,18}$")


class Distinct:
    """K-minimum-values sketch over 64-bit hashes: exact up to 4,096 distinct values, about 2 % off beyond."""

    def __init__(self) -> None:
        self._smallest: NDArray[np.uint64] = np.zeros(0, np.uint64)
        self._full = False
        self._first: str | None = None
        self._last: str | None = None
        self.rising = True
        self.rows = 0

    def feed(self, values: Values) -> None:
        hashes = values.series.hash(seed=20211101).to_numpy()
        if self._full:
            hashes = hashes[hashes < self._smallest[-1]]
        elif len(hashes) > 8 * _KEPT:
            # Only the smallest can stay; taking them first spares sorting the rest, unless many are equal.
            few = np.unique(np.partition(hashes, 2 * _KEPT)[: 2 * _KEPT])
            hashes = few if len(few) >= _KEPT else np.unique(hashes)
        merged = np.union1d(self._smallest, hashes)
        if len(merged) > _KEPT:
            merged, self._full = merged[:_KEPT], True
        self._smallest = merged
        self.rows += values.rows
        if self.rising:
            self._watch(values)

    def _watch(self, values: Values) -> None:
        """Running numbers rise strictly in length and sign order; repeated values end it."""
        if values.weights is not None:
            self.rising = False
            return
        key = values.series.str.len_bytes().cast(pl.String).str.zfill(4) + values.series
        first = key[0]
        if self._last is not None and first <= self._last:
            self.rising = False
            return
        # A few rows out of order do not make a running number anything else, a shuffled column does.
        steps = (key.head(-1) < key.tail(-1)).mean() if len(key) > 1 else 1.0
        self.rising = isinstance(steps, float) and steps > 0.98
        self._first = self._first or key[0]
        self._last = key[-1]

    @property
    def count(self) -> int:
        if not self._full:
            return len(self._smallest)
        span = float(self._smallest[-1]) / 2**64
        return min(self.rows, round((_KEPT - 1) / span))

    @property
    def unique_share(self) -> float:
        """Distinct values for each filled row: 1.0 = all different."""
        return min(1.0, self.count / self.rows) if self.rows else 0.0

    @property
    def running(self) -> bool:
        """Sorted, all different and close together: a running number (a sorted list of phones is sparse)."""
        if self.rows < 5 or not self.rising or self.unique_share <= 0.9 or not self._first or not self._last:
            return False
        first, last = (_DIGITS_AT_END.search(text[4:]) for text in (self._first, self._last))
        if first is None or last is None:
            return False
        return abs(int(last[0]) - int(first[0])) <= _SPARSE * self.rows
