"""The plain-Python oracle: classes, risks and diversity counted by dictionaries, and the best node found by trying all."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from novation.protection import Scale

Rows = Sequence[Sequence[int]]


def at_node(rows: Rows, scales: Sequence[Scale], node: Sequence[int]) -> list[tuple[int, ...]]:
    return [
        tuple(int(s.low[level, code]) for s, level, code in zip(scales, node, row, strict=True))
        for row in rows
    ]


def loss_at(rows: Rows, scales: Sequence[Scale], node: Sequence[int], k: int) -> tuple[float, int]:
    """Mean loss with rows of small classes counting whole, and how many these are."""
    groups = Counter(at_node(rows, scales, node))
    total, left = 0.0, 0
    for row, group in zip(rows, at_node(rows, scales, node), strict=True):
        if groups[group] < k:
            total, left = total + 1, left + 1
        else:
            total += sum(float(s.loss[n, c]) for s, n, c in zip(scales, node, row, strict=True)) / len(scales)
    return total / len(rows), left


def best_loss(rows: Rows, scales: Sequence[Scale], k: int, suppressed: float) -> float | None:
    """Of every node of the lattice."""
    nodes = itertools.product(*(range(s.levels) for s in scales))
    fit = [
        loss for loss, left in (loss_at(rows, scales, n, k) for n in nodes) if left <= suppressed * len(rows)
    ]
    return min(fit, default=None)


def inside(rows: Rows, low: Sequence[int], high: Sequence[int]) -> int:
    return sum(all(a <= c <= b for c, a, b in zip(row, low, high, strict=True)) for row in rows)


def spread(classes: Sequence[int], values: Sequence[int]) -> tuple[int, float, float]:
    """Distinct l, l by entropy, t as half the sum of the differences of shares."""
    overall, by_class = Counter(values), defaultdict(Counter)
    for number, value in zip(classes, values, strict=True):
        by_class[number][value] += 1
    distinct = min(len(c) for c in by_class.values())
    entropies, distances = [], []
    for counts in by_class.values():
        size = sum(counts.values())
        shares = {v: n / size for v, n in counts.items()}
        entropies.append(-sum(s * math.log(s) for s in shares.values()))
        distances.append(sum(abs(shares.get(v, 0) - n / len(values)) for v, n in overall.items()) / 2)
    return distinct, math.exp(min(entropies)), max(distances)
