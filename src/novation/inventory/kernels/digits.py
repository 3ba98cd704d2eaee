# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""What a run of digits is: asks the families in order of how well they prove themselves."""

from __future__ import annotations

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.births import birth
from novation.inventory.kernels.candidates import candidate, shaped
from novation.inventory.kernels.chains import chain
from novation.inventory.kernels.checks import credit_code
from novation.inventory.kernels.china import card, imei, old_resident, resident
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.cues import TIGHT, cue_after, cue_before
from novation.inventory.kernels.degrees import minutes_of_arc
from novation.inventory.kernels.fields import part_of_code
from novation.inventory.kernels.layout import COUNT, ENDS, STARTS, SUMS
from novation.inventory.kernels.letters import ALNUM, LETTER
from novation.inventory.kernels.listed import listed
from novation.inventory.kernels.network import gps, ipv4, one_coordinate
from novation.inventory.kernels.papers import led_by_digit, numbered
from novation.inventory.kernels.phones import national_phone
from novation.inventory.kernels.plates import embassy
from novation.inventory.kernels.spans_out import CHECKED, CUED, put
from novation.inventory.span_types import CODES

_USCC, _QQ, _WECHAT = CODES["uscc"], CODES["qq"], CODES["wechat"]


@part
def digits(buf, lo, hi, i, last, t, w):
    """Looks at the run of digits at `i`; True with the span in `w`, else False and where to go on in w[1]."""
    groups = chain(buf, i, hi, w)
    first_end = w[ENDS]
    if groups == 0:
        w[1] = first_end
        return False
    total = w[SUMS + groups - 1]
    size = first_end - i
    glued = first_end < hi and LETTER[buf[first_end]] != 0
    if total >= 17 and resident(buf, i, hi, t, w):
        return True
    alone = i == lo or not ALNUM[buf[i - 1]]
    if (
        8 <= size <= 18
        and i + 18 <= hi
        and alone
        and (size == 18 or glued)
        and _credit_code(buf, i, hi, t, w)
    ):
        return size < 18 or cue_before(buf, last, i, t, True) & 255 != cue.NEG
    if size <= 8 and (first_end < hi or size == 8 or size == 6 or size == 4):
        found = birth(buf, lo, hi, i, first_end, last, t, w)
        if found:
            return found > 0
    w[1] = first_end
    if size <= 3 and first_end < hi and buf[first_end] == 46 and _dotted(buf, lo, hi, i, last, t, w):
        return True
    if size <= 3 and first_end + 1 < hi and _degrees(buf, first_end):
        named = cue_before(buf, last, i, t, False) & 255 == cue.GPS
        if minutes_of_arc(buf, lo, i, hi, named, w):
            return True
    w[1] = first_end
    if total < 5:
        return glued and led_by_digit(buf, i, hi, last, t, w)
    return _named(buf, lo, hi, i, last, glued, t, w)


@part
def _degrees(buf, p):
    """Whether ° or a sign that begins as 度 does stands at `p`: 号, 室 and 单 do not, which follow the numbers of addresses."""
    return (buf[p] == 0xC2 and buf[p + 1] == 0xB0) or (buf[p] == 0xE5 and buf[p + 1] == 0xBA)


@part
def _credit_code(buf, i, hi, t, w):
    if i + 18 < hi and ALNUM[buf[i + 18]]:
        return False
    return credit_code(buf, i, t) and put(w, i, i + 18, _USCC, CHECKED)


@part
def _dotted(buf, lo, hi, i, last, t, w):
    """IPv4 addresses and coordinates."""
    if part_of_code(buf, lo, i, last, t) and not (buf[i - 1] == 45 and (i - 2 < lo or not ALNUM[buf[i - 2]])):
        return False
    if ipv4(buf, i, hi, w):
        end = w[1]
        family = cue_before(buf, last, i, t, True) & 255
        if family == cue.VERSION or family == cue.NEG:
            w[1] = end
            return False
        return True
    if w[COUNT] < 2 or w[ENDS + 1] - w[STARTS + 1] < 3:
        return False
    family = cue_before(buf, last, i, t, False)
    named = family & 255 == cue.GPS
    if gps(buf, lo, i, hi, named, w):
        return True
    return named and family > 255 and one_coordinate(buf, lo, i, hi, w)


@part
def _named(buf, lo, hi, i, last, glued, t, w):
    """Numbers that need no proof but their shape and the words beside them."""
    end = w[ENDS]
    size = end - i
    total = w[SUMS + w[COUNT] - 1]
    near = cue_before(buf, last, i, t, True)
    family = near & 255
    shared = 0 if near else listed(buf, last, i, hi, w)
    if shared:
        family, near = shared, shared + TIGHT
    coded = (
        not shared
        and part_of_code(buf, lo, i, last, t)
        and not (LETTER[buf[i - 1]] and family and family != cue.NEG)
    )
    if family == cue.NEG:
        return False
    if family >= cue.NATIONAL:
        return candidate(buf, i, hi, family, w)
    if family == cue.IMEI and total >= 15:
        return imei(i, w)
    if family == cue.DOCUMENT and size == 13 and not glued:
        return put(w, i, end, cue.SHAPED_CANDIDATE, 0)
    if size == 15 and not glued and not coded and family != cue.CARD and old_resident(i, t, w):
        return True
    if total >= 12 and not glued and not coded and card(i, family == cue.CARD, w):
        return True
    if coded:
        return False
    if total >= 7 and national_phone(buf, lo, i, hi, family, glued, t, w):
        if w[1] >= hi or not LETTER[buf[w[1]]] or cue_after(buf, w[1], hi, t):
            return True
        w[1] = end
        return False
    if w[1] > end:
        return False
    if glued:
        if led_by_digit(buf, i, hi, last, t, w):
            return True
        bare = (
            size == 8
            and w[COUNT] == 1
            and 65 <= buf[end] <= 90
            and not (end + 1 < hi and ALNUM[buf[end + 1]])
        )
        return bare and put(w, i, end + 1, cue.SHAPED_CANDIDATE, 0)
    if 5 <= size <= 11 and buf[i] != 48 and _account(buf, i, end, hi, family, t, w):
        return True
    if embassy(buf, lo, i, end, hi, w) or shaped(buf, i, hi, w):
        return True
    loose = family
    if family == 0 and 5 <= size <= 9:
        loose = cue_before(buf, last, i, t, False) & 255
    return numbered(buf, lo, i, end, hi, near, loose, w)


@part
def _account(buf, i, end, hi, family, t, w):
    if family == cue.QQ or (family == 0 and cue_after(buf, end, hi, t) == cue.QQ):
        return put(w, i, end, _QQ, CUED)
    if family == cue.WECHAT and end - i >= 6:
        return put(w, i, end, _WECHAT, CUED)
    return False
