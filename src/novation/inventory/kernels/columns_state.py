"""The counters of a column over all batches, and the call that adds a batch to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels import columns_layout as at
from novation.inventory.kernels.columns import scan
from novation.inventory.kernels.columns_ascii import LONGEST
from novation.inventory.kernels.columns_tables import signs

Ints = NDArray[np.int64]
_SCRATCH = 320


class State:
    """Counters at nought; `bounds`: least and most of the whole, then of the decimal numbers."""

    def __init__(self) -> None:
        self.c = np.zeros(at.STATE, np.int64)
        self.c[at.LIMIT] = -1
        self.bounds = np.array([np.inf, -np.inf, np.inf, -np.inf])
        self.same = self.asked = np.zeros(0, np.int32)

    def look(self, data: NDArray[np.uint8], offsets: Ints, valid: NDArray[np.bool_], weights: Ints) -> Ints:
        """Looks at every value of a batch (laid out as `strings.Strings`) and counts it; a mask a value, 0 = empty.

        Afterwards `same` says of every row that is not empty in which row its value stood first, as far as is known, and
        `asked` which plug-ins are to be asked about it (bits of `openings.plug_ins`, and `columns_layout.NOTHING_INSIDE`).
        """
        masks = np.zeros(len(offsets) - 1, np.int64)
        both = np.zeros(len(masks), np.int64)
        scratch = np.zeros(_SCRATCH, np.uint8)
        plain = scratch.view()
        nulls = valid.view(np.uint8)
        for given in (data, offsets, nulls, weights, plain):
            given.flags.writeable = False  # the kernel is compiled for one kind of array
        t, w = signs()
        f, d = np.zeros(at.BATCH, np.int64), np.zeros(LONGEST + 1, np.int64)
        counted = (self.c, self.bounds, masks, both)
        scan(data, offsets, nulls, weights, t, w, *counted, f, d, scratch, plain)
        self.same, self.asked = both.view(np.int32)[0::2], both.view(np.int32)[1::2]  # lower half first
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
