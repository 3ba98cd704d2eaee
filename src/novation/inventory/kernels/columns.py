# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""One pass over the values of a column: trims, hashes, judges and counts each, without an object for any of them."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import columns_layout as at
from novation.inventory.kernels import columns_signs as s
from novation.inventory.kernels.columns_bits import BIT
from novation.inventory.kernels.columns_counting import count_lists, measure, note, spread, tally
from novation.inventory.kernels.columns_looks import lettered_ascii, numeric
from novation.inventory.kernels.columns_values import after, half_width, trim, value_hash
from novation.inventory.kernels.columns_wide import latin, wide
from novation.inventory.kernels.compiling import kernel, part

_LONG, _LISTED, _MASKED, _INTEGER, _DATE, _MAYBE, _LETTERS, _SENTENCE = (
    1 << BIT[n] for n in ["long", "listed", "masked", "integer", "date", "maybe", "letters", "sentence"]
)
_LOOKED = 1 << 62  # every value that is not empty has it, so that its mask is not 0
_TEXT = 200
_YEAR = 0xFFFFF


@part
def _looks(buf, lo, hi, t, w, f, d, scratch):
    """Types and looks of one trimmed value as a mask, and the year if it is a day."""
    shape = s.read(buf, lo, hi, t, w, f, d)
    if f[s.DISGUISED] and hi - lo <= 300:
        hi = half_width(buf, lo, hi, scratch)
        lo = 0
        buf = scratch
        shape = s.read(buf, lo, hi, t, w, f, d)
    letters = f[s.UPPER] + f[s.LOWER]
    beyond = f[s.HAN] + f[s.KANA] + f[s.HANGUL] + f[s.LETTERS] + f[s.WIDE] + f[s.STOPS] + f[s.MIDDLE]
    mask = 0
    year = 0
    ascii_only = f[s.CHARS] == hi - lo
    if f[s.SURPLUS] or f[s.CHARS] > _TEXT:
        return _LONG | _LETTERS | _SENTENCE | _MAYBE, 0, shape
    if f[s.DIGITS] and letters == 0 and ascii_only:
        mask, year = numeric(buf, lo, hi, f, d, t)
    elif ascii_only and letters:
        mask = lettered_ascii(buf, lo, hi, f, d, t)
        if f[s.BLANK] or f[s.DIGITS] == 0:
            mask |= latin(f, letters)
        if f[s.DIGITS] >= 6 and 6 <= hi - lo <= 40 and f[s.WORDS] <= 3 and year == 0 and buf[lo] <= 57:
            mask, year = _instant(buf, lo, hi, mask, f, d, t)
    elif f[s.DIGITS] >= 3 and f[s.HAN] >= 1 and f[s.HAN] <= 6 and buf[lo] <= 57:
        mask, year = numeric(buf, lo, hi, f, d, t)
        if mask & _DATE == 0:
            mask = wide(buf, lo, hi, f, t)
    elif beyond or not ascii_only:
        mask = wide(buf, lo, hi, f, t)
    if f[s.STAR] >= 2 or (f[s.OTHER] >= 3 and letters == 0):
        mask |= _MASKED
    return mask, year, shape


@part
def _instant(buf, lo, hi, mask, f, d, t):
    """2024-06-01T10:00:00Z and 1/2/2024 3:04 PM have letters and are instants."""
    got, year = numeric(buf, lo, hi, f, d, t)
    if got & _DATE:
        return got, year
    return mask, 0


@part
def _listed(buf, lo, hi, h, t, w):
    """Place in `w` of what is known of the closed lists that a value stands in, -1 if in none."""
    if hi - lo > 60 or (buf[lo] <= 57 and hi - lo >= 3):
        return np.int64(-1)
    mask = np.int64(t[at.LIST_MASK])
    first = np.int64(t[at.LISTS])
    p = h & mask
    while w[first + p] != 0:
        if w[first + p] == h:
            return first + mask + 1 + 2 * p
        p = (p + 1) & mask
    return np.int64(-1)


