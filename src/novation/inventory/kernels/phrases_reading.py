"""Reads UTF-8 text as the signs of a phrase table and walks its trie: which phrase begins at a place."""

# mypy: disable-error-code="no-untyped-def"
# Numba types these functions by what they are called with; mypy knows nothing of fixed-width numbers.

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.compiling import part

OTHER, LATIN, HANGUL, KATAKANA, WIDE, STOP, DIGIT = 0, 1, 2, 3, 4, 5, 6
"""Kinds of signs: which borders count, what ends a sentence."""
KIND_SHIFT, SIGN_MASK = 12, 4095
"""An entry of `Phrases.signs` is `kind << 12 | sign`; sign 0 occurs in no phrase, sign 1 is the blank."""
BLANK_SIGN, PLURAL_SIGN = 1, 2
TWO, THREE, WHOLE = 1, 2, 4
"""A phrase begins with these two signs, with these three, or one is no longer than these two."""
TOLD_TWO, TOLD_THREE, TOLD_WHOLE = 8, 16, 32
"""The same of the phrases that can be reported: matters, and words for an age."""
PAIR, BEGINS_MASK = 113, 65_535

MATTER, PERSON, GENERIC, AFFIRM, BLOCK, YEARS, MONTHS, GROWN = 1, 2, 4, 8, 16, 32, 64, 128
"""Roles of a phrase, as bits. MATTER is reported; the others tell how a MATTER nearby is meant; BLOCK hides."""
TOLD = MATTER | YEARS | MONTHS
"""Roles without which nothing is reported: in a row where no phrase has one, no other phrase need be looked for."""

CHILD, EDGES, FIRST, ENDS, MARKS, ROOT = 0, 1, 2, 3, 4, 8
"""Head of `Phrases.trie`: the phrase for an age below 14, where edges, first edges of states, ends and marks lie (those are
told of in `phrases_told`); the root: of a sign the state behind it, below 0 where the sign alone is a phrase."""
GOES_ON, ROLE_SHIFT, TERM_SHIFT = 1, 1, 9
"""What ends in a state: `phrase << 9 | role << 1 | 1 if the rest of the word belongs to it`."""
AT_ROW, AT_BYTE, PLACE, WHAT, SEEN, WORK = 0, 1, 2, 3, 4, 10
"""The work array: how far the text is read; the phrase just read; ends of the last person, generic word, affirmation,
grown person in the sentence, and of the last person and generic word in the row (-1: none)."""


class Phrases(NamedTuple):
    """A trie over folded signs, numbered level by level; state 0 is the root. Read only, so that threads share it.

    The edge with number k leads to state k + 1; edges lie in the order of the states they leave and of their signs.
    """

    signs: NDArray[np.uint16]  # of a code point below 65,536: kind and folded sign
    begins: NDArray[np.uint8]  # of the first two and of the first three signs, hashed: TWO … TOLD_WHOLE
    trie: NDArray[np.int32]  # head; of a sign the state after it; signs of edges; first edges; ends; marks


@part
def _child(trie, state, sign):
    k = int(trie[trie[FIRST] + state])
    last = int(trie[trie[FIRST] + state + 1])
    edges = int(trie[EDGES])
    while k < last and trie[edges + k] < sign:
        k += 1
    return k + 1 if k < last and trie[edges + k] == sign else 0


@part
def read_sign(buf, p, hi, signs):
    """The sign at `p` as `entry << 3 | bytes`; a broken sequence is one byte of kind OTHER."""
    if p >= hi:
        return 0
    b = int(buf[p])
    if b < 0x80:
        return int(signs[b]) << 3 | 1
    if b >= 0xE0:
        if p + 2 >= hi or (buf[p + 1] & 0xC0) != 0x80 or (buf[p + 2] & 0xC0) != 0x80:
            return 1
        if b < 0xF0:
            cp = (b & 15) << 12 | (int(buf[p + 1]) & 63) << 6 | (int(buf[p + 2]) & 63)
            return int(signs[cp]) << 3 | 3
        return 4 if b < 0xF5 and p + 3 < hi and (buf[p + 3] & 0xC0) == 0x80 else 1
    if b >= 0xC2 and p + 1 < hi and (buf[p + 1] & 0xC0) == 0x80:
        return int(signs[(b & 31) << 6 | (int(buf[p + 1]) & 63)]) << 3 | 2
    return 1


