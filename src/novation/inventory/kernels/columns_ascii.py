# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109 (compiled code: plain comparisons are what compiles quickly)
"""Counts the signs of a short ASCII value eight at a time: sets of places as bits, one number for each class."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import columns_signs as s
from novation.inventory.kernels.columns_bytes import byte, eight, lowest, ones
from novation.inventory.kernels.columns_values import last_bytes
from novation.inventory.kernels.compiling import part

LONGEST = 63
"""Bytes of the longest value that can be counted here: its places fit into one number."""
_EACH, _TOPS, _SMALL = (
    np.uint64(0x0101010101010101),
    np.uint64(0x8080808080808080),
    np.uint64(0x2020202020202020),
)
_NOUGHTS, _HIGH, _SIX = (
    np.uint64(0x3030303030303030),
    np.uint64(0xF0F0F0F0F0F0F0F0),
    np.uint64(0x0606060606060606),
)
_LOW = np.uint64(15)
_GATHER = np.uint64(0x0102040810204080)


_MARK = np.random.default_rng(7).integers(1, 1 << 63, 256).astype(np.uint64)
"""A number for each sign that is neither digit nor letter: what stands where goes into the shape."""


@part
def only_digits(buf, size, lo, hi, d):
    """Whether a value is digits throughout; they are collected, and up to seven noughts behind them. `size` is the length of `buf`."""
    for p in range(lo, hi, 8):
        if p + 8 <= hi:
            word = eight(buf, p)
        else:
            word = last_bytes(buf, size, p, hi) | _NOUGHTS << np.uint64(8 * (hi - p))
        if word & _HIGH != _NOUGHTS or (word + _SIX) & _HIGH != _NOUGHTS:
            return False
        for k in range(8):
            d[p - lo + k] = np.int64(word >> np.uint64(8 * k) & _LOW)
    return True


@part
def _from(word, sign):
    """The highest bit of each of eight ASCII bytes that is at least `sign`."""
    return word + _EACH * np.uint64(128 - sign) & _TOPS


@part
def _places(marked, k):
    """The places of the bytes whose highest bit is set, the first of the eight being place `k`."""
    return np.int64((marked >> np.uint64(7)) * _GATHER >> np.uint64(56)) << k


@part
def count(buf, size, lo, hi, f, t, w):
    """Like `columns_signs.read`, for at most `LONGEST` ASCII bytes; words are looked up only where they can tell.

    `size` is the length of `buf`. Where the digits are is kept in `f`, for `columns_signs.collect`.
    """
    digits = letters = capitals = hexes = np.int64(0)
    for k in range(0, hi - lo, 8):
        word = eight(buf, lo + k) if lo + k + 8 <= hi else last_bytes(buf, size, lo + k, hi)
        folded = word | _SMALL
        letter = _from(folded, 97) & ~_from(folded, 123)
        digits |= _places(_from(word, 48) & ~_from(word, 58), k)
        letters |= _places(letter, k)
        capitals |= _places(letter & ~(word << np.uint64(2)), k)
        hexes |= _places(letter & ~_from(folded, 103), k)
    for k in range(s.SIZE):
        f[k] = 0
    heads = letters & ~(letters << 1)
    great = heads & capitals
    n = ones(digits)
    f[s.CHARS], f[s.DIGITS] = hi - lo, n
    f[s.UPPER] = ones(capitals)
    f[s.LOWER] = ones(letters) - f[s.UPPER]
    f[s.HEXES] = ones(hexes)
    f[s.GROUPS] = ones(digits & ~(digits << 1))
    f[s.WORDS] = ones(heads)
    f[s.CAPS] = ones(great)
    f[s.SMALL] = f[s.WORDS] - f[s.CAPS]
    mark = _others(buf, lo, ((np.int64(1) << (hi - lo)) - 1) ^ (digits | letters), f)
    f[s.DIGITS_AT] = digits
    if f[s.BLANK] and f[s.COMMA] + f[s.DOT] + f[s.OTHER]:
        f[s.STOPS] = _stops(buf, lo, hi)
    if letters and (n == 0 or f[s.BLANK]):
        _words(buf, lo, hi, letters, great, f, t, w)
    from_capitals = letters & ~(letters + great)
    shape = (mark ^ np.uint64(digits)) * s.PRIME ^ np.uint64(letters)
    shape = (shape ^ shape >> np.uint64(31)) * s.PRIME ^ np.uint64(from_capitals)
    shape = (shape ^ shape >> np.uint64(29)) * s.PRIME + np.uint64(hi - lo)
    return shape * s.PRIME


@part
def _others(buf, lo, places, f):
    """Counts the signs that are neither digits nor letters; returns a number for what stands where."""
    mark = np.uint64(0)
    while places:
        k = lowest(places)
        sign = byte(buf, lo + k)
        f[s.ASCII[sign]] += 1
        mark = mark + _MARK[sign] * np.uint64(2 * k + 1)
        places &= places - 1
    return mark


@part
def _stops(buf, lo, hi):
    """Commas and the like before a blank, and full stops behind a word."""
    n = 0
    for p in range(lo, hi - 1):
        if byte(buf, p + 1) != 32:
            continue
        b = byte(buf, p)
        full = b == 46 and p > lo + 2 and byte(buf, p - 1) > 96 and byte(buf, p - 3) > 64
        n += full or b == 44 or b == 59 or b == 33 or b == 63
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
