# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Check digits and calendar days of whole values, on digits already collected."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.columns_bytes import byte
from novation.inventory.kernels.columns_layout import REGION_COUNT, REGIONS, TODAY
from novation.inventory.kernels.compiling import part

_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_USCC_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28], np.int64)
_USCC_VALUE = np.full(256, -1, np.int64)
_USCC_VALUE[np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)] = np.arange(31)
_USCC_VALUE[np.frombuffer(b"abcdefghjklmnpqrtuwxy", np.uint8)] = np.arange(10, 31)
_MONTH = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)


@part
def number(d, a, b):
    """The decimal number that the digits d[a:b] write."""
    value = 0
    for k in range(a, b):
        value = value * 10 + d[k]
    return value


@part
def is_day(year, month, day):
    """Whether this is a day of the Gregorian calendar."""
    if month < 1 or month > 12 or day < 1 or day > _MONTH[month]:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return not (month == 2 and day == 29 and not leap)


@part
def luhn(d, n):
    """ISO/IEC 7812-1 annex B over the digits d[:n]."""
    total = 0
    for k in range(n):
        value = d[n - 1 - k]
        if k & 1:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


@part
def all_alike(d, n):
    """Whether one digit is repeated throughout."""
    for k in range(1, n):
        if d[k] != d[0]:
            return False
    return True


@part
def region_in_use(code, year, t):
    """Whether a region code (GB/T 2260) was in use in a year or later."""
    count = np.int64(t[REGION_COUNT])
    low = first = np.int64(t[REGIONS])
    high = end = first + count
    while low < high:
        middle = (low + high) >> 1
        if t[middle] < code:
            low = middle + 1
        else:
            high = middle
    return low < end and t[low] == code and t[count + low] >= year


@part
def resident_id(d, check, t):
    """GB 11643-1999: region, day of birth up to today, ISO 7064 MOD 11-2; `check` is 10 for X."""
    total = 0
    for k in range(17):
        total += d[k] * _ID_WEIGHTS[k]
    if (12 - total % 11) % 11 != check:
        return False
    year = number(d, 6, 10)
    if year < 1900 or number(d, 6, 14) > t[TODAY] or not is_day(year, number(d, 10, 12), number(d, 12, 14)):
        return False
    return region_in_use(number(d, 0, 6), year, t)


@part
def old_resident_id(d, t):
    """GB 11643-1989: fifteen digits without check digit; region and day of birth in the 20th century."""
    year = 1900 + number(d, 6, 8)
    if not is_day(year, number(d, 8, 10), number(d, 10, 12)):
        return False
    return region_in_use(number(d, 0, 6), year, t)


@part
def credit_code(buf, i):
    """GB 32100-2015 at buf[i:i+18]: signs, a region of eight digits, weighted check sign modulo 31."""
    total = 0
    for k in range(17):
        value = _USCC_VALUE[buf[i + k]]
        if value < 0 or (2 <= k < 8 and value > 9):
            return False
        total += value * _USCC_WEIGHTS[k]
    return (31 - total % 31) % 31 == _USCC_VALUE[buf[i + 17]] and buf[i] != 48 and buf[i + 1] != 48


@part
def code_point(buf, p, hi):
    """Code point at byte p and the bytes it takes, `cp << 3 | size`; a broken sequence is U+FFFD of one byte."""
    b = byte(buf, p)
    if b < 0x80:
        return b << 3 | 1
    if b >= 0xF0:
        if p + 4 <= hi:
            cp = (b & 7) << 18 | (byte(buf, p + 1) & 63) << 12
            return (cp | (byte(buf, p + 2) & 63) << 6 | (byte(buf, p + 3) & 63)) << 3 | 4
    elif b >= 0xE0:
        if p + 3 <= hi:
            cp = (b & 15) << 12 | (byte(buf, p + 1) & 63) << 6 | (byte(buf, p + 2) & 63)
            return cp << 3 | 3
    elif b >= 0xC0 and p + 2 <= hi:
        return ((b & 31) << 6 | (byte(buf, p + 1) & 63)) << 3 | 2
    return np.int64(0xFFFD) << 3 | 1
