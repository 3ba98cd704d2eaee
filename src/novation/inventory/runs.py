"""Cuts free text into runs of letters and digits with array operations, and keeps what lies on either side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from novation.inventory.values import Bools, Ints, Values

_DIGIT = np.zeros(256, np.bool_)
_DIGIT[48:58] = True
_ALNUM = _DIGIT.copy()
_ALNUM[65:91] = True
_ALNUM[97:123] = True


@dataclass(frozen=True)
class Runs:
    """Maximal runs inside single values: byte positions in `values.data`, and how many digits each has."""

    starts: Ints
    ends: Ints
    digits: Ints

    @property
    def lengths(self) -> Ints:
        return self.ends - self.starts


def alphanumeric_runs(values: Values) -> Runs:
    """All maximal runs of ASCII letters and digits; a run never reaches over the border of a value."""
    data, offsets = values.data, values.offsets
    if data.size == 0:
        empty = np.zeros(0, np.int64)
        return Runs(empty, empty, empty)
    inside = ((data - 48) < 10) | (((data | 32) - 97) < 26)
    inside &= data < 128
    before = np.empty_like(inside)
    before[0] = False
    before[1:] = inside[:-1]
    firsts = offsets[:-1][values.lengths > 0]
    before[firsts] = False
    after = np.empty_like(inside)
    after[-1] = False
    after[:-1] = inside[1:]
    after[firsts[firsts > 0] - 1] = False
    starts = np.flatnonzero(inside & ~before)
    ends = np.flatnonzero(inside & ~after) + 1
    keep = ends - starts >= 3  # shorter runs carry no number by themselves
    starts, ends = starts[keep], ends[keep]
    total = np.zeros(data.size + 1, np.int32)
    np.cumsum((data - 48) < 10, out=total[1:], dtype=np.int32)
    return Runs(starts, ends, (total[ends] - total[starts]).astype(np.int64))


def windows(data: NDArray[np.uint8], starts: Ints, width: int) -> NDArray[np.uint8]:
    """`width` bytes from each start, one row a start."""
    return data[starts[:, None] + np.arange(width)]


def linked(values: Values, runs: Runs, lengths: tuple[int, ...], signs: bytes = b" -") -> Ints:
    """Indexes of runs that open a chain of all-digit runs of these lengths, one sign apart ("138-0013-8000")."""
    n, k = len(runs.starts), len(lengths)
    if n < k:
        return np.zeros(0, np.int64)
    size = runs.lengths
    pure = runs.digits == size
    ok: Bools = np.ones(n - k + 1, np.bool_)
    for i, length in enumerate(lengths):
        ok &= (size[i : n - k + 1 + i] == length) & pure[i : n - k + 1 + i]
        if i:
            ok &= runs.starts[i : n - k + 1 + i] - runs.ends[i - 1 : n - k + i] == 1
    found = np.flatnonzero(ok)
    for i in range(k - 1):
        gap = values.data[runs.ends[found + i]]
        found = found[np.isin(gap, np.frombuffer(signs, np.uint8))]
        same = np.searchsorted(values.offsets, runs.ends[found + i], side="right") == np.searchsorted(
            values.offsets, runs.starts[found + i + 1], side="right"
        )
        found = found[same]
    return found
