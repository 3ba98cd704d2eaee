"""What the kernels look up: regions through time, number plans, cue words, today's date."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from novation.inventory.detectors.regions import regions
from novation.inventory.kernels.vocabulary import Words, table

_FIRST_YEAR, _STILL = 1900, 9999


class Regions(NamedTuple):
    """Region codes in order (GB/T 2260 through time), and the last year each was in use (9999: still)."""

    code: NDArray[np.int32]
    last: NDArray[np.int32]


class Tables(NamedTuple):
    """All tables of the identifier kernel; read only, so that threads share them."""

    regions: Regions
    before: Words
    after: Words
    today: int


@cache
def _regions() -> Regions:
    known = regions()
    code = np.flatnonzero(known.known(np.arange(1_000_000)))
    last = np.zeros(len(code), np.int32)
    for year in [*range(_FIRST_YEAR, date.today().year + 1), _STILL]:
        last[known.in_use(code, np.full(len(code), year), later=True)] = year
    return Regions(code.astype(np.int32), last)


def tables() -> Tables:
    """The tables of this day."""
    return Tables(_regions(), table("before"), table("after"), int(date.today().strftime("%Y%m%d")))
