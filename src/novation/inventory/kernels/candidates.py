"""Candidates for the national numbers of other countries, which the second stage judges."""

from __future__ import annotations

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.chains import shape, sizes
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import COUNT, ENDS, GAPS
from novation.inventory.kernels.letters import ALNUM, LETTER
from novation.inventory.kernels.spans_out import put

_324, _67, _3332, _3442 = shape(3, 2, 4), shape(6, 7), shape(3, 3, 3, 2), shape(3, 4, 4, 2)
_LONGEST = 26


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
        if q == p or (digits == 0 and q - p > 2) or q - i > _LONGEST:
            break
        end = q
        found += digits
        p = q
        if p < hi and (buf[p] == 32 or buf[p] == 45 or buf[p] == 46 or buf[p] == 47 or buf[p] == 43):
            p += 1
        else:
            break
    w[1] = end if end > i else i + 1
    if found < 5:
        return False
    return put(w, i, end, cue.CANDIDATE + family - cue.NATIONAL, 0)


@part
def shaped(buf, i, hi, w):
    """Groups in which only national numbers are written: 123-45-6789, 900101-1234567, 123.456.789-09."""
    count = w[COUNT]
    if count < 2:
        return False
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
def shaped_word(buf, i, j, nd, w):
    """Codes of letters and digits by their shape: the Italian tax code, the number of Singapore's identity card."""
    size = j - i
    if size == 9 and nd == 7 and 65 <= buf[i] <= 90 and 65 <= buf[j - 1] <= 90:
        return put(w, i, j, cue.SHAPED_CANDIDATE, 0)
    if size != 16 or not 5 <= nd <= 9:
        return False
    for k in range(i, j):
        if buf[k] > 90 or (k < i + 6 and buf[k] <= 57):
            return False
    return put(w, i, j, cue.SHAPED_CANDIDATE, 0)
