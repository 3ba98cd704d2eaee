"""How many distinct values a column has, and whether they run upwards: exact while few, a sketch when many."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.columns import FALLEN, FILLED, FIRST_ROW, LAST_ROW, RISEN, State
from novation.inventory.strings import Strings

_SPARSE = 20  # numbers farther apart than this on average do not run
_DIGITS_AT_END = re.compile(r"(\d{1,18})[^\d]{0,2}$")


class Distinct:
    """Wegman's adaptive sample of 64-bit hashes: exact up to 4,096 distinct values, about 2 % off beyond."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._first: int | None = None
        self._last: int | None = None

    def saw(self, values: Strings) -> None:
        """Remembers the number at the end of the first and the last value of a batch."""
        sums = self._state.sums
        if not sums[FILLED]:
            return
        if self._first is None:
            self._first = _number(values.text(int(sums[FIRST_ROW])))
        self._last = _number(values.text(int(sums[LAST_ROW])))

    @property
    def rows(self) -> int:
        return int(self._state.sums[FILLED])

    @property
    def hashes(self) -> NDArray[np.uint64]:
        """The kept hashes, all at most `limit`."""
        sketch = self._state.sketch
        return sketch[sketch != 0]

    @property
    def limit(self) -> int:
        """Hashes above it were not kept; 2**64 - 1 while all are."""
        return int(self._state.limit[0])

    @property
    def count(self) -> int:
        kept = len(self.hashes)
        share = (self.limit + 1) / 2**64
        return kept if share == 1 else min(self.rows, round(kept / share))

    @property
    def unique_share(self) -> float:
        """Distinct values for each filled row: 1.0 = all different."""
        return min(1.0, self.count / self.rows) if self.rows else 0.0

    @property
    def rising(self) -> bool:
        """Whether nearly every value stands behind the one before it, by length and signs."""
        risen, fallen = int(self._state.sums[RISEN]), int(self._state.sums[FALLEN])
        return risen > 0 and risen >= 49 * fallen

    @property
    def running(self) -> bool:
        """Sorted, all different and close together: a running number (a sorted list of phones is sparse)."""
        if (
            self.rows < 5
            or not self.rising
            or self.unique_share <= 0.9
            or self._first is None
            or self._last is None
        ):
            return False
        return 0 < self._last - self._first <= _SPARSE * self.rows


def _number(text: str) -> int | None:
    found = _DIGITS_AT_END.search(text.strip())
    return int(found[1]) if found else None
