# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Days written in Chinese numerals: 一九八五年三月二日, 二〇一二年十月三十一日."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.checks import is_day
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.dates import END, FULL_DAY, NONE, YEAR, YEAR_MONTH

_YEAR, _MONTH, _DAY, _HAO = 0xE5B9B4, 0xE69C88, 0xE697A5, 0xE58FB7  # 年 月 日 号
_SIGNS = np.array([int.from_bytes(sign.encode(), "big") for sign in "〇一二三四五六七八九十零○元"], np.int64)
_TEN = 10


@part
def _sign(buf, p, hi):
    """The three bytes at `p` as a number; 0 at the end."""
    if p + 3 > hi:
        return 0
    return (np.int64(buf[p]) << 16) | (np.int64(buf[p + 1]) << 8) | np.int64(buf[p + 2])


@part
def _value(buf, p, hi):
    """0 to 10 for a numeral at `p`, -1 for anything else."""
    sign = _sign(buf, p, hi)
    for k in range(13):
        if _SIGNS[k] == sign:
            return k if k <= _TEN else 0
    return -1


@part
def _small(buf, p, hi):
    """A number from 1 to 39 at `p` times 16 plus how many signs it takes; 0 for none: 三, 十, 十二, 二十, 三十一."""
    value = 0
    n = 0
    while n < 3:
        digit = _value(buf, p + 3 * n, hi)
        if digit < 0:
            break
        if digit == _TEN:
            value = 10 if value == 0 else value * 10
        elif value >= _TEN or value == 0:
            value += digit
        else:
            return 0
        n += 1
    return value * 16 + n if n else 0


@part
def opens_year(buf, i, hi):
    """Whether 一九, 二〇, 二零 or 二○ stands at `i`, whose first byte is E4."""
    if i + 12 > hi:
        return False
    head = _sign(buf, i, hi)
    after = _sign(buf, i + 3, hi)
    if head == _SIGNS[1]:
        return after == _SIGNS[9]
    return head == _SIGNS[2] and (after == _SIGNS[0] or after == _SIGNS[11] or after == _SIGNS[12])


@part
def numeral_date(buf, i, hi, w):
    """What date the numerals at `i` write; its end is in w[END]."""
    year = 0
    for k in range(4):
        digit = _value(buf, i + 3 * k, hi)
        if digit < 0 or digit == _TEN:
            return NONE
        year = year * 10 + digit
    p = i + 12
    if _sign(buf, p, hi) != _YEAR or not 1900 <= year <= 2100:
        return NONE
    p += 3
    w[END] = p
    found = _small(buf, p, hi)
    month = found // 16
    p += found % 16 * 3
    if found == 0 or _sign(buf, p, hi) != _MONTH or not is_day(year, month, 1):
        return YEAR
    p += 3
    w[END] = p
    found = _small(buf, p, hi)
    day = found // 16
    p += found % 16 * 3
    if found == 0 or not is_day(year, month, day):
        return YEAR_MONTH
    sign = _sign(buf, p, hi)
    w[END] = p + 3 if sign == _DAY or sign == _HAO else p
    return FULL_DAY
