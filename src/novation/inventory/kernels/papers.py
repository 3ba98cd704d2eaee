# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Passports, permits and identity cards that begin with a letter, and numbers that only the word beside them names."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.checks import hong_kong_id, taiwan_id
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.cues import cue_before
from novation.inventory.kernels.letters import ALNUM
from novation.inventory.kernels.spans_out import CHECKED, CUED, SHAPED, put
from novation.inventory.span_types import CODES

_PASSPORT, _PERMIT, _TWPERMIT = CODES["passport"], CODES["hkmo-permit"], CODES["tw-permit"]
_HKID, _TWID, _MOID = CODES["hk-id"], CODES["tw-id"], CODES["mo-id"]
_SOCIAL, _FUND, _STUDENT = CODES["social-insurance-number"], CODES["housing-fund-number"], CODES["student-id"]
_MILITARY = CODES["military-id"]
_E, _G, _H, _M, _C, _L, _T = 69, 71, 72, 77, 67, 76, 84


@part
def bracketed(buf, p, hi):
    """Value 0 to 10 of one digit or A in round brackets at `p`, -1 if there is none."""
    if p + 2 >= hi or buf[p] != 40 or buf[p + 2] != 41:
        return -1
    if 48 <= buf[p + 1] <= 57:
        return np.int64(buf[p + 1]) - 48
    return 10 if (buf[p + 1] | 32) == 97 else -1


@part
def hong_kong(buf, i, j, hi, nd, near, w):
    """A123456(7); without brackets only after a word for an identity card."""
    letters = j - i - 6
    if nd == 6 and 1 <= letters <= 2:
        check = bracketed(buf, j, hi)
        if check >= 0 and hong_kong_id(buf, i, letters, check):
            return put(w, i, j + 3, _HKID, CHECKED)
        return False
    family = near & 255
    if family != cue.HKID and family != cue.DOCUMENT and family != cue.RESIDENT:
        return False
    letters = j - i - 7
    last = buf[j - 1] | 32
    if (
        letters < 1
        or letters > 2
        or (letters == 2 and family != cue.HKID)
        or not (nd == 7 or (nd == 6 and last == 97))
    ):
        return False
    check = np.int64(10) if last == 97 else np.int64(buf[j - 1]) - 48
    return hong_kong_id(buf, i, letters, check) and put(w, i, j, _HKID, CHECKED)


@part
def lettered(buf, i, j, hi, nd, first, near, loose, w):
    """A run of letters and digits buf[i:j] with `nd` digits, the first at `first`; `near` and `loose` are its cues."""
    family = near & 255
    size = j - i
    b = buf[i] & 0xDF
    heads = first - i  # letters in front
    all_behind = heads + nd == size
    if size <= 9 and hong_kong(buf, i, j, hi, nd, near, w):
        return True
    if family == cue.NEG and near > 255:
        return False
    if size == 10 and nd == 9 and heads == 1 and taiwan_id(buf, i):
        return put(w, i, j, _TWID, CHECKED)
    paper = family == cue.PASSPORT or family == cue.DOCUMENT or loose == cue.PASSPORT
    if loose == cue.TWPERMIT and (b == _L or b == _T) and heads == 1 and nd == 8 and size == 9:
        return put(w, i, j, _TWPERMIT, CUED)
    permit = loose == cue.PERMIT or loose == cue.DOCUMENT or loose == cue.RESIDENT
    if permit and _permit_shape(b, heads, nd, size):
        return put(w, i, j, _PERMIT, CUED)
    if (b == _E or b == _G) and size == 9 and all_behind and (heads == 1 or (heads == 2 and b == _E)):
        century = np.int64(buf[i + 1]) * 10 + np.int64(buf[i + 2]) - 528
        month = np.int64(buf[i + 5]) * 10 + np.int64(buf[i + 6]) - 528
        dated = heads == 1 and 19 <= century <= 20 and 1 <= month <= 12
        if paper or (buf[i] < 97 and not dated):
            return put(w, i, j, _PASSPORT, CUED if paper else SHAPED)
    if (family == cue.PASSPORT or (loose == cue.PASSPORT and size == 9)) and 7 <= size <= 10 and nd >= 5:
        return put(w, i, j, _PASSPORT, CUED)
    if near <= 255:
        return False
    return named(family, i, j, size, nd, w)