@part
def _remember(buf, lo, hi, h, slot, t, w, c, bounds, f, d, scratch, spare):
    """Looks at a value that was not seen lately; its mask, year, length and lists go to its place in `c`."""
    place = _listed(buf, lo, hi, h, t, w)
    c[slot] = h
    c[slot + 3] = place
    if place >= 0 and w[place] & 1:  # a word for nothing: NULL, 无, N/A
        c[slot + 1] = 0
        return
    mask, year, shape = _looks(buf, lo, hi, t, w, f, d, scratch)
    measure(buf, lo, hi, mask, f, shape, c, bounds)
    if np.uint64(h) <= np.uint64(c[at.LIMIT]):
        note(h, c, spare)
    c[slot + 1] = mask | _LOOKED | (_LISTED if place >= 0 else 0)
    c[slot + 2] = year | f[s.CHARS] << 20


@kernel
def scan(buf, offs, valid, weights, t, w, c, bounds, masks):
    """Looks at every value of `buf` cut at `offs`; fills `masks` (0 = empty) and adds to `c` and `bounds`.

    `valid` is empty or marks the rows that are not null; `weights` is empty or says how many rows a value stands for;
    `t`, `w` and `c` are laid out as `columns_layout` says; `bounds` are least and most of whole and decimal numbers.
    """
    f = np.zeros(s.SIZE, np.int64)
    d = np.zeros(s.MOST_DIGITS, np.int64)
    scratch, spare = np.zeros(1024, np.uint8), np.zeros(at.HASHES, np.int64)
    _all(
        buf,
        offs,
        valid,
        weights,
        t,
        w,
        c,
        bounds,
        masks,
        f,
        d,
        scratch,
        spare,
        np.zeros(2 * at.TALLY, np.int64),
    )


@part
def _all(buf, offs, valid, weights, t, w, c, bounds, masks, f, d, scratch, spare, totals):
    """The loop of `scan`, without reference counts."""
    a = b = np.int64(-1)
    for i in range(len(masks)):
        if len(valid) and not valid[i]:
            continue
        times = weights[i] if len(weights) else 1
        if times == 0 or offs[i] == offs[i + 1]:
            continue
        lo, hi = trim(buf, offs[i], offs[i + 1])
        if lo >= hi:
            continue
        h = np.int64(value_hash(buf, lo, hi))
        if c[at.RISEN] + c[at.FALLEN] < 64 or c[at.RISEN] > 8 * c[at.FALLEN]:
            if a >= 0:
                turn = after(buf, a, b, lo, hi)
                c[at.RISEN] += turn > 0
                c[at.FALLEN] += turn <= 0
            a, b = lo, hi
        slot = at.CACHE + at.RECENT_SIZE * (h & (at.RECENT - 1))
        seen = c[slot] == h
        if not seen:
            _remember(buf, lo, hi, h, slot, t, w, c, bounds, f, d, scratch, spare)
        mask = c[slot + 1]
        if mask == 0:
            continue
        if seen:
            c[at.REPEATED] += times
        year = c[slot + 2] & _YEAR
        chars = c[slot + 2] >> 20
        masks[i] = mask
        if c[at.FILLED] == 0:
            c[at.FIRST_ROW] = i
        c[at.LAST_ROW] = i
        c[at.FILLED] += times
        c[at.CHARACTERS] += times * chars
        c[at.LONGEST] = max(c[at.LONGEST], chars)
        c[at.LENGTHS + min(chars, 64)] += times
        if mask & _INTEGER and hi - lo <= 3 and buf[lo] >= 48:
            value = np.int64(0)
            for p in range(lo, hi):
                value = value * 10 + (np.int64(buf[p]) - 48)
            if 0 <= value < 256:
                c[at.SMALL + value] += times
        tally(mask, times, totals)
        if mask & _DATE and year:
            c[at.YEARS + year] += times
        if c[slot + 3] >= 0:
            count_lists(c[slot + 3], times, w, c)
    spread(totals, c)
