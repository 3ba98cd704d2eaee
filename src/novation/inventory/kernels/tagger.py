"""Finds names and addresses in a row of tokens: a linear chain model with hashed features, scores packed four lanes to a word.

The model is a conditional random field (Lafferty et al. 2001) over 16 tags: begin, inside, end, single for each of person name,
address, organisation and place; "outside" scores 0 by definition, so a token at which nothing may begin costs next to nothing.
Weights are integers of 11 bits: sums are exact, and the twin in plain Python says the same to the last bit.
"""

# mypy: disable-error-code="arg-type, return-value"
# Numba types these functions by what they are called with; mypy knows nothing of fixed-width numbers.

from __future__ import annotations

from typing import Any

import numpy as np

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.tokens import (
    ALNUM,
    CAP,
    CAPS,
    CUE_END,
    DIGITS1,
    HAN,
    LOWER,
    NUMBER,
    PHONE,
    Array,
)

NAME, ADDRESS, ORGANISATION, PLACE = 0, 1, 2, 3
LANES = 16
FEATURES = 15
BIAS = 1024  # added to every weight, so that lanes of a packed word never borrow from each other
FEATURE_BITS = 22  # a feature is this many bits of its hash
BUCKET_BITS = 18  # its low bits choose a bucket of the index, the others are compared
_ROWS = np.uint64((1 << FEATURE_BITS) - 1)
_BUCKET = np.uint64((1 << BUCKET_BITS) - 1)
_REST = np.uint64(FEATURE_BITS - BUCKET_BITS)
_REST_MASK = np.uint32((1 << (FEATURE_BITS - BUCKET_BITS)) - 1)
GATE_SIZE = 1 << 17
_M1 = np.uint64(0x9E3779B97F4A7C15)
_M2 = np.uint64(0xC2B2AE3D27D4EB4F)
_M3 = np.uint64(0x165667B19E3779F9)
_NONE = -(1 << 40)


@part
def mix(kind: int, a: int, b: int, c: int) -> Any:
    """Hash of a feature: its kind and up to three values."""
    x = (
        (np.uint64(a) * _M1)
        ^ (np.uint64(b) * _M2)
        ^ ((np.uint64(c) + np.uint64(kind) * np.uint64(0x51ED27)) * _M3)
    )
    x ^= x >> np.uint64(29)
    x *= _M1
    return x ^ (x >> np.uint64(32))


@part
def known(table: Array, a: int, b: int, c: int, d: int) -> int:
    """Class 0 to 7 of a word in a hashed lexicon: 3 bits of class under 5 bits of fingerprint; 0 = not there."""
    x = mix(91, a, b, (np.uint64(c) << np.uint64(21)) ^ np.uint64(d))
    slot = table[x & np.uint64(len(table) - 1)]
    if slot != 0 and (slot >> 3) == ((x >> np.uint64(40)) & np.uint64(31)):
        return np.int64(slot & 7)
    return np.int64(0)


@part
def describe(
    ids: Array, cls: Array, n: int, words: Array, cues: Array, adr: Array, cue: Array, lx2: Array,
) -> None:  # fmt: skip
    """Finishes `cls` (Latin words get their class of the lexicon) and `adr`; `cue`: the last cue word and how far back it stands."""
    last = 0
    far = 0
    for i in range(3, n):
        k = 0
        c = cls[i]
        lx2[i] = -1
        if LOWER <= c <= ALNUM:
            if c in (LOWER, CAP, CAPS):
                cls[i] = c + min(known(words, ids[i], 0, 0, 0), 4)
            if c < ALNUM:
                adr[i] = latin_role(known(cues, ids[i], 7, 0, 0))
        elif adr[i] & CUE_END:
            adr[i] &= 15
            k = known(cues, ids[i - 1], ids[i], 0, 0)
        elif ids[i] == 0xB7:
            k = 5
        far += 1
        cue[i] = last * 4 + (0 if far <= 1 else 1 if far == 2 else 2 if far <= 5 else 3) if last else 0
        if k:
            last = k
            far = 0
        elif last and (far > 12 or ids[i] == 10):
            last = 0


