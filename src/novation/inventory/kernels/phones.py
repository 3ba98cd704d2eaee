# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Telephone numbers from their first sign on: digits, a plus sign or a bracket."""

from __future__ import annotations

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.borders import beyond
from novation.inventory.kernels.chains import chain
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.contact import country_86, international, landline, mobile, service_number
from novation.inventory.kernels.cues import cue_after, cue_before
from novation.inventory.kernels.foreign import by_shape, by_word, exit_code
from novation.inventory.kernels.layout import COUNT, ENDS, GAPS, LAST, SUMS
from novation.inventory.kernels.letters import ALNUM, LETTER


@part
def national_phone(buf, lo, i, hi, family, glued, t, w):
    """A number written without plus sign; `family` is the word right before it. A company's number is passed over."""
    m = service_number(w)
    if m >= 0:
        w[1] = w[ENDS + m]
        return False
    phoned = family == cue.MOBILE or family == cue.LANDLINE or family == cue.PHONE
    size = w[ENDS] - i
    if mobile(buf, i, hi, phoned, w):
        return True
    if _in_groups(buf, i, w):
        return False
    if beyond(buf, lo, i, hi, family, w) or landline(buf, i, hi, False, w):
        return True
    if glued:
        return False
    if by_shape(buf, i, hi, w) or (w[COUNT] > 1 and exit_code(buf, i, hi, w)):
        return True
    if size > 15:
        return False
    if not phoned:
        return family == 0 and (w[COUNT] > 1 or 9 <= size <= 11) and _called_after(buf, i, hi, t, w)
    return by_word(buf, i, hi, family != cue.PHONE, w)


@part
def _called_after(buf, start, hi, t, w):
    """A number that an English word for telephone follows, which names no other number: 089 72 63 41 office."""
    if not by_word(buf, start, hi, False, w):
        return False
    end = w[1]
    p = end
    while p < hi and p - end < 3 and (buf[p] == 32 or buf[p] == 45 or buf[p] == 40):
        p += 1
    if p < hi and LETTER[buf[p]] and cue_after(buf, end, hi, t) == cue.PHONE:
        while p < hi and (LETTER[buf[p]] or buf[p] == 32 or buf[p] == 41):
            p += 1
        if p >= hi or not (buf[p] == 58 or buf[p] == 43 or 48 <= buf[p] <= 57 or buf[p] >= 0x80):
            return True
    w[1] = w[ENDS]
    return False


@part
def _in_groups(buf, i, w):
    """Whether a number in groups with blanks goes on from a group that is no span: 5200 8274 0349 5998 963."""
    if w[COUNT] < 2 or w[GAPS + 1] != 32 or i - 2 < w[LAST]:
        return False
    return buf[i - 1] == 32 and 48 <= buf[i - 2] <= 57


@part
def after_plus(buf, lo, hi, i, w):
    """A number whose plus sign is buf[i]; also (+86)138…"""
    w[1] = i + 1
    if i + 1 >= hi or not 49 <= buf[i + 1] <= 57 or (i > lo and ALNUM[buf[i - 1]]):
        return False
    if chain(buf, i + 1, hi, w) == 0:
        w[1] = w[ENDS]
        return False
    start = i - 1 if i > lo and buf[i - 1] == 40 and w[COUNT] > 1 and w[GAPS + 1] == 40 else i
    if country_86(w):
        if mobile(buf, start, hi, True, w) or landline(buf, start, hi, True, w):
            return True
        w[1] = w[ENDS]
        return False
    return international(start, w)


@part
def after_bracket(buf, lo, hi, i, last, t, w):
    """A number whose area code stands in brackets: (010)6552-9988, (415) 555-2671, (86)138…"""
    w[1] = i + 1
    p = i + 1
    while p < hi and p - i < 6 and 48 <= buf[p] <= 57:
        p += 1
    if p - i < 3 or p >= hi or buf[p] != 41 or (i > lo and ALNUM[buf[i - 1]]):
        return False
    chain(buf, i + 1, hi, w)
    if w[COUNT] < 2 or w[GAPS + 1] != 40 or w[SUMS + w[COUNT] - 1] < 8:
        return False
    if mobile(buf, i, hi, True, w) or beyond(buf, lo, i, hi, 0, w):
        return True
    if landline(buf, i, hi, False, w) or by_shape(buf, i, hi, w):
        return True
    family = cue_before(buf, last, i, t, True) & 255
    phoned = family == cue.MOBILE or family == cue.LANDLINE or family == cue.PHONE
    if phoned and by_word(buf, i, hi, False, w):
        return True
    if not phoned and _called_after(buf, i, hi, t, w):
        return True
    w[1] = i + 1
    return False
