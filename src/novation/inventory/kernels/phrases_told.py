"""Which rows hold a phrase that can be reported: a look at raw bytes, two Han signs at a time, spares most rows the rest."""

# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.columns_bytes import byte, eight
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.phrases_reading import (
    MARKS,
    MATTER,
    ROLE_SHIFT,
    ROOT,
    SIGN_MASK,
    TOLD,
    TOLD_THREE,
    TOLD_TWO,
    TOLD_WHOLE,
    WHAT,
    longest,
    number_before,
    pair_of,
    read_sign,
    third_of,
)

PAIR_BITS, ALONE_BITS = 18, 16
"""The marks of phrases that can be reported, as sets of bits: pairs of signs of three bytes in UTF-8 with which one begins,
hashed (`ANY_OTHER` in place of the second where one of another length can follow); such signs after which anything will do,
hashed; ASCII signs with the byte behind them."""
ALONE_AT = 1 << PAIR_BITS - 5
ASCII_AT = ALONE_AT + (1 << ALONE_BITS - 5)
MARKS_SIZE = ASCII_AT + (1 << 15 - 5)
ANY_OTHER = 1
FACTOR = np.uint64(0x9E3779B97F4A7C15)
_PAIR, _SIGN = np.uint64((1 << 48) - 1), np.uint64((1 << 24) - 1)
_OTHER = np.uint64(ANY_OTHER << 24)
_LEAD, _THREE_BYTES = np.uint64(0xC0C0F0), np.uint64(0x8080E0)
_NEXT, _NEXT_OF_THREE = np.uint64(0xF0000000), np.uint64(0xE0000000)


@part
def tells(buf, lo, hi, end, signs, begins, trie, w):
    """Whether a row holds a phrase that can be reported; only then has it to be read with all that stands near.

    Every place where `find_phrases` may begin a phrase is looked at, and what the marks let through is read as there, so
    that no row is lost. `end` is that of the last row: up to there eight bytes may be read at once.
    """
    marks = np.int64(trie[MARKS])
    p = lo
    while p < hi:
        b = byte(buf, p)
        if b < 0x80:
            place = b | (byte(buf, p + 1) if p + 1 < hi else 0) << 7
            marked = np.int64(trie[marks + ASCII_AT + (place >> 5)]) >> (place & 31) & 1
            if marked and _told_at(buf, lo, p, hi, signs, begins, trie, w):
                return True
            p = _behind_word(buf, p, hi)
            continue
        word = eight(buf, p) if p + 8 <= end else np.uint64(0)
        if word & _LEAD == _THREE_BYTES and p + 3 <= hi:
            if _marked(word, marks, trie) and _told_at(buf, lo, p, hi, signs, begins, trie, w):
                return True
            p += 3
            continue
        if _told_at(buf, lo, p, hi, signs, begins, trie, w):
            return True
        p += read_sign(buf, p, hi, signs) & 7
    return False


@part
def _behind_word(buf, p, hi):
    """End of the ASCII sign at `p`, or of the word that begins with it: inside of one no phrase begins."""
    letter = 97 <= byte(buf, p) | 32 <= 122
    p += 1
    while letter and p < hi and 97 <= byte(buf, p) | 32 <= 122:
        p += 1
    return p


@part
def _marked(word, marks, trie):
    """Whether the two signs that `word` holds stand in the marks, or the first of them whatever comes behind it."""
    both = word & _PAIR if word & _NEXT == _NEXT_OF_THREE else word & _SIGN | _OTHER
    pair = np.int64(both * FACTOR >> np.uint64(64 - PAIR_BITS))
    sign = np.int64((word & _SIGN) * FACTOR >> np.uint64(64 - ALONE_BITS))
    first = np.int64(trie[marks + (pair >> 5)]) >> (pair & 31)
    return (first | np.int64(trie[marks + ALONE_AT + (sign >> 5)]) >> (sign & 31)) & 1 != 0


@part
def _told_at(buf, lo, p, hi, signs, begins, trie, w):
    """Whether the longest phrase from `p` is one of a matter, or a word for an age with its number."""
    now = read_sign(buf, p, hi, signs)
    q = p + (now & 7)
    if trie[ROOT + ((now >> 3) & SIGN_MASK)] >= 0:
        second = read_sign(buf, q, hi, signs)
        pair = pair_of(now, second)
        if not begins[pair] & TOLD_TWO:
            return False
        if (
            not begins[pair] & TOLD_WHOLE
            and not third_of(buf, q, hi, pair, second, signs, begins) & TOLD_THREE
        ):
            return False
    if not longest(buf, p, hi, now, signs, trie, w):
        return False
    role = (w[WHAT] >> ROLE_SHIFT) & 255
    return role & MATTER != 0 or (role & TOLD != 0 and number_before(buf, lo, p) >= 0)
