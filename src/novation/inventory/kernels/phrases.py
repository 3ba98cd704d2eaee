"""Finds phrases of a word list in one pass over UTF-8 text: leftmost, then longest, with what stands near each."""

# mypy: disable-error-code="no-untyped-def"
# Numba types these functions by what they are called with; mypy knows nothing of fixed-width numbers.

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.compiling import kernel, part
from novation.inventory.kernels.pointers import pointer

OTHER, LATIN, HANGUL, KATAKANA, WIDE, STOP, DIGIT = 0, 1, 2, 3, 4, 5, 6
"""Kinds of signs: which borders count, what ends a sentence."""
KIND_SHIFT, SIGN_MASK = 12, 4095
"""An entry of `Phrases.signs` is `kind << 12 | sign`; sign 0 occurs in no phrase, sign 1 is the blank."""
BLANK_SIGN, PLURAL_SIGN = 1, 2
TWO, THREE, WHOLE = 1, 2, 4
"""A phrase begins with these two signs, with these three, or one is no longer than these two."""
PAIR, BEGINS_MASK = 113, 65_535

MATTER, PERSON, GENERIC, AFFIRM, BLOCK, YEARS, MONTHS, GROWN = 1, 2, 4, 8, 16, 32, 64, 128
"""Roles of a phrase, as bits. MATTER is reported; the others tell how a MATTER nearby is meant; BLOCK hides."""
NEAR_PERSON, ROW_PERSON, NEAR_GENERIC, NEAR_AFFIRM, NEAR_GROWN, ROW_GENERIC = 1, 2, 4, 8, 16, 32
"""What stood near a found phrase, as bits."""

REACH_BEFORE, REACH_AFTER, REACH_TIGHT = 96, 72, 10  # bytes in one sentence: 32, 24 and 3 Han signs
CHILD_BELOW = 14  # PIPL art. 28
_MOST_YEARS = 120

CHILD, EDGES, FIRST, ENDS, ROOT = 0, 1, 2, 3, 8
"""Head of `Phrases.trie`: the phrase for an age below 14, where edges, first edges of states and ends lie; the root: of a
sign the state behind it, below 0 where the sign alone is a phrase."""
GOES_ON, ROLE_SHIFT, TERM_SHIFT = 1, 1, 9
"""What ends in a state: `phrase << 9 | role << 1 | 1 if the rest of the word belongs to it`."""
START, END, TERM, ROW, FIND = 0, 1, 2, 3, 4
"""A find in the output: begin, end, `phrase << 8 | what stood near`, row."""
AT_ROW, AT_BYTE, PLACE, WHAT, SEEN, WORK = 0, 1, 2, 3, 4, 10
"""The work array: how far the text is read; the phrase just read; ends of the last person, generic word, affirmation,
grown person in the sentence, and of the last person and generic word in the row (-1: none)."""


class Phrases(NamedTuple):
    """A trie over folded signs, numbered level by level; state 0 is the root. Read only, so that threads share it.

    The edge with number k leads to state k + 1; edges lie in the order of the states they leave and of their signs.
    """

    signs: NDArray[np.uint16]  # of a code point below 65,536: kind and folded sign
    begins: NDArray[np.uint8]  # of the first two and of the first three signs, hashed: TWO, THREE, WHOLE
    trie: NDArray[np.int32]  # head; of a sign the state after it; signs of edges; first edges; ends


@part
def _child(trie, state, sign):
    k = int(trie[trie[FIRST] + state])
    last = int(trie[trie[FIRST] + state + 1])
    edges = int(trie[EDGES])
    while k < last and trie[edges + k] < sign:
        k += 1
    return k + 1 if k < last and trie[edges + k] == sign else 0


@part
def _read(buf, p, hi, signs):
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
    after = _read(buf, q, hi, signs)
    if kind == KATAKANA and after >> 15 == KATAKANA:
        return -1
    if kind != LATIN or after >> 15 != LATIN:
        return q
    if open_end:
        while after >> 15 == LATIN:
            q += after & 7
            after = _read(buf, q, hi, signs)
        return q
    if (after >> 3) & SIGN_MASK == PLURAL_SIGN:
        beyond = q + (after & 7)
        if _read(buf, beyond, hi, signs) >> 15 != LATIN:
            return beyond
    return -1


@part
def _longest(buf, p, hi, read, signs, trie, w):
    """Whether a phrase begins with the sign `read` at `p`; the longest goes to `w[PLACE]` (its end) and `w[WHAT]`."""
    best_end = p
    q = p
    sign = (read >> 3) & SIGN_MASK
    state = abs(int(trie[ROOT + sign]))
    ends = int(trie[ENDS])
    while state != 0:
        q += read & 7
        what = int(trie[ends + state])
        if what >= 0:
            end = _end_of(buf, q, hi, read >> 15, what & GOES_ON, signs)
            if end >= best_end and end > p:
                best_end = end
                w[WHAT] = what
        before = sign
        read = _read(buf, q, hi, signs)
        sign = (read >> 3) & SIGN_MASK
        while before == BLANK_SIGN and sign == BLANK_SIGN:
            q += read & 7
            read = _read(buf, q, hi, signs)
            sign = (read >> 3) & SIGN_MASK
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
def _mark_before(out, floor, count, start, bit):
    """Tells the phrases of this sentence that end shortly before `start` what they stand before."""
    k = count - 1
    while k >= floor and start - out[k * FIND + END] <= REACH_AFTER:
        out[k * FIND + TERM] |= bit
        k -= 1


