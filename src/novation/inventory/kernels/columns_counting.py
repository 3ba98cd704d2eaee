# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""What is counted of the values of a column: hashes, masks, word lists, ranges, shapes."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import columns_layout as at
from novation.inventory.kernels import columns_signs as s
from novation.inventory.kernels.columns_bits import BIT
from novation.inventory.kernels.columns_bytes import byte, eight, lowest
from novation.inventory.kernels.compiling import part

_INTEGER, _DECIMAL, _DIGITS, _NAME = (1 << BIT[n] for n in ("integer", "decimal", "digits", "name"))


@part
def _empty_place(c, h):
    """Where the hash stands among those kept, or the free place for it."""
    p = at.SKETCH + (h >> 7 & (at.HASHES - 1))
    while c[p] != 0 and c[p] != h:
        p += 1
        if p == at.SKETCH + at.HASHES:
            p = at.SKETCH
    return p


@part
def note(h, c, f):
    """Keeps a hash below the limit; when half of the places are taken the limit is halved (Wegman's sampling)."""
    p = _empty_place(c, h)
    if c[p] == h:
        return
    c[p] = h
    c[at.KEPT] += 1
    while c[at.KEPT] > at.HASHES // 2:
        limit = np.uint64(c[at.LIMIT]) >> np.uint64(1)
        c[at.LIMIT] = np.int64(limit)
        for k in range(at.HASHES):
            f[at.SPARE + k] = c[at.SKETCH + k]
            c[at.SKETCH + k] = 0
        n = 0
        for k in range(at.HASHES):
            kept = f[at.SPARE + k]
            if kept != 0 and np.uint64(kept) <= limit:
                c[_empty_place(c, kept)] = kept
                n += 1
        c[at.KEPT] = n


@part
def count_lists(place, times, w, c):
    """Adds to the totals of the word lists that a value stands in; `place`: where `w` says so."""
    inside, telling = w[place], w[place + 1]
    while inside:
        low = inside & -inside
        k = lowest(low)
        c[at.INSIDE + k] += times
        if telling & low:
            c[at.TELLING + k] += times
        inside ^= low


@part
def tally(mask, times, f):
    """Adds to the total of a mask; a column has few different ones."""
    p = (mask ^ mask >> 17 ^ mask >> 41) & (at.TALLY - 1)
    for _ in range(at.TALLY):
        place = at.TOTALS + 2 * p
        if f[place] == mask or f[place] == 0:
            f[place] = mask
            f[place + 1] += times
            return
        p = (p + 1) & (at.TALLY - 1)


@part
def spread(f, c):
    """From totals by mask to counts by bit."""
    for p in range(at.TALLY):
        rest = f[at.TOTALS + 2 * p]
        while rest:
            low = rest & -rest
            c[at.COUNTS + lowest(low)] += f[at.TOTALS + 2 * p + 1]
            rest ^= low


_TENS = 10 ** np.arange(18)
_EIGHT = np.uint64(0x0F0F0F0F0F0F0F0F)
_TWOS, _FOURS = np.uint64(0x00FF00FF00FF00FF), np.uint64(0x0000FFFF0000FFFF)


@part
def _eight_digits(word):
    """The number that eight digits write, from the byte of the first one upwards; a byte of 0 counts as the digit 0."""
    word = (word & _EIGHT) * np.uint64(2561) >> np.uint64(8)
    word = (word & _TWOS) * np.uint64(6553601) >> np.uint64(16)
    return np.int64((word & _FOURS) * np.uint64(42949672960001) >> np.uint64(32))


@part
def _whole(buf, lo, hi):
    """The number that the at most 18 digits buf[lo:hi] write."""
    value = np.int64(0)
    first = (hi - lo) & 7
    for p in range(lo, lo + first):
        value = value * 10 + (byte(buf, p) - 48)
    for p in range(lo + first, hi, 8):
        value = value * 100_000_000 + _eight_digits(eight(buf, p))
    return value


@part
def _stretch(buf, lo, hi, mask, f, bounds):
    """Takes in a number with a sign, a point or other marks."""
    value = np.int64(0)
    places = np.int64(-1)
    dot = s.only_dot(lo, hi, f) if hi - lo <= 18 else np.int64(-1)
    if dot >= lo:
        places = hi - dot - 1
        value = _whole(buf, lo, dot) * _TENS[places] + _whole(buf, dot + 1, hi)
    else:
        for p in range(lo, hi):
            b = byte(buf, p)
            if 48 <= b <= 57 and value < 100_000_000_000_000_000:
                value = value * 10 + (b - 48)
                places += places >= 0
            elif b == 46:
                places = np.int64(0)
    number = float(value)
    for _ in range(places):
        number *= 0.1
    if byte(buf, lo) == 45:
        number = -number
    k = 0 if mask & _INTEGER else 2
    bounds[k] = min(bounds[k], number)
    bounds[k + 1] = max(bounds[k + 1], number)


@part
def measure(buf, lo, hi, mask, f, shape, c, bounds):
    """Range of numbers, shape of codes, surname of names: once for each value that is looked at."""
    if mask & _INTEGER and mask & _DIGITS:
        number = float(_whole(buf, lo, hi))
        bounds[0] = min(bounds[0], number)
        bounds[1] = max(bounds[1], number)
    elif mask & (_INTEGER | _DECIMAL) and hi - lo <= 20:
        _stretch(buf, lo, hi, mask, f, bounds)
    if mask & _NAME:
        c[at.SURNAMES + (f[s.FIRST_AT] & (at.MARKS - 1))] = 1
    c[at.SHAPES + np.int64((shape >> np.uint64(17)) & np.uint64(at.MARKS - 1))] = 1
