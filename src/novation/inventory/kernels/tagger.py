"""Finds names and addresses in a row of tokens: a linear chain model with hashed features, sixteen scores to a token.

The model is a conditional random field (Lafferty et al. 2001) over 16 tags: begin, inside, end, single for each of person name,
address, organisation and place; "outside" scores 0 by definition, so a token at which nothing may begin costs next to nothing.
Weights are whole numbers: sums are exact, and the twin in plain Python says the same to the last bit.
"""

# mypy: disable-error-code="arg-type, return-value"
# Numba types these functions by what they are called with; mypy knows nothing of fixed-width numbers.

from __future__ import annotations

from typing import Any

import numpy as np

from novation.inventory.kernels.compiling import part, whole_part
from novation.inventory.kernels.lanes import BUCKET_BITS as BUCKET_BITS
from novation.inventory.kernels.lanes import FEATURE_BITS as FEATURE_BITS
from novation.inventory.kernels.lanes import FEATURES as FEATURES
from novation.inventory.kernels.lanes import (
    GATE_BITS,
    KIND,
    M1,
    M2,
    M3,
    NONE,
    STEP,
    WIDTH,
    add_rows,
    best_end,
    fall_back,
    find_rows,
    hash_one,
    lexicons_one,
    lexicons_some,
    open_gate,
    open_spans,
    weigh_some,
)
from novation.inventory.kernels.lanes import GATE_FEATURES as GATE_FEATURES
from novation.inventory.kernels.lanes import STRIDE as STRIDE
from novation.inventory.kernels.tokens import (
    ALNUM,
    CAP,
    CAPS,
    CUE_END,
    LOWER,
    NUMBER,
    PHONE,
    Array,
)

NAME, ADDRESS, ORGANISATION, PLACE = 0, 1, 2, 3
GATE_SIZE = 1 << GATE_BITS
SPARE = WIDTH + 8
"""Numbers that the arrays of tokens must hold beyond the tokens of a row: the borders, and what vectors read over them."""
_1 = np.uint64(1)
_M1, _M2, _M3, _KIND = np.uint64(M1), np.uint64(M2), np.uint64(M3), np.uint64(KIND)


@part
def mix(kind: int, a: int, b: int, c: int) -> Any:
    """Hash of a feature: its kind and up to three values."""
    x = (np.uint64(a) * _M1) ^ (np.uint64(b) * _M2) ^ ((np.uint64(c) + np.uint64(kind) * _KIND) * _M3)
    x ^= x >> np.uint64(29)
    x *= _M1
    return x ^ (x >> np.uint64(32))


@part
def known(table: Array, a: int, b: int, c: int, d: int) -> int:
    """Class 0 to 7 of a word in a hashed lexicon: 3 bits of class under 5 bits of fingerprint; 0 = not there."""
    x = mix(91, a, b, (np.uint64(c) << np.uint64(21)) ^ np.uint64(d))
    slot = table[x & np.uint64(len(table) - 1)]
    return np.int64(slot & 7) if (slot >> 3) == ((x >> np.uint64(40)) & np.uint64(31)) else np.int64(0)


@whole_part
def describe(
    ids: Array, cls: Array, n: int, words: Array, cues: Array, adr: Array, cue: Array,
) -> None:  # fmt: skip
    """Finishes `cls` (Latin words get their class of the lexicon) and `adr`; `cue`: the last cue word and how far back it stands."""
    last = 0
    far = 0
    for i in range(3, n):
        j = np.uint64(i)
        k = 0
        c = cls[j]
        if LOWER <= c <= ALNUM:
            if c == LOWER or c == CAP or c == CAPS:  # noqa: PLR1714, SIM109 (Numba: quicker)
                cls[j] = c + known(words, ids[j], 0, 0, 0)
            if c < ALNUM:
                adr[j] = latin_role(known(cues, ids[j], 7, 0, 0))
        elif adr[j] & CUE_END:
            adr[j] &= 15
            k = known(cues, ids[j - _1], ids[j], 0, 0)
        elif ids[j] == 0xB7:
            k = 5
        if last == 0:
            cue[j] = 0
            last = k
            far = 0
            continue
        far += 1
        cue[j] = last * 4 + (far > 1) + (far > 2) + (far > 5)
        if k:
            last = k
            far = 0
        elif far > 12 or ids[j] == 10:
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
    lexicons_one(ids, cls, two, three, four, lx2, lx3, lx4, i)


@part
def gate_hash(kind: int, a: int, b: int) -> Any:
    """Hash of a feature of the gate; its low GATE_BITS are the row of the table that `lanes.weigh_some` reads."""
    x = (np.uint64(a) * _M1) ^ ((np.uint64(b) + np.uint64(kind)) * _M2)
    return x >> np.uint64(40)


@part
def features(
    ids: Array, cls: Array, adr: Array, end: Array, cue: Array, lx2: Array, lx3: Array, lx4: Array,
    i: int, out: Array,
) -> None:  # fmt: skip
    """Rows of the weight table that speak about token i; needs 3 tokens of border on both sides."""
    hash_one(ids, cls, adr, cue, lx2, lx3, lx4, end, i, out)


