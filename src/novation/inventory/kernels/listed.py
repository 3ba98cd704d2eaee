# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Lists that share one cue word: in “QQ 12345678、23456789” the word speaks for both numbers."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import KIND
from novation.inventory.kernels.letters import ALNUM
from novation.inventory.span_types import CODES

_FAMILY_OF = np.zeros(256, np.int64)
"""The family whose word names spans of a type; spans of other types share nothing."""
for _slug, _family in (
    ("qq", cue.QQ),
    ("wechat", cue.WECHAT),
    ("bank-card", cue.CARD),
    ("passport", cue.PASSPORT),
    ("student-id", cue.STUDENT),
    ("birth-date", cue.BIRTH),
    ("hkmo-permit", cue.PERMIT),
    ("tw-permit", cue.TWPERMIT),
    ("mobile", cue.LANDLINE),
    ("landline", cue.LANDLINE),
):
    _FAMILY_OF[CODES[_slug]] = _family
for _code in range(cue.CANDIDATE, cue.SHAPED_CANDIDATE):
    _FAMILY_OF[_code] = _code - cue.CANDIDATE + cue.NATIONAL


@part
def listed(buf, last, i, hi, w):
    """Family of the span that ends at `last` when nothing but the sign or word of a list stands before `i`, else 0.

    A comma joins only digits to as many more that no word follows: what follows one is as often another field.
    """
    family = _FAMILY_OF[w[KIND]]
    if family == 0 or i - last > 6 or i - last < 1:
        return 0
    joined = comma = False
    p = last
    while p < i:
        b = buf[p]
        if b == 32:
            p += 1
        elif b == 47 or b == 38:  # / &
            joined = True
            p += 1
        elif b == 44:
            comma = True
            p += 1
        elif p + 3 <= i and b >= 0xE0:
            sign = (np.int64(b) << 16) | (np.int64(buf[p + 1]) << 8) | np.int64(buf[p + 2])
            # ， 、 和 或 及 与
            if sign == 0xEFBC8C:
                comma = True
            elif sign not in (0xE38081, 0xE5928C, 0xE68896, 0xE58F8A, 0xE4B88E):
                return 0
            joined = joined or not comma
            p += 3
        elif p + 2 <= i and (b | 32) == 111 and (buf[p + 1] | 32) == 114:  # or
            joined = True
            p += 2
        elif p + 3 <= i and (b | 32) == 97 and (buf[p + 1] | 32) == 110 and (buf[p + 2] | 32) == 100:  # and
            joined = True
            p += 3
        else:
            return 0
    if comma and not joined:
        joined = _alike(buf, last, i, hi, 8 if family == cue.LANDLINE else 12)
    return family if joined else 0


@part
def _alike(buf, last, i, hi, most):
    """Whether the digits at `i` are as many (five to `most`) as end at `last`, no day, and nothing is said of them behind."""
    size = 0
    value = np.int64(0)
    while i + size < hi and size <= most and 48 <= buf[i + size] <= 57:
        value = value * 10 + np.int64(buf[i + size]) - 48
        size += 1
    if (
        size < 5
        or size > most
        or (size == 8 and 1900 <= value // 10000 <= 2099 and 1 <= value // 100 % 100 <= 12)
    ):
        return False
    for k in range(1, size + 1):
        if not 48 <= buf[last - k] <= 57:
            return False
    if 48 <= buf[last - size - 1] <= 57:
        return False
    e = i + size
    if e >= hi:
        return True
    return (
        buf[e] != 45
        and buf[e] != 46
        and not ALNUM[buf[e]]
        and (buf[e] < 0x80 or buf[e] == 0xE3 or buf[e] == 0xEF)
    )
