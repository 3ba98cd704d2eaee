"""Hong Kong, Macao and Taiwan: travel permits and identity cards."""

from __future__ import annotations

import numpy as np

from novation.inventory.detectors.base import Detector, FixedWidth, Pattern
from novation.inventory.detectors.checks import digits
from novation.inventory.values import Bools

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Two digits that each initial letter of a Taiwanese number stands for, A to Z (household registration rules).
_TW_LETTER = np.array(
    [10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33]
)


def taiwan_ids(matrix: np.ndarray) -> Bools:
    """One letter, 1 or 2 (8 or 9 for residents since 2021), seven digits, a weighted check digit."""
    letter = matrix[:, 0].astype(np.int64) - 65
    d, ok = digits(matrix[:, 1:])
    ok &= (letter >= 0) & (letter < 26) & np.isin(d[:, 0], (1, 2, 8, 9))
    code = _TW_LETTER[np.clip(letter, 0, 25)]
    total = (
        (code // 10) + (code % 10) * 9 + np.where(ok[:, None], d, 0) @ np.array([8, 7, 6, 5, 4, 3, 2, 1, 1])
    )
    return ok & (total % 10 == 0)


def hong_kong_ids(matrix: np.ndarray) -> Bools:
    """One letter, six digits, a check sign 0-9 or A, modulo 11; brackets round it are taken off beforehand."""
    letter = matrix[:, 0].astype(np.int64) - 55
    d, ok = digits(matrix[:, 1:7])
    check = matrix[:, 7].astype(np.int64)
    value = np.where(check == 65, 10, check - 48)
    ok &= (letter >= 10) & (letter <= 35) & (value >= 0) & (value <= 10)
    total = 36 * 9 + letter * 8 + np.where(ok[:, None], d, 0) @ np.array([7, 6, 5, 4, 3, 2]) + value
    return ok & (total % 11 == 0)


def detectors() -> list[Detector]:
    permit = r"(?i)^(?:[CHM]\d{8}|[HM]\d{10}|C[A-HJ-NP-Z]\d{7}|W\d{8})$"
    return [
        FixedWidth("tw.national-id", (10,), taiwan_ids, heads=_LETTERS),
        FixedWidth("hk.id-card", (8,), hong_kong_ids, heads=_LETTERS),
        Pattern(
            "cn.hkmo-permit",
            permit,
            r"(?i)(?:港澳|通行证|回乡证|permit)[^0-9A-Za-z]{0,12}((?:[CHMW]|C[A-HJ-NP-Z])\d{7,10})",
            group=1,
            inside_needs=("港澳", "通行证", "回乡证", "permit", "Permit"),
            heads="CHMWchmw",
            size=(9, 11),
        ),
        Pattern(
            "cn.tw-permit",
            r"(?i)^(?:\d{8}(?:\(?[A-Z0-9]\d?\)?)?|T\d{8}|L\d{8})$",
            r"(?:台胞证|大陆居民往来台湾通行证|台湾通行证)[^0-9A-Za-z]{0,8}([TL]?\d{8}(?:\d{2})?)",
            group=1,
            inside_needs=("台胞", "台湾通行", "往来台湾"),
            size=(8, 13),
        ),
    ]