@whole_part
def ask_gate(
    ids: Array, cls: Array, adr: Array, cue: Array, end: Array, n: int, gate: Array, least: int,
    one: Array, two: Array, three: Array, four: Array, gates: Array,
) -> None:  # fmt: skip
    """Fills `gates[3:n]`: more than 0 where something may begin. The borders say nothing."""
    for i in range(3, n, WIDTH):
        weigh_some(ids, cls, adr, cue, end, i, gate, one, two, three, four)
    one[2] = 0
    three[n] = 0
    four[n] = 0
    four[n + 1] = 0
    for i in range(3, n, WIDTH):
        open_gate(cls, i, least, one, two, three, four, gates)


@whole_part
def tag(
    ids: Array, cls: Array, adr: Array, end: Array, cue: Array, two: Array, three: Array, four: Array,
    lx2: Array, lx3: Array, lx4: Array, n: int, gate: Array, tells: Array, packed: Array, beam: Array, tilt: Array,
    gate_1: Array, gate_2: Array, gate_3: Array, gate_4: Array, gates: Array, found: Array, begin_score: Array, begin_at: Array, score: Array,
    shut_at: Array, shut_kind: Array, shut_gain: Array, out_s: Array, out_e: Array, out_k: Array, out_g: Array,
) -> int:  # fmt: skip
    """Best tagging of the tokens 3..n; spans (first token, token after the last, kind, score over "outside") in order.

    `packed` has the weights of features, `tells` says which of a bucket has any; where they lie is found for STRIDE tokens at a time (`lanes.find_rows` into `found`).
    A token at which no
    hypothesis is open and the gate says no is outside; an open hypothesis of kind k `beam[k]` below the best closed one is dropped; `tilt[k]`
    is added wherever a span of that kind begins.
    """
    closed = 0
    count = 0
    alive = False
    asked = 3
    known_from = 0
    known_to = 0
    for k in range(4):
        begin_score[k] = NONE
        begin_at[k] = 0
    ask_gate(ids, cls, adr, cue, end, n, gate, gate[GATE_SIZE], gate_1, gate_2, gate_3, gate_4, gates)
    for i in range(3, n):
        j = np.uint64(i)
        if not alive:
            if gates[j] == 0:
                continue
        elif cls[j] == PHONE or cls[j] == NUMBER:  # noqa: PLR1714 (Numba: quicker); an identifier is no part of anything
            alive = False
            for k in range(4):
                begin_score[k] = NONE
            continue
        if i >= known_to:
            known_from = i
            known_to = i + STRIDE
            asked = max(asked, i - 3)
            while asked <= known_to:
                lexicons_some(ids, cls, two, three, four, lx2, lx3, lx4, asked)
                asked += WIDTH
            find_rows(ids, cls, adr, cue, lx2, lx3, lx4, end, i, tells, found)
        add_rows(packed, found, i - known_from, score)
        gain = best_end(score, begin_score, tilt)
        if gain > 0:
            closed += gain
            note_end(
                i, gain, closed, begin_score, begin_at, score, tilt, count, shut_at, shut_kind, shut_gain
            )
            count += 1
        alive = open_spans(score, begin_score, begin_at, beam, tilt, i)
        if gain > 0:
            alive = fall_back(begin_score, beam, gain)
    return trace(count, shut_at, shut_kind, shut_gain, out_s, out_e, out_k, out_g)


@whole_part
def note_end(
    i: int, gain: int, closed: int, begin_score: Array, begin_at: Array, score: Array, tilt: Array,
    count: int, shut_at: Array, shut_kind: Array, shut_gain: Array,
) -> None:  # fmt: skip
    """Writes down the first way to gain so much at token i: its first token, its last token and kind, the score then."""
    kind = -1
    start = i
    for k in range(4):
        if kind < 0 and STEP * score[12 + k] + tilt[k] == gain:
            kind = k
        if kind < 0 and STEP * score[8 + k] + begin_score[k] == gain:
            kind = k
            start = begin_at[k]
    shut_at[count] = start
    shut_kind[count] = i << 2 | kind
    shut_gain[count] = closed


@whole_part
def trace(
    count: int, shut_at: Array, shut_kind: Array, shut_gain: Array, out_s: Array, out_e: Array,
    out_k: Array, out_g: Array,
) -> int:  # fmt: skip
    """The spans of the best chain, last first, from the ends written down; returns how many."""
    m = 0
    k = count - 1
    while k >= 0:
        out_s[m] = shut_at[k]
        out_e[m] = (shut_kind[k] >> 2) + 1
        out_k[m] = shut_kind[k] & 3
        gain = shut_gain[k]
        k -= 1
        while k >= 0 and shut_kind[k] >> 2 >= out_s[m]:
            k -= 1
        out_g[m] = gain - (shut_gain[k] if k >= 0 else 0)
        m += 1
    return m
