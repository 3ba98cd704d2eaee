# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""One pass over the values of a column: trims, hashes, judges and counts each, without an object for any of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from novation.inventory.kernels import columns_signs as s
from novation.inventory.kernels.columns_bits import BIT
from novation.inventory.kernels.columns_looks import lettered_ascii, numeric
from novation.inventory.kernels.columns_wide import latin, wide
from novation.inventory.kernels.compiling import kernel, part

_LONG, _LISTED, _MASKED, _INTEGER, _DECIMAL, _DATE, _MAYBE, _LETTERS = (
    1 << BIT[n] for n in ["long", "listed", "masked", "integer", "decimal", "date", "maybe", "letters"]
)
_NAME, _SENTENCE, _ADDRESS = 1 << BIT["name"], 1 << BIT["sentence"], 1 << BIT["address"]
CACHE = 512
TALLY = 4096
SKETCH = 8192
_KEPT = SKETCH // 2
_TEXT = 200
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_P1, _P2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
# Places in `sums`.
FILLED, CHARACTERS, LONGEST, RISEN, FALLEN, FIRST_ROW, LAST_ROW, SINGLE, SEEN, SIZE_OF_SKETCH, REPEATED = (
    range(11)
)


class State(NamedTuple):
    """What is counted of a column, over all batches; see the fields' lengths in `new_state`."""

    counts: np.ndarray
    inside: np.ndarray
    telling: np.ndarray
    years: np.ndarray
    lengths: np.ndarray
    small: np.ndarray
    bounds: np.ndarray
    sums: np.ndarray
    shapes: np.ndarray
    surnames: np.ndarray
    sketch: np.ndarray
    limit: np.ndarray
    key: np.ndarray
    key_mask: np.ndarray
    key_year: np.ndarray
    key_lists: np.ndarray


def new_state() -> State:
    """Counters at nought: counts and word lists by bit, years, lengths in signs, whole numbers below 256, sketches."""
    ints, marks = np.int64, np.uint8
    bounds = np.array([np.inf, -np.inf, np.inf, -np.inf])
    return State(
        np.zeros(64, ints),
        np.zeros(64, ints),
        np.zeros(64, ints),
        np.zeros(2201, ints),
        np.zeros(65, ints),
        np.zeros(256, ints),
        bounds,
        np.zeros(16, ints),
        np.zeros(1024, marks),
        np.zeros(1024, marks),
        np.zeros(SKETCH, np.uint64),
        np.array([_ALL]),
        np.zeros(CACHE, np.uint64),
        np.zeros(CACHE, ints),
        np.zeros(CACHE, ints),
        np.zeros((CACHE, 2), ints),
    )


@part
def value_hash(buf, lo, hi):
    """64 bits of a value; never 0."""
    h = np.uint64(hi - lo) * _P1
    p = lo
    while p + 8 <= hi:
        w = (
            np.uint64(buf[p])
            | np.uint64(buf[p + 1]) << np.uint64(8)
            | np.uint64(buf[p + 2]) << np.uint64(16)
            | np.uint64(buf[p + 3]) << np.uint64(24)
            | np.uint64(buf[p + 4]) << np.uint64(32)
            | np.uint64(buf[p + 5]) << np.uint64(40)
            | np.uint64(buf[p + 6]) << np.uint64(48)
            | np.uint64(buf[p + 7]) << np.uint64(56)
        )
        h = (h ^ w) * _P2
        h ^= h >> np.uint64(29)
        p += 8
    w = np.uint64(0)
    while p < hi:
        w = w << np.uint64(8) | np.uint64(buf[p])
        p += 1
    h = (h ^ w) * _P1
    h ^= h >> np.uint64(32)
    h *= _P2
    h ^= h >> np.uint64(29)
    return h if h != np.uint64(0) else np.uint64(1)


@kernel
def hash_all(buf, offs):
    """Hash of every value, untrimmed: how the tables of words are made."""
    out = np.zeros(len(offs) - 1, np.uint64)
    for i in range(len(out)):
        out[i] = value_hash(buf, offs[i], offs[i + 1])
    return out


