# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""One pass over the values of a column: trims, hashes, judges and counts each, without an object for any of them."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import columns_layout as at
from novation.inventory.kernels import columns_signs as s
from novation.inventory.kernels.codes import LONGEST_CODE, short_code
from novation.inventory.kernels.columns_ascii import LONGEST, count, only_digits
from novation.inventory.kernels.columns_bits import BIT, STRONG
from novation.inventory.kernels.columns_bytes import byte
from novation.inventory.kernels.columns_counting import count_lists, measure, note, spread, tally
from novation.inventory.kernels.columns_looks import digits_only, lettered_ascii, numeric
from novation.inventory.kernels.columns_values import after, half_width, in_sieve, trim, value_hash
from novation.inventory.kernels.columns_wide import ALSO_LATIN, latin, wide
from novation.inventory.kernels.compiling import kernel, part
from novation.inventory.kernels.pointers import pointer

_LONG, _LISTED, _MASKED, _INTEGER, _DATE, _MAYBE, _LETTERS, _SENTENCE = (
    1 << BIT[n] for n in ["long", "listed", "masked", "integer", "date", "maybe", "letters", "sentence"]
)
_DIGITS, _ASCII = 1 << BIT["digits"], 1 << BIT["ascii"]
_OPEN = _MAYBE | _DIGITS | 1 << BIT["code"]
_CLAIMED = sum(1 << BIT[name] for name in STRONG)
_LOOKED = 1 << BIT["kept"]  # every value that is not empty has it, so that its mask is not 0
_TEXT = 200
_YEAR = 0xFFFFF
_SHORT = 6  # Han signs, up to which the bytes of a value are looked at again: plates, days


@part
def _looks(buf, size, lo, hi, ascii_only, t, w, f, d, scratch, plain):
    """Types and looks of one trimmed value as a mask, the year if it is a day, and a hash of its shape."""
    shape = s.FNV * np.uint64(hi - lo)
    number = ascii_only and hi - lo <= s.MOST_DIGITS and only_digits(buf, size, lo, hi, d)
    if number:
        f[s.CHARS] = hi - lo
    elif ascii_only and hi - lo <= LONGEST:
        shape = count(buf, size, lo, hi, f, t, w)
    else:
        first = True
        while True:  # one call: the kernel has one copy of what it calls
            shape = s.read(buf, lo, hi, t, w, f, d)
            # What is read of a text with more Han signs does not hang on its bytes, only on what was counted.
            disguised = f[s.DISGUISED] or (f[s.WIDE_MARKS] and f[s.HAN] <= _SHORT)
            if not first or not disguised or hi - lo > 300:
                break
            first = False
            hi = half_width(buf, lo, hi, scratch)
            lo = np.int64(0)
            buf = plain
        number = f[s.DIGITS] == hi - lo and hi - lo <= s.MOST_DIGITS
    if number:
        mask, year = digits_only(d, hi - lo, t)
    else:
        mask, year = _judged(buf, lo, hi, t, f, d)
    return mask, year, shape


@part
def _judged(buf, lo, hi, t, f, d):
    """Types and looks of a value whose signs are counted, and the year if it is a day."""
    if f[s.SURPLUS] or f[s.CHARS] > _TEXT:
        return _LONG | _LETTERS | _SENTENCE | _MAYBE, np.int64(0)
    letters = f[s.UPPER] + f[s.LOWER]
    ascii_only = f[s.CHARS] == hi - lo
    mask = np.int64(0)
    year = np.int64(0)
    worded = ascii_only and letters > 0
    number = f[s.DIGITS] > 0 and letters == 0 and ascii_only
    dated = False
    if worded:
        mask = lettered_ascii(buf, lo, hi, f, d, t)
        if f[s.BLANK] or f[s.DIGITS] == 0:
            mask |= ALSO_LATIN
        # 2024-06-01T10:00:00Z and 1/2/2024 3:04 PM have letters and are instants
        dated = f[s.DIGITS] >= 6 and 6 <= hi - lo <= 40 and f[s.WORDS] <= 3 and byte(buf, lo) <= 57
    elif not number:
        dated = f[s.DIGITS] >= 3 and 1 <= f[s.HAN] <= 6 and byte(buf, lo) <= 57
    if number or dated:
        got, year = numeric(buf, lo, hi, f, d, t)
        if number or got & _DATE:
            mask = got
            worded = True
    if not worded and not number and (not ascii_only or _beyond(f)):
        mask = wide(buf, lo, hi, f, t)
    if mask & ALSO_LATIN:
        mask = (mask ^ ALSO_LATIN) | latin(f, letters + f[s.LETTERS])
    if f[s.STAR] >= 2 or (f[s.OTHER] >= 3 and letters == 0):
        mask |= _MASKED
    return mask, year


@part
def _beyond(f):
    return f[s.HAN] + f[s.KANA] + f[s.HANGUL] + f[s.LETTERS] + f[s.WIDE] + f[s.STOPS] + f[s.MIDDLE]


@part
def _listed(buf, lo, hi, h, t, w):
    """Place in `w` of what is known of the closed lists that a value stands in, -1 if in none."""
    if hi - lo > 60 or (byte(buf, lo) <= 57 and hi - lo >= 3) or not in_sieve(np.uint64(h), t):
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
def _plug_ins(buf, lo, hi, mask, t):
    """Which plug-ins a value can concern, by its first three bytes and its length."""
    size = min(hi - lo, at.OPEN_SIZES - 1) + (at.OPEN_SIZES if mask & _DIGITS else 0)
    second, third = byte(buf, min(lo + 1, hi - 1)), byte(buf, min(lo + 2, hi - 1))
    heads = t[at.OPENS + byte(buf, lo)] & t[at.OPENS + 256 + second] & t[at.OPENS + 512 + third]
    return np.int64(heads & t[at.OPENS + 768 + size])


