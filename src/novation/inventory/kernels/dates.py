# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Calendar days as people write them, from a number on; whether one is a birth is for the words beside it to say."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.checks import is_day
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import TODAY
from novation.inventory.kernels.letters import ALNUM, LETTER

NONE, YEAR, MONTH_DAY, YEAR_MONTH, SHORT, FULL_DAY, COMPACT = 0, 1, 2, 3, 4, 5, 6
"""How much a date says; SHORT has a year of two digits, COMPACT is what only the word right before it makes a date."""
END = 4  # place in `w` of the end of the date


@part
def _span(buf, p, hi):
    """End of the digits at `p`."""
    q = p
    while q < hi and q - p < 9 and 48 <= buf[q] <= 57:
        q += 1
    return q


@part
def _value(buf, p, q):
    value = 0
    for k in range(p, q):
        value = value * 10 + np.int64(buf[k]) - 48
    return value


@part
def _blanks(buf, p, hi):
    while p < hi and buf[p] == 32:
        p += 1
    return p


@part
def _sign(buf, p, hi):
    """Year 1, month 2, day 3 for 年 月 日 号 號 (also 년 월 일) at `p` after blanks, times 65536 plus its end; 0 for none."""
    p = _blanks(buf, p, hi)
    if p + 3 > hi:
        return 0
    code = (np.int64(buf[p]) << 16) | (np.int64(buf[p + 1]) << 8) | np.int64(buf[p + 2])
    if code == 0xE5B9B4 or code == 0xEB8584:
        return 1
    if code == 0xE69C88 or code == 0xEC9B94:
        return 2
    if code == 0xE697A5 or code == 0xE58FB7 or code == 0xE8999F or code == 0xEC9DBC:
        return 3
    return 0


@part
def _whole_year(year, digits):
    """A year of two digits is the last one that fits a birth."""
    if digits == 2:
        return year + (2000 if year <= 26 else 1900)
    return year


@part
def _cjk_date(buf, i, j, hi, era, w):
    """1990年5月12日, 90年5月, 1990年, 5月12日."""
    year, month, day = np.int64(2000), np.int64(1), np.int64(1)
    p, first = j, _sign(buf, j, hi)
    if first == 3 or first == 0 or j - i > 4 or (j - i == 3 and not era):
        return NONE
    kind = YEAR
    if first == 1:
        if j - i != 4 and j - i != 2 and not era:
            return NONE
        if not era:
            year = _whole_year(_value(buf, i, j), j - i)
        p = _blanks(buf, j, hi) + 3
        a = _blanks(buf, p, hi)
        b = _span(buf, a, hi)
        if not 1 <= b - a <= 2 or _sign(buf, b, hi) != 2:
            w[END] = p
            return YEAR if 1900 <= year <= 2100 and j - i != 1 else NONE
        month = _value(buf, a, b)
        p = _blanks(buf, b, hi) + 3
        kind = YEAR_MONTH
    else:
        month = _value(buf, i, j)
        p = _blanks(buf, j, hi) + 3
        kind = MONTH_DAY
    a = _blanks(buf, p, hi)
    b = _span(buf, a, hi)
    if 1 <= b - a <= 2:
        day = _value(buf, a, b)
        p = b
        if _sign(buf, b, hi) == 3:
            p = _blanks(buf, b, hi) + 3
        kind = MONTH_DAY if kind == MONTH_DAY else FULL_DAY
    elif kind == MONTH_DAY:
        return NONE
    w[END] = p
    return kind if is_day(year, month, day) and 1900 <= year <= 2100 else NONE


@part
def _named_month(buf, p, hi):
    """Month 1 to 12 of a Latin month name at `p` (three letters or more), 0 for none; its end is for the caller."""
    if p + 3 > hi:
        return 0
    a, b, c = buf[p] | 32, buf[p + 1] | 32, buf[p + 2] | 32
    for k in range(len(_NAMED)):
        if a == _MONTHS[3 * k] and b == _MONTHS[3 * k + 1] and c == _MONTHS[3 * k + 2]:
            return _NAMED[k]
    return 0


