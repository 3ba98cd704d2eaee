"""Cuts a row into tokens for the name model: one Han sign, one word, one run of digits or one found identifier each."""

# mypy: disable-error-code="return-value, assignment"
# Numba types these functions by what they are called with; mypy knows nothing of fixed-width numbers.

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.compiling import part, whole_part

Array = NDArray[Any]
"""An array as a compiled function takes it: Numba sees the type of its numbers, mypy need not."""

# What a token is; Han signs get HAN plus their class in the model's table.
BORDER, SYMBOL, BLANK, LINE, PUNCT, ASCII_PUNCT = 0, 1, 2, 3, 4, 5
DIGITS1, DIGITS2, DIGITS3, DIGITS4 = 6, 7, 8, 9
LOWER, CAP, CAPS, INITIAL, MIXED, ALNUM = 10, 18, 26, 34, 35, 36  # eight classes of the lexicon each
PHONE, NUMBER = 37, 38
KANA, KATAKANA, HANGUL = 40, 41, 42
HAN = 45
PLAIN = 39  # from here on a sign of three bytes is a token of its own; PLAIN itself stands for punctuation
CUE_END = 128  # in the address role: the sign may end a cue word

_FNV = np.uint64(2166136261)
_PRIME, _LOW = np.uint64(16777619), np.uint64(0xFFFFFFFF)
_0, _1, _2, _6, _10, _12, _15, _32, _63 = (np.uint64(k) for k in (0, 1, 2, 6, 10, 12, 15, 32, 63))
_LETTERS = np.uint64(0x3FFFFFFF)  # three letters of ten bits


@part
def code_point(buf: Array, p: int, hi: int) -> int:
    """Code point at byte p and the bytes it takes, `cp << 3 | size`; a broken sequence is U+FFFD of one byte."""
    b = buf[p]
    if b < 0x80:
        return np.int64(b) << 3 | 1
    if b >= 0xF0:
        whole = b < 0xF5 and p + 4 <= hi and (buf[p + 1] & 0xC0) == 0x80
        if whole and (buf[p + 2] & 0xC0) == 0x80 and (buf[p + 3] & 0xC0) == 0x80:
            cp = (np.int64(b) & 7) << 18 | (np.int64(buf[p + 1]) & 63) << 12
            return (cp | (np.int64(buf[p + 2]) & 63) << 6 | (np.int64(buf[p + 3]) & 63)) << 3 | 4
    elif b >= 0xE0:
        if p + 3 <= hi and (buf[p + 1] & 0xC0) == 0x80 and (buf[p + 2] & 0xC0) == 0x80:
            cp = (np.int64(b) & 15) << 12 | (np.int64(buf[p + 1]) & 63) << 6 | (np.int64(buf[p + 2]) & 63)
            return cp << 3 | 3
    elif b >= 0xC0 and p + 2 <= hi and (buf[p + 1] & 0xC0) == 0x80:
        return ((np.int64(b) & 31) << 6 | (np.int64(buf[p + 1]) & 63)) << 3 | 2
    return np.int64(0xFFFD) << 3 | 1


@part
def letter_case(cp: int) -> int:
    """0 no letter of an alphabet with case, 1 small, 2 capital (ASCII, Latin-1, Latin Extended, Vietnamese, Cyrillic)."""
    if cp < 0x80:
        if 97 <= cp <= 122:
            return 1
        return 2 if 65 <= cp <= 90 else 0
    if cp < 0xC0:
        return 0
    if cp < 0x100:
        if cp == 0xD7 or cp == 0xF7:
            return 0
        return 2 if cp < 0xDF else 1
    if cp < 0x250:
        return 1 + ((cp & 1) ^ 1)
    if 0x300 <= cp <= 0x36F:
        return 1  # combining accents belong to the word
    if 0x400 <= cp <= 0x52F:
        return 2 if cp < 0x430 else 1
    if 0x1E00 <= cp <= 0x1EFF:
        return 1 + ((cp & 1) ^ 1)
    return 0


@part
def small(cp: int) -> int:
    """The small letter of a capital one; other signs as they are."""
    if 65 <= cp <= 90 or 0xC0 <= cp < 0xDF or 0x410 <= cp < 0x430:
        return cp + 32
    if (0x100 <= cp < 0x250 or 0x1E00 <= cp <= 0x1EFF) and letter_case(cp) == 2:
        return cp + 1
    return cp


@whole_part
def tokenise(
    buf: Array, lo: int, hi: int, held_s: Array, held_e: Array, held_k: Array, h0: int, h1: int,
    signs: Array, ids: Array, cls: Array, adr: Array, end: Array, ts: Array, te: Array,
) -> int:  # fmt: skip
    """Tokens of `buf[lo:hi]` into ids, cls, adr, end, ts, te from position 3 on; returns the position after the last.

    `held_*[h0:h1]` are identifier spans of this row in order; each becomes one token of class `held_k`. `signs` says of each
    code point below 65536: class << 24, address role << 16, and the sign it is read as (`name_model.sign_table`). A single
    blank between two words is dropped: word borders show it already. `end`: how a word ends, its last three letters, else 0. Arrays must hold hi - lo + 8 tokens.
    """
    n = 3
    p = lo
    h = h0
    while True:
        while h < h1 and held_e[h] <= p:
            h += 1
        stop = held_s[h] if h < h1 and held_s[h] < hi else hi
        while p < stop:
            u = np.uint64(
                p
            )  # here and below: an index without a sign needs no look whether it counts from the end
            b = buf[u]
            if 0xE0 <= b < 0xF0 and p + 3 <= hi:
                b1, b2 = buf[u + _1], buf[u + _2]
                if (b1 & 0xC0) == 0x80 and (b2 & 0xC0) == 0x80:
                    cp = (np.uint64(b) & _15) << _12 | (np.uint64(b1) & _63) << _6 | (np.uint64(b2) & _63)
                    e = np.int64(signs[cp])
                    c = e >> 24
                    if c >= PLAIN:
                        t = np.uint64(n)
                        ids[t] = e & 0xFFFF
                        cls[t] = c if c >= KANA else PUNCT
                        adr[t] = (e >> 16) & 255
                        end[t] = 0
                        ts[t] = p
                        te[t] = p + 3
                        n += 1
                        p += 3
                        continue
            p = _other(buf, p, stop, hi, n, signs, ids, cls, adr, end, ts, te)
            n += 1
            if ts[n - 1] < 0:
                n -= 1
        if h >= h1 or p >= hi:
            break
        if held_s[h] < p:  # an identifier that begins inside a token: the token wins
            h += 1
            continue
        k = np.int64(held_k[h])
        ids[n] = 0x110000 + k
        cls[n] = k
        adr[n] = 0
        end[n] = 0
        ts[n] = p
        te[n] = held_e[h]
        n += 1
        p = held_e[h]
        h += 1
    for k in range(3):
        ids[k] = 1
        cls[k] = BORDER
        ids[n + k] = 1
        cls[n + k] = BORDER
    return n


