"""Fits the linear chain model by stochastic gradient (AdaGrad, Duchi et al. 2011) on the log-likelihood of the gold taggings."""

from __future__ import annotations

import numpy as np
from numba import njit

from novation.inventory.kernels import tagger
from novation.inventory.kernels.name_model import STEP

_LOW = -1e30
DEAD = 0.1  # weights below it become 0: half of all, which the file needs no room for


@njit(cache=True, inline="always")
def _add(a, b):
    if a < b:
        a, b = b, a
    return a + np.log1p(np.exp(b - a)) if b > _LOW else a


@njit(cache=True, fastmath=True)
def pass_over(rows, gold, starts, order, weights, squares, rate, decay, margin, drop, seed, learn):
    """One pass; returns the summed loss. `rows` (tokens, features), `gold` (tokens,), `starts` (notes + 1,) token
    offsets; `drop` of 256 features are left out at each token."""
    longest = 0
    for i in range(len(starts) - 1):
        longest = max(longest, starts[i + 1] - starts[i])
    e = np.zeros((longest + 1, 16))
    g = np.zeros(16)
    c = np.zeros(longest + 1)
    o = np.zeros((longest + 1, 4))
    cb = np.zeros(longest + 2)
    ob = np.zeros((longest + 2, 4))
    features = rows.shape[1]
    total = 0.0
    live = np.ones((longest + 1, features), np.uint8)
    state = np.uint64(seed * 2 + 1)
    for q in range(len(order)):
        note = order[q]
        a, n = starts[note], starts[note + 1] - starts[note]
        score = 0.0
        for i in range(n):
            for t in range(16):
                e[i, t] = 0.0
            for f in range(features):
                if drop > 0:  # features left out by chance, so that no template is learnt by heart
                    state ^= state << np.uint64(13)
                    state ^= state >> np.uint64(7)
                    state ^= state << np.uint64(17)
                    live[i, f] = (state >> np.uint64(40)) & np.uint64(255) >= drop
                    if live[i, f] == 0:
                        continue
                r = rows[a + i, f]
                for t in range(16):
                    e[i, t] += weights[r, t]
            k = gold[a + i]
            if k >= 0:
                score += e[i, k]
            if (
                margin > 0
            ):  # wrong actions are made to look better, so that they have to be beaten by a margin
                for t in range(16):
                    if t != k:
                        e[i, t] += margin
        for i in range(n):
            before = c[i - 1] if i > 0 else 0.0
            s = before
            for k in range(4):
                s = _add(s, before + e[i, 4 * k + 3])
                inside = before + e[i, 4 * k]
                if i > 0:
                    s = _add(s, o[i - 1, k] + e[i, 4 * k + 2])
                    inside = _add(inside, o[i - 1, k] + e[i, 4 * k + 1])
                o[i, k] = inside
            c[i] = s
        z = c[n - 1]
        total += z - score
        if not learn:
            continue
        cb[n] = 0.0
        for k in range(4):
            ob[n, k] = _LOW
        for i in range(n - 1, -1, -1):
            after = cb[i + 1]
            s = after
            for k in range(4):
                s = _add(s, e[i, 4 * k + 3] + after)
                s = _add(s, e[i, 4 * k] + ob[i + 1, k])
                ob[i, k] = _add(e[i, 4 * k + 2] + after, e[i, 4 * k + 1] + ob[i + 1, k])
            cb[i] = s
        for i in range(n):
            before = c[i - 1] if i > 0 else 0.0
            big = 0.0
            for k in range(4):
                p0 = np.exp(before + e[i, 4 * k] + ob[i + 1, k] - z)
                p3 = np.exp(before + e[i, 4 * k + 3] + cb[i + 1] - z)
                p1 = 0.0
                p2 = 0.0
                if i > 0:
                    p1 = np.exp(o[i - 1, k] + e[i, 4 * k + 1] + ob[i + 1, k] - z)
                    p2 = np.exp(o[i - 1, k] + e[i, 4 * k + 2] + cb[i + 1] - z)
                g[4 * k] = p0
                g[4 * k + 1] = p1
                g[4 * k + 2] = p2
                g[4 * k + 3] = p3
            k = gold[a + i]
            if k >= 0:
                g[k] -= 1.0
            for t in range(16):
                big = max(big, abs(g[t]))
            if big < 1e-3:
                continue
            for f in range(features):
                if live[i, f] == 0:
                    continue
                r = rows[a + i, f]
                for t in range(16):
                    d = g[t] + decay * weights[r, t]
                    squares[r, t] += d * d
                    weights[r, t] -= rate * d / np.sqrt(squares[r, t])
    return total


def chosen(weights: np.ndarray, seen: np.ndarray, most: int) -> np.ndarray:
    """The `most` features that matter most (weight times the fourth root of how often they are seen), one a bucket."""
    strength = np.abs(weights).max(axis=1) * np.sqrt(np.sqrt(seen))
    order = np.argsort(-strength, kind="stable")[: most * 2]
    order = order[strength[order] > 0]
    _, first = np.unique(order & ((1 << tagger.BUCKET_BITS) - 1), return_index=True)
    return np.sort(order[np.sort(first)[:most]])


def quantise(weights: np.ndarray, rows: np.ndarray, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Feature numbers and their weights as integers of 11 bits, in steps of STEP."""
    some = np.where(np.abs(weights[rows]) < DEAD, 0, weights[rows])
    whole = np.clip(np.round(some * scale / STEP), -1023 // STEP, 1023 // STEP).astype(np.int16) * STEP
    return rows.astype(np.int32), whole


@njit
def neighbours(notes, i):
    """First and last of the tokens of the same note that the gate asks about token i: one before it to two behind it."""
    first, last = i, i
    if i > 0 and notes[i - 1] == notes[i]:
        first = i - 1
    while last < i + 2 and last + 1 < len(notes) and notes[last + 1] == notes[i]:
        last += 1
    return first, last


@njit
def fit_gate(rows, rare, notes, wanted, live, size, passes, weight, rate, decay):
    """Logistic regression over the features of a token and its neighbours; gives (size, 4) weights, the first for a token
    one before that which is asked about. `notes`: the note a token is of; `wanted` more than 0 = something begins that
    counts so much; `live` 0 = the gate isn't asked there; `rare` features learn nothing, so that they spoil no other's place."""
    w = np.zeros((size, 4))
    g2 = np.full((size, 4), 0.1)
    n, k = rows.shape
    for turn in range(passes):
        for q in range(n):
            i = (q * 7919 + turn * 104729) % n
            if live[i] == 0:
                continue
            first, last = neighbours(notes, i)
            s = -1.0
            for j in range(first, last + 1):
                for f in range(k):
                    s += w[rows[j, f], j - i + 1]
            g = 1.0 / (1.0 + np.exp(-s))
            if wanted[i]:
                g = (g - 1.0) * weight * wanted[i]
            if abs(g) < 1e-3:
                continue
            for j in range(first, last + 1):
                for f in range(k):
                    if rare[j, f]:
                        continue
                    r, lane = rows[j, f], j - i + 1
                    d = g + decay * w[r, lane]
                    g2[r, lane] += d * d
                    w[r, lane] -= rate * d / np.sqrt(g2[r, lane])
    return w


@njit
def gate_sums(rows, notes, weights):
    """What the gate's whole weights add up to at each token."""
    out = np.zeros(len(rows), np.int32)
    for i in range(len(rows)):
        first, last = neighbours(notes, i)
        for j in range(first, last + 1):
            for f in range(rows.shape[1]):
                out[i] += weights[rows[j, f], j - i + 1]
    return out