@part
def _note(h, sketch, kept, limit, sums):
    """Keeps a hash below the limit; when half of the places are taken the limit is halved (Wegman's sampling)."""
    mask = np.uint64(SKETCH - 1)
    at = (h >> np.uint64(7)) & mask
    while sketch[at] != np.uint64(0):
        if sketch[at] == h:
            return
        at = (at + np.uint64(1)) & mask
    sketch[at] = h
    sums[SIZE_OF_SKETCH] += 1
    while sums[SIZE_OF_SKETCH] > _KEPT:
        limit[0] >>= np.uint64(1)
        n = 0
        for k in range(SKETCH):
            kept[k] = sketch[k]
            sketch[k] = np.uint64(0)
        for k in range(SKETCH):
            old = kept[k]
            if old != np.uint64(0) and old <= limit[0]:
                at = (old >> np.uint64(7)) & mask
                while sketch[at] != np.uint64(0):
                    at = (at + np.uint64(1)) & mask
                sketch[at] = old
                n += 1
        sums[SIZE_OF_SKETCH] = n


@part
def _trim(buf, lo, hi):
    """Without blanks, TABs, quotes, = and invisible signs at both ends: start << 32 | end."""
    while lo < hi:
        b = buf[lo]
        if b <= 32 or b == 34 or b == 39 or b == 96 or b == 61:
            lo += 1
        elif b == 0xC2 and lo + 1 < hi and buf[lo + 1] == 0xA0:
            lo += 2
        elif (
            b == 0xE3
            and lo + 2 < hi
            and buf[lo + 1] == 0x80
            and buf[lo + 2] == 0x80
            or b == 0xEF
            and lo + 2 < hi
            and buf[lo + 1] == 0xBB
            and buf[lo + 2] == 0xBF
            or b == 0xE2
            and lo + 2 < hi
            and buf[lo + 1] == 0x80
            and 0x8B <= buf[lo + 2] <= 0x8F
        ):
            lo += 3
        else:
            break
    while lo < hi:
        b = buf[hi - 1]
        if b <= 32 or b == 34 or b == 39 or b == 96 or b == 61:
            hi -= 1
        elif b == 0xA0 and hi - lo > 1 and buf[hi - 2] == 0xC2:
            hi -= 2
        elif b == 0x80 and hi - lo > 2 and buf[hi - 2] == 0x80 and buf[hi - 3] == 0xE3:
            hi -= 3
        else:
            break
    return lo, hi


@part
def _half_width(buf, lo, hi, scratch):
    """Copies the value with full-width signs made half-width; how many bytes."""
    n = 0
    p = lo
    while p < hi:
        if buf[p] == 0xEF and p + 2 < hi and (buf[p + 1] == 0xBC or buf[p + 1] == 0xBD):
            cp = (
                (np.int64(buf[p]) & 15) << 12 | (np.int64(buf[p + 1]) & 63) << 6 | (np.int64(buf[p + 2]) & 63)
            )
            if 0xFF01 <= cp <= 0xFF5E and cp != 0xFF0C and cp != 0xFF1B and cp != 0xFF01:
                scratch[n] = cp - 0xFEE0
                n += 1
                p += 3
                continue
        elif buf[p] == 0xC2 and p + 1 < hi and buf[p + 1] == 0xA0:
            scratch[n] = 32
            n += 1
            p += 2
            continue
        scratch[n] = buf[p]
        n += 1
        p += 1
    return n


