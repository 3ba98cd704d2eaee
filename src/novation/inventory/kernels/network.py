# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Addresses of devices and places on the map: IPv4, IPv6, MAC, decimal degrees."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.letters import ALNUM, HEX
from novation.inventory.kernels.spans_out import CHECKED, CUED, SHAPED, put
from novation.inventory.span_types import CODES

_IP, _MAC, _GPS = CODES["ip"], CODES["mac"], CODES["gps"]


@part
def ipv4(buf, i, hi, w):
    """Four numbers up to 255 without leading zeros, and no fifth."""
    p = i
    for k in range(4):
        q = p
        value = 0
        while q < hi and q - p < 4 and 48 <= buf[q] <= 57:
            value = value * 10 + np.int64(buf[q]) - 48
            q += 1
        if q == p or q - p > 3 or value > 255 or (q - p > 1 and buf[p] == 48):
            return False
        if k < 3:
            if q >= hi or buf[q] != 46:
                return False
            q += 1
        p = q
    if p < hi and ALNUM[buf[p]]:
        return False
    if p + 1 < hi and (buf[p] == 46 or buf[p] == 45) and ALNUM[buf[p + 1]]:
        return False
    return put(w, i, p, _IP, CHECKED)


@part
def mac(buf, i, hi, w):
    """Six pairs of hexadecimal digits with one sign, colon or hyphen, between them; or aabb.ccdd.eeff."""
    if i + 14 <= hi and buf[i + 4] == 46 and buf[i + 9] == 46 and not (i + 14 < hi and ALNUM[buf[i + 14]]):
        letters = False
        for k in range(14):
            if k != 4 and k != 9 and not HEX[buf[i + k]]:
                return False
            letters = letters or buf[i + k] > 57
        return letters and put(w, i, i + 14, _MAC, SHAPED)
    if i + 17 > hi or (buf[i + 2] != 58 and buf[i + 2] != 45) or (i + 17 < hi and ALNUM[buf[i + 17]]):
        return False
    for k in range(17):
        if k % 3 == 2:
            if buf[i + k] != buf[i + 2]:
                return False
        elif not HEX[buf[i + k]]:
            return False
    if i + 18 < hi and buf[i + 17] == buf[i + 2] and HEX[buf[i + 18]]:
        return False
    return put(w, i, i + 17, _MAC, CHECKED)


@part
def ipv6(buf, i, hi, w):
    """RFC 4291: up to eight groups of one to four hexadecimal digits, once shortened by two colons."""
    p = i
    groups = 0
    short = False
    end = i
    while p < hi and groups < 8:
        q = p
        while q < hi and q - p < 5 and HEX[buf[q]]:
            q += 1
        if q - p > 4:
            return False
        if q > p:
            groups += 1
            end = q
        if q < hi and buf[q] == 58:
            if q + 1 < hi and buf[q + 1] == 58:
                if short:
                    return False
                short = True
                p = q + 2
                end = p
                continue
            if q + 1 < hi and HEX[buf[q + 1]] and q > p:
                p = q + 1
                continue
        break
    if end < hi and (
        ALNUM[buf[end]] or buf[end] == 58 or (buf[end] == 46 and end + 1 < hi and ALNUM[buf[end + 1]])
    ):
        return False
    if (
        (groups == 8 and not short)
        or (short and 2 <= groups <= 7 and end - i >= 6)
        or (
            end - i == 3 and buf[i] == 58 and buf[i + 2] == 49  # ::1
        )
    ):
        return put(w, i, end, _IP, CHECKED)
    return False


@part
def _degrees(buf, p, hi, most, decimals):
    """End of a decimal number at `p` (a sign may lead) up to `most`, with at least so many decimals; 0 for none."""
    if p < hi and (buf[p] == 45 or buf[p] == 43):
        p += 1
    q = p
    value = 0
    while q < hi and q - p < 4 and 48 <= buf[q] <= 57:
        value = value * 10 + np.int64(buf[q]) - 48
        q += 1
    if q == p or q - p > 3 or value > most or q >= hi or buf[q] != 46:
        return 0
    p = q + 1
    q = p
    while q < hi and 48 <= buf[q] <= 57:
        q += 1
    if q - p < decimals or q - p > 15 or (q < hi and buf[q] == 46):
        return 0
    return q


@part
def _mark(buf, p, hi):
    """End of a degree sign and a compass letter after `p`."""
    if p + 1 < hi and buf[p] == 0xC2 and buf[p + 1] == 0xB0:
        p += 2
    q = p + 1 if p < hi and buf[p] == 32 else p
    compass = q < hi and (buf[q] == 78 or buf[q] == 83 or buf[q] == 69 or buf[q] == 87)
    if compass and not (q + 1 < hi and ALNUM[buf[q + 1]]):
        return q + 1
    return p


@part
def gps(buf, lo, i, hi, named, w):
    """A pair of decimal degrees with four decimals or more (three when a word for a place stands before)."""
    start = i - 1 if i > lo and buf[i - 1] == 45 and not (i - 2 >= lo and ALNUM[buf[i - 2]]) else i
    decimals = 3 if named else 4
    e = _degrees(buf, start, hi, 180, decimals)
    if e == 0:
        return False
    first = e
    e = _mark(buf, e, hi)
    p = e
    if p < hi and (buf[p] == 44 or buf[p] == 59 or buf[p] == 47):
        p += 1
    elif (
        p + 3 <= hi
        and buf[p] == 0xEF
        and buf[p + 1] == 0xBC
        and buf[p + 2] == 0x8C
        or p + 3 <= hi
        and buf[p] == 0xE3
        and buf[p + 1] == 0x80
        and buf[p + 2] == 0x81
    ):
        p += 3
    elif not (p < hi and buf[p] == 32 and (named or e > first)):
        return False
    while p < hi and buf[p] == 32:
        p += 1
    low = _degrees(buf, start, hi, 90, decimals) != 0
    f = _degrees(buf, p, hi, 180 if low else 90, 3)
    if f == 0:
        return False
    return put(w, start, _mark(buf, f, hi), _GPS, CUED if named else SHAPED)


@part
def one_coordinate(buf, lo, i, hi, w):
    """A single decimal degree, for which a word must stand before it."""
    start = i - 1 if i > lo and buf[i - 1] == 45 else i
    e = _degrees(buf, start, hi, 180, 3)
    return e != 0 and put(w, start, _mark(buf, e, hi), _GPS, CUED)
