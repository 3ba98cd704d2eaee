# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""Whether a value is a day or an instant, and of which year: 2024-06-01, 1.6.2024, 2024年6月1日, 20240601, with time."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.columns_bytes import byte, eight
from novation.inventory.kernels.columns_checks import is_day, number
from novation.inventory.kernels.compiling import part

_PLACES, _NOUGHTS, _SIX, _VALUES = (  # of the digits in 2024-06-
    np.uint64(0x00F0F000F0F0F0F0),
    np.uint64(0x0030300030303030),
    np.uint64(0x0006060006060606),
    np.uint64(0x000F0F000F0F0F0F),
)
_BYTE = np.uint64(255)
CLOCK = 1 << 16
"""Added to the year where a time of day stands behind the day."""


@part
def _digits(buf, p, hi, most):
    """Number and digits from `p`: value * 8 + how many digits (at most `most`)."""
    value = 0
    n = 0
    while p + n < hi and n < most and 48 <= buf[p + n] <= 57:
        value = value * 10 + (np.int64(buf[p + n]) - 48)
        n += 1
    return value * 8 + n


@part
def _mark(buf, p, hi):
    """Bytes of a mark between parts of a day at `p`: - / . or 年 月 日; with the blanks behind it; 0 if none."""
    if p >= hi:
        return 0
    size = 0
    if buf[p] == 45 or buf[p] == 47 or buf[p] == 46:
        size = 1
    elif p + 2 < hi and buf[p] >= 0xE5 and buf[p] <= 0xE6:
        year = buf[p] == 0xE5 and buf[p + 1] == 0xB9 and buf[p + 2] == 0xB4
        month = buf[p] == 0xE6 and buf[p + 1] == 0x9C and buf[p + 2] == 0x88
        size = 3 if year or month or (buf[p] == 0xE6 and buf[p + 1] == 0x97 and buf[p + 2] == 0xA5) else 0
    while (
        size
        and p + size < hi
        and buf[p + size] == 32
        and p + size + 1 < hi
        and buf[p + size + 1] < 58
        and size < 5
    ):
        size += 1
    return size


@part
def _clock(buf, p, hi):
    """Whether from `p` on there is nothing (0), a time of day (1) or something else (-1)."""
    if p >= hi:
        return 0
    while p < hi and (buf[p] == 32 or buf[p] == 84):
        p += 1
    x = _digits(buf, p, hi, 2)
    p += x & 7
    if x & 7 == 0 or p >= hi or x >> 3 > 24 or not (buf[p] == 58 or buf[p] == 0xE6):
        return -1
    return 1 if hi - p <= 26 else -1


@part
def packed(d, nd):
    """Year of an eight-digit day, or of fourteen digits with the time; 0 if it is none."""
    if nd != 8 and nd != 14:
        return 0
    year = number(d, 0, 4)
    if year < 1900 or year > 2100 or not is_day(year, number(d, 4, 6), number(d, 6, 8)):
        return 0
    if nd == 8:
        return year
    good = number(d, 8, 10) < 24 and number(d, 10, 12) < 60 and number(d, 12, 14) < 60
    return year + CLOCK if good else 0


@part
def _in_full(buf, lo):
    """Year, month and day, 16 bits each, of ten bytes like 2024-06-01 with one mark twice (- / .); 0 for any other."""
    word = eight(buf, lo)
    mark = word >> np.uint64(32) & _BYTE
    if mark != word >> np.uint64(56) or mark < np.uint64(45) or mark > np.uint64(47):
        return np.int64(0)
    if word & _PLACES != _NOUGHTS or (word + _SIX) & _PLACES != _NOUGHTS:
        return np.int64(0)
    tens, ones = byte(buf, lo + 8) - 48, byte(buf, lo + 9) - 48
    if tens < 0 or tens > 9 or ones < 0 or ones > 9:
        return np.int64(0)
    w = np.int64(word & _VALUES)
    year = (w & 15) * 1000 + (w >> 8 & 15) * 100 + (w >> 16 & 15) * 10 + (w >> 24 & 15)
    return year << 32 | ((w >> 40 & 15) * 10 + (w >> 48 & 15)) << 16 | (tens * 10 + ones)


@part
def day(buf, lo, hi):
    """Year of the day that the value writes, plus CLOCK if a time follows; 0 if it is no day."""
    usual = hi - lo == 10 or (hi - lo > 10 and byte(buf, lo + 10) < 0x80)  # no 日 behind it
    full = _in_full(buf, lo) if usual else np.int64(0)
    if full:  # nearly all days of a database: told at once
        year = full >> 32
        if year < 1800 or year > 2100 or not is_day(year, full >> 16 & 0xFFFF, full & 0xFFFF):
            return np.int64(0)
        c = _clock(buf, lo + 10, hi)
        return np.int64(0) if c < 0 else year + CLOCK * c
    x = _digits(buf, lo, hi, 4)
    n, first = x & 7, x >> 3
    p = lo + n
    m = _mark(buf, p, hi)
    if m == 0 or n == 3:
        return 0
    y = _digits(buf, p + m, hi, 2)
    if y & 7 == 0:
        return 0
    p += m + (y & 7)
    second = y >> 3
    m = _mark(buf, p, hi)
    if n == 4:
        if first < 1800 or first > 2100 or second < 1 or second > 12:
            return 0
        if m == 0 or (m == 3 and p + m >= hi):
            return first if p + m >= hi else 0
        z = _digits(buf, p + m, hi, 2)
        if z & 7 == 0:
            return 0
        p += m + (z & 7)
        if not is_day(first, second, z >> 3):
            return 0
        if p + 2 < hi and buf[p] == 0xE6 and buf[p + 1] == 0x97 and buf[p + 2] == 0xA5:
            p += 3
        c = _clock(buf, p, hi)
        return 0 if c < 0 else first + CLOCK * c
    if m == 0:
        return 0
    z = _digits(buf, p + m, hi, 4)
    year = z >> 3
    if z & 7 != 4 or year < 1800 or year > 2100:
        return 0
    if not (is_day(year, second, first) or is_day(year, first, second)):
        return 0
    c = _clock(buf, p + m + 4, hi)
    return 0 if c < 0 else year + CLOCK * c