@part
def _looks(buf, lo, hi, signs, f, d, scratch):
    """Types and looks of one trimmed value as a mask, and the year if it is a day."""
    shape = s.read(buf, lo, hi, signs, f, d)
    if f[s.DISGUISED] and hi - lo <= 300:
        hi = _half_width(buf, lo, hi, scratch)
        lo = 0
        buf = scratch
        shape = s.read(buf, lo, hi, signs, f, d)
    letters = f[s.UPPER] + f[s.LOWER]
    beyond = f[s.HAN] + f[s.KANA] + f[s.HANGUL] + f[s.LETTERS] + f[s.WIDE] + f[s.STOPS] + f[s.MIDDLE]
    mask = 0
    year = 0
    ascii_only = f[s.CHARS] == hi - lo
    if f[s.SURPLUS] or f[s.CHARS] > _TEXT:
        return _LONG | _LETTERS | _SENTENCE | _MAYBE, 0, shape
    if f[s.DIGITS] and letters == 0 and ascii_only:
        mask, year = numeric(buf, lo, hi, f, d, signs.region, signs.today)
    elif ascii_only and letters:
        mask = lettered_ascii(buf, lo, hi, f, d, signs.region, signs.today)
        if f[s.BLANK] or f[s.DIGITS] == 0:
            mask |= latin(f, letters)
        if f[s.DIGITS] >= 6 and 6 <= hi - lo <= 40 and f[s.WORDS] <= 3 and year == 0 and buf[lo] <= 57:
            mask, year = _instant(buf, lo, hi, mask, f, d, signs)
    elif f[s.DIGITS] >= 3 and f[s.HAN] >= 1 and f[s.HAN] <= 6 and buf[lo] <= 57:
        mask, year = numeric(buf, lo, hi, f, d, signs.region, signs.today)
        if mask & _DATE == 0:
            mask = wide(buf, lo, hi, f, signs)
    elif beyond or not ascii_only:
        mask = wide(buf, lo, hi, f, signs)
    if f[s.STAR] >= 2 or (f[s.OTHER] >= 3 and letters == 0):
        mask |= _MASKED
    return mask, year, shape


@part
def _instant(buf, lo, hi, mask, f, d, signs):
    """2024-06-01T10:00:00Z and 1/2/2024 3:04 PM have letters and are instants."""
    got, year = numeric(buf, lo, hi, f, d, signs.region, signs.today)
    if got & _DATE:
        return got, year
    return mask, 0


@part
def _bit(low):
    """Number of the only bit that is set."""
    k = 0
    for step in (32, 16, 8, 4, 2, 1):
        if low >> (k + step):
            k += step
    return k


@part
def _count_lists(inside, telling, times, counts, tells):
    """Adds to the totals of the word lists that a value stands in."""
    while inside:
        low = inside & -inside
        k = _bit(low)
        counts[k] += times
        if telling & low:
            tells[k] += times
        inside ^= low


@part
def _tally(mask, times, keys, totals):
    """Adds to the total of a mask; a column has few different ones."""
    at = (mask ^ mask >> 17 ^ mask >> 41) & (TALLY - 1)
    for _ in range(TALLY):
        if keys[at] == mask:
            totals[at] += times
            return
        if keys[at] == 0:
            keys[at] = mask
            totals[at] = times
            return
        at = (at + 1) & (TALLY - 1)


@part
def _spread(keys, totals, counts):
    """From totals by mask to counts by bit."""
    for at in range(TALLY):
        rest = keys[at]
        while rest:
            low = rest & -rest
            counts[_bit(low)] += totals[at]
            rest ^= low


@part
def _measure(buf, lo, hi, mask, f, shape, state):
    """Range of numbers, length in signs, shape of codes, surname of names: once for each value that is looked at."""
    if mask & (_INTEGER | _DECIMAL) and hi - lo <= 20:
        value = 0.0
        scale = 0.0
        for p in range(lo, hi):
            b = buf[p]
            if 48 <= b <= 57:
                if scale:
                    value += (int(b) - 48) * scale
                    scale *= 0.1
                else:
                    value = value * 10 + (int(b) - 48)
            elif b == 46:
                scale = 0.1
        if buf[lo] == 45:
            value = -value
        at = 0 if mask & _INTEGER else 2
        state.bounds[at] = min(state.bounds[at], value)
        state.bounds[at + 1] = max(state.bounds[at + 1], value)
    if mask & _NAME:
        state.surnames[f[s.FIRST_AT] & 1023] = 1
    state.shapes[(shape >> np.uint64(17)) & np.uint64(1023)] = 1


@part
def _after(buf, a, b, c, d):
    """1 if buf[c:d] stands behind buf[a:b] in order of length and signs, 0 if equal, -1 if before it."""
    if d - c != b - a:
        return 1 if d - c > b - a else -1
    for k in range(b - a):
        if buf[c + k] != buf[a + k]:
            return 1 if buf[c + k] > buf[a + k] else -1
    return 0


