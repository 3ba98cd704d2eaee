"""Finds phrases of a word list in one pass over UTF-8 text: leftmost, then longest, with what stands near each."""

# mypy: disable-error-code="no-untyped-def"
# Numba types these functions by what they are called with; mypy knows nothing of fixed-width numbers.

from __future__ import annotations

from novation.inventory.kernels.compiling import kernel, part
from novation.inventory.kernels.phrases_reading import (
    AFFIRM,
    AT_BYTE,
    AT_ROW,
    CHILD,
    GENERIC,
    GROWN,
    LATIN,
    MATTER,
    MONTHS,
    OTHER,
    PERSON,
    PLACE,
    ROLE_SHIFT,
    ROOT,
    SEEN,
    SIGN_MASK,
    STOP,
    TERM_SHIFT,
    WHAT,
    WIDE,
    WORK,
    YEARS,
    longest,
    may_begin,
    number_before,
    read_sign,
)
from novation.inventory.kernels.phrases_told import tells
from novation.inventory.kernels.pointers import pointer

NEAR_PERSON, ROW_PERSON, NEAR_GENERIC, NEAR_AFFIRM, NEAR_GROWN, ROW_GENERIC = 1, 2, 4, 8, 16, 32
"""What stood near a found phrase, as bits."""

REACH_BEFORE, REACH_AFTER, REACH_TIGHT = 96, 72, 10  # bytes in one sentence: 32, 24 and 3 Han signs
CHILD_BELOW = 14  # PIPL art. 28
_MOST_YEARS = 120

START, END, TERM, ROW, FIND = 0, 1, 2, 3, 4
"""A find in the output: begin, end, `phrase << 8 | what stood near`, row."""


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
    """Takes in the phrase from `p` that `longest` left in `w`, a find or a cue; returns the new count."""
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
        if w[AT_BYTE] == 0 and not tells(buf, lo, hi, offsets[rows], signs, begins, trie, w):
            w[AT_ROW] += 1
            continue
        p = max(lo, w[AT_BYTE])
        floor = count
        before = OTHER
        read = read_sign(buf, p, hi, signs)
        while p < hi:
            kind = read >> 15
            q = p + (read & 7)
            after = read_sign(buf, q, hi, signs)
            if kind == LATIN and before == LATIN:
                p = q
                read = after
                continue
            state = int(trie[ROOT + ((read >> 3) & SIGN_MASK)])
            if state != 0 and (kind == WIDE or kind == OTHER or kind != before):  # noqa: SIM109 (Numba: slower)
                likely = state < 0 or may_begin(buf, q, hi, read, after, signs, begins)
                if likely and longest(buf, p, hi, read, signs, trie, w):
                    count = _note(buf, lo, p, child, w, out, count, floor)
                    q = w[PLACE]
                    after = read_sign(buf, q, hi, signs)
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
