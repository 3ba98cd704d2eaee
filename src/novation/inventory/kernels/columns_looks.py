# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""From the counted signs of a value to the types and looks it has."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import columns_signs as s
from novation.inventory.kernels.columns_bits import BIT
from novation.inventory.kernels.columns_checks import resident_id
from novation.inventory.kernels.columns_dates import CLOCK, day, packed
from novation.inventory.kernels.columns_numbers import (
    digits_alone,
    hong_kong,
    landline_width,
    lettered,
    with_plus,
)
from novation.inventory.kernels.compiling import part

(_ID, _EMAIL, _IP, _MAC, _URL, _GPS, _DEGREES, _TOKEN, _PLATE, _LAND) = (
    1 << BIT[n]
    for n in ["resident-id", "email", "ip", "mac", "url", "gps", "degrees", "token", "plate", "landline"]
)
(_INTEGER, _DECIMAL, _DATE, _CLOCK, _DIGITS, _CODE, _LETTERS) = (
    1 << BIT[n] for n in ["integer", "decimal", "date", "clock", "digits", "code", "letters"]
)
(_NAME, _USUAL, _LATIN, _KNOWN, _EAST, _PINYIN) = (
    1 << BIT[n] for n in ["name", "name.usual", "name.latin", "name.latin.known", "name.east", "name.pinyin"]
)
(_ADDRESS, _SENTENCE, _MASKED, _DAMAGED, _CITY, _COMPANY, _LONG, _CENTS, _MONEY, _VERSION, _MAYBE) = (
    1 << BIT[n]
    for n in [
        "address",
        "sentence",
        "masked",
        "damaged",
        "city",
        "company",
        "long",
        "cents",
        "money",
        "version",
        "maybe",
    ]
)
_TIMED, _LOGIN, _CAPITALS, _WECHAT, _WXID, _PLAIN = (
    1 << BIT[n] for n in ["timed", "login", "capitals", "wechat", "wxid", "ascii"]
)


_MAILBOX = np.zeros(256, np.bool_)  # signs that stand before the @
_MAILBOX[33:127] = True
_MAILBOX[[34, 40, 41, 44, 58, 59, 60, 62, 91, 92, 93]] = False


@part
def digits_only(d, nd, t):
    """Types and looks of a value of at most 32 digits, and the year if it is a day."""
    mask = _DIGITS | _CODE
    if nd <= 18 and (d[0] != 0 or nd == 1):
        mask |= _INTEGER
    mask |= digits_alone(d, nd, True, t)
    year = packed(d, nd)
    if year:
        mask |= _DATE | (_CLOCK if year & CLOCK else 0)
    return mask, year & 0xFFFF


@part
def numeric(buf, lo, hi, f, d, t):
    """A value of digits and signs only; the year of a day in the bits from 48 up."""
    nd = f[s.DIGITS]
    if nd == hi - lo:  # more of them than can be a number
        return _DIGITS | _CODE, 0
    # Two groups of digits are a day only as year and month, so that the first has four.
    days = f[s.GROUPS] > 2 or hi - lo < 5 or not 48 <= buf[lo + 4] <= 57
    year = day(buf, lo, hi) if days and 6 <= hi - lo <= 40 and f[s.AT] == 0 else 0
    if year:
        return _DATE | (_CLOCK if year & CLOCK else 0), year & 0xFFFF
    if f[s.COLON] and nd <= 8 and f[s.GROUPS] <= 3 and f[s.GROUPS] == f[s.COLON] + 1:
        return _TIMED, 0
    first = buf[lo]
    if f[s.PLUS] == 1 and first == 43 and 7 <= nd <= 15 and f[s.DOT] == 0:
        s.collect(buf, lo, f, d)
        got = with_plus(d, nd)
        if got:
            return got, 0
    joined = f[s.BLANK] + f[s.HYPHEN]
    if f[s.HYPHEN] <= 1 and (f[s.HYPHEN] == 0 or first == 45) and f[s.DOT] <= 1 and f[s.BLANK] == 0:
        return _number(buf, lo, hi, f, nd), 0
    if f[s.DOT] == 3 and f[s.GROUPS] == 4 and f[s.DOT] + nd == hi - lo:
        return (_IP if _octets(buf, lo, hi) else _VERSION), 0
    if f[s.DOT] == 2 and f[s.DOT] + nd == hi - lo and f[s.GROUPS] <= 3:
        return _VERSION, 0
    if f[s.DOT] == 2 and f[s.COMMA] + f[s.SLASH] + f[s.BLANK] >= 1 and f[s.GROUPS] == 4:
        return (_GPS if _pair(buf, lo, hi) else 0), 0
    s.collect(buf, lo, f, d)
    if nd + joined == hi - lo and nd <= 32:
        mask = digits_alone(d, nd, False, t)
        return (mask | _CODE if f[s.BLANK] == 0 else mask) | _MAYBE, 0
    if f[s.ROUND] == 2 and nd <= 14 and landline_width(d, nd, 0):
        return _LAND, 0
    if (
        joined + f[s.ROUND] + f[s.SLASH]
        and nd >= 10
        and landline_width(d, min(nd, 12), 0)
        and f[s.GROUPS] <= 3
    ):
        return _LAND | _MAYBE, 0
    return _MAYBE | (_CODE if f[s.BLANK] + f[s.ROUND] + f[s.COMMA] + f[s.COLON] == 0 else 0), 0