@part
def _put(out, count, start, end, term, w):
    """Writes a find with what stood before it."""
    near = 0
    if w[SEEN] >= 0 and start - w[SEEN] <= REACH_BEFORE:
        near |= NEAR_PERSON
    if w[SEEN + 1] >= 0 and start - w[SEEN + 1] <= REACH_BEFORE:
        near |= NEAR_GENERIC
    if w[SEEN + 2] >= 0 and start - w[SEEN + 2] <= REACH_TIGHT:
        near |= NEAR_AFFIRM
    if w[SEEN + 3] >= 0 and start - w[SEEN + 3] <= REACH_BEFORE:
        near |= NEAR_GROWN
    if w[SEEN + 4] >= 0:
        near |= ROW_PERSON
    if w[SEEN + 5] >= 0:
        near |= ROW_GENERIC
    at = count * FIND
    out[at + START] = start
    out[at + END] = end
    out[at + TERM] = term << 8 | near
    out[at + ROW] = w[AT_ROW]


@part
def _may_begin(buf, q, hi, read, second, signs, begins):
    """Whether a phrase may begin with the sign `read` and the sign `second` at `q`, by these and the third."""
    pair = (((read >> 3) & SIGN_MASK) * PAIR + ((second >> 3) & SIGN_MASK)) & BEGINS_MASK
    if not begins[pair] & TWO:
        return False
    if begins[pair] & WHOLE:
        return True
    third = _read(buf, q + (second & 7), hi, signs)
    return begins[(pair * PAIR + ((third >> 3) & SIGN_MASK)) & BEGINS_MASK] & THREE != 0


@part
def _note_age(buf, lo, start, end, role, child, w, out, count, floor):
    """An age: below 14 it is a find of its own, else it says that the person spoken of is grown."""
    found = number_before(buf, lo, start)
    if found < 0:
        return count
    value = found & 255
    if value < CHILD_BELOW or role & MONTHS:
        _put(out, count, found >> 8, end, child, w)
        _mark_before(out, floor, count, found >> 8, NEAR_PERSON)
        w[SEEN] = w[SEEN + 4] = end
        return count + 1
    if value <= _MOST_YEARS:
        w[SEEN + 3] = end
        _mark_before(out, floor, count, found >> 8, NEAR_GROWN)
    return count


@part
def _note(buf, lo, p, child, w, out, count, floor):
    """Takes in the phrase from `p` that `_longest` left in `w`, a find or a cue; returns the new count."""
    q = w[PLACE]
    role = (w[WHAT] >> ROLE_SHIFT) & 255
    old = count
    if role & MATTER:
        _put(out, count, p, q, w[WHAT] >> TERM_SHIFT, w)
        count += 1
    if role & (YEARS | MONTHS):
        count = _note_age(buf, lo, p, q, role, child, w, out, count, floor)
    if role & PERSON:
        _mark_before(out, floor, old, p, NEAR_PERSON)
        w[SEEN] = w[SEEN + 4] = q
    if role & GENERIC:
        _mark_before(out, floor, old, p, NEAR_GENERIC)
        w[SEEN + 1] = w[SEEN + 5] = q
    if role & GROWN:
        _mark_before(out, floor, old, p, NEAR_GROWN)
        w[SEEN + 3] = q
    if role & AFFIRM:
        w[SEEN + 2] = q
    return count


@kernel
def find_phrases(buf, offsets, signs, begins, trie, w, out):
    """Finds from row `w[AT_ROW]`, byte `w[AT_BYTE]` on, until the text ends or `out` is full; returns how many.

    `buf` (uint8) and `offsets` (int64, one more than rows) are the buffers of a large Arrow string array; `signs`,
    `begins` and `trie` those of `Phrases`; `w` (int64, WORK long) is moved on and carries what was seen in a row to
    the next call (from SEEN on -1 at first); `out` (int64) takes FIND numbers a find. When `out` is half full a row is
    left at the end of a sentence, so that nothing is lost of what stands near unless one sentence fills the other half.
    """
    rows, room = len(offsets) - 1, len(out) // FIND
    places, table = (pointer(buf), pointer(offsets)), (pointer(signs), pointer(begins), pointer(trie))
    return _find(*places, *table, pointer(w), pointer(out), rows, room)


@part
def _find(buf, offsets, signs, begins, trie, w, out, rows, room):
    """The loop of `find_phrases`."""
    count = 0
    child = int(trie[CHILD])
    while w[AT_ROW] < rows:
        lo, hi = offsets[w[AT_ROW]], offsets[w[AT_ROW] + 1]
        p = max(lo, w[AT_BYTE])
        floor = count
        before = OTHER
        read = _read(buf, p, hi, signs)
        while p < hi:
            kind = read >> 15
            q = p + (read & 7)
            after = _read(buf, q, hi, signs)
            if kind == LATIN and before == LATIN:
                p = q
                read = after
                continue
            state = int(trie[ROOT + ((read >> 3) & SIGN_MASK)])
            if state != 0 and (kind == WIDE or kind == OTHER or kind != before):  # noqa: SIM109 (Numba: slower)
                likely = state < 0 or _may_begin(buf, q, hi, read, after, signs, begins)
                if likely and _longest(buf, p, hi, read, signs, trie, w):
                    count = _note(buf, lo, p, child, w, out, count, floor)
                    q = w[PLACE]
                    after = _read(buf, q, hi, signs)
            elif kind == STOP:
                for k in range(SEEN, SEEN + 4):
                    w[k] = -1
                floor = count
            before = kind
            p = q
            read = after
            if count >= room - 1 or (count > room // 2 and kind == STOP):
                w[AT_BYTE] = p
                return count
        w[AT_ROW] += 1
        w[AT_BYTE] = 0
        for k in range(SEEN, WORK):
            w[k] = -1
        if count > room // 2:
            break
    return count
