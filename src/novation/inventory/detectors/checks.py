"""Check digits and calendar dates over byte matrices (one candidate a row), without a loop over candidates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from novation.inventory.values import Bools

Matrix = NDArray[np.uint8]
_MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] + [0] * 87)


def digits(matrix: Matrix) -> tuple[NDArray[np.int64], Bools]:
    """Digit values, and which rows consist of digits only."""
    ok: Bools = np.asarray(((matrix - 48) < 10).all(axis=1))
    return matrix.astype(np.int64) - 48, ok


def number(d: NDArray[np.int64], start: int, end: int) -> NDArray[np.int64]:
    """The decimal number in columns start..end of a digit matrix."""
    value = d[:, start].copy()
    for i in range(start + 1, end):
        value = value * 10 + d[:, i]
    return value


def is_date(year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]) -> Bools:
    """Which triples are days of the Gregorian calendar."""
    month_ok = (month >= 1) & (month <= 12)
    last = _MONTH_DAYS[np.clip(month, 0, 12)]
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = np.where((month == 2) & ~leap, 28, last)
    return month_ok & (day >= 1) & (day <= last)


def luhn(d: NDArray[np.int64]) -> Bools:
    """ISO/IEC 7812-1 annex B."""
    doubled = d[:, ::-1].copy()
    odd = doubled[:, 1::2] * 2
    doubled[:, 1::2] = np.where(odd > 9, odd - 9, odd)
    return doubled.sum(axis=1) % 10 == 0


def mod_11_10(d: NDArray[np.int64]) -> Bools:
    """ISO/IEC 7064 MOD 11,10, check digit last."""
    check = np.full(len(d), 5, np.int64)
    for i in range(d.shape[1] - 1):
        check = np.where(check == 0, 10, check) * 2 % 11
        check = (check + d[:, i]) % 10
    check = np.where(check == 0, 10, check) * 2 % 11
    return (check + d[:, -1]) % 10 == 1


def mod_97(matrix: Matrix) -> NDArray[np.int64]:
    """ISO/IEC 7064 MOD 97-10 remainder of digits and capital letters (A = 10)."""
    rest = np.zeros(len(matrix), np.int64)
    for i in range(matrix.shape[1]):
        sign = matrix[:, i].astype(np.int64)
        letter = sign >= 65
        rest = np.where(letter, rest * 100 + sign - 55, rest * 10 + sign - 48) % 97
    return rest