@part
def _remember(buf, size, lo, hi, h, ascii_only, slot, t, w, c, bounds, f, d, scratch, plain):
    """Looks at a value that was not seen lately; its mask, year, length and lists go to its place in `c`."""
    place = _listed(buf, lo, hi, h, t, w)
    c[slot] = h
    c[slot + 3] = place + 1
    if place >= 0 and w[place] & 1:  # a word for nothing: NULL, 无, N/A
        c[slot + 1] = 0
        return
    mask, year, shape = _looks(buf, size, lo, hi, ascii_only, t, w, f, d, scratch, plain)
    measure(buf, lo, hi, mask, f, shape, c, bounds)
    if mask & _CLAIMED == 0 and mask & _OPEN and mask & (_LETTERS | _ASCII) != _LETTERS:
        asked = _plug_ins(buf, lo, hi, mask, t)
        c[at.ASKED] |= asked
        c[slot + 3] |= asked << 32
    coded = mask & _MAYBE and mask & _ASCII and hi - lo <= LONGEST_CODE
    if coded and short_code(buf, lo, hi, f[s.UPPER] + f[s.LOWER], f[s.DIGITS_AT]):
        c[slot + 3] |= at.NOTHING_INSIDE << 32
    c[slot + 1] = mask | _LOOKED | (_LISTED if place >= 0 else 0)
    c[slot + 2] = year | f[s.CHARS] << 20


@kernel
def scan(buf, offs, valid, weights, t, w, c, bounds, masks, same, f, d, scratch, plain):
    """Looks at every value of `buf` cut at `offs`; fills `masks` (0 = empty) and adds to `c` and `bounds`.

    `valid` is empty or marks the rows that are not null; `weights` is empty or says how many rows a value stands for;
    `t`, `w` and `c` are laid out as `columns_layout` says; `bounds` are least and most of whole and decimal numbers.
    `same` gets the first row that is known to hold the same value, and in its upper half the plug-ins to be asked. `f` and `d` have room for what is counted of a value
    and of this batch, and for digits; `scratch` for a value of 300 bytes, and `plain` is the same memory, read only.
    """
    some, many = len(valid) > 0, len(weights) > 0
    _all(
        pointer(buf), len(buf), pointer(offs), some, pointer(valid), many, pointer(weights), pointer(t), pointer(w),
        pointer(c), pointer(bounds), len(masks), pointer(masks), pointer(same), pointer(f), pointer(d),
        pointer(scratch), pointer(plain),
    )  # fmt: skip
    spread(pointer(f), pointer(c))


@part
def _all(
    buf, size, offs, some, valid, many, weights, t, w, c, bounds, rows, masks, same, f, d, scratch, plain
):
    """The loop of `scan`."""
    a = b = np.int64(-1)
    before = np.int64(0)
    run = np.int64(0)
    for i in range(rows):
        if some and valid[i] == 0:
            continue
        times = weights[i] if many else np.int64(1)
        if times == 0 or offs[i] == offs[i + 1]:
            continue
        lo, hi = trim(buf, offs[i], offs[i + 1])
        if lo >= hi:
            continue
        hashed, ascii_only = value_hash(buf, size, lo, hi)
        h = np.int64(hashed)
        if c[at.RISEN] + c[at.FALLEN] < 64 or c[at.RISEN] > 8 * c[at.FALLEN]:
            if a >= 0:
                turn = after(buf, a, b, lo, hi)
                c[at.RISEN] += turn > 0
                c[at.FALLEN] += turn <= 0
            a, b = lo, hi
        recent = h & (at.RECENT - 1)
        slot = at.CACHE + at.RECENT_SIZE * recent
        seen = c[slot] == h
        if not seen:
            _remember(buf, size, lo, hi, h, ascii_only, slot, t, w, c, bounds, f, d, scratch, plain)
            f[at.FIRSTS + recent] = 0
        mask = c[slot + 1]
        if mask == 0:
            continue
        if seen:
            c[at.REPEATED] += times
        elif hashed <= np.uint64(c[at.LIMIT]):
            note(h, c, f)
        if f[at.FIRSTS + recent] == 0:
            f[at.FIRSTS + recent] = i + 1
        same[i] = c[slot + 3] >> 32 << 32 | (f[at.FIRSTS + recent] - 1)
        masks[i] = mask
        if c[at.FILLED] == 0:
            c[at.FIRST_ROW] = i
        c[at.LAST_ROW] = i
        if mask != before:
            if run:
                tally(before, run, f)
            before = mask
            run = np.int64(0)
        run += times
        _count(buf, lo, hi, mask, c[slot + 2], (c[slot + 3] & 0xFFFFFFFF) - 1, times, w, c)
    if run:
        tally(before, run, f)


@part
def _count(buf, lo, hi, mask, told, place, times, w, c):
    """Adds a value to the sums; `told` is its year and its signs, `place` that of its lists."""
    chars = told >> 20
    c[at.FILLED] += times
    c[at.CHARACTERS] += times * chars
    c[at.LONGEST] = max(c[at.LONGEST], chars)
    c[at.LENGTHS + min(chars, 64)] += times
    if mask & _INTEGER and hi - lo <= 3 and byte(buf, lo) >= 48:
        value = np.int64(0)
        for p in range(lo, hi):
            value = value * 10 + (byte(buf, p) - 48)
        if 0 <= value < 256:
            c[at.SMALL + value] += times
    if mask & _DATE and told & _YEAR:
        c[at.YEARS + (told & _YEAR)] += times
    if place >= 0:
        count_lists(place, times, w, c)