@part
def _end_of(buf, q, hi, kind, open_end, signs):
    """Where a phrase that was read up to `q` ends, -1 if it may not end there."""
    after = read_sign(buf, q, hi, signs)
    if kind == KATAKANA and after >> 15 == KATAKANA:
        return -1
    if kind != LATIN or after >> 15 != LATIN:
        return q
    if open_end:
        while after >> 15 == LATIN:
            q += after & 7
            after = read_sign(buf, q, hi, signs)
        return q
    if (after >> 3) & SIGN_MASK == PLURAL_SIGN:
        beyond = q + (after & 7)
        if read_sign(buf, beyond, hi, signs) >> 15 != LATIN:
            return beyond
    return -1


@part
def longest(buf, p, hi, now, signs, trie, w):
    """Whether a phrase begins with the sign `now` at `p`; the longest goes to `w[PLACE]` (its end) and `w[WHAT]`."""
    best_end = p
    q = p
    sign = (now >> 3) & SIGN_MASK
    state = abs(int(trie[ROOT + sign]))
    ends = int(trie[ENDS])
    while state != 0:
        q += now & 7
        what = int(trie[ends + state])
        if what >= 0:
            end = _end_of(buf, q, hi, now >> 15, what & GOES_ON, signs)
            if end >= best_end and end > p:
                best_end = end
                w[WHAT] = what
        before = sign
        now = read_sign(buf, q, hi, signs)
        sign = (now >> 3) & SIGN_MASK
        while before == BLANK_SIGN and sign == BLANK_SIGN:
            q += now & 7
            now = read_sign(buf, q, hi, signs)
            sign = (now >> 3) & SIGN_MASK
        state = _child(trie, state, sign) if sign else 0
    w[PLACE] = best_end
    return best_end > p


@part
def _han_number(cp):
    """1 to 10 for a Chinese numeral, 0 for any other sign."""
    if cp == 0x4E00:
        return 1
    if cp == 0x4E8C or cp == 0x4E24:
        return 2
    if cp == 0x4E09:
        return 3
    if cp == 0x56DB:
        return 4
    if cp == 0x4E94:
        return 5
    if cp == 0x516D:
        return 6
    if cp == 0x4E03:
        return 7
    if cp == 0x516B:
        return 8
    if cp == 0x4E5D:
        return 9
    return 10 if cp == 0x5341 else 0


@part
def _han_at(buf, lo, p):
    """Value of the Chinese numeral that ends at `p`."""
    if p - 3 < lo or not 0xE0 <= buf[p - 3] < 0xF0:
        return 0
    return _han_number((int(buf[p - 3]) & 15) << 12 | (int(buf[p - 2]) & 63) << 6 | (int(buf[p - 1]) & 63))


@part
def number_before(buf, lo, p):
    """The number up to 199 written right before `p` (digits or Chinese): `start << 8 | value`, -1 none."""
    q = p
    while q > lo and (buf[q - 1] == 32 or buf[q - 1] == 45) and p - q < 2:
        q -= 1
    value, scale, s = 0, 1, q
    while s > lo and 48 <= buf[s - 1] <= 57:
        s -= 1
        if q - s > 3:
            return -1
        value += (int(buf[s]) - 48) * scale
        scale *= 10
    if s < q:
        if s > lo and (buf[s - 1] == 46 or buf[s - 1] == 45) and s - 1 > lo and 48 <= buf[s - 2] <= 57:
            return -1
        return s << 8 | value if value < 200 else -1
    last = _han_at(buf, lo, p)
    if last == 0:
        return -1
    s = p - 3
    before = _han_at(buf, lo, s)
    if before == 0:
        return s << 8 | last
    if last == 10:
        return (s - 3) << 8 | before * 10
    if before == 10:
        tens = _han_at(buf, lo, s - 3)
        return ((s - 6) << 8 | tens * 10 + last) if tens else ((s - 3) << 8 | 10 + last)
    return -1


@part
def may_begin(buf, q, hi, read, second, signs, begins):
    """Whether a phrase may begin with the sign `read` and the sign `second` at `q`, by these and the third."""
    pair = pair_of(read, second)
    if not begins[pair] & TWO:
        return False
    if begins[pair] & WHOLE:
        return True
    return third_of(buf, q, hi, pair, second, signs, begins) & THREE != 0


@part
def pair_of(first, second):
    """Place in `begins` of two signs as they were read."""
    return (((first >> 3) & SIGN_MASK) * PAIR + ((second >> 3) & SIGN_MASK)) & BEGINS_MASK


@part
def third_of(buf, q, hi, pair, second, signs, begins):
    """What `begins` says of a pair with the sign behind it; `second` stands at `q`."""
    third = read_sign(buf, q + (second & 7), hi, signs)
    return begins[(pair * PAIR + ((third >> 3) & SIGN_MASK)) & BEGINS_MASK]
