# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Reads the signs of one value once and counts what they are: digits, letters, Han, marks of an address, known words."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.columns_bytes import byte, lowest
from novation.inventory.kernels.columns_checks import code_point
from novation.inventory.kernels.columns_layout import (
    KINDS,
    PAIR_MASK,
    PAIR_SIEVE,
    PAIR_SIEVE_BITS,
    PAIRS,
    WORD_BITS,
    WORD_MASK,
)
from novation.inventory.kernels.columns_values import in_sieve
from novation.inventory.kernels.compiling import part

# Places in the array of counts.
CHARS, DIGITS, UPPER, LOWER, BLANK, HYPHEN, DOT, COLON, AT, SLASH, COMMA, LOW, PLUS, ROUND, OTHER, STAR = (
    range(16)
)
HAN, KANA, HANGUL, LETTERS, STOPS, AREA, ROAD, UNIT, WORDS, CAPS, FIRST, LAST, STREET, TRADE = range(16, 30)
GROUPS, THEMES, MONTHS, PINYIN, SMALL, MIDDLE, MONEY, FIRST_AT, LAST_AT, SECOND_AT, SYLLABLES = range(30, 41)
WIDE, THINGS, ENDS_PAIR, HEXES, PARTICLES, DISGUISED, SURPLUS, DIGITS_AT, WIDE_MARKS = range(41, 50)
SIZE = 50

# What a sign is (table by code point).
IS_HAN, IS_KANA, IS_HANGUL, IS_LETTER, IS_SURNAME, IS_GIVEN, NEVER_LAST, IS_AREA = (1 << k for k in range(8))
IS_ROAD, IS_UNIT, IS_STOP, IS_KOREAN, IS_PROVINCE, IS_BLANK, IS_MIDDLE, IS_COUNT = (
    1 << k for k in range(8, 16)
)
IS_TRANSLIT = 1 << 16
# What a word or a pair of Han signs is (tables by hash).
W_FIRST, W_LAST, W_STREET, W_TRADE, W_MONTH, W_PINYIN, W_PARTICLE, W_SYLLABLE, W_THING = (
    1 << k for k in range(9)
)
P_HEALTH, P_CHILD, P_BELIEF, P_TRADE, P_SURNAME, P_JAPANESE, P_TITLE, P_ITEM = (1 << k for k in range(8))

ASCII = np.full(256, OTHER, np.uint8)
ASCII[128:], ASCII[0xE3:0xEA] = WIDE, HAN
for _signs, _place in (
    ("0123456789", DIGITS),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", UPPER),
    ("abcdefghijklmnopqrstuvwxyz", LOWER),
    (" \t\r\n", BLANK),
    ("-", HYPHEN),
    (".", DOT),
    (":", COLON),
    ("@", AT),
    ("/", SLASH),
    (",;", COMMA),
    ("_", LOW),
    ("+", PLUS),
    ("()[]", ROUND),
    ("*", STAR),
    ("$%", MONEY),
):
    ASCII[np.frombuffer(_signs.encode(), np.uint8)] = _place
MOST_DIGITS = 32
_READ = 400  # bytes of a value whose signs are counted; longer ones are texts anyway
FNV = np.uint64(14695981039346656037)
PRIME = np.uint64(1099511628211)
PAIR_FACTOR = 2654435761


@part
def word_bits(h, t, w):
    """What is known of a word by its hash, 0 if nothing."""
    key = np.int64(h) >> WORD_BITS
    mask = np.int64(t[WORD_MASK])
    at = key & mask
    while w[at] != 0:
        if w[at] >> WORD_BITS == key:
            return w[at] & ((1 << WORD_BITS) - 1)
        at = (at + 1) & mask
    return np.int64(0)


@part
def pair_bits(first, second, t):
    """What is known of two Han signs that stand together."""
    key = np.int64(first) << 16 | np.int64(second)
    mask = np.int64(t[PAIR_MASK])
    at = ((key * PAIR_FACTOR & 0xFFFFFFFF) >> 8) & mask
    while t[PAIRS + 2 * at] != 0:
        if np.int64(np.uint32(t[PAIRS + 2 * at])) == key:
            return np.int64(t[PAIRS + 2 * at + 1])
        at = (at + 1) & mask
    return np.int64(0)


