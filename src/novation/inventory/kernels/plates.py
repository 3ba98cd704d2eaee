# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Chinese vehicle plates (GA 36-2018): province sign, letter, five or six signs, and the sign of their use."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.cues import cue_before
from novation.inventory.kernels.families import PLATE
from novation.inventory.kernels.letters import ALNUM
from novation.inventory.kernels.spans_out import CUED, SHAPED, put
from novation.inventory.span_types import CODES

_PLATE = CODES["plate"]
_PROVINCES = "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊"
_USES = "挂掛学學警港澳领領试試超使"
_SIGNS = np.zeros(65_536 >> 3, np.uint8)
for _sign in _PROVINCES:
    _SIGNS[ord(_sign) >> 3] |= 1 << (ord(_sign) & 7)
_ARMY = ord("军")
_USE = np.array([ord(sign) for sign in _USES], np.int64)


@part
def _three(buf, p):
    """Code point of three bytes at `p`."""
    return ((np.int64(buf[p]) & 15) << 12) | ((np.int64(buf[p + 1]) & 63) << 6) | (np.int64(buf[p + 2]) & 63)


@part
def province(buf, lo, i):
    """Whether a province sign ends at `i`."""
    if i - 3 < lo or not 0xE4 <= buf[i - 3] <= 0xE9:
        return False
    sign = _three(buf, i - 3)
    return (_SIGNS[sign >> 3] >> (sign & 7)) & 1 != 0


@part
def _use(buf, p, hi):
    """Whether a sign of use stands at `p`."""
    if p + 3 > hi or not 0xE4 <= buf[p] <= 0xE9:
        return False
    sign = _three(buf, p)
    for known in _USE:
        if sign == known:
            return True
    return False


@part
def _letter(b):
    b = b & 0xDF
    return 65 <= b <= 90 and b != 73 and b != 79


@part
def plate(buf, lo, i, j, hi, t, w):
    """A plate whose letter is buf[i], behind a province sign; buf[i:j] is the run of letters and digits."""
    h = i - 5 if i - 5 >= lo and buf[i - 2] == 0xC2 and buf[i - 1] == 0xB7 else i - 3  # 京·A12345
    if h < lo or not 0xE4 <= buf[h] <= 0xE9 or not _letter(buf[i]):
        return False
    sign = _three(buf, h)
    army = sign == _ARMY
    if not army and not (_SIGNS[sign >> 3] >> (sign & 7)) & 1:
        return False
    p = i + 1
    if j == p:
        if p + 1 < hi and buf[p] == 0xC2 and buf[p + 1] == 0xB7:
            p += 2
        elif (
            (
                p + 2 < hi
                and buf[p] == 0xE2
                and buf[p + 1] == 0x80
                and (buf[p + 2] == 0xA2 or buf[p + 2] == 0xA7)
            )
            or p + 2 < hi
            and buf[p] == 0xE3
            and buf[p + 1] == 0x83
            and buf[p + 2] == 0xBB
        ):
            p += 3
        elif p < hi and (buf[p] == 32 or buf[p] == 45 or buf[p] == 46):
            p += 1
    q = p
    digits = 0
    while q < hi and ALNUM[buf[q]]:
        if buf[q] <= 57:
            digits += 1
        elif not _letter(buf[q]):
            return False
        q += 1
    if digits < (5 if army else 1):
        lettered = digits == 0 and q - p == 5 and not army  # only with a word: 京ABCDEF may be anything
        return lettered and cue_before(buf, lo, h, t, True) & 255 == PLATE and put(w, h, q, _PLATE, CUED)
    if q - p == 4 and _use(buf, q, hi):
        return put(w, h, q + 3, _PLATE, SHAPED)
    if q - p == 5:
        return put(w, h, q, _PLATE, SHAPED)
    if q - p == 6 and digits >= 4 and (buf[p] > 57 or buf[q - 1] > 57):
        return put(w, h, q, _PLATE, SHAPED)
    return False


@part
def named_plate(buf, i, j, hi, first, w):
    """After a word for a plate: AB 1234 (Hong Kong), MA-12-34 (Macao), KA12345 (air force); letters buf[i:first]."""
    if not 1 <= first - i <= 2:
        return False
    for k in range(i, first):
        if not _letter(buf[k]) or buf[k] > 90:
            return False
    p = first
    n = 0
    while p < hi and n < 6:
        if 48 <= buf[p] <= 57:
            n += 1
        elif not ((buf[p] == 32 and p == first) or (buf[p] == 45 and n % 2 == 0 and n < 4)):
            break
        p += 1
    if not 48 <= buf[p - 1] <= 57 or not 2 <= n <= 5 or (p < hi and (ALNUM[buf[p]] or buf[p] == 45)):
        return False
    return put(w, i, p, _PLATE, CUED)


@part
def embassy(buf, lo, i, j, hi, w):
    """使014578 and 224578使: six digits with the sign of an embassy."""
    if j - i == 6 and i - 3 >= lo and buf[i - 3] >= 0xE4 and _three(buf, i - 3) == 0x4F7F:
        return put(w, i - 3, j, _PLATE, SHAPED)
    if j - i != 6 or j + 3 > hi or buf[j] != 0xE4 or _three(buf, j) != 0x4F7F:
        return False
    if j + 6 <= hi and buf[j + 3] == 0xE7 and buf[j + 4] == 0x94 and buf[j + 5] == 0xA8:  # 使用
        return False
    return put(w, i, j + 3, _PLATE, SHAPED)


@part
def armed_police(buf, i, hi, w):
    """WJ京1234X from its first letter on: the province, four digits, a digit or letter (plates of 2012)."""
    if buf[i] != 87 or buf[i + 1] != 74 or i + 10 > hi:
        return False
    sign = _three(buf, i + 2)
    if not (_SIGNS[sign >> 3] >> (sign & 7)) & 1:
        return False
    p = i + 5
    if buf[p] == 0xC2 and buf[p + 1] == 0xB7:
        p += 2
    elif buf[p] == 32 or buf[p] == 45:
        p += 1
    if p + 5 > hi or (p + 5 < hi and ALNUM[buf[p + 5]]) or not ALNUM[buf[p + 4]] or buf[p + 4] > 90:
        return False
    for k in range(p, p + 4):
        if not 48 <= buf[k] <= 57:
            return False
    return put(w, i, p + 5, _PLATE, SHAPED)
