# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Check digits and calendar days on bytes of the text, one candidate at a time."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import REGION_CODES, REGIONS, TODAY, D

_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_USCC_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28], np.int64)
_USCC_VALUE = np.full(256, -1, np.int64)
_USCC_VALUE[np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)] = np.arange(31)
_REGISTRIES = np.array([0, 0x20E, 0x202, 0x23E, 0x202, 0x23E, 0x206, 0x206, 0x202, 0x00E], np.int64)
"""GB 32100-2015, table 1: the kinds (second place, a bit each) that a registry (first place) knows: 1, 2, 3 and 9 of 1."""
_TW_LETTER = np.array(
    [10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33],
    np.int64,
)
_MONTH = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)


@part
def number(w, a, b):
    """The decimal number that the digits w[D + a:b] write."""
    value = 0
    for k in range(a, b):
        value = value * 10 + w[D + k]
    return value


@part
def is_day(year, month, day):
    """Whether this is a day of the Gregorian calendar."""
    if month < 1 or month > 12 or day < 1 or day > _MONTH[month]:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return not (month == 2 and day == 29 and not leap)


@part
def luhn(w, n):
    """ISO/IEC 7812-1 annex B over the digits w[D + :n]."""
    total = 0
    for k in range(n):
        value = w[D + n - 1 - k]
        if k & 1:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


@part
def all_alike(w, n):
    """Whether one digit is repeated throughout."""
    for k in range(1, n):
        if w[D + k] != w[D]:
            return False
    return True


@part
def region_in_use(code, year, t):
    """Whether a region code (GB/T 2260) was in use in a year or came into use later."""
    codes, count = t[REGION_CODES], t[REGIONS]
    low, high = np.int64(0), np.int64(count)
    while low < high:
        middle = (low + high) >> 1
        if t[codes + middle] < code:
            low = middle + 1
        else:
            high = middle
    return low < count and t[codes + low] == code and t[codes + count + low] >= year


@part
def resident_id(w, check, t):
    """GB 11643-1999: region, day of birth up to today, ISO 7064 MOD 11-2; `check` is 10 for X."""
    total = 0
    for k in range(17):
        total += w[D + k] * _ID_WEIGHTS[k]
    if (12 - total % 11) % 11 != check:
        return False
    year = number(w, 6, 10)
    if year < 1900 or number(w, 6, 14) > t[TODAY] or not is_day(year, number(w, 10, 12), number(w, 12, 14)):
        return False
    return region_in_use(number(w, 0, 6), year, t)


@part
def old_resident_id(w, t):
    """GB 11643-1989: fifteen digits without check digit; region and day of birth in the 20th century."""
    year = 1900 + number(w, 6, 8)
    if not is_day(year, number(w, 8, 10), number(w, 10, 12)):
        return False
    return region_in_use(number(w, 0, 6), year, t)


@part
def credit_code(buf, i, t):
    """GB 32100-2015 at buf[i:i+18]: signs, registry where all are digits, region, weighted check sign modulo 31."""
    total = 0
    region = 0
    lettered = False
    for k in range(17):
        value = _USCC_VALUE[buf[i + k]]
        lettered = lettered or value > 9
        if value < 0 or (2 <= k < 8 and value > 9):
            return False
        if 2 <= k < 8:
            region = region * 10 + value
        total += value * _USCC_WEIGHTS[k]
    if (31 - total % 31) % 31 != _USCC_VALUE[buf[i + 17]] or buf[i] == 48 or buf[i + 1] == 48:
        return False
    if not lettered and not (_REGISTRIES[np.int64(buf[i]) - 48] >> (np.int64(buf[i + 1]) - 48)) & 1:
        return False
    return (
        region == 100000  # the registry of the State itself
        or region_in_use(region, 0, t)
        or region_in_use(region // 100 * 100, 0, t)
    )


@part
def taiwan_id(buf, i):
    """A letter, 1, 2, 8 or 9, seven digits, weighted check digit, at buf[i:i+10]."""
    if not 65 <= buf[i] <= 90:
        return False
    code = _TW_LETTER[buf[i] - 65]
    total = code // 10 + code % 10 * 9
    for k in range(1, 10):
        digit = np.int64(buf[i + k]) - 48
        if digit < 0 or digit > 9 or (k == 1 and digit not in (1, 2, 8, 9)):
            return False
        total += digit * (9 - k if k < 9 else 1)
    return total % 10 == 0


@part
def hong_kong_id(buf, i, letters, check):
    """One or two letters and six digits at buf[i:], check value 0 to 10, modulo 11."""
    total = check
    if letters == 1:
        total += 36 * 9 + (np.int64(buf[i]) - 55) * 8
    else:
        total += (np.int64(buf[i]) - 55) * 9 + (np.int64(buf[i + 1]) - 55) * 8
    for k in range(6):
        total += (np.int64(buf[i + letters + k]) - 48) * (7 - k)
    return total % 11 == 0