@part
def may_be_known(first, second, t):
    """Whether something may be known of two Han signs that stand together."""
    bit = ((np.int64(first) << 16 | np.int64(second)) * PAIR_FACTOR & 0xFFFFFFFF) >> (32 - PAIR_SIEVE_BITS)
    return t[PAIR_SIEVE + (bit >> 5)] >> (bit & 31) & 1 != 0


@part
def _run_ends(shape, c, size):
    """A run of one class of ASCII signs has ended: its class and length go into the shape of the value."""
    return (shape ^ np.uint64(c * 64 + min(size, 63))) * PRIME


@part
def _more_digits(buf, p, stop, f, d):
    """End of the run of digits that begins at `p`; the digits are collected."""
    n = f[DIGITS]
    q = p
    while q < stop:
        v = byte(buf, q) - 48
        if v < 0 or v > 9:
            break
        if n < MOST_DIGITS:
            d[n] = v
        n += 1
        q += 1
    f[DIGITS] = n
    f[GROUPS] += 1
    return q


@part
def _more_han(buf, p, stop, f, t):
    """End of the run of Han signs that begins at `p`, 0 if there is none; what they are is counted."""
    first = f[HAN]
    n = first
    before_cp = np.int64(0)
    pair = np.int64(0)
    themes = np.int64(0)
    counts = np.int64(0)
    while p + 2 < stop:
        cp = (byte(buf, p) & 15) << 12 | (byte(buf, p + 1) & 63) << 6 | (byte(buf, p + 2) & 63)
        if byte(buf, p) < 0xE3 or byte(buf, p) > 0xE9:
            break
        kind = np.int64(t[KINDS + cp])
        if not kind & IS_HAN:
            break
        if n == 0:
            f[FIRST_AT] = cp
        else:
            if n == 1:
                f[SECOND_AT] = cp
            # three counters in one number: areas, roads, units
            counts += (kind >> 7 & 1) | (kind >> 8 & 1) << 20 | (kind >> 9 & 1) << 40
        pair = 0
        if may_be_known(before_cp, cp, t):
            pair = pair_bits(before_cp, cp, t)
            themes |= pair
        before_cp = cp
        n += 1
        p += 3
    if n > first:
        f[LAST_AT] = before_cp
        f[ENDS_PAIR] = pair
        f[THEMES] |= themes
        f[AREA] += counts & 0xFFFFF
        f[ROAD] += counts >> 20 & 0xFFFFF
        f[UNIT] += counts >> 40
        f[HAN] = n
        f[CHARS] += n - first
    return p if n > first else 0


@part
def collect(buf, lo, f, d):
    """Puts the digits of a short value one behind the other, unless `read` has done so."""
    places = f[DIGITS_AT]
    n = 0
    p = lo
    while places:
        d[n] = byte(buf, p) - 48
        n += places & 1
        places >>= 1
        p += 1


@part
def only_dot(lo, hi, f):
    """Where the one sign of a short number that is no digit stands, if that is a dot and known; else -1."""
    if f[DOT] == 1 and f[DIGITS] + 1 == hi - lo and f[DIGITS_AT]:
        return lo + lowest(~f[DIGITS_AT])
    return np.int64(-1)


@part
def read(buf, lo, hi, t, w, f, d):
    """Fills the counts `f` and the first 32 digits `d` of the value at buf[lo:hi]; returns a hash of its shape."""
    for k in range(SIZE):
        f[k] = 0
    shape = FNV
    stop = min(hi, lo + _READ)
    p = lo
    while p < stop:
        b = byte(buf, p)
        c = np.int64(ASCII[b])
        q = np.int64(0)
        size = np.int64(0)
        if c == HAN:
            q = _more_han(buf, p, stop, f, t)
            c = HAN if q else WIDE
        if c == WIDE:
            q = _other(buf, p, hi, f, t)
        elif c == DIGITS:
            q = _more_digits(buf, p, stop, f, d)
            f[CHARS] += q - p
            size = q - p
        elif c != HAN and c != UPPER and c != LOWER:
            _mark(buf, p, lo, hi, b, c, f)
            q = p + 1
            c = b
        if q == 0:
            q = _word(buf, p, stop, f, t, w)
            size = 0 if c == WIDE else q - p
        shape = _run_ends(shape, c, size)
        p = q
    if stop < hi:
        f[SURPLUS] = 1
        for q in range(p, hi):
            f[CHARS] += (byte(buf, q) & 0xC0) != 0x80
    return shape