_MONTHS = np.frombuffer(
    b"janfebmaraprmayjunjulaugsepoctnovdecmaioktdezdicgengiulugagoottsetmageneabrjuiavraou"
    b"ao\xe3f\xe3\xa9d\xe3\xa9m\xe3\xa4",  # août, février, décembre, März: the small form of C3 is E3 here
    np.uint8,
)
_NAMED = np.array([*range(1, 13), 5, 10, 12, 12, 1, 6, 7, 8, 10, 9, 5, 1, 4, 7, 4, 8, 8, 2, 12, 3], np.int64)
"""Months in English, German, French, Italian and Spanish by their first three letters (juin as juillet: no day is lost)."""


@part
def _letters_end(buf, p, hi):
    q = p
    while q < hi and (LETTER[buf[q]] or buf[q] >= 0xC3 and buf[q] < 0xC4 or (buf[q] & 0xC0) == 0x80):
        q += 1
    return q


@part
def _of(buf, p, hi):
    """The place behind of or de and a blank at `p`, else `p`."""
    if p + 3 < hi and buf[p + 2] == 32:
        a, b = buf[p] | 32, buf[p + 1] | 32
        if (a == 111 and b == 102) or (a == 100 and b == 101):
            return p + 3
    return p


@part
def _latin_date(buf, i, j, hi, w):
    """12 May 1990, 12th of May, 1990, 12. Mai 1990, 12 de mayo de 1990, 12-May-90."""
    day = _value(buf, i, j)
    p = j
    if p + 1 < hi and LETTER[buf[p]] and not (p + 2 < hi and LETTER[buf[p + 2]]):
        p += 2  # st nd rd th
    elif p < hi and buf[p] == 46:
        p += 1
    if p < hi and buf[p] == 45:
        p += 1
    p = _blanks(buf, p, hi)
    p = _of(buf, p, hi)
    month = _named_month(buf, p, hi)
    if month == 0:
        return NONE
    p = _letters_end(buf, p, hi)
    while p < hi and (buf[p] == 32 or buf[p] == 44 or buf[p] == 46 or buf[p] == 45):
        p += 1
    p = _of(buf, p, hi)
    q = _span(buf, p, hi)
    short = q - p == 2
    if not (q - p == 4 or short) or not is_day(_whole_year(_value(buf, p, q), q - p), month, day):
        return NONE
    w[END] = q
    return SHORT if short else FULL_DAY


@part
def month_first(buf, i, hi, w):
    """May 12, 1990 and May 1990 from a month name at `i`."""
    month = _named_month(buf, i, hi)
    if month == 0:
        return NONE
    p = _letters_end(buf, i, hi)
    while p < hi and (buf[p] == 32 or buf[p] == 46):
        p += 1
    q = _span(buf, p, hi)
    if q == p or q - p > 2:
        return NONE
    day = _value(buf, p, q)
    p = q
    if p + 1 < hi and LETTER[buf[p]] and LETTER[buf[p + 1]]:
        p += 2
    while p < hi and (buf[p] == 32 or buf[p] == 44):
        p += 1
    q = _span(buf, p, hi)
    if q - p != 4 or not is_day(_value(buf, p, q), month, day):
        return NONE
    w[END] = q
    return FULL_DAY


