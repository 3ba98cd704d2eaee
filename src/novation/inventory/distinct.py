"""How many distinct values a column has, and whether they run upwards: exact while few, a sketch when many."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.columns_layout import FALLEN, FILLED, FIRST_ROW, KEPT, LAST_ROW, RISEN
from novation.inventory.kernels.columns_state import State
from novation.inventory.strings import Strings

_SPARSE = 20  # numbers farther apart than this on average do not run
_DIGITS_AT_END = re.compile(r"(\d{1,18})[^\d]{0,2}$")


@dataclass(frozen=True, eq=False)
class Sketch:
    """What can be kept of the distinct values of a column: enough to tell whether another column includes them."""

    rows: int
    count: int
    limit: int
    hashes: NDArray[np.uint64]

    @property
    def unique_share(self) -> float:
        """Distinct values for each filled row: 1.0 = all different."""
        return min(1.0, self.count / self.rows) if self.rows else 0.0


class Distinct:
    """Wegman's adaptive sample of 64-bit hashes: exact up to 4,096 distinct values, about 2 % off beyond."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._seen = 0
        self._first: int | None = None
        self._last: int | None = None

    def saw(self, values: Strings) -> None:
        """Remembers the number at the end of the first and the last value of a batch."""
        state = self._state
        if state[FILLED] == self._seen:
            return  # this batch holds nothing, and the rows that the state names are of one before it
        if not self._seen:
            self._first = _number(values.text(state[FIRST_ROW]))
        self._seen = state[FILLED]
        self._last = _number(values.text(state[LAST_ROW]))

    def kept(self) -> Sketch:
        """What outlives the other counters of the column: at most 32 KiB."""
        return Sketch(self.rows, self.count, self.limit, self.hashes)

    @property
    def rows(self) -> int:
        return self._state[FILLED]

    @property
    def hashes(self) -> NDArray[np.uint64]:
        """The kept hashes, all at most `limit`."""
        return self._state.hashes

    @property
    def limit(self) -> int:
        """Hashes above it were not kept; 2**64 - 1 while all are."""
        return self._state.limit

    @property
    def count(self) -> int:
        kept = self._state[KEPT]
        share = (self.limit + 1) / 2**64
        return kept if share == 1 else min(self.rows, round(kept / share))

    @property
    def unique_share(self) -> float:
        return self.kept().unique_share

    @property
    def rising(self) -> bool:
        """Whether nearly every value stands behind the one before it, by length and signs."""
        risen, fallen = self._state[RISEN], self._state[FALLEN]
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
