# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Hidden forms: full-width and circled digits, invisible characters, other blanks and dashes inside a number.

Rows that hold such signs where they matter are copied in plain form with a map of places, and scanned again.
"""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.compiling import kernel, part
from novation.inventory.kernels.letters import ALNUM

HIDDEN = 127
"""Type of a mark in place of a row's spans: the row has to be scanned in plain form."""
_DROP, _KEEP = -1, -2


@part
def length(b):
    """Bytes of the UTF-8 character that a lead byte opens; 1 for what opens none."""
    if b < 0xC2 or b > 0xF4:
        return 1
    if b < 0xE0:
        return 2
    return 3 if b < 0xF0 else 4


@part
def code(buf, p, hi):
    """The character at `p` as a number; the byte itself (below 256) where a character is broken."""
    b = np.int64(buf[p])
    n = length(b)
    if n == 1 or p + n > hi:
        return b
    value = b & (0x7F >> n)
    for k in range(1, n):
        if buf[p + k] & 0xC0 != 0x80:
            return b
        value = (value << 6) | (np.int64(buf[p + k]) & 63)
    return value


@part
def plain(sign):
    """The ASCII sign for which a character stands, DROP for invisible ones, KEEP for all others."""
    if 0xFF01 <= sign <= 0xFF5E:
        return sign - 0xFEE0
    if sign == 0x3000 or sign == 0xA0 or 0x2000 <= sign <= 0x200A or sign == 0x202F or sign == 0x205F:
        return 32
    if 0x200B <= sign <= 0x200F or 0x202A <= sign <= 0x202E or 0x2060 <= sign <= 0x206F:
        return _DROP
    if sign == 0xAD or sign == 0xFEFF or sign == 0xFE0F or sign == 0x20E3 or sign == 0x061C:
        return _DROP
    if 0x2010 <= sign <= 0x2015 or sign == 0x2212:
        return 45
    if 0x2460 <= sign <= 0x2468:
        return sign - 0x2460 + 49
    if 0x2776 <= sign <= 0x277E:
        return sign - 0x2776 + 49
    if 0x2780 <= sign <= 0x2788:
        return sign - 0x2780 + 49
    if 0x278A <= sign <= 0x2792:
        return sign - 0x278A + 49
    if sign == 0x24EA or sign == 0x24FF or sign == 0x1F10B or sign == 0x1F10C:
        return 48
    if 0x2080 <= sign <= 0x2089:
        return sign - 0x2080 + 48
    if 0x1D7CE <= sign <= 0x1D7FF:
        return (sign - 0x1D7CE) % 10 + 48
    return _KEEP


@part
def _ring(sign):
    return (
        0x2460 <= sign <= 0x2468
        or 0x2776 <= sign <= 0x2792
        or sign in (0x24EA, 0x24FF, 0x1F10B, 0x1F10C)
        or 0x2080 <= sign <= 0x2089
    )


@part
def hides(buf, lo, i, hi):
    """Whether the character at `i` (lead byte C2, E2, E3, EF or F0) may hide a number."""
    sign = code(buf, i, hi)
    stands_for = plain(sign)
    if sign == np.int64(buf[i]) or stands_for == _KEEP:
        return False
    after = i + length(buf[i])
    before = buf[i - 1] if i > lo else np.uint8(32)
    follows = buf[after] if after < hi else np.uint8(32)
    if stands_for == _DROP:
        return (ALNUM[before] and (ALNUM[follows] or follows >= 0xC2)) or (before >= 0x80 and ALNUM[follows])
    if _ring(sign):  # two in a row: one alone counts points of a list
        return after < hi and follows >= 0xC2 and _ring(code(buf, after, hi))
    if ALNUM[stands_for]:
        return True
    if stands_for == 40:
        q = after
        while q < hi and ALNUM[buf[q]] and q - after < 6:
            q += 1
        return 1 <= q - after <= 5 and q + 2 < hi and buf[q] == 0xEF and code(buf, q, hi) == 0xFF09
    if stands_for == 43:
        return 48 <= follows <= 57
    if stands_for == 32 or stands_for == 45:
        return 48 <= before <= 57 and (48 <= follows <= 57 or (follows | 32) == 120)
    return (stands_for == 46 or stands_for == 64 or stands_for == 95) and ALNUM[before] and ALNUM[follows]


@kernel
def plain_rows(buf, offsets, rows, out, places, ends):
    """Writes rows in plain form to `out`, one after the other; `places` says of each byte where it came from.

    `places` counts from the beginning of the row in `buf`. Both arrays need as many places as the rows have bytes.
    `ends` gets the offsets of the rows in `out`, one more than rows; its first is 0.
    """
    n = 0
    for r in range(len(rows)):
        lo, hi = offsets[rows[r]], offsets[rows[r] + 1]
        p = lo
        while p < hi:
            size = length(buf[p])
            stands_for = np.int64(_KEEP)
            if size > 1:
                sign = code(buf, p, hi)
                if sign == np.int64(buf[p]):
                    size = 1
                else:
                    stands_for = plain(sign)
            if stands_for == _KEEP:
                for k in range(p, min(p + size, hi)):
                    out[n] = buf[k]
                    places[n] = k - lo
                    n += 1
            elif stands_for != _DROP:
                out[n] = stands_for
                places[n] = p - lo
                n += 1
            p += size
        ends[r + 1] = n