@part
def _numeric_date(buf, i, j, hi, w):
    """1990-05-12, 1990/5/12, 1990.5, 12.05.1990, 90.5.12, 5-12."""
    sep = buf[j]
    p = j + 1
    q = _span(buf, p, hi)
    if q == p or q - p > 2:
        return NONE
    first, second = _value(buf, i, j), _value(buf, p, q)
    if not (q + 1 < hi and buf[q] == sep and 48 <= buf[q + 1] <= 57):
        if j - i == 4 and 1 <= second <= 12 and 1900 <= first <= 2100 and sep != 47:
            w[END] = q
            return YEAR_MONTH
        if j - i <= 2 and is_day(2000, first, second):
            w[END] = q
            return MONTH_DAY
        return NONE
    a = q + 1
    b = _span(buf, a, hi)
    third = _value(buf, a, b)
    w[END] = b
    if b + 1 < hi and (buf[b] == 45 or buf[b] == 46) and 48 <= buf[b + 1] <= 57:
        return NONE
    if j - i == 4 and b - a <= 2:
        return FULL_DAY if 1850 <= first <= 2100 and is_day(first, second, third) else NONE
    if j - i <= 2 and b - a == 4 and 1850 <= third <= 2100:
        return FULL_DAY if is_day(third, second, first) or is_day(third, first, second) else NONE
    if j - i == 2 and b - a == 1:  # 85.3.2: only the year can stand first
        return SHORT if is_day(_whole_year(first, 2), second, third) else NONE
    if j - i <= 2 and b - a == 2:
        fits = is_day(_whole_year(first, 2), second, third) and j - i == 2
        fits = (
            fits
            or is_day(_whole_year(third, 2), second, first)
            or is_day(_whole_year(third, 2), first, second)
        )
        return SHORT if fits else NONE
    return NONE


@part
def date_at(buf, i, j, hi, era, t, w):
    """What date the digits buf[i:j] open; its end is in w[END]."""
    if j >= hi:
        return _compact(buf, i, j, hi, t, w)
    b = buf[j]
    size = j - i
    if size <= 4 and (b == 45 or b == 46 or b == 47) and j + 1 < hi and 48 <= buf[j + 1] <= 57:
        return _numeric_date(buf, i, j, hi, w)
    if size <= 4 and (b >= 0xE5 or b == 32):
        kind = _cjk_date(buf, i, j, hi, era, w)
        if kind != NONE or (b != 32 and size < 4):
            return kind
        if b == 32 and size == 4 and j + 1 < hi and 48 <= buf[j + 1] <= 57:  # 1990 05 12
            return COMPACT if _numeric_date(buf, i, j, hi, w) == FULL_DAY else NONE
    if size <= 2 and (b == 32 or b == 46 or b == 45 or LETTER[b]):
        return _latin_date(buf, i, j, hi, w)
    return _compact(buf, i, j, hi, t, w)


@part
def _compact(buf, i, j, hi, t, w):
    """19900512; also 199005; COMPACT are 900512, 05121990 (12051990), 0512 and 1990."""
    if j < hi and ALNUM[buf[j]]:
        return NONE
    w[END] = j
    size = j - i
    value = _value(buf, i, j)
    if size == 8:
        if 19000101 <= value <= t[TODAY] and is_day(value // 10000, value // 100 % 100, value % 100):
            return FULL_DAY
        year, a, b = value % 10000, value // 1000000, value // 10000 % 100
        return COMPACT if 1900 <= year <= 2100 and (is_day(year, a, b) or is_day(year, b, a)) else NONE
    if size == 6:
        if 190001 <= value <= 209912 and 1 <= value % 100 <= 12:
            return YEAR_MONTH
        year = _whole_year(value // 10000, 2)
        return COMPACT if is_day(year, value // 100 % 100, value % 100) else NONE
    if size == 4 and (is_day(2000, value // 100, value % 100) or 1900 <= value <= t[TODAY] // 10000 - 5):
        return COMPACT
    return NONE


@part
def era_start(buf, lo, i):
    """Where an era name (民国 民國 昭和 平成 令和 大正 明治) that ends at `i` begins, or `i`."""
    if i - lo < 6 or buf[i - 1] < 0x80:
        return i
    code = np.int64(0)
    for k in range(i - 6, i):
        code = (code << 8) | np.int64(buf[k])
    if (
        code == 0xE6B091E59BBD
        or code == 0xE6B091E59C8B
        or code == 0xE698ADE5928C
        or code == 0xE5B9B3E68890
        or code == 0xE4BBA4E5928C
        or code == 0xE5A4A7E6ADA3
        or code == 0xE6988EE6B2BB
    ):
        return i - 6
    return i
