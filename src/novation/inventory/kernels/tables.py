"""What the kernels look up, in one array: regions through time, cue words, today's date."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from novation.inventory.detectors.regions import regions
from novation.inventory.kernels import layout
from novation.inventory.kernels.vocabulary import block

_FIRST_YEAR, _STILL = 1900, 9999
# Residence permits for people of Hong Kong, Macao and Taiwan (State Council, Guobanfa 2018 no. 81).
_RESIDENCE = np.array([810000, 820000, 830000])


def _regions() -> NDArray[np.int32]:
    """Region codes in order (GB/T 2260 through time), then the last year each was in use (9999: still)."""
    known = regions()
    code = np.flatnonzero(known.known(np.arange(1_000_000)))
    last = np.zeros(len(code), np.int32)
    for year in [*range(_FIRST_YEAR, date.today().year + 1), _STILL]:
        last[known.in_use(code, np.full(len(code), year), later=True)] = year
    code, last = np.concatenate([code, _RESIDENCE]), np.concatenate([last, np.full(3, _STILL)])
    order = np.argsort(code, kind="stable")
    return np.concatenate([code[order], last[order]]).astype(np.int32)


@cache
def _tables(today: date) -> NDArray[np.int32]:
    region = _regions()
    header = np.zeros(layout.HEADER, np.int32)
    header[layout.TODAY] = int(today.strftime("%Y%m%d"))
    header[layout.REGIONS], header[layout.REGION_CODES] = len(region) // 2, layout.HEADER
    header[layout.WORDS_BEFORE] = layout.HEADER + len(region)
    before = block("before", header[layout.WORDS_BEFORE])
    header[layout.WORDS_AFTER] = header[layout.WORDS_BEFORE] + len(before)
    after = block("after", header[layout.WORDS_AFTER])
    return np.concatenate([header, region, before, after]).astype(np.int32)


def tables() -> NDArray[np.int32]:
    """The tables of this day as `layout` describes them; read only in use, so that threads share them."""
    return _tables(date.today())
