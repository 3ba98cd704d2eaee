# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""Counts the signs of a short ASCII value without a branch for any of them: sums of table entries, and sets of places."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import columns_signs as s
from novation.inventory.kernels.columns_bytes import byte, lowest, ones
from novation.inventory.kernels.compiling import part

LONGEST = 63
"""Bytes of the longest value that can be counted here: its places fit into one number."""
_NARROW = (s.HEXES, s.DIGITS, s.UPPER, s.LOWER, s.BLANK, s.HYPHEN, s.DOT, s.COLON)
_FURTHER = (s.AT, s.SLASH, s.COMMA, s.LOW, s.PLUS, s.ROUND, s.MONEY, s.STAR)
_IN_BYTES, _TOP = np.uint64(0x0101010101010101), np.uint64(56)


def _sums(counters: tuple[int, ...]) -> np.ndarray:
    """What each sign adds to eight counters of eight bits; letters a to f add to the first of `_NARROW` as well."""
    table = np.zeros(256, np.uint64)
    for sign, counter in enumerate(s.ASCII.tolist()):
        if counter in counters:
            table[sign] += np.uint64(1 << 8 * counters.index(counter))
        if counters is _NARROW and chr(sign) in "abcdefABCDEF":
            table[sign] += np.uint64(1)
    return table


_A, _B = _sums(_NARROW), _sums(_FURTHER)
_MARK = np.random.default_rng(7).integers(1, 1 << 63, 256).astype(np.uint64)
"""A number for each sign, none for digits and letters: what stands where goes into the shape."""
_MARK[[*range(48, 58), *range(65, 91), *range(97, 123)]] = 0


@part
def only_digits(buf, lo, hi, d):
    """Whether a value is digits throughout; they are collected."""
    for p in range(lo, hi):
        value = byte(buf, p) - 48
        if value < 0 or value > 9:
            return False
        d[p - lo] = value
    return True


@part
def count(buf, lo, hi, f, d, t, w):
    """Like `columns_signs.read`, for at most `LONGEST` ASCII bytes; words are looked up only where they can tell."""
    a = b = mark = np.uint64(0)
    digits = letters = capitals = np.int64(0)
    n = np.int64(0)
    for k in range(hi - lo):
        sign = byte(buf, lo + k)
        a += _A[sign]
        b += _B[sign]
        mark += _MARK[sign] * np.uint64(2 * k + 1)
        d[n] = sign - 48
        digit = np.int64(np.uint64(sign - 48) < np.uint64(10))
        letter = np.int64(np.uint64((sign | 32) - 97) < np.uint64(26))
        n += digit
        digits |= digit << k
        letters |= letter << k
        capitals |= (letter & (sign >> 5 ^ 1)) << k
    for k in range(s.SIZE):
        f[k] = 0
    _unpack(a, b, hi - lo, f)
    heads = letters & ~(letters << 1)
    great = heads & capitals
    f[s.GROUPS] = ones(digits & ~(digits << 1))
    f[s.WORDS] = ones(heads)
    f[s.CAPS] = ones(great)
    f[s.SMALL] = f[s.WORDS] - f[s.CAPS]
    if f[s.BLANK] and f[s.BLANK] + n + f[s.WORDS] < hi - lo:
        f[s.STOPS] = _stops(buf, lo, hi)
    if letters and (n == 0 or f[s.BLANK]):
        _words(buf, lo, hi, letters, great, f, t, w)
    words_from_capitals = letters & ~(letters + great)
    shape = (mark ^ np.uint64(digits)) * s.PRIME ^ np.uint64(letters)
    shape = (shape ^ shape >> np.uint64(31)) * s.PRIME ^ np.uint64(words_from_capitals)
    shape = (shape ^ shape >> np.uint64(29)) * s.PRIME + np.uint64(hi - lo)
    return shape * s.PRIME


@part
def _unpack(a, b, size, f):
    """The counters out of their bytes; what is in none of them is another sign."""
    f[s.CHARS] = size
    f[s.HEXES] = np.int64(a & np.uint64(255))
    for k in range(1, 8):  # DIGITS to COLON
        f[k] = np.int64(a >> np.uint64(8 * k) & np.uint64(255))
    for k in range(6):  # AT to ROUND
        f[s.AT + k] = np.int64(b >> np.uint64(8 * k) & np.uint64(255))
    f[s.MONEY] = np.int64(b >> np.uint64(48) & np.uint64(255))
    f[s.STAR] = np.int64(b >> np.uint64(56))
    f[s.OTHER] = size + f[s.HEXES] - np.int64((a * _IN_BYTES >> _TOP) + (b * _IN_BYTES >> _TOP))


@part
def _stops(buf, lo, hi):
    """Commas and the like before a blank, and full stops behind a word."""
    n = 0
    for p in range(lo, hi - 1):
        if byte(buf, p + 1) != 32:
            continue
        b = byte(buf, p)
        if b == 44 or b == 59 or b == 33 or b == 63:
            n += 1
        elif b == 46 and p > lo + 2 and byte(buf, p - 1) > 96 and byte(buf, p - 3) > 64:
            n += 1
    return n


@part
def _words(buf, lo, hi, letters, great, f, t, w):
    """Looks up every word; `letters` and `great` are the places of letters and of the capitals that words begin with."""
    while letters:
        head = letters & -letters
        letters &= letters + head
        first = p = lo + lowest(head)
        h = s.FNV
        while p < hi:
            sign = byte(buf, p) | 32
            if sign < 97 or sign > 122:
                break
            h = (h ^ np.uint64(sign)) * s.PRIME
            p += 1
        if p - first > 1 or great & head:
            s.note_word(h, f, t, w)