@part
def latin_role(k: int) -> int:
    """Address role of a Latin word by its class in the cue list: street, unit, district, form of address, place."""
    return 3 if k == 1 else 5 if k == 2 else 1 if k == 3 else 13 if k == 4 else 12 if k == 5 else 0


@part
def clear_borders(n: int, adr: Array, cue: Array, lx2: Array, lx3: Array, lx4: Array) -> None:
    """The three tokens before the first and after the last say nothing."""
    for k in range(6):
        j = k if k < 3 else n + k - 3
        adr[j] = 0
        cue[j] = 0
        lx2[j] = 0
        lx3[j] = 0
        lx4[j] = 0


@part
def ask_lexicons(
    ids: Array, cls: Array, n: int, i: int, two: Array, three: Array, four: Array, lx2: Array,
    lx3: Array, lx4: Array,
) -> None:  # fmt: skip
    """Fills `lx2[i]`, `lx3[i]`, `lx4[i]`: the class of a known word of 2, 3, 4 signs that begins at token i, or 0."""
    lx2[i] = 0
    lx3[i] = 0
    lx4[i] = 0
    if cls[i] >= HAN and cls[i + 1] >= HAN:
        lx2[i] = known(two, ids[i], ids[i + 1], 0, 0)
        if cls[i + 2] >= HAN:
            lx3[i] = known(three, ids[i], ids[i + 1], ids[i + 2], 0)
            if i + 3 < n and cls[i + 3] >= HAN:
                lx4[i] = known(four, ids[i], ids[i + 1], ids[i + 2], ids[i + 3])


@part
def may_begin(ids: Array, cls: Array, adr: Array, cue: Array, i: int, gate: Array) -> bool:
    """Whether anything may begin at token i, by a small table of five cheap features: most tokens end here."""
    a1, a0, b1 = ids[i - 1], ids[i], ids[i + 1]
    s = np.int64(gate[gate_row(0, a0, 0)]) + gate[gate_row(1, a0, b1)] + gate[gate_row(2, a1, 0)]
    s += np.int64(gate[gate_row(3, (cls[i - 1] << 12) | (cls[i] << 6) | cls[i + 1], 0)])
    s += np.int64(gate[gate_row(4, (adr[i] << 12) | (adr[i + 1] << 8) | (adr[i + 2] << 4), cue[i])])
    return s > 0


@part
def gate_row(kind: int, a: int, b: int) -> Any:
    """Place of a gate feature in its table."""
    x = (np.uint64(a) * _M1) ^ ((np.uint64(b) + np.uint64(kind)) * _M2)
    return (x >> np.uint64(40)) & np.uint64(GATE_SIZE - 1)


@part
def weight_row(index: Array, feature: Any) -> Any:
    """Where the packed weights of a feature begin: an index entry holds the row and the bits that tell it from its neighbours."""
    entry = index[feature & _BUCKET]
    if np.uint32(feature >> np.uint64(BUCKET_BITS)) == (entry & _REST_MASK):
        return np.uint64(entry >> np.uint32(_REST)) << np.uint64(2)
    return np.uint64(0)


