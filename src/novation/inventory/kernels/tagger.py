"""Finds names and addresses in a row of tokens: a linear chain model with hashed features, scores packed four lanes to a word.

The model is a conditional random field (Lafferty et al. 2001) over 16 tags: begin, inside, end, single for each of person name,
address, organisation and place; "outside" scores 0 by definition, so a token at which nothing may begin costs next to nothing.
Weights are integers of 11 bits: sums are exact, and the twin in plain Python says the same to the last bit.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from novation.inventory.kernels.tokens import ALNUM, CAP, CAPS, DIGITS1, HAN, LOWER

NAME, ADDRESS, ORGANISATION, PLACE = 0, 1, 2, 3
LANES = 16
FEATURES = 24
BIAS = 1024  # added to every weight, so that lanes of a packed word never borrow from each other
TABLE_BITS = 18
_ROWS = np.uint64((1 << TABLE_BITS) - 1)
_M1 = np.uint64(0x9E3779B97F4A7C15)
_M2 = np.uint64(0xC2B2AE3D27D4EB4F)
_M3 = np.uint64(0x165667B19E3779F9)
_NONE = -(1 << 40)


@njit(cache=True, inline="always")
def mix(kind, a, b, c):
    """Hash of a feature: its kind and up to three values."""
    x = (np.uint64(a) * _M1) ^ (np.uint64(b) * _M2) ^ ((np.uint64(c) + np.uint64(kind) * np.uint64(0x51ED27)) * _M3)
    x ^= x >> np.uint64(29)
    x *= _M1
    return x ^ (x >> np.uint64(32))


@njit(cache=True, inline="always")
def known(table, a, b, c, d):
    """Class 0 to 7 of a word in a hashed lexicon: 3 bits of class under 5 bits of fingerprint; 0 = not there."""
    x = mix(91, a, b, (np.uint64(c) << np.uint64(21)) ^ np.uint64(d))
    slot = table[x & np.uint64(len(table) - 1)]
    if slot != 0 and (slot >> 3) == ((x >> np.uint64(40)) & np.uint64(31)):
        return np.int64(slot & 7)
    return np.int64(0)


@njit(cache=True)
def look_up(ids, cls, n, words, two, three, four, lx2, lx3, lx4):
    """Word classes: Latin words get theirs added to `cls`; `lx2[i]`… say whether a known word of 2, 3, 4 signs begins at i."""
    for i in range(3, n):
        k = cls[i]
        lx2[i] = 0
        lx3[i] = 0
        lx4[i] = 0
        if k == LOWER or k == CAP or k == CAPS:
            v = known(words, ids[i], 0, 0, 0)
            cls[i] = k + min(v, 4)
        elif k >= HAN and cls[i + 1] >= HAN:
            lx2[i] = known(two, ids[i], ids[i + 1], 0, 0)
            if cls[i + 2] >= HAN:
                lx3[i] = known(three, ids[i], ids[i + 1], ids[i + 2], 0)
                if i + 3 < n and cls[i + 3] >= HAN:
                    lx4[i] = known(four, ids[i], ids[i + 1], ids[i + 2], ids[i + 3])
    for k in range(3):
        lx2[k] = 0
        lx3[k] = 0
        lx4[k] = 0
        lx2[n + k] = 0
        lx3[n + k] = 0
        lx4[n + k] = 0


@njit(cache=True)
def features(ids, cls, adr, cue, lx2, lx3, lx4, i, out):
    """Rows of the weight table that speak about token i; needs 3 tokens of border on both sides."""
    a3, a2, a1, a0, b1, b2, b3 = ids[i - 3], ids[i - 2], ids[i - 1], ids[i], ids[i + 1], ids[i + 2], ids[i + 3]
    c3, c2, c1, c0, d1, d2, d3 = cls[i - 3], cls[i - 2], cls[i - 1], cls[i], cls[i + 1], cls[i + 2], cls[i + 3]
    e2, e1, e0, f1, f2 = adr[i - 2], adr[i - 1], adr[i], adr[i + 1], adr[i + 2]
    out[0] = mix(1, a0, b1, 0) & _ROWS
    out[1] = mix(2, a0, 0, 0) & _ROWS
    out[2] = mix(3, a1, a0, 0) & _ROWS
    out[3] = mix(4, a1, 0, 0) & _ROWS
    out[4] = mix(5, b1, 0, 0) & _ROWS
    out[5] = mix(6, a2, a1, 0) & _ROWS
    out[6] = mix(7, b1, b2, 0) & _ROWS
    out[7] = mix(8, a1, b1, 0) & _ROWS
    out[8] = mix(9, a1, a0, b1) & _ROWS
    out[9] = mix(10, a0, b1, b2) & _ROWS
    out[10] = mix(11, a2, a1, a0) & _ROWS
    out[11] = mix(12, (c2 << 6) | c1, (c0 << 12) | (d1 << 6) | d2, 0) & _ROWS
    out[12] = mix(13, c1, (c0 << 6) | d1, 0) & _ROWS
    out[13] = mix(14, (lx2[i - 1] << 3) | lx2[i], (lx2[i + 1] << 3) | lx2[i - 2], c0) & _ROWS
    out[14] = mix(15, (lx3[i - 2] << 6) | (lx3[i - 1] << 3) | lx3[i], (lx4[i - 3] << 6) | (lx4[i - 2] << 3) | lx4[i - 1], lx4[i]) & _ROWS
    out[15] = mix(16, (e2 << 12) | (e1 << 8) | (e0 << 4) | f1, f2, 0) & _ROWS
    out[16] = mix(17, (e1 << 8) | (e0 << 4) | f1, c0, d1) & _ROWS
    out[17] = mix(18, cue[i], c0, 0) & _ROWS
    out[18] = mix(19, (c3 << 6) | c2, (c1 << 6) | c0, 0) & _ROWS
    out[19] = mix(20, (c0 << 6) | d1, (d2 << 6) | d3, 0) & _ROWS
    out[20] = mix(21, a2, 0, 0) & _ROWS
    out[21] = mix(22, b2, 0, 0) & _ROWS
    out[22] = mix(23, b2, b3, d1) & _ROWS
    out[23] = mix(24, a3, a2, c1) & _ROWS


@njit(cache=True)
def describe(ids, cls, n, places, cues, adr, cue):
    """`adr`: address class of each token (road, number, unit, …); `cue`: the last cue word and how far back it stands."""
    last = 0
    far = 0
    for i in range(3, n):
        v = ids[i]
        if cls[i] >= HAN:
            adr[i] = places[v - 0x4E00]
        elif cls[i] < HAN and LOWER <= cls[i] <= ALNUM:
            adr[i] = places[20992 + known(cues, v, 7, 0, 0)]
        else:
            adr[i] = places[21000 + cls[i]] if cls[i] < 30 else 0
        far += 1
        cue[i] = last * 4 + (0 if far <= 1 else 1 if far == 2 else 2 if far <= 5 else 3) if last else 0
        k = known(cues, ids[i - 1], v, 0, 0)
        if k == 0 and v < 0x110000:
            k = known(cues, ids[i - 2], ids[i - 1], v, 0)
        if k:
            last = k
            far = 0
        elif far > 12 or v == 10:
            last = 0
    for k in range(3):
        adr[k] = 0
        cue[k] = 0
        adr[n + k] = 0
        cue[n + k] = 0


@njit(cache=True)
def tag(ids, cls, adr, cue, lx2, lx3, lx4, n, packed, threshold, beam, row, shut_at, shut_kind, shut_gain, out_s, out_e, out_k, out_g):
    """Best tagging of the tokens 3..n; spans (first token, token after the last, kind, score over "outside") in order.

    `packed` holds four words a feature row. A token at which no hypothesis is open and whose first three features give no begin
    tag more than `threshold` is outside without further look; an open hypothesis `beam` below the best closed one is dropped.
    """
    lane = np.uint64(0xFFFF)
    closed = 0
    begin_score = np.full(4, _NONE, np.int64)
    begin_at = np.zeros(4, np.int64)
    score = np.zeros(LANES, np.int64)
    for i in range(3, n):
        shut_kind[i] = -1
        alive = begin_score[0] > _NONE or begin_score[1] > _NONE or begin_score[2] > _NONE or begin_score[3] > _NONE
        if not alive and cls[i] < DIGITS1:
            continue
        features(ids, cls, adr, cue, lx2, lx3, lx4, i, row)
        w0 = np.uint64(0)
        w1 = np.uint64(0)
        w2 = np.uint64(0)
        w3 = np.uint64(0)
        for f in range(4):
            b = row[f] << np.uint64(2)
            w0 += packed[b]
            w1 += packed[b + np.uint64(1)]
            w2 += packed[b + np.uint64(2)]
            w3 += packed[b + np.uint64(3)]
        if not alive:
            top = max(
                max(np.int64(w0 & lane), np.int64((w0 >> np.uint64(48)) & lane)),
                max(np.int64(w1 & lane), np.int64((w1 >> np.uint64(48)) & lane)),
            )
            top = max(top, max(np.int64(w2 & lane), np.int64(w3 & lane)))
            if top - 4 * BIAS < threshold:
                continue
        for f in range(4, FEATURES):
            b = row[f] << np.uint64(2)
            w0 += packed[b]
            w1 += packed[b + np.uint64(1)]
            w2 += packed[b + np.uint64(2)]
            w3 += packed[b + np.uint64(3)]
        for q in range(4):
            s = np.uint64(16 * q)
            score[q] = np.int64((w0 >> s) & lane) - FEATURES * BIAS
            score[4 + q] = np.int64((w1 >> s) & lane) - FEATURES * BIAS
            score[8 + q] = np.int64((w2 >> s) & lane) - FEATURES * BIAS
            score[12 + q] = np.int64((w3 >> s) & lane) - FEATURES * BIAS
        best = closed
        kind = -1
        start = i
        for k in range(4):
            single = closed + score[4 * k + 3]
            if single > best:
                best = single
                kind = k
                start = i
            if begin_score[k] > _NONE:
                end = begin_score[k] + score[4 * k + 2]
                if end > best:
                    best = end
                    kind = k
                    start = begin_at[k]
        for k in range(4):
            opened = closed + score[4 * k]
            inside = begin_score[k] + score[4 * k + 1] if begin_score[k] > _NONE else _NONE
            if inside >= opened:
                begin_score[k] = inside
            else:
                begin_score[k] = opened
                begin_at[k] = i
            if begin_score[k] < best - beam:
                begin_score[k] = _NONE
        closed = best
        shut_kind[i] = kind
        shut_at[i] = start
        shut_gain[i] = closed
    m = 0
    i = n - 1
    while i >= 3:
        if shut_kind[i] >= 0:
            s = shut_at[i]
            before = 0
            j = s - 1
            while j >= 3:
                if shut_kind[j] >= 0:
                    before = shut_gain[j]
                    break
                j -= 1
            out_s[m] = s
            out_e[m] = i + 1
            out_k[m] = shut_kind[i]
            out_g[m] = shut_gain[i] - before
            m += 1
            i = s
        i -= 1
    return m
