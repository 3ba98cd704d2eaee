"""The counters of a column over all batches, and the call that adds a batch to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels import columns_layout as at
from novation.inventory.kernels.columns import scan
from novation.inventory.kernels.columns_tables import signs

Ints = NDArray[np.int64]


class State:
    """Counters at nought; `bounds`: least and most of the whole, then of the decimal numbers."""

    def __init__(self) -> None:
        self.c = np.zeros(at.STATE, np.int64)
        self.c[at.LIMIT] = -1
        self.bounds = np.array([np.inf, -np.inf, np.inf, -np.inf])

    def look(self, data: NDArray[np.uint8], offsets: Ints, valid: NDArray[np.bool_], weights: Ints) -> Ints:
        """Looks at every value of a batch (laid out as `strings.Strings`) and counts it; a mask a value, 0 = empty."""
        masks = np.zeros(len(offsets) - 1, np.int64)
        for given in (data, offsets, valid, weights):
            given.flags.writeable = False  # the kernel is compiled for one kind of array
        tables = signs()
        scan(data, offsets, valid, weights, tables.t, tables.w, self.c, self.bounds, masks)
        return masks

    def __getitem__(self, place: int) -> int:
        """One of the sums (`columns_layout.FILLED` and those after it)."""
        return int(self.c[place])

    @property
    def counts(self) -> Ints:
        """Rows by bit."""
        return self.c[at.COUNTS : at.COUNTS + 64]

    @property
    def inside(self) -> Ints:
        """Rows by word list."""
        return self.c[at.INSIDE : at.INSIDE + 64]

    @property
    def telling(self) -> Ints:
        return self.c[at.TELLING : at.TELLING + 64]

    @property
    def years(self) -> Ints:
        """Days by year."""
        return self.c[at.YEARS : at.LENGTHS]

    @property
    def lengths(self) -> Ints:
        """Rows by length in signs, up to 64 and more."""
        return self.c[at.LENGTHS : at.LENGTHS + 65]

    @property
    def small(self) -> Ints:
        """Rows by whole number below 256."""
        return self.c[at.SMALL : at.SMALL + 256]

    @property
    def shapes(self) -> Ints:
        return self.c[at.SHAPES : at.SHAPES + at.MARKS]

    @property
    def surnames(self) -> Ints:
        return self.c[at.SURNAMES : at.SURNAMES + at.MARKS]

    @property
    def hashes(self) -> NDArray[np.uint64]:
        """The kept hashes, all at most `limit`."""
        kept = self.c[at.SKETCH : at.SKETCH + at.HASHES].view(np.uint64)
        return kept[kept != 0]

    @property
    def limit(self) -> int:
        """Hashes above it were not kept; 2**64 - 1 while all are."""
        return int(self.c[at.LIMIT]) & 0xFFFFFFFFFFFFFFFF
