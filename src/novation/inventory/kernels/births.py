# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Birth dates: a date counts only with a word for birth before or after it."""

from __future__ import annotations

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.cues import TIGHT, cue_after, cue_before
from novation.inventory.kernels.dates import (
    COMPACT,
    END,
    FULL_DAY,
    MONTH_DAY,
    NONE,
    YEAR,
    YEAR_MONTH,
    date_at,
    era_start,
    month_first,
)
from novation.inventory.kernels.fields import birth_field
from novation.inventory.kernels.listed import listed
from novation.inventory.kernels.numerals import numeral_date, opens_year
from novation.inventory.kernels.spans_out import CUED, put
from novation.inventory.span_types import CODES

_BIRTH = CODES["birth-date"]


@part
def _born(buf, hi, start, end, last, kind, t, w):
    loose = kind == FULL_DAY or kind == YEAR_MONTH
    near = cue_before(buf, last, start, t, not loose)
    family = near & 255
    if near == 0:
        family = listed(buf, last, start, hi, w)
    if kind == COMPACT and family != cue.BIRTH and not (end - start == 6 and end < hi and buf[end] >= 0x80):
        return False
    after = cue_after(buf, end, hi, t)
    if kind == COMPACT and after != cue.BIRTH and end < hi and buf[end] >= 0xE4 and buf[end] != 0xEF:
        return False
    if after == cue.BIRTH and not (family == cue.OTHERDATE and near & TIGHT):
        return put(w, start, end, _BIRTH, CUED)
    if after == cue.OTHERDATE:
        return False
    if family != cue.BIRTH:
        fits = kind == FULL_DAY and family != cue.OTHERDATE and 48 <= buf[start] <= 57
        fits = fits and 48 <= buf[start + 2] <= 57 and birth_field(buf, last, start, end, hi, t)
        return fits and put(w, start, end, _BIRTH, CUED)
    return put(w, start, end, _BIRTH, CUED)


@part
def birth(buf, lo, hi, i, j, last, t, w):
    """Whether the digits buf[i:j] open a date of birth; 1 yes, -1 another date (its end in w[1]), 0 no date."""
    start = era_start(buf, max(lo, last), i)
    kind = date_at(buf, i, j, hi, start < i, t, w)
    if kind == NONE:
        return 0
    end = w[END]
    if _born(buf, hi, start, end, last, kind, t, w):
        return 1
    if (kind == FULL_DAY and end > j) or (kind == YEAR_MONTH and end > j and j - i == 4):
        w[1] = end
        return -1
    if kind == YEAR or (kind == MONTH_DAY and end > j and buf[j] >= 0x80):
        w[1] = end
        return -1
    return 0


@part
def birth_by_month(buf, hi, i, last, t, w):
    """May 12, 1990 from the name of the month on."""
    kind = month_first(buf, i, hi, w)
    return kind != NONE and _born(buf, hi, i, w[END], last, kind, t, w)


@part
def birth_in_numerals(buf, hi, i, last, t, w):
    """一九八五年三月二日 from the first numeral on."""
    w[1] = i + 3
    if not opens_year(buf, i, hi):
        return False
    kind = numeral_date(buf, i, hi, w)
    if kind == NONE:
        return False
    end = w[END]
    if _born(buf, hi, i, end, last, kind, t, w):
        return True
    w[1] = end
    return False
