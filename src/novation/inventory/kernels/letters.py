"""Classes of bytes that the kernels ask for, as tables of 256."""

from __future__ import annotations

import numpy as np

DIGIT, UPPER, LOWER, SKIP, WIDE, ROUND, PLUS, DISGUISE, FOUR = 1, 2, 3, 0, 4, 5, 6, 7, 8


def _table(*parts: tuple[bytes, int]) -> np.ndarray:
    table = np.zeros(256, np.uint8)
    for signs, value in parts:
        table[np.frombuffer(signs, np.uint8)] = value
    return table


_UPPER = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOWER = _UPPER.lower()
_DIGITS = b"0123456789"

CLASS = _table((_DIGITS, DIGIT), (_UPPER, UPPER), (_LOWER, LOWER), (b"(", ROUND), (b"+", PLUS))
"""What a byte opens: a number, a word, a bracket; WIDE is a three-byte character that can be skipped."""
CLASS[0xE5:0xEA] = WIDE  # Han; what lies in E0 to E3 and EA to EF may be a disguise or another script
CLASS[[0xEA, 0xEB, 0xEC, 0xED, 0xE0, 0xE1]] = WIDE
CLASS[[0xC2, 0xE2, 0xE3, 0xEF]] = DISGUISE
CLASS[0xF0] = DISGUISE
CLASS[0xE4] = FOUR  # Han, among them 一 and 二, with which a year in numerals begins

ALNUM = _table((_DIGITS, 1), (_UPPER, 1), (_LOWER, 1))
LETTER = _table((_UPPER, 1), (_LOWER, 1))
MAILBOX = _table((_DIGITS + _UPPER + _LOWER + b"._%+-", 1))
HEX = _table((_DIGITS + b"ABCDEFabcdef", 1))
HANDLE = _table((_DIGITS + _UPPER + _LOWER + b"_-", 1))

QUIET = np.zeros(256, np.uint8)
"""By the third byte of EF BC ..: full-width signs (，：？) that hide no number; letters, digits and （＋－．＠＿ may."""
for _sign in b"!\"#$%&'),*/:;<=>?[\\]^":
    QUIET[0x80 | (_sign - 0x20)] = 1

LOOK = np.zeros(256, np.uint8)
"""What follows letters may make them more: 1 always; JOINED in an account name; the others as what comes next says."""
BLANK, DOT, COLON, JOINED = 2, 3, 4, 5
LOOK[[64, 60, 37, 43, *_DIGITS]] = 1
LOOK[32], LOOK[46], LOOK[58] = BLANK, DOT, COLON
LOOK[[45, 95]] = JOINED
