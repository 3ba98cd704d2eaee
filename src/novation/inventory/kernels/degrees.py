# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Places in degrees, minutes and seconds (ISO 6709 annex D): 39°54′15″N 116°24′27″E, 北纬39°54′，东经116°24′."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.letters import ALNUM
from novation.inventory.kernels.spans_out import CUED, SHAPED, put
from novation.inventory.span_types import CODES

_GPS = CODES["gps"]


@part
def _prime(buf, p, hi):
    """Marks at `p`: 1 for a prime (′ ' ’ 分), 2 for a double prime (″ " ” 秒 ''), times 8 plus bytes; 0 for none."""
    if p >= hi:
        return 0
    b = buf[p]
    if b == 39:
        return 18 if p + 1 < hi and buf[p + 1] == 39 else 9
    if b == 34:
        return 17
    if p + 3 > hi:
        return 0
    sign = (np.int64(b) << 16) | (np.int64(buf[p + 1]) << 8) | np.int64(buf[p + 2])
    if sign == 0xE280B2 or sign == 0xE28099 or sign == 0xE58886:
        return 11
    if sign == 0xE280B3 or sign == 0xE2809D or sign == 0xE7A792:
        return 19
    return 0


@part
def _sixtieths(buf, p, hi, mark):
    """End of a number below 60, maybe with decimals, and its `mark` (1 prime, 2 double prime); 0 for none."""
    while p < hi and buf[p] == 32:
        p += 1
    q = p
    value = 0
    while q < hi and q - p < 3 and 48 <= buf[q] <= 57:
        value = value * 10 + np.int64(buf[q]) - 48
        q += 1
    if q == p or q - p > 2 or value > 59:
        return 0
    if q + 1 < hi and buf[q] == 46 and 48 <= buf[q + 1] <= 57:
        q += 1
        while q < hi and 48 <= buf[q] <= 57:
            q += 1
    found = _prime(buf, q, hi)
    return q + found % 8 if found // 8 == mark else 0


@part
def _compass(buf, p, hi):
    """End of N, S, E or W after at most one blank at `p`, or `p`."""
    q = p + 1 if p < hi and buf[p] == 32 else p
    if q < hi and buf[q] in (78, 83, 69, 87) and not (q + 1 < hi and ALNUM[buf[q + 1]]):
        return q + 1
    return p


@part
def _one(buf, p, hi):
    """End of degrees and minutes at `p`, maybe with seconds; 0 for none."""
    q = p
    value = 0
    while q < hi and q - p < 4 and 48 <= buf[q] <= 57:
        value = value * 10 + np.int64(buf[q]) - 48
        q += 1
    if q == p or value > 180 or q + 2 > hi:
        return 0
    if buf[q] == 0xC2 and buf[q + 1] == 0xB0:
        q += 2
    elif q + 3 <= hi and buf[q] == 0xE5 and buf[q + 1] == 0xBA and buf[q + 2] == 0xA6:  # 度
        q += 3
    else:
        return 0
    minutes = _sixtieths(buf, q, hi, 1)
    if minutes == 0:
        return 0
    seconds = _sixtieths(buf, minutes, hi, 2)
    return seconds if seconds else minutes


@part
def _between(buf, p, hi):
    """Where the second of a pair begins: behind a comma or blank, and behind 东经, 西经, 北纬, 南纬 or a letter."""
    while p < hi and (buf[p] == 32 or buf[p] == 44 or buf[p] == 47 or buf[p] == 59):
        p += 1
    if (
        p + 3 <= hi
        and buf[p] == 0xEF
        and buf[p + 1] == 0xBC
        and buf[p + 2] == 0x8C
        or p + 3 <= hi
        and buf[p] == 0xE3
        and buf[p + 1] == 0x80
        and buf[p + 2] == 0x81
    ):  # ，
        p += 3
    if _bearing(buf, p, hi):
        p += 6
    elif p < hi and buf[p] in (78, 83, 69, 87):
        p += 1
    while p < hi and buf[p] == 32:
        p += 1
    return p


@part
def _bearing(buf, p, hi):
    """Whether 东经, 東經, 西经, 西經, 北纬, 北緯, 南纬 or 南緯 stands at `p`, told by its second character."""
    if p < 0 or p + 6 > hi:
        return False
    sign = (np.int64(buf[p + 3]) << 16) | (np.int64(buf[p + 4]) << 8) | np.int64(buf[p + 5])
    return sign in (0xE7BB8F, 0xE7B693, 0xE7BAAC, 0xE7B7AF)


@part
def minutes_of_arc(buf, lo, i, hi, named, w):
    """A pair from `i` on, or one with a compass point; `named`: a word for a place stands before it."""
    end = _one(buf, i, hi)
    if end == 0:
        return False
    start = (
        i - 1 if i > lo and buf[i - 1] in (78, 83, 69, 87) and not (i - 2 >= lo and ALNUM[buf[i - 2]]) else i
    )
    told = start < i or (i - 6 >= lo and _bearing(buf, i - 6, i))
    e = _compass(buf, end, hi)
    told = told or e > end
    p = _between(buf, e, hi)
    second = _one(buf, p, hi)
    if second:
        return put(w, start, _compass(buf, second, hi), _GPS, CUED if named else SHAPED)
    return (told or named) and put(w, start, e, _GPS, CUED)