@part
def _permit_shape(b, heads, nd, size):
    if heads == 1 and nd == size - 1:
        return (size == 9 and (b == _C or b == _H or b == _M or b == 87)) or (
            size == 11 and (b == _H or b == _M)
        )
    return heads == 2 and size == 9 and nd == 7 and b == _C


@part
def named(family, i, j, size, nd, w):
    """A number that has no shape of its own, right after its word."""
    if family == cue.STUDENT and 5 <= size <= 20 and nd >= 4:
        return put(w, i, j, _STUDENT, CUED)
    if family == cue.SOCIAL and 8 <= size <= 20 and nd >= 6:
        return put(w, i, j, _SOCIAL, CUED)
    if family == cue.FUND and 6 <= size <= 20 and nd >= 5:
        return put(w, i, j, _FUND, CUED)
    if family == cue.MILITARY and 6 <= size <= 12 and nd >= 5:
        return put(w, i, j, _MILITARY, CUED)
    return False


@part
def led_by_digit(buf, i, hi, last, t, w):
    """Digits and letters from the digit at `i` on, right after the word for a paper: 12AB34567 (France), 2019A0001."""
    j = i
    nd = 0
    while j < hi and ALNUM[buf[j]]:
        if buf[j] <= 57:
            nd += 1
        j += 1
    if not 6 <= j - i <= 20 or nd < 4:
        return False
    near = cue_before(buf, last, i, t, True)
    if near <= 255:
        return False
    family = near & 255
    if family == cue.PASSPORT and 8 <= j - i <= 9 and nd >= 5:
        return put(w, i, j, _PASSPORT, CUED)
    return named(family, i, j, j - i, nd, w)


@part
def numbered(buf, lo, i, j, hi, near, loose, w):
    """Digits only, right after the word for a paper: passports of other countries, permits, Macao cards."""
    family = near & 255
    size = j - i
    if loose == cue.MILITARY and _script(buf, lo, i) and 5 <= size <= 9:
        end = j
        if end + 3 <= hi and buf[end] == 0xE5 and buf[end + 1] == 0x8F and buf[end + 2] == 0xB7:
            end += 3
        return put(w, _script(buf, lo, i), end, _MILITARY, CUED)
    macao = size == 7 and (family == cue.MOID or loose == cue.MOID) and buf[i] in (49, 53, 55)
    if macao and bracketed(buf, j, hi) >= 0:
        return put(w, i, j + 3, _MOID, CUED)
    if near <= 255:
        return False
    if family == cue.PASSPORT and 7 <= size <= 9:
        return put(w, i, j, _PASSPORT, CUED)
    if family == cue.TWPERMIT and (size == 8 or size == 10):
        end = j
        if end + 4 <= hi and buf[end] == 40 and buf[end + 3] == 41 and ALNUM[buf[end + 1]]:
            end += 4
        elif bracketed(buf, end, hi) >= 0:
            end += 3
        return put(w, i, end, _TWPERMIT, CUED)
    if family == cue.MOID and size == 8:
        return put(w, i, j, _MOID, CUED)
    return named(family, i, j, size, size, w)


@part
def _script(buf, lo, i):
    """Where a prefix like 南字第 before `i` begins, 0 if there is none."""
    if i - 9 < lo or buf[i - 9] < 0xE4:
        return 0
    code = np.int64(0)
    for k in range(i - 6, i):
        code = (code << 8) | np.int64(buf[k])
    return i - 9 if code == 0xE5AD97E7ACAC else 0