@part
def _number(buf, lo, hi, f, nd):
    """Whole and decimal numbers with sign, thousands and currency."""
    signs = f[s.HYPHEN] + f[s.PLUS] + f[s.MONEY]
    if f[s.DOT] + f[s.COMMA] == 0:
        if f[s.MONEY] == 0 and f[s.SLASH] + f[s.COLON] + f[s.OTHER] + f[s.ROUND] + f[s.STAR] == 0:
            return _INTEGER | _CODE
        return _DECIMAL | _MONEY if f[s.MONEY] else _MAYBE
    if f[s.SLASH] + f[s.COLON] + f[s.OTHER] + f[s.ROUND] + f[s.STAR] or signs > 2:
        return _MAYBE
    mask = _DECIMAL | (_MONEY if f[s.MONEY] else 0)
    if f[s.DOT] == 0:
        return mask
    p = s.only_dot(lo, hi, f)
    if p >= lo:
        places = hi - p - 1
    else:
        p = lo
        while buf[p] != 46:
            p += 1
        q = p + 1
        while q < hi and 48 <= buf[q] <= 57:
            q += 1
        places = q - p - 1
    if 1 <= places <= 2:
        mask |= _CENTS
    if places >= 4 and p - lo <= 4 and signs <= 1:
        mask |= _DEGREES
    return mask


@part
def _octets(buf, lo, hi):
    value = 0
    size = 0
    for p in range(lo, hi):
        if buf[p] == 46:
            if size == 0 or value > 255:
                return False
            value = 0
            size = 0
        else:
            value = value * 10 + (np.int64(buf[p]) - 48)
            size += 1
            if size > 3:
                return False
    return size > 0 and value <= 255


@part
def _pair(buf, lo, hi):
    """Two decimal degrees with three or more decimals, one of them possible as a latitude."""
    least, most = 999.0, 0.0
    p = lo
    for _ in range(2):
        while p < hi and not 48 <= buf[p] <= 57:
            p += 1
        value = 0.0
        while p < hi and 48 <= buf[p] <= 57:
            value = value * 10 + (np.int64(buf[p]) - 48)
            p += 1
        if p >= hi or buf[p] != 46:
            return False
        q = p + 1
        while q < hi and 48 <= buf[q] <= 57:
            q += 1
        if q - p < 4:
            return False
        p = q
        least = min(least, value)
        most = max(most, value)
    return least < 90 and most < 180


