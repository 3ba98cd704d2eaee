# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Candidates for the national numbers of other countries, which the second stage judges."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.chains import shape, sizes
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import COUNT, ENDS, GAPS
from novation.inventory.kernels.letters import ALNUM, LETTER
from novation.inventory.kernels.spans_out import put
from novation.inventory.kernels.vocabulary import FAMILY

_324, _67, _3332, _3442 = shape(3, 2, 4), shape(6, 7), shape(3, 3, 3, 2), shape(3, 4, 4, 2)
_22232, _14521, _63, _64 = shape(2, 2, 2, 3, 2), shape(1, 4, 5, 2, 1), shape(6, 3), shape(6, 4)
_1222332 = shape(1, 2, 2, 2, 3, 3, 2)
_LONGEST = 26
_MOST = np.full(256, 15, np.int64)
"""Most digits of the numbers that a family names: another number after a blank does not belong to them."""
for _families, _digits in (
    ("SSN ES NL PT CA AU", 9),
    ("NINO", 6),
    ("NHS DK FI", 10),
    ("DE PL NO BE BR TR", 11),
    ("SE JP IN MY", 12),
    ("CH KR ZA TH", 13),
):
    for _family in _families.split():
        _MOST[FAMILY["N_" + _family]] = _digits
_MOST[FAMILY["N_SG"]] = 12  # NRIC is also Malaysia's word


@part
def candidate(buf, i, hi, family, w):
    """Letters and digits at `i` in groups with single signs between them, for the family of the word before them."""
    p = i
    end = i
    found = 0
    while p < hi and p - i < _LONGEST:
        q = p
        digits = 0
        while q < hi and ALNUM[buf[q]]:
            if buf[q] <= 57:
                digits += 1
            q += 1
        if q == p or (digits == 0 and q - p > (2 if p == i else 1)) or q - i > _LONGEST:
            break
        if p > i and found + digits > _MOST[family]:
            break
        end = q
        found += digits
        p = q
        if p < hi and (buf[p] == 32 or buf[p] == 45 or buf[p] == 46 or buf[p] == 47 or buf[p] == 43):
            p += 1
        else:
            break
    w[1] = end if end > i else i + 1
    if found < 4:
        return False
    return put(w, i, end, cue.CANDIDATE + family - cue.NATIONAL, 0)


@part
def shaped(buf, i, hi, w):
    """Groups in which only national numbers are written: 123-45-6789, 900101-1234567, 123.456.789-09."""
    count = w[COUNT]
    if count < 2:
        return False
    if _grouped(buf, i, hi, w):
        return True
    last = 1 if sizes(w, 0, 1) == _67 else (2 if count > 2 and sizes(w, 0, 2) == _324 else 3)
    if last >= count or (last + 1 < count and w[GAPS + last + 1] != 32):
        return False
    end = w[ENDS + last]
    if end < hi and LETTER[buf[end]]:
        return False
    if last < 3:
        if w[GAPS + 1] != 45 or w[GAPS + last] != 45:
            return False
    else:
        written = sizes(w, 0, 3)
        if (written != _3332 and written != _3442) or w[GAPS + 1] != 46:
            return False
    return put(w, i, end, cue.SHAPED_CANDIDATE, 0)


@part
def _grouped(buf, i, hi, w):
    """92.11.27-571.46 (Belgium), 7-7647-24219-11-5 (Thailand), 131093-456A (Finland), 2 87 03 75 116 756 94 (France)."""
    count = w[COUNT]
    pair = sizes(w, 0, 1)
    if (pair == _63 or pair == _64) and (w[GAPS + 1] == 45 or w[GAPS + 1] == 43):
        end = w[ENDS + 1]
        if count > 2 and w[GAPS + 2] != 32 and w[GAPS + 2] != 10:
            return False
        if pair == _63:
            if end >= hi or not 65 <= buf[end] <= 89:
                return False
            end += 1
        return not (end < hi and ALNUM[buf[end]]) and put(w, i, end, cue.SHAPED_CANDIDATE, 0)
    if count < 5:
        return False
    last = 4
    written = sizes(w, 0, 4)
    if written == _22232:
        if w[GAPS + 1] != 46 or w[GAPS + 2] != 46 or w[GAPS + 3] != 45 or w[GAPS + 4] != 46:
            return False
    elif written == _14521:
        if w[GAPS + 1] != 45 or w[GAPS + 2] != 45 or w[GAPS + 3] != 45 or w[GAPS + 4] != 45:
            return False
    elif count > 6 and sizes(w, 0, 6) == _1222332:
        last = 6
        for k in range(1, 7):
            if w[GAPS + k] != 32:
                return False
    else:
        return False
    end = w[ENDS + last]
    if (end < hi and LETTER[buf[end]]) or (count > last + 1 and w[GAPS + last + 1] not in (32, 10)):
        return False
    return put(w, i, end, cue.SHAPED_CANDIDATE, 0)


@part
def shaped_pairs(buf, i, hi, w):
    """JG 10 37 59 A: two capitals, three pairs of digits and a letter, with blanks between, from the letters on."""
    if i + 13 > hi or not (65 <= buf[i] <= 90 and 65 <= buf[i + 1] <= 90) or not 65 <= buf[i + 12] <= 68:
        return False
    for k in range(3):
        p = i + 2 + 3 * k
        if buf[p] != 32 or not (48 <= buf[p + 1] <= 57 and 48 <= buf[p + 2] <= 57):
            return False
    if buf[i + 11] != 32 or (i + 13 < hi and ALNUM[buf[i + 13]]):
        return False
    return put(w, i, i + 13, cue.SHAPED_CANDIDATE, 0)


@part
def shaped_word(buf, i, j, nd, w):
    """Codes of letters and digits by their shape: the Italian tax code, the number of Singapore's identity card."""
    size = j - i
    if size == 9 and nd == 7 and 65 <= buf[i] <= 90 and 65 <= buf[j - 1] <= 90:
        return put(w, i, j, cue.SHAPED_CANDIDATE, 0)
    if size == 10 and nd == 4 and buf[i + 3] == 80 and 65 <= buf[j - 1] <= 90:  # India: P for a person
        return put(w, i, j, cue.SHAPED_CANDIDATE, 0)
    if size != 16 or not 5 <= nd <= 9:
        return False
    for k in range(i, j):
        if buf[k] > 90 or (k < i + 6 and buf[k] <= 57):
            return False
    return put(w, i, j, cue.SHAPED_CANDIDATE, 0)