@part
def _read(buf: Array, p: int, hi: int, signs: Array) -> int:
    """The sign at byte p, folded, and the bytes it takes: `sign << 3 | size`."""
    b = buf[p]
    if b < 0x80:
        return np.int64(b) << 3 | 1
    x = code_point(buf, p, hi)
    raw = x >> 3
    return (np.int64(signs[raw]) & 0xFFFF) << 3 | (x & 7) if raw < 65536 else x


@whole_part
def _other(
    buf: Array, p: int, stop: int, hi: int, n: int, signs: Array, ids: Array, cls: Array, adr: Array,
    end: Array, ts: Array, te: Array,
) -> int:  # fmt: skip
    """One token that is not a plain sign; returns the byte behind it. A dropped blank leaves `ts[n]` below 0."""
    x = _read(buf, p, hi, signs)
    size = x & 7
    cp = x >> 3
    ts[n] = p
    adr[n] = 0
    end[n] = 0
    if cp == 32 or cp == 9 or cp == 0xA0:
        q = p + size
        while q < stop and (buf[q] == 32 or buf[q] == 9):
            q += 1
        behind = n > 3 and LOWER <= cls[n - 1] < PHONE and te[n - 1] == p
        if behind and q == p + 1 and q < stop and letter_case(_read(buf, q, hi, signs) >> 3) > 0:
            ts[n] = -1
            return q
        ids[n] = 32
        cls[n] = BLANK
        te[n] = q
        return q
    if 48 <= cp <= 57:
        q = p
        m = 0
        while q < stop:
            y = _read(buf, q, hi, signs)
            if y >> 3 < 48 or y >> 3 > 57:
                break
            m += 1
            q += y & 7
        ids[n] = 0x120000 + min(m, 12)
        cls[n] = DIGITS1 + min(m, 4) - 1
        adr[n] = 14
        te[n] = q
        return q
    if letter_case(cp) > 0:
        return _word(buf, p, stop, hi, n, signs, ids, cls, adr, end, te)
    if cp == 10 or cp == 13:
        ids[n] = 10
        cls[n] = LINE
    elif cp < 0x80:
        ids[n] = cp
        cls[n] = ASCII_PUNCT
    else:
        e = np.int64(signs[cp]) >> 24 if cp < 65536 else 0
        ids[n] = cp
        cls[n] = PUNCT if e == PLAIN else e if e > PLAIN else SYMBOL
    te[n] = p + size
    return p + size


@whole_part
def _word(
    buf: Array, p: int, stop: int, hi: int, n: int, signs: Array, ids: Array, cls: Array, adr: Array,
    end: Array, te: Array,
) -> int:  # fmt: skip
    """A word of an alphabet with case, apostrophes and hyphens inside it included; digits behind letters make it a code."""
    q = p
    v = _FNV
    tail = _0
    m = 0
    ups = 0
    digits = 0
    first = False
    while q < stop:
        b = np.uint64(buf[np.uint64(q)])
        if 65 <= b <= 90 or 97 <= b <= 122:
            capital = b < 97
            ups += capital
            first |= capital and m == 0
            v = ((v ^ (b | _32)) * _PRIME) & _LOW
            tail = (tail << _10 ^ (b | _32)) & _LETTERS
            m += 1
            q += 1
            continue
        y = _read(buf, q, hi, signs)
        d = y >> 3
        w = y & 7
        k = letter_case(d)
        if k == 0 and 48 <= d <= 57 and m > 0:
            digits += 1
        elif k == 0:
            joins = (d == 39 or d == 45 or d == 0x2019) and m > 0 and q + w < stop
            if not joins or letter_case(_read(buf, q + w, hi, signs) >> 3) == 0:
                break
        if k == 2:
            ups += 1
            first = first or m == 0
        if d != 0x2019 and d != 39:
            v = ((v ^ np.uint64(small(d))) * _PRIME) & _LOW
            tail = (tail << _10 ^ np.uint64(small(d))) & _LETTERS
        m += 1
        q += w
    ids[n] = 0x200000 + (np.int64(v) & 0x3FFFFFFF)
    end[n] = np.int64(tail)
    if digits > 0:
        cls[n] = ALNUM
        adr[n] = 15
    elif m == 1 and first:
        cls[n] = INITIAL
    elif ups == 0:
        cls[n] = LOWER
    elif first and ups == m:
        cls[n] = CAPS
    elif first:
        cls[n] = CAP
    else:
        cls[n] = MIXED
    te[n] = q
    return q