@part
def email(buf, lo, hi):
    """One @ with a mailbox before and a domain with a dot behind it (RFC 5321 in common use)."""
    at = lo
    while at < hi and buf[at] != 64:
        b = buf[at]
        if not _MAILBOX[b]:
            return False
        at += 1
    if at == lo or at - lo > 64 or hi - at < 5:
        return False
    dot = -1
    for p in range(at + 1, hi):
        b = buf[p]
        if b == 46:
            if p == at + 1 or p == dot + 1 and dot > 0:
                return False
            dot = p
        elif not (48 <= b <= 57 or 65 <= b & 0xDF <= 90 or b == 45):
            return False
    if dot < 0 or hi - dot < 3:
        return False
    for p in range(dot + 1, hi):
        if not 65 <= buf[p] & 0xDF <= 90:
            return False
    return True


@part
def lettered_ascii(buf, lo, hi, f, d, t):
    """A value of ASCII signs with letters: address on the net, code, handle, name."""
    size = hi - lo
    nd = f[s.DIGITS]
    letters = f[s.UPPER] + f[s.LOWER]
    if f[s.AT] == 1 and f[s.BLANK] == 0 and email(buf, lo, hi):
        return _EMAIL
    head = buf[lo] | 32
    if f[s.COLON] and size > 8 and (head == 104 or head == 102) and _scheme(buf, lo, hi):
        return _URL
    www = size > 8 and (buf[lo] | 32) == 119 and (buf[lo + 1] | 32) == 119 and (buf[lo + 2] | 32) == 119
    if www and f[s.DOT] >= 2 and f[s.BLANK] == 0:
        return _URL
    if size == 17 and f[s.COLON] + f[s.HYPHEN] == 5 and f[s.HEXES] == letters and nd + letters == 12:
        return _MAC
    if size == 14 and f[s.DOT] == 2 and f[s.HEXES] == letters and nd + letters == 12:
        return _MAC
    mask = 0
    if nd == 17:  # of a resident ID with X
        s.collect(buf, lo, f, d)
    if nd + letters == size and nd:
        mask |= lettered(buf, lo, hi, d, nd, t)
    if nd >= 6 and 1 <= f[s.UPPER] <= 3 and f[s.LOWER] == 0 and size <= 11:
        mask |= hong_kong(buf, lo, hi, nd)
    x_last = nd == 17 and letters == 1 and (buf[hi - 1] | 32) == 120 and size <= 24
    if x_last and mask == 0 and f[s.BLANK] + f[s.HYPHEN] + 18 == size:
        mask |= _ID if resident_id(d, 10, t) else 0
    handle = letters + nd + f[s.LOW] + f[s.HYPHEN] == size
    if handle and 6 <= size <= 36 and 65 <= buf[lo] & 0xDF <= 90:
        if size <= 20:
            mask |= _WECHAT
        if (
            buf[lo] == 119
            and buf[lo + 1] == 120
            and buf[lo + 2] == 105
            and buf[lo + 3] == 100
            and buf[lo + 4] == 95
        ):
            mask |= _WXID | _WECHAT
    coded = handle or letters + nd + f[s.LOW] + f[s.HYPHEN] + f[s.DOT] + f[s.SLASH] == size
    if coded and nd:
        mask |= _CODE
        if f[s.LOWER] == 0:
            mask |= _CAPITALS
    if coded and f[s.LOWER] >= 3 and f[s.BLANK] == 0 and size <= 32:
        mask |= _LOGIN
    if (
        coded
        and size >= 24
        and f[s.HEXES] == letters
        and nd >= 4
        or handle
        and size >= 32
        and nd
        and f[s.LOWER]
        and f[s.UPPER]
    ):
        mask |= _TOKEN
    if nd == 0 and f[s.BLANK] == 0 and coded and f[s.LOWER] == 0 and size <= 6:
        mask |= _CODE
    if nd and f[s.BLANK] == 0 and f[s.DOT] == 1 and letters == 1 and f[s.PLUS] == 1 and size < 14:
        mask |= _DAMAGED
    if nd >= 5 or f[s.AT]:
        mask |= _MAYBE
    return mask | _LETTERS | _PLAIN


@part
def _scheme(buf, lo, hi):
    for p in range(lo + 3, min(hi - 2, lo + 9)):
        if buf[p] == 58:
            return buf[p + 1] == 47 and buf[p + 2] == 47
    return False
