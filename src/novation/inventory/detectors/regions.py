"""Codes of Chinese administrative regions through time, from the table that python-stdnum carries (GB/T 2260)."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from novation.inventory.values import Bools

_PROVINCE = re.compile(r'^(\d{2}) province="')
_COUNTY = re.compile(r'^\s+(\d{4}) county="([^"]*)"')
_PERIOD = re.compile(r"^\[(\d{4})?-(\d{4})?\]")


class Regions:
    """Answers, for many codes at once, whether a code was in use in a year."""

    def __init__(self, codes: NDArray[np.int64], begins: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
        self._row = np.full(1_000_000, -1, np.int32)
        self._row[codes] = np.arange(len(codes))
        self._begins = begins
        self._ends = ends

    def in_use(self, code: NDArray[np.int64], year: NDArray[np.int64], *, later: bool = False) -> Bools:
        """`later`: also codes that came into use after that year; adults got a number when cards came (1984)."""
        row = self._row[code]
        begins, ends = self._begins[row], self._ends[row]
        since = np.where(ends < year[:, None], False, True)
        if not later:
            since &= begins <= year[:, None]
        return since.any(axis=1) & (row >= 0)

    def known(self, code: NDArray[np.int64]) -> Bools:
        return self._row[code] >= 0


@cache
def regions() -> Regions:
    """Reads the table once a process; a code may have had several periods of use."""
    periods: dict[int, list[tuple[int, int]]] = {}
    province = ""
    table = (files("stdnum") / "cn" / "loc.dat").read_text(encoding="utf-8")
    for line in table.splitlines():
        if head := _PROVINCE.match(line):
            province = head[1]
        elif county := _COUNTY.match(line):
            periods[int(province + county[1])] = [_period(part) for part in county[2].split(",")]
    width = max(len(p) for p in periods.values())
    empty = (9999, 0)
    filled = [p + [empty] * (width - len(p)) for p in periods.values()]
    table_of = np.array(filled, np.int64)
    return Regions(np.array(list(periods), np.int64), table_of[:, :, 0], table_of[:, :, 1])


def _period(text: str) -> tuple[int, int]:
    found = _PERIOD.match(text)
    if not found:
        return 0, 9999
    return int(found[1] or 0), int(found[2] or 9999)