@part
def _mark(buf, p, lo, hi, b, c, f):
    """Counts an ASCII sign that is neither digit nor letter; a stop has a blank behind it."""
    f[c] += 1
    f[CHARS] += 1
    if p + 1 < hi and byte(buf, p + 1) == 32:
        full = b == 46 and p > lo + 2 and byte(buf, p - 1) > 96 and byte(buf, p - 3) > 64
        f[STOPS] += full or b == 44 or b == 59 or b == 33 or b == 63


@part
def _other(buf, p, hi, f, t):
    """End of one sign that is neither ASCII nor Han; 0 if a word begins with it."""
    x = code_point(buf, p, hi)
    cp = x >> 3
    kind = np.int64(t[KINDS + cp]) if cp < 65536 else 0
    if kind & IS_LETTER:
        return 0
    f[CHARS] += 1
    if cp == 0xFF1A or cp == 0xFF08 or cp == 0xFF09:
        # Colon and brackets in full width, which stand in every fourth note, are counted as what they are.
        f[COLON if cp == 0xFF1A else ROUND] += 1
        f[WIDE_MARKS] += 1
        return p + 3
    if kind & IS_KANA:
        f[KANA] += 1
        f[LAST_AT] = cp
    elif kind & IS_HANGUL:
        if f[HANGUL] == 0:
            f[FIRST_AT] = cp
        f[HANGUL] += 1
        f[LAST_AT] = cp
        f[AREA] += (kind & IS_AREA) != 0
        f[ROAD] += (kind & IS_ROAD) != 0
    elif kind & IS_STOP:
        f[STOPS] += 1
    elif kind & IS_BLANK:
        f[BLANK] += 1
    elif kind & IS_MIDDLE:
        f[MIDDLE] += 1
    elif cp == 0xA5 or cp == 0xFFE5 or cp == 0x20AC or cp == 0xA3:
        f[MONEY] += 1
    else:
        f[WIDE] += 1
    f[DISGUISED] |= (0xFF02 <= cp <= 0xFF5E and cp != 0xFF0C and cp != 0xFF1B) or cp == 0xA0
    return p + (x & 7)


@part
def _word(buf, p, stop, f, t, w):
    """End of the word that begins at `p`; counts its letters, and what is known of it."""
    h = FNV
    q = p
    uppers = np.int64(0)
    lowers = np.int64(0)
    hexes = np.int64(0)
    others = np.int64(0)
    first = True
    capital = False
    while q < stop:
        b = byte(buf, q)
        if b < 128:
            small = b | 32
            if small < 97 or small > 122:
                break
            up = (b >> 5 & 1) ^ 1
            if first:
                capital = up == 1
            uppers += up
            lowers += 1 - up
            hexes += small <= 102
            h = (h ^ np.uint64(small)) * PRIME
            q += 1
        else:
            x = code_point(buf, q, stop)
            cp = x >> 3
            if cp >= 65536 or not t[KINDS + cp] & IS_LETTER:
                break
            if first:
                capital = (
                    (0xC0 <= cp < 0xDF) or (0x410 <= cp < 0x430) or (0x100 <= cp < 0x250 and cp & 1 == 0)
                )
            for k in range(x & 7):
                h = (h ^ np.uint64(byte(buf, q + k))) * PRIME
            others += 1
            q += x & 7
        first = False
    f[UPPER] += uppers
    f[LOWER] += lowers
    f[HEXES] += hexes
    f[LETTERS] += others
    f[CHARS] += uppers + lowers + others
    f[WORDS] += 1
    if capital:
        f[CAPS] += 1
    else:
        f[SMALL] += 1
    if f[HAN] or (uppers + lowers + others < 2 and not capital):
        return q  # beside Han signs nobody asks for words (`columns_wide.latin`)
    note_word(h, f, t, w)
    return q


@part
def note_word(h, f, t, w):
    """Counts what is known of a word by its hash."""
    if not in_sieve(h, t):
        return
    known = word_bits(h, t, w)
    if known:
        f[FIRST] += known & 1
        f[LAST] += known >> 1 & 1
        f[STREET] += known >> 2 & 1
        f[TRADE] += known >> 3 & 1
        f[MONTHS] += known >> 4 & 1
        f[PINYIN] += known >> 5 & 1
        f[PARTICLES] += known >> 6 & 1
        f[SYLLABLES] += known >> 7 & 1
        f[THINGS] += known >> 8 & 1