@part
def features(
    ids: Array, cls: Array, adr: Array, cue: Array, lx2: Array, lx3: Array, lx4: Array, i: int,
    out: Array,
) -> None:  # fmt: skip
    """Rows of the weight table that speak about token i; needs 3 tokens of border on both sides."""
    a2, a1, a0, b1, b2 = ids[i - 2], ids[i - 1], ids[i], ids[i + 1], ids[i + 2]
    c2, c1, c0, d1, d2 = cls[i - 2], cls[i - 1], cls[i], cls[i + 1], cls[i + 2]
    e2, e1, e0, f1, f2 = adr[i - 2], adr[i - 1], adr[i], adr[i + 1], adr[i + 2]
    out[0] = mix(1, a0, b1, 0) & _ROWS
    out[1] = mix(2, a0, 0, 0) & _ROWS
    out[2] = mix(3, a1, a0, 0) & _ROWS
    out[3] = mix(4, a1, 0, 0) & _ROWS
    out[4] = mix(5, b1, 0, 0) & _ROWS
    out[5] = mix(6, a2, a1, 0) & _ROWS
    out[6] = mix(7, b1, b2, 0) & _ROWS
    out[7] = mix(8, a1, b1, 0) & _ROWS
    out[8] = mix(12, (c2 << 6) | c1, (c0 << 12) | (d1 << 6) | d2, 0) & _ROWS
    out[9] = mix(13, c1, (c0 << 6) | d1, 0) & _ROWS
    out[10] = mix(14, (lx2[i - 1] << 3) | lx2[i], (lx2[i + 1] << 3) | lx2[i - 2], c0) & _ROWS
    out[11] = (
        mix(
            15,
            (lx3[i - 2] << 6) | (lx3[i - 1] << 3) | lx3[i],
            (lx4[i - 3] << 6) | (lx4[i - 2] << 3) | lx4[i - 1],
            lx4[i],
        )
        & _ROWS
    )
    out[12] = mix(16, (e2 << 12) | (e1 << 8) | (e0 << 4) | f1, f2, 0) & _ROWS
    out[13] = mix(17, (e1 << 8) | (e0 << 4) | f1, c0, d1) & _ROWS
    out[14] = mix(18, cue[i], c0, 0) & _ROWS


@part
def tag(
    ids: Array, cls: Array, adr: Array, cue: Array, two: Array, three: Array, four: Array, lx2: Array,
    lx3: Array, lx4: Array, n: int, gate: Array, index: Array, packed: Array, beam: Array, tilt: Array,
    row: Array, begin_score: Array, begin_at: Array, score: Array, shut_at: Array, shut_kind: Array,
    shut_gain: Array, out_s: Array, out_e: Array, out_k: Array, out_g: Array,
) -> int:  # fmt: skip
    """Best tagging of the tokens 3..n; spans (first token, token after the last, kind, score over "outside") in order.

    `index` maps features to rows of `packed`, four words each; row 0 is that of unknown features. A token at which no
    hypothesis is open and `may_begin` says no is outside; an open hypothesis of kind k `beam[k]` below the best closed one is dropped; `tilt[k]`
    is added wherever a span of that kind begins.
    """
    lane = np.uint64(0xFFFF)
    closed = 0
    for k in range(4):
        begin_score[k] = _NONE
        begin_at[k] = 0
    for i in range(3, n):
        shut_kind[i] = -1
        if cls[i] in (PHONE, NUMBER):  # an identifier is no part of anything
            for k in range(4):
                begin_score[k] = _NONE
            continue
        alive = (
            begin_score[0] > _NONE
            or begin_score[1] > _NONE
            or begin_score[2] > _NONE
            or begin_score[3] > _NONE
        )
        if not alive and (cls[i] < DIGITS1 or not may_begin(ids, cls, adr, cue, i, gate)):
            continue
        for j in range(max(3, i - 3), min(n, i + 2)):
            if lx2[j] < 0:
                ask_lexicons(ids, cls, n, j, two, three, four, lx2, lx3, lx4)
        features(ids, cls, adr, cue, lx2, lx3, lx4, i, row)
        w0 = np.uint64(0)
        w1 = np.uint64(0)
        w2 = np.uint64(0)
        w3 = np.uint64(0)
        for f in range(FEATURES):
            b = weight_row(index, row[f])
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
            single = closed + score[4 * k + 3] + tilt[k]
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
            opened = closed + score[4 * k] + tilt[k]
            inside = begin_score[k] + score[4 * k + 1] if begin_score[k] > _NONE else _NONE
            if inside >= opened:
                begin_score[k] = inside
            else:
                begin_score[k] = opened
                begin_at[k] = i
            if begin_score[k] < best - beam[k]:
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
