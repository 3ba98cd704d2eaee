"""Cuts a row into tokens for the name model: one Han sign, one word, one run of digits or one found identifier each."""

from __future__ import annotations

import numpy as np
from numba import njit

# What a token is; Han signs get HAN plus their class in the model's table.
BORDER, SYMBOL, BLANK, LINE, PUNCT, ASCII_PUNCT = 0, 1, 2, 3, 4, 5
DIGITS1, DIGITS2, DIGITS3, DIGITS4 = 6, 7, 8, 9
LOWER, CAP, CAPS, INITIAL, MIXED, ALNUM = 10, 15, 20, 25, 26, 27
PHONE, NUMBER = 28, 29
KANA, KATAKANA, HANGUL = 30, 31, 32
HAN = 36

_FNV = np.uint32(2166136261)


@njit(cache=True, inline="always")
def code_point(buf, p, hi):
    """Code point at byte p and the bytes it takes, `cp << 3 | size`; a broken sequence is U+FFFD of one byte."""
    b = buf[p]
    if b < 0x80:
        return np.int64(b) << 3 | 1
    if b >= 0xF0:
        if p + 4 <= hi and (buf[p + 1] & 0xC0) == 0x80 and (buf[p + 2] & 0xC0) == 0x80 and b < 0xF5:
            cp = (np.int64(b) & 7) << 18 | (np.int64(buf[p + 1]) & 63) << 12
            return (cp | (np.int64(buf[p + 2]) & 63) << 6 | (np.int64(buf[p + 3]) & 63)) << 3 | 4
    elif b >= 0xE0:
        if p + 3 <= hi and (buf[p + 1] & 0xC0) == 0x80 and (buf[p + 2] & 0xC0) == 0x80:
            cp = (np.int64(b) & 15) << 12 | (np.int64(buf[p + 1]) & 63) << 6 | (np.int64(buf[p + 2]) & 63)
            return cp << 3 | 3
    elif b >= 0xC0 and p + 2 <= hi and (buf[p + 1] & 0xC0) == 0x80:
        return ((np.int64(b) & 31) << 6 | (np.int64(buf[p + 1]) & 63)) << 3 | 2
    return np.int64(0xFFFD) << 3 | 1


@njit(cache=True, inline="always")
def letter_case(cp):
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


@njit(cache=True, inline="always")
def small(cp):
    """The small letter of a capital one; other signs as they are."""
    if 65 <= cp <= 90 or 0xC0 <= cp < 0xDF or 0x410 <= cp < 0x430:
        return cp + 32
    if (0x100 <= cp < 0x250 or 0x1E00 <= cp <= 0x1EFF) and letter_case(cp) == 2:
        return cp + 1
    return cp


@njit(cache=True)
def tokenise(buf, lo, hi, held_s, held_e, held_k, h0, h1, fold, han, ids, cls, ts, te):
    """Tokens of `buf[lo:hi]` into ids, cls, ts, te from position 3 on; returns the position after the last.

    `held_*[h0:h1]` are identifier spans of this row in order; each becomes one token of class `held_k`.
    `fold` maps code points below 65536 to the sign they are read as (traditional to simplified, full to half width).
    A single blank between two words is dropped: word borders show it already. Arrays must hold hi - lo + 8 tokens.
    """
    n = 3
    p = lo
    h = h0
    while p < hi:
        if h < h1 and p >= held_s[h]:
            if held_e[h] > p:
                k = np.int64(held_k[h])
                ids[n] = 0x110000 + k
                cls[n] = k
                ts[n] = p
                te[n] = held_e[h]
                n += 1
                p = held_e[h]
            h += 1
            continue
        stop = held_s[h] if h < h1 else hi
        x = code_point(buf, p, hi)
        size = x & 7
        raw = x >> 3
        cp = np.int64(fold[raw]) if raw < 65536 else raw
        c = 0
        if 0x4E00 <= cp <= 0x9FFF:
            c = HAN + np.int64(han[cp - 0x4E00])
        elif cp == 32 or cp == 9 or cp == 0xA0 or cp == 0x3000:
            q = p + size
            while q < stop and (buf[q] == 32 or buf[q] == 9):
                q += 1
            word = n > 3 and LOWER <= cls[n - 1] < PHONE and te[n - 1] == p and q == p + 1
            nxt = letter_case(code_point(buf, q, hi) >> 3) > 0 if q < stop else False
            if word and nxt:
                p = q
                continue
            ids[n] = 32
            cls[n] = BLANK
            ts[n] = p
            te[n] = q
            n += 1
            p = q
            continue
        elif cp == 10 or cp == 13:
            c = LINE
            cp = 10
        elif 48 <= cp <= 57:
            q = p
            m = 0
            while q < stop:
                y = code_point(buf, q, hi)
                d = y >> 3
                d = np.int64(fold[d]) if d < 65536 else d
                if d < 48 or d > 57:
                    break
                m += 1
                q += y & 7
            ids[n] = 0x120000 + min(m, 12)
            cls[n] = DIGITS1 + min(m, 4) - 1
            ts[n] = p
            te[n] = q
            n += 1
            p = q
            continue
        elif letter_case(cp) > 0:
            q = p
            v = _FNV
            m = 0
            ups = 0
            first = letter_case(cp) == 2
            dig = 0
            while q < stop:
                y = code_point(buf, q, hi)
                d = y >> 3
                w = y & 7
                d = np.int64(fold[d]) if d < 65536 else d
                k = letter_case(d)
                if k == 0 and 48 <= d <= 57 and m > 0:
                    dig += 1
                elif k == 0:
                    joins = (d == 39 or d == 45 or d == 0x2019) and m > 0 and q + w < stop
                    if not joins or letter_case(code_point(buf, q + w, hi) >> 3) == 0:
                        break
                if k == 2:
                    ups += 1
                if d != 0x2019 and d != 39:
                    v = np.uint32((np.uint64(v ^ np.uint32(small(d))) * np.uint64(16777619)) & np.uint64(0xFFFFFFFF))
                m += 1
                q += w
            ids[n] = 0x200000 + (np.int64(v) & 0x7FFFFFFF)
            if dig > 0:
                cls[n] = ALNUM
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
            ts[n] = p
            te[n] = q
            n += 1
            p = q
            continue
        elif cp < 0x80:
            c = ASCII_PUNCT
        elif 0x3040 <= cp <= 0x309F:
            c = KANA
        elif 0x30A0 <= cp <= 0x30FF and cp != 0x30FB:
            c = KATAKANA
        elif 0xAC00 <= cp <= 0xD7A3:
            c = HANGUL
        elif 0x2000 <= cp <= 0x206F or 0x3000 <= cp <= 0x303F or 0xFF00 <= cp <= 0xFFEF or cp == 0xB7:
            c = PUNCT
        else:
            c = SYMBOL
        ids[n] = cp
        cls[n] = c
        ts[n] = p
        te[n] = p + size
        n += 1
        p += size
    for k in range(3):
        ids[k] = 1
        cls[k] = BORDER
        ids[n + k] = 1
        cls[n + k] = BORDER
    return n
