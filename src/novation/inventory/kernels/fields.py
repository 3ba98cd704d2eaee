# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Rows of a table written in one line: 淳于冰清/女/19750410/16637232988, Kate Ross|F|1975-04-10|0412 345 678."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.cues import code_point, cue_before, sign_start, sort_of
from novation.inventory.kernels.layout import GLUE, STOP, TODAY, WORDS_BEFORE
from novation.inventory.kernels.letters import ALNUM, LETTER

_HYPHEN, _SLASH, _LOW_LINE = 45, 47, 95
_MAN, _WOMAN, _PERIOD = ord("男"), ord("女"), ord("期")
_REACH = 48  # bytes looked at before a field
_YOUNGEST, _YOUNGEST_BY_PLACE, _OLDEST = 5, 16, 110
"""Years of age from which a date is a birth: behind a field for the sex; between a name and a mobile number."""


@part
def _parted(buf, lo, p, t):
    """Where the signs between two fields that end before `p` begin; `p` if there are none."""
    base = np.int64(t[WORDS_BEFORE])
    while p > lo:
        s = sign_start(buf, lo, p)
        if not sort_of(t, base, code_point(buf, s, p)) & (STOP | GLUE):
            break
        p = s
    return p


@part
def _sex_before(buf, lo, p, t):
    """Whether a field that says 男, 女, M or F ends at `p`."""
    s = sign_start(buf, lo, p)
    sign = code_point(buf, s, p)
    if sign != _MAN and sign != _WOMAN and sign != 109 and sign != 102:
        return False
    return s == lo or _parted(buf, lo, s, t) < s


@part
def in_row(buf, lo, i, last, t):
    """Whether the number at `i`, behind a slash, hyphen or low line, is a field of a row and not part of a code.

    Going back over numbers and the same sign, the row begins with that sign behind a Han sign or a field for the sex,
    and not behind the word for an order.
    """
    b = buf[i - 1]
    p = i - 1
    while p > lo and i - p < _REACH:
        c = buf[p - 1]
        if not (48 <= c <= 58 or c == b or c == 45 or c == 46):
            break
        p -= 1
    if p == lo:
        return b == _SLASH and i - p > 6
    if buf[p] != b:
        return False
    if _sex_before(buf, lo, p, t):
        return True
    return b != _HYPHEN and buf[p - 1] >= 0x80 and cue_before(buf, last, p, t, True) & 255 != cue.NEG


@part
def part_of_code(buf, lo, i, last, t):
    """Whether the run at `i` hangs on something before it: 0.138…, AB-138…, x_138…; not on a span that ends at `last`."""
    if i <= lo:
        return False
    b = buf[i - 1]
    if LETTER[b]:
        return True
    if b == _SLASH or b == _LOW_LINE or b == _HYPHEN:
        if i - 1 == last and last > lo and b != _HYPHEN:
            return False
        if i - 2 < lo or not (ALNUM[buf[i - 2]] or buf[i - 2] >= 0x80):
            return b == _LOW_LINE
        return (b == _LOW_LINE or ALNUM[buf[i - 2]] != 0) and not in_row(buf, lo, i, last, t)
    return b == 46 and i - 2 >= lo and ALNUM[buf[i - 2]] != 0


@part
def _mobile_follows(buf, p, hi, t):
    """Whether a mobile number in one piece follows `p` as the next field."""
    q = p
    while q < hi and q - p < 4 and not 48 <= buf[q] <= 57:
        q += 1
    if q == p or q + 11 > hi or buf[q] != 49 or _parted(buf, p, q, t) > p:
        return False
    e = q
    while e < hi and ALNUM[buf[e]]:
        if buf[e] > 57:
            return False
        e += 1
    return e - q == 11


@part
def birth_field(buf, lo, start, end, hi, t):
    """Whether a day from its year on is a field behind the one for the sex, or between a name and a mobile number."""
    year = np.int64(0)
    for k in range(start, start + 4):
        year = year * 10 + np.int64(buf[k]) - 48
    age = t[TODAY] // 10000 - year
    if not _YOUNGEST <= age <= _OLDEST:
        return False
    q = _parted(buf, lo, start, t)
    if q == start or q == lo:
        return False
    if _sex_before(buf, lo, q, t):
        return True
    if age < _YOUNGEST_BY_PLACE or not _mobile_follows(buf, end, hi, t):
        return False
    s = q
    while s - 3 >= lo and q - s < 15 and 0xE4 <= buf[s - 3] <= 0xE9:
        s -= 3
    return (
        6 <= q - s <= 12 and code_point(buf, q - 3, q) != _PERIOD and (s == lo or _parted(buf, lo, s, t) < s)
    )
