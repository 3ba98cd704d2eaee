"""Korea: resident registration number, telephone number in national form."""

from __future__ import annotations

import numpy as np

from novation.inventory.detectors.base import Detector, FixedWidth, Pattern
from novation.inventory.detectors.checks import digits, is_date, number
from novation.inventory.values import Bools

_WEIGHTS = np.array([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
_CENTURY = np.array([1800, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 1800])


def registration_numbers(matrix: np.ndarray) -> Bools:
    """Thirteen digits with day of birth, century sign, place up to 96 and a check digit (before October 2020)."""
    d, ok = digits(matrix)
    good = np.flatnonzero(ok)
    d = d[good]
    year = number(d, 0, 2) + _CENTURY[d[:, 6]]
    keep = is_date(year, number(d, 2, 4), number(d, 4, 6)) & (number(d, 7, 9) <= 96)
    keep &= (11 - (d[:, :12] @ _WEIGHTS) % 11) % 10 == d[:, 12]
    ok[good] = keep
    return ok


def detectors() -> list[Detector]:
    return [
        FixedWidth("kr.rrn", (13,), registration_numbers),
        Pattern("kr.phone", r"^01[016-9]-\d{3,4}-\d{4}$", needs=("-",), heads="0", size=(12, 13)),
    ]
