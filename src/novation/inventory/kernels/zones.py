# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Machine-readable zones of passports, visas and identity cards (ICAO Doc 9303 parts 3 to 7)."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.letters import ALNUM
from novation.inventory.kernels.spans_out import CHECKED, SHAPED, put
from novation.inventory.span_types import CODES

_MRZ = CODES["mrz"]
_A, _Z, _FILLER = 65, 90, 60
_WEIGHTS = np.array([7, 3, 1], np.int64)


@part
def _zone_line(buf, p, hi):
    """End of a run of capitals, digits and fillers at `p`."""
    q = p
    while q < hi and q - p < 45 and (buf[q] == _FILLER or 48 <= buf[q] <= 57 or _A <= buf[q] <= _Z):
        q += 1
    return q


@part
def _sum(buf, a, b, place):
    """Weighted sum of buf[a:b], whose first sign has the weight of `place` (Doc 9303-3, 4.9)."""
    total = 0
    for k in range(a, b):
        sign = np.int64(buf[k])
        value = 0 if sign == _FILLER else (sign - 48 if sign <= 57 else sign - 55)
        total += value * _WEIGHTS[(place + k - a) % 3]
    return total


@part
def _fits(buf, a, b, at):
    """Whether the check digit at `at` belongs to buf[a:b]; a filler stands for 0."""
    check = np.int64(0) if buf[at] == _FILLER else np.int64(buf[at]) - 48
    return _sum(buf, a, b, 0) % 10 == check


@part
def _checked(buf, first, second, size, visa):
    """The check digits in the lines: number, day of birth, last day, and all of them together (visas lack the last)."""
    if size == 30:
        whole = _sum(buf, first + 5, first + 30, 0) + _sum(buf, second, second + 7, 25)
        whole += _sum(buf, second + 8, second + 15, 32) + _sum(buf, second + 18, second + 29, 39)
        if not (
            _fits(buf, second, second + 6, second + 6) and _fits(buf, second + 8, second + 14, second + 14)
        ):
            return False
        return whole % 10 == np.int64(buf[second + 29]) - 48
    for a, b in ((0, 9), (13, 19), (21, 27)):
        if not _fits(buf, second + a, second + b, second + b):
            return False
    if visa:
        return True
    whole = _sum(buf, second, second + 10, 0) + _sum(buf, second + 13, second + 20, 10)
    whole += _sum(buf, second + 21, second + size - 1, 17)
    return whole % 10 == np.int64(buf[second + size - 1]) - 48


@part
def zone(buf, i, hi, w):
    """Two lines of 44 or 36 signs, or three of 30, with a filler in them; the first line alone suffices.

    Where a second line follows, its check digits must agree.
    """
    b = buf[i]
    if b not in (80, 73, 65, 67, 86):
        return False
    e = _zone_line(buf, i, hi)
    size = e - i
    if size not in (30, 36, 44) or (e < hi and ALNUM[buf[e]]):
        return False
    fillers = 0
    for k in range(i, e):
        if buf[k] == _FILLER:
            fillers += 1
    if fillers < 3:
        return False
    second = np.int64(0)
    for _ in range(2 if size == 30 else 1):
        p = e
        while p < hi and (buf[p] == 13 or buf[p] == 10 or buf[p] == 32):
            p += 1
        q = _zone_line(buf, p, hi)
        if p == e or q - p != size:
            break
        if second == 0:
            second = p
        e = q
    if second and not _checked(buf, i, second, size, b == 86):
        return False
    return put(w, i, e, _MRZ, CHECKED if second else SHAPED)
