# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Telephone numbers in the national forms of other countries: some by their shape, the rest by a word beside them."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.chains import same_gaps, shape, sizes
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.contact import extension
from novation.inventory.kernels.layout import COUNT, ENDS, GAPS, STARTS, SUMS, D
from novation.inventory.kernels.plans import LONGEST, SHORTEST
from novation.inventory.kernels.spans_out import CUED, SHAPED, put
from novation.inventory.span_types import CODES

_PHONE, _LANDLINE = CODES["phone"], CODES["landline"]
_433, _46, _244, _344, _334 = shape(4, 3, 3), shape(4, 6), shape(2, 4, 4), shape(3, 4, 4), shape(3, 3, 4)
_22222, _56, _533, _47, _48, _38 = (
    shape(2, 2, 2, 2, 2),
    shape(5, 6),
    shape(5, 3, 3),
    shape(4, 7),
    shape(4, 8),
    shape(3, 8),
)
_BLANK, _HYPHEN, _DOT, _SLASH, _LINE, _ROUND = 32, 45, 46, 47, 10, 40


@part
def by_shape(buf, start, hi, w):
    """Numbers whose grouping and first digits are in use for telephones only."""
    if w[COUNT] < 2:
        return False
    last = min(w[COUNT] - 1, 4)
    for m in range(last, 0, -1):
        if w[GAPS + m] == _LINE or not _known(m, w):
            continue
        if m + 1 < w[COUNT] and (w[GAPS + m + 1] == _HYPHEN or w[GAPS + m + 1] == _DOT):
            continue
        return put(w, start, extension(buf, w[ENDS + m], hi), _PHONE, SHAPED)
    return False


@part
def _known(m, w):
    written = sizes(w, 0, m)
    gap = w[GAPS + 1]
    zero = w[D] == 0
    head = w[D] * 100 + w[D + 1] * 10 + w[D + 2]
    even = same_gaps(w, 0, m, 0)
    if written == _334:  # North America: 415-555-2671, 415.555.2671, (415) 555-2671
        if w[D] < 2 or w[D + 3] < 2 or (w[D + 1] == 1 and w[D + 2] == 1):
            return False
        if gap == _ROUND:
            return True
        return even and (gap == _HYPHEN or gap == _DOT)
    if (written == _344 or written == _38) and (head == 852 or head == 853):
        return w[D + 3] in (2, 3, 5, 6, 7, 8, 9) and (head == 852 or w[D + 3] in (2, 6, 8))
    if not zero:
        return False
    if written == _433 or written == _46:  # 0912-345-678 (Taiwan), 0412 345 678 (Australia)
        return even and (w[D + 1] == 9 or (w[D + 1] == 4 and written == _433)) and gap != _ROUND
    if written == _244:  # 02-2345-6789 (Taiwan), 03-1234-5678 (Japan)
        return 2 <= w[D + 1] <= 8 and w[D + 2] >= 2 and (gap == _HYPHEN or gap == _ROUND)
    if written == _344:  # 090-1234-5678 (Japan), 016-1234-5678 (Korea)
        return even and gap == _HYPHEN and (head in (10, 50, 70, 80, 90) or head in (11, 16, 17, 18, 19))
    if written == _22222:  # 06 12 34 56 78 (France)
        return even and w[D + 1] != 0 and (gap == _BLANK or gap == _DOT or gap == _HYPHEN)
    if written == _56 or written == _533:  # 07700 900123 (United Kingdom)
        return even and w[D + 1] == 7 and w[D + 2] >= 1 and gap == _BLANK
    if written == _47 or written == _48:  # 0171 1234567 (Germany)
        return w[D + 1] == 1 and 5 <= w[D + 2] <= 7 and gap != _ROUND
    return False


@part
def by_word(buf, start, hi, mainland, w):
    """7 to 15 digits after a word for telephone; 7 or 8 after one of the mainland are a fixed line without area code."""
    best = -1
    for m in range(w[COUNT]):
        total = w[SUMS + m]
        if total > 15 or (m and (w[GAPS + m] == _LINE or w[ENDS + m] - w[STARTS + m] < 2)):
            break
        if m and w[GAPS + m] == _BLANK and w[SUMS + m - 1] >= 10 and w[GAPS + m] != w[GAPS + 1]:
            break
        if total >= 7:
            best = m
            if mainland and total <= 8:
                break
    if best < 0:
        return False
    total = w[SUMS + best]
    end = extension(buf, w[ENDS + best], hi)
    if mainland and total <= 8:
        if not 2 <= w[D] <= 8 or (total == 8 and w[D] == 2 and w[D + 1] == 0 and best == 0):
            return False
        return put(w, start, end, _LANDLINE, CUED)
    return put(w, start, end, _PHONE, CUED)


@part
def exit_code(buf, start, hi, w):
    """00 and a country code: 0044 20 7946 0958, also 00852 9123 4567."""
    if w[D] != 0 or w[D + 1] != 0 or w[D + 2] == 0 or w[SUMS + w[COUNT] - 1] < 10:
        return False
    width = 0
    for digits in range(1, 4):
        code = np.int64(0)
        for k in range(digits):
            code = code * 10 + w[D + 2 + k]
        if LONGEST[code]:
            width = digits
            if w[D + 2 + width] == 0 and code != 39:
                return False
            for m in range(w[COUNT] - 1, -1, -1):
                national = w[SUMS + m] - 2 - width
                if SHORTEST[code] <= national <= LONGEST[code] and (m > 0 or code != 86):
                    return put(w, start, extension(buf, w[ENDS + m], hi), _PHONE, SHAPED)
            return False
    return False
