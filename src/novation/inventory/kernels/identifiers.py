# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""The one pass over Arrow string buffers that finds identifiers: every byte is looked at once, candidates twice."""

from __future__ import annotations

from novation.inventory.kernels.births import birth_in_numerals
from novation.inventory.kernels.codes import LONGEST_CODE, code_of_nobody
from novation.inventory.kernels.compiling import kernel, part
from novation.inventory.kernels.digits import digits
from novation.inventory.kernels.layout import KIND, LAST
from novation.inventory.kernels.letters import (
    ALNUM,
    CLASS,
    DIGIT,
    DISGUISE,
    FOUR,
    LOWER,
    PLUS,
    QUIET,
    ROUND,
    SKIP,
    WIDE,
)
from novation.inventory.kernels.mail import email
from novation.inventory.kernels.network import ipv6, mac
from novation.inventory.kernels.normalise import HIDDEN, hides, length
from novation.inventory.kernels.phones import after_bracket, after_plus
from novation.inventory.kernels.pointers import pointer
from novation.inventory.kernels.runs import lettered_run
from novation.inventory.kernels.words import words

FULL = -1
"""Answer of `scan` when the output arrays are too short."""
HIDES = -2
"""Answer of `scan_row` when the row has to be read in plain form."""


@kernel
def scan(buf, offsets, t, w, rows, starts, ends, types, confidence):
    """Finds the spans of all rows.

    `buf` (uint8) and `offsets` (int64, one more than rows) are the buffers of a large Arrow string array; `t` the
    tables, `w` WORK numbers to work with. The outputs are arrays of one length: row number, byte offsets from the
    beginning of the row, code of `types.yaml`, confidence from 0 to 1. Spans come in order and do not overlap; a row
    in which signs may hide a number has one mark of type HIDDEN instead. Returns their number or FULL.
    """
    n = 0
    room = len(starts)
    text, known, work = pointer(buf), pointer(t), pointer(w)
    first, end, kind, sure = pointer(starts), pointer(ends), pointer(types), pointer(confidence)
    for r in range(len(offsets) - 1):
        lo, hi = offsets[r], offsets[r + 1]
        m = scan_row(text, lo, hi, known, work, n, room, first, end, kind, sure)
        if m == HIDES and n < room:
            types[n], starts[n], ends[n], confidence[n] = HIDDEN, lo, hi, 0.0
            m = n + 1
        if m < 0:
            return FULL
        for k in range(n, m):
            rows[k] = r
            starts[k] -= lo
            ends[k] -= lo
        n = m
    return n


@part
def scan_row(buf, lo, hi, t, w, n, room, starts, ends, types, confidence):
    """Appends the spans of buf[lo:hi], as positions in `buf`, from place `n` on; returns the new count, FULL or HIDES."""
    if hi - lo <= LONGEST_CODE and code_of_nobody(buf, lo, hi, t):
        return n
    i = lo
    last = lo
    w[KIND], w[LAST] = 0, lo
    while i < hi:
        kind = CLASS[buf[i]]
        if kind == WIDE:
            i += 3
            continue
        if kind == SKIP:
            i += 1
            continue
        if kind == FOUR and (i + 12 > hi or (buf[i + 2] != 0x80 and buf[i + 2] != 0x8C)):
            i += 3
            continue
        if kind == DISGUISE and i + 3 <= hi:
            b = buf[i]
            if (b == 0xEF and buf[i + 1] == 0xBC and QUIET[buf[i + 2]]) or (b == 0xE3 and buf[i + 2] != 0x80):
                i += 3
                continue
        found = False
        if kind <= LOWER:
            if kind != DIGIT:
                p = words(buf, lo, i, hi, last, t)
                if p > i:
                    i = p
                    continue
            found = _run(buf, lo, hi, i, last, kind, t, w)
        elif kind == PLUS:
            found = after_plus(buf, lo, hi, i, w)
        elif kind == ROUND:
            found = after_bracket(buf, lo, hi, i, last, t, w)
        elif kind == FOUR:
            found = birth_in_numerals(buf, hi, i, last, t, w)
        elif hides(buf, lo, i, hi):
            return HIDES
        else:
            w[1] = i + length(buf[i])
        if found:
            if n >= room:
                return FULL
            starts[n], ends[n], types[n], confidence[n] = w[0], w[1], w[2], w[3] / 100.0
            n += 1
            last = w[1]
            w[KIND], w[LAST] = w[2], last
        i = w[1]
    return n


@part
def _counts(buf, p, hi):
    """Whether a Han sign at `p` makes up to three digits before it a number of things: 31幢, 101室; not 年, 月 and 度."""
    if p + 2 >= hi or buf[p] < 0xE5 or buf[p] > 0xE9:
        return False
    b = buf[p + 1]
    return not ((buf[p] == 0xE5 and (b == 0xB9 or b == 0xBA)) or (buf[p] == 0xE6 and b == 0x9C))


@part
def _run(buf, lo, hi, i, last, kind, t, w):
    """A run of letters and digits at `i`: an e-mail address, a device, or what `digits` and `lettered_run` know."""
    j = i
    nd = 0
    first = i
    while j < hi and ALNUM[buf[j]]:
        if buf[j] <= 57:
            if nd == 0:
                first = j
            nd += 1
        j += 1
    if i - 2 >= last and buf[i - 1] == 58 and buf[i - 2] == 58 and ipv6(buf, i - 2, hi, w):
        return i - 3 < lo or (not ALNUM[buf[i - 3]] and buf[i - 3] != 58)
    if j < hi and buf[j] < 0x80 and buf[j] > 32:
        if email(buf, i, j, hi, w):
            return True
        b = buf[j]
        if (b == 58 or b == 45) and j - i == 2 and mac(buf, i, hi, w):
            return True
        if (b == 58 and j - i <= 4 and ipv6(buf, i, hi, w)) or (
            b == 46 and j - i == 4 and mac(buf, i, hi, w)
        ):
            return True
    if kind == DIGIT:
        if nd == j - i and nd <= 3 and _counts(buf, j, hi):
            w[1] = j
            return False
        return digits(buf, lo, hi, i, last, t, w)
    return lettered_run(buf, lo, hi, i, j, nd, first if nd else j, last, t, w)
