# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""Which numbers a value is, as a whole: its digits are collected, its separators known."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.checks import hong_kong_id, taiwan_id
from novation.inventory.kernels.columns_bits import BIT
from novation.inventory.kernels.columns_checks import (
    all_alike,
    credit_code,
    is_day,
    luhn,
    number,
    old_resident_id,
    region_in_use,
    resident_id,
)
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.plans import AREA, ISSUED, LONGEST, MOBILE, SHORTEST

_ID, _OLD, _CARD, _MOBILE, _LAND = (
    1 << BIT[n] for n in ("resident-id", "old-id", "bank-card", "mobile", "landline")
)
_USCC, _PASSPORT, _HKMO, _TW, _QQ = (
    1 << BIT[n] for n in ("uscc", "passport", "hkmo-permit", "tw-permit", "qq")
)
_PHONE, _POST, _EPOCH, _DATED = (1 << BIT[n] for n in ("phone", "postcode", "epoch", "dated"))
_REGION = 1 << BIT["region-code"]
_HKID, _TWID = 1 << BIT["hk-id"], 1 << BIT["tw-id"]
_POSTAL = np.zeros(100, np.bool_)
"""By the first two digits of a postcode of the mainland: 01 to 86 are in use, with gaps."""
_POSTAL[1:87] = True
_POSTAL[[9, 18, 19, 28, 29, 37, 38, 39, 48, 49, 58, 59, 68, 69, 77, 78, 79, 80, 82]] = False
_PASSPORTS, _PERMITS = np.zeros(256, np.bool_), np.zeros(256, np.bool_)
_PASSPORTS[[68, 69, 71, 80, 83]] = True  # D E G P S
_PERMITS[[67, 72, 77]] = True  # C H M


@part
def landline_width(d, nd, at):
    """Digits of the area code with its 0 if a Chinese fixed-line number of seven or eight digits follows, else 0."""
    if nd - at < 10 or nd - at > 12 or d[at] != 0:
        return 0
    two = d[at + 1] * 10 + d[at + 2]
    width = 3 if two < 30 else 4
    good = AREA[two] if two < 30 else AREA[two * 10 + d[at + 3]]
    rest = nd - at - width
    if not good or not 2 <= d[at + width] <= 8 or rest > 8 or rest < (8 if width == 3 else 7):
        return 0
    return width


@part
def digits_alone(d, nd, plain, t):
    """Types of a value that is digits with nothing but blanks and hyphens between them (`plain`: not even these)."""
    mask = 0
    at = 0
    if nd == 13 and d[0] == 8 and d[1] == 6:
        at = 2
    elif nd == 15 and d[0] == 0 and d[1] == 0 and d[2] == 8 and d[3] == 6:
        at = 4
    elif nd == 12 and d[0] == 0 and d[1] == 1:
        at = 1
    if nd - at == 11 and d[at] == 1 and MOBILE[number(d, at, at + 3)]:
        mask |= _MOBILE
    if landline_width(d, nd, 0) > 0:
        mask |= _LAND
    if nd == 10 and (d[0] == 4 or d[0] == 8) and d[1] == 0 and d[2] == 0 and (not plain or d[0] == 4):
        mask |= _LAND
    if 13 <= nd <= 19 and mask & _MOBILE == 0:
        if not all_alike(d, nd) and ISSUED[nd, number(d, 0, 4)] and luhn(d, nd):
            mask |= _CARD
        if nd == 18 and resident_id(d, d[17], t):
            mask |= _ID
        if nd == 15 and plain and old_resident_id(d, t):
            mask |= _OLD
    if plain and 5 <= nd <= 11 and d[0] != 0:
        mask |= _QQ
    if nd == 6 and plain and _POSTAL[d[0] * 10 + d[1]]:
        mask |= _POST
        if region_in_use(number(d, 0, 6), 0, t):
            mask |= _REGION
    if nd == 13 and plain and d[0] == 1 and 2 <= d[1] <= 9 and mask == 0:
        mask |= _EPOCH
    if nd == 10 and plain and d[0] == 1 and 0 <= d[1] <= 9:
        mask |= _EPOCH
    if nd >= 12 and d[0] == 2 and d[1] == 0 and is_day(number(d, 0, 4), number(d, 4, 6), number(d, 6, 8)):
        mask |= _DATED
    return mask


@part
def with_plus(d, nd):
    """Types of a number after a plus sign: mainland mobile or fixed line, or a number of a plan that exists."""
    if nd == 13 and d[0] == 8 and d[1] == 6 and MOBILE[number(d, 2, 5)]:
        return _MOBILE
    if 11 <= nd <= 13 and d[0] == 8 and d[1] == 6:
        return _LAND
    if d[0] == 0 or nd < 7:
        return 0
    for width in range(1, 4):
        code = number(d, 0, width)
        if LONGEST[code]:
            national = nd - width
            return _PHONE if SHORTEST[code] <= national <= LONGEST[code] + 1 else 0
    return 0


@part
def lettered(buf, lo, hi, d, nd, t):
    """Types of a code of capital letters and digits without any other sign."""
    size = hi - lo
    a = buf[lo] & 0xDF
    if size == 18:
        if nd == 17 and (buf[hi - 1] | 32) == 120 and resident_id(d, 10, t):
            return _ID
        return _USCC if nd >= 8 and credit_code(buf, lo) else 0
    b = buf[lo + 1]
    if size == 9 and nd == 8 and _PASSPORTS[a]:
        return _PASSPORT
    if size == 9 and nd == 7 and a == 69 and 65 <= (b & 0xDF) <= 90 and b > 57:
        return _PASSPORT
    if nd == size - 1 and (size == 9 or size == 11) and _PERMITS[a]:
        return _HKMO
    if size == 10 and nd == 9 and taiwan_id(buf, lo):
        return _TWID
    return 0


@part
def hong_kong(buf, lo, hi, nd):
    """A Hong Kong identity card with its check digit in brackets or directly behind: A123456(3), AB1234567."""
    letters = 0
    while lo + letters < hi and letters < 3 and 65 <= buf[lo + letters] <= 90:
        letters += 1
    if letters == 0 or letters > 2 or hi - lo < letters + 7:
        return 0
    for k in range(6):
        if not 48 <= buf[lo + letters + k] <= 57:
            return 0
    p = lo + letters + 6
    if buf[p] == 40 and hi == p + 3 and buf[p + 2] == 41:
        p += 1
    elif hi != p + 1:
        return 0
    check = 10 if buf[p] == 65 else np.int64(buf[p]) - 48
    if not 0 <= check <= 10:
        return 0
    return _HKID if hong_kong_id(buf, lo, letters, check) else 0
