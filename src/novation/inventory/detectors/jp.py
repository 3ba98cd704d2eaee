"""Japan: individual number (My Number), telephone number in national form, postcode."""

from __future__ import annotations

import numpy as np

from novation.inventory.detectors.base import Detector, FixedWidth, Pattern
from novation.inventory.detectors.checks import digits
from novation.inventory.values import Bools

_WEIGHTS = np.array([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])


def my_numbers(matrix: np.ndarray) -> Bools:
    """Twelve digits, check digit by ordinance 85 of 2014 of the Ministry of Internal Affairs, article 5."""
    d, ok = digits(matrix)
    total = np.where(ok[:, None], d, 0)[:, :11] @ _WEIGHTS
    return ok & ((-total % 11) % 10 == d[:, 11])


def detectors() -> list[Detector]:
    return [
        FixedWidth("jp.my-number", (12,), my_numbers),
        Pattern(
            "jp.phone",
            r"^0(?:[789]0-\d{4}-\d{4}|[1-9]\d{0,3}-\d{1,4}-\d{4})$",
            needs=("-",),
            heads="0",
            size=(12, 13),
        ),
        Pattern("jp.postcode", r"^〒?\s?\d{3}-\d{4}$", needs=("-",), heads="0123456789〒", size=(8, 12)),
    ]