@kernel
def scan(buf, offs, valid, weights, signs, state, masks):
    """Looks at every value of `buf` cut at `offs`; fills `masks` (0 = empty) and adds to `state`.

    `valid` is empty or marks the rows that are not null; `weights` is empty or says how many rows a value stands for.
    """
    f = np.zeros(s.SIZE, np.int64)
    d = np.zeros(s.MOST_DIGITS, np.int64)
    scratch, spare = np.zeros(1024, np.uint8), np.zeros(SKETCH, np.uint64)
    keys, totals = np.zeros(TALLY, np.int64), np.zeros(TALLY, np.int64)
    _all(buf, offs, valid, weights, signs, state, masks, f, d, scratch, spare, keys, totals)


@part
def _all(buf, offs, valid, weights, signs, state, masks, f, d, scratch, spare, tally_keys, tally_totals):
    """The loop of `scan`, without reference counts."""
    sums = state.sums
    a = b = np.int64(-1)
    for i in range(len(masks)):
        if len(valid) and not valid[i]:
            continue
        times = weights[i] if len(weights) else 1
        if times == 0 or offs[i] == offs[i + 1]:
            continue
        lo, hi = _trim(buf, offs[i], offs[i + 1])
        if lo >= hi:
            continue
        h = value_hash(buf, lo, hi)
        if sums[RISEN] + sums[FALLEN] < 64 or sums[RISEN] > 8 * sums[FALLEN]:
            if a >= 0:
                turn = _after(buf, a, b, lo, hi)
                sums[RISEN] += turn > 0
                sums[FALLEN] += turn <= 0
            a, b = lo, hi
        slot = h & np.uint64(CACHE - 1)
        if state.key[slot] == h:
            mask = state.key_mask[slot]
            if mask == 0:
                continue
            sums[REPEATED] += times
            year = state.key_year[slot]
            inside, telling = state.key_lists[slot, 0], state.key_lists[slot, 1]
            chars = year >> 20
            year &= 0xFFFFF
        else:
            inside, telling = 0, 0
            if hi - lo <= 60 and (buf[lo] > 57 or hi - lo < 3):
                known = np.uint64(h) & np.uint64(len(signs.list_keys) - 1)
                while signs.list_keys[known] != np.uint64(0):
                    if signs.list_keys[known] == h:
                        inside, telling = signs.list_inside[known], signs.list_telling[known]
                        break
                    known = (known + np.uint64(1)) & np.uint64(len(signs.list_keys) - 1)
            if inside & 1:  # a word for nothing: NULL, 无, N/A
                state.key[slot] = h
                state.key_mask[slot] = 0
                continue
            mask, year, shape = _looks(buf, lo, hi, signs, f, d, scratch)
            if inside:
                mask |= _LISTED
            mask |= 1 << 62
            chars = f[s.CHARS]
            _measure(buf, lo, hi, mask, f, shape, state)
            if h <= state.limit[0]:
                _note(h, state.sketch, spare, state.limit, sums)
            state.key[slot] = h
            state.key_mask[slot] = mask
            state.key_year[slot] = year | chars << 20
            state.key_lists[slot, 0] = inside
            state.key_lists[slot, 1] = telling
        masks[i] = mask
        if sums[FILLED] == 0:
            sums[FIRST_ROW] = i
        sums[LAST_ROW] = i
        sums[FILLED] += times
        sums[CHARACTERS] += times * chars
        sums[LONGEST] = max(sums[LONGEST], chars)
        state.lengths[min(chars, 64)] += times
        if mask & _INTEGER and hi - lo <= 3 and buf[lo] >= 48:
            value = 0
            for p in range(lo, hi):
                value = value * 10 + (np.int64(buf[p]) - 48)
            if 0 <= value < 256:
                state.small[value] += times
        _tally(mask, times, tally_keys, tally_totals)
        if mask & _DATE and year:
            state.years[year] += times
        if inside:
            _count_lists(inside, telling, times, state.inside, state.telling)
    _spread(tally_keys, tally_totals, state.counts)
