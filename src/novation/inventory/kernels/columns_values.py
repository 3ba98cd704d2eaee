# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""One value as bytes: its hash, its ends without blanks, its signs in half width, its order among others."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.columns_bytes import byte, eight, lowest
from novation.inventory.kernels.columns_layout import SIEVE, SIEVE_BITS
from novation.inventory.kernels.compiling import part

P1, _P2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_TOPS, _BYTE = np.uint64(0x8080808080808080), np.uint64(255)
_MAY_GO = np.zeros(256, np.bool_)
_MAY_GO[:33] = True
_MAY_GO[[34, 39, 61, 96, 0x80, 0xA0, 0xC2, 0xE2, 0xE3, 0xEF]] = True


@part
def last_bytes(buf, size, p, hi):
    """The up to seven bytes of buf[p:hi] as a number; `size` is the length of `buf`."""
    if p + 8 <= size:
        return eight(buf, p) & ((np.uint64(1) << np.uint64(8 * (hi - p))) - np.uint64(1))
    w = np.uint64(0)
    for k in range(hi - p):
        w = w | np.uint64(byte(buf, p + k)) << np.uint64(8 * k)
    return w


@part
def value_hash(buf, size, lo, hi):
    """64 bits of the value buf[lo:hi], never 0, and whether it is ASCII; `size` is the length of `buf`."""
    h = np.uint64(hi - lo) * P1
    seen = np.uint64(0)
    p = lo
    while p + 8 <= hi:
        w = eight(buf, p)
        seen = seen | w
        h = (h ^ w) * _P2
        h ^= h >> np.uint64(29)
        p += 8
    w = last_bytes(buf, size, p, hi)
    seen = seen | w
    h = (h ^ w) * P1
    h ^= h >> np.uint64(32)
    h *= _P2
    h ^= h >> np.uint64(29)
    return (h if h != np.uint64(0) else np.uint64(1)), seen & _TOPS == np.uint64(0)


@part
def in_sieve(h, t):
    """Whether a hash may be in the tables of `w`."""
    bit = np.int64((h * P1) >> np.uint64(64 - SIEVE_BITS))
    return t[SIEVE + (bit >> 5)] >> (bit & 31) & 1 != 0


def plain_hash(value: bytes) -> int:
    """The same hash without compiled code: how the tables of words are made."""
    first, second, most = int(P1), int(_P2), (1 << 64) - 1
    h = len(value) * first & most
    whole = len(value) & ~7
    for p in range(0, whole, 8):
        h = (h ^ int.from_bytes(value[p : p + 8], "little")) * second & most
        h ^= h >> 29
    h = (h ^ int.from_bytes(value[whole:], "little")) * first & most
    h ^= h >> 32
    h = h * second & most
    h ^= h >> 29
    return h or 1


@part
def trim(buf, lo, hi):
    """Without blanks, TABs, quotes, = and invisible signs at both ends."""
    if not _MAY_GO[byte(buf, lo)] and not _MAY_GO[byte(buf, hi - 1)]:
        return lo, hi
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
def half_width(buf, lo, hi, scratch):
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
def after(buf, a, b, c, d):
    """1 if buf[c:d] stands behind buf[a:b] in order of length and signs, 0 if equal, -1 if before it."""
    if d - c != b - a:
        return 1 if d - c > b - a else -1
    whole = (b - a) & ~7
    for k in range(0, whole, 8):
        x, y = eight(buf, a + k), eight(buf, c + k)
        if x != y:
            first = np.uint64(lowest(np.int64(x ^ y)) & 56)
            return 1 if (y >> first) & _BYTE > (x >> first) & _BYTE else -1
    for k in range(whole, b - a):
        if byte(buf, c + k) != byte(buf, a + k):
            return 1 if byte(buf, c + k) > byte(buf, a + k) else -1
    return 0
