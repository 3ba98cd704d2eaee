"""Fits the linear chain model by stochastic gradient (AdaGrad, Duchi et al. 2011) on the log-likelihood of the gold taggings."""

from __future__ import annotations

import numpy as np
from numba import njit

from novation.inventory.kernels import tagger

_LOW = -1e30


@njit(cache=True, inline="always")
def _add(a, b):
    if a < b:
        a, b = b, a
    return a + np.log1p(np.exp(b - a)) if b > _LOW else a


@njit(cache=True, fastmath=True)
def pass_over(rows, gold, starts, order, weights, squares, rate, decay, margin, learn):
    """One pass; returns the summed loss. `rows` (tokens, features), `gold` (tokens,), `starts` (notes + 1,) token offsets."""
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
    for q in range(len(order)):
        note = order[q]
        a, n = starts[note], starts[note + 1] - starts[note]
        score = 0.0
        for i in range(n):
            for t in range(16):
                e[i, t] = 0.0
            for f in range(features):
                r = rows[a + i, f]
                for t in range(16):
                    e[i, t] += weights[r, t]
            k = gold[a + i]
            if k >= 0:
                score += e[i, k]
            if margin > 0:  # wrong actions are made to look better, so that they have to be beaten by a margin
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
                r = rows[a + i, f]
                for t in range(16):
                    d = g[t] + decay * weights[r, t]
                    squares[r, t] += d * d
                    weights[r, t] -= rate * d / np.sqrt(squares[r, t])
    return total


def quantise(weights: np.ndarray, scale: float, floor: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows that matter and their weights as integers of 11 bits; weights under `floor` steps are dropped."""
    whole = np.clip(np.round(weights * scale), -1023, 1023).astype(np.int16)
    whole[np.abs(whole) < floor] = 0
    rows = np.flatnonzero(whole.any(axis=1)).astype(np.int32)
    return rows, whole[rows]


def pack(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Four words of four 16-bit lanes a row, each lane raised by BIAS (see `tagger.tag`)."""
    table = np.full((1 << tagger.TABLE_BITS, 16), tagger.BIAS, np.uint16)
    table[rows] = (weights.astype(np.int32) + tagger.BIAS).astype(np.uint16)
    return table.view(np.uint64).reshape(-1).copy()
