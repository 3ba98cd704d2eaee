# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Looks for the word nearest before a value, or right after it, that says what the value is."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import EDGE, GLUE, PAIRS, SIGNS, SORTS, STOP, WORDS_AFTER, WORDS_BEFORE
from novation.inventory.kernels.letters import LETTER
from novation.inventory.kernels.vocabulary import FAMILY

FILL, NEG = FAMILY["FILL"], FAMILY["NEG"]
TIGHT = 256
"""Set in the answer of `cue_before` when only signs and filler words stand between the word and the value."""
_REACH = 48  # bytes looked at before a value
_AFTER = 24  # bytes looked at after it


@part
def fold(b):
    """The byte, a capital Latin letter as the small one."""
    return b + 32 if 65 <= b <= 90 else b


@part
def sign_start(buf, lo, p):
    """Where the UTF-8 character that ends before `p` begins."""
    s = p - 1
    while s > lo and p - s < 4 and (buf[s] & 0xC0) == 0x80:
        s -= 1
    return s


@part
def code_point(buf, s, hi):
    """The character at `s` when it is one of up to three bytes, ASCII in lower case; 0 for any other."""
    b = buf[s]
    if b < 0x80:
        return np.int64(fold(b))
    if 0xC2 <= b < 0xE0 and s + 1 < hi:
        return ((np.int64(b) & 31) << 6) | (np.int64(buf[s + 1]) & 63)
    if 0xE0 <= b < 0xF0 and s + 2 < hi:
        return ((np.int64(b) & 15) << 12) | ((np.int64(buf[s + 1]) & 63) << 6) | (np.int64(buf[s + 2]) & 63)
    return 0


@part
def _same(buf, at, t, begin, size):
    for k in range(size):
        if fold(buf[at + k]) != t[begin + k]:
            return False
    return True


@part
def _bounded(buf, at, p, lo, hi):
    """Latin words count only with no letter on either side, be it one with an accent (lead bytes C3 to CF)."""
    if LETTER[buf[at]] and at > lo:
        b = buf[at - 1]
        if LETTER[b] or (0x80 <= b < 0xC0 and at - 2 >= lo and 0xC3 <= buf[at - 2] <= 0xCF):
            return False
    if LETTER[buf[p - 1]] and p < hi:
        return not (LETTER[buf[p]] or 0xC3 <= buf[p] <= 0xCF)
    return True


@part
def sort_of(t, base, cp):
    """STOP, GLUE and EDGE of a character for the side whose words begin at `base`."""
    return (np.int64(t[base + (cp >> 2)]) >> ((cp & 3) << 3)) & 7


@part
def _bucket(t, base, cp, beside):
    """The records of the words that have these two characters at their edge."""
    return np.int64(t[base + SORTS + SIGNS + ((cp * 31 + beside * 7) & (PAIRS - 1))])


@part
def _word_ending(buf, lo, s, p, stop, cp, base, t):
    """Family * 64 + size of the longest word that ends with the character buf[s:p]; 0 for none."""
    if s > lo:
        bucket = _bucket(t, base, cp, code_point(buf, sign_start(buf, lo, s), s))
        first = bucket >> 8
        for k in range(first, first + 3 * (bucket & 255), 3):
            size = np.int64(t[k + 1])
            if (
                p - size >= lo
                and _same(buf, p - size, t, t[k], size)
                and _bounded(buf, p - size, p, lo, stop)
            ):
                return np.int64(t[k + 2]) * 64 + size
    family = np.int64(t[base + SORTS + cp])
    if family and _bounded(buf, s, p, lo, stop):
        return family * 64 + p - s
    return 0


@part
def _word_beginning(buf, p, q, hi, cp, base, t):
    """Family * 64 + size of the longest word that begins with the character buf[p:q]; 0 for none."""
    if q < hi:
        bucket = _bucket(t, base, cp, code_point(buf, q, hi))
        first = bucket >> 8
        for k in range(first, first + 3 * (bucket & 255), 3):
            size = np.int64(t[k + 1])
            if p + size <= hi and _same(buf, p, t, t[k], size) and _bounded(buf, p, p + size, p, hi):
                return np.int64(t[k + 2]) * 64 + size
    family = np.int64(t[base + SORTS + cp])
    if family and _bounded(buf, p, q, p, hi):
        return family * 64 + q - p
    return 0


@part
def cue_before(buf, lo, i, t, tight_only):
    """Family of the nearest cue word before `i`, plus TIGHT when nothing but filler stands between; 0 for none.

    `lo` is the beginning of the row or the end of the span before. With `tight_only` the search ends at the
    first character that is no filler.
    """
    low = max(lo, i - _REACH)
    base = np.int64(t[WORDS_BEFORE])
    p = i
    tight = TIGHT
    lines = 0
    worded = False
    while p > low:
        s = p - 1
        if buf[s] >= 0x80:
            s = sign_start(buf, low, p)
        cp = code_point(buf, s, p)
        sort = sort_of(t, base, cp)
        if sort & EDGE:
            word = _word_ending(buf, low, s, p, i, cp, base, t)
            if word:
                if word >> 6 != FILL:
                    return 0 if lines and word >> 6 == NEG else word >> 6 | tight
                p -= word & 63
                worded = True
                continue
        if sort & GLUE:
            if cp == 10:
                lines += 1
                if worded or tight == 0 or lines > 1:
                    return 0
        elif tight_only or sort & STOP:
            return 0
        else:
            tight = 0
        p = s
    return 0


@part
def cue_after(buf, j, hi, t):
    """Family of the cue word that follows `j` after filler only; 0 for none."""
    base = np.int64(t[WORDS_AFTER])
    high = min(hi, j + _AFTER)
    p = j
    while p < high:
        b = buf[p]
        q = p + (1 if b < 0x80 else (2 if b < 0xE0 else 3))
        cp = code_point(buf, p, hi)
        sort = sort_of(t, base, cp)
        if sort & EDGE:
            word = _word_beginning(buf, p, q, hi, cp, base, t)
            if word:
                if word >> 6 != FILL:
                    return word >> 6
                p += word & 63
                continue
        if not sort & GLUE or b == 10:
            return 0
        p = q
    return 0
