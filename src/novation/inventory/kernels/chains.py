# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Digits written in groups: where each group begins and ends, what stands between, and all digits in one array."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import COUNT, ENDS, GAPS, STARTS, SUMS, D

MOST_GROUPS, MOST_DIGITS = 12, 26
_BLANK, _HYPHEN, _DOT, _SLASH, _LINE, _ROUND = 32, 45, 46, 47, 10, 40


@part
def _gap(buf, p, hi):
    """Kind of the gap at `p` (0: none) times 8 plus its length in bytes (at most 3); a digit must follow it."""
    kind = 0
    q = p
    while q < hi and q - p < 4:
        b = buf[q]
        if 48 <= b <= 57:
            return kind * 8 + (q - p) if q > p else 0
        if b == 40 or b == 41:
            kind = _LINE if kind == _LINE else _ROUND
        elif b == _SLASH or b == _HYPHEN or b == _DOT:
            if kind != 0 and kind != _BLANK:
                return 0
            kind = b
        elif b == 10 or b == 13:
            if kind == 0 or kind == _BLANK:
                kind = _LINE
        elif b == 32 or b == 9:
            if kind == 0:
                kind = _BLANK
        else:
            return 0
        q += 1
    return 0


@part
def chain(buf, i, hi, w):
    """Collects groups from the digit at `i`; a group that would pass MOST_DIGITS ends the chain before it.

    Returns their number: 0, with the end of the digits in w[ENDS], where the first alone is too long.
    """
    count = 0
    total = 0
    p = i
    gap = 0
    while count < MOST_GROUPS:
        q = p
        while q < hi and 48 <= buf[q] <= 57:
            q += 1
        if total + (q - p) > MOST_DIGITS:
            if count == 0:
                w[ENDS] = q
            break
        for k in range(p, q):
            w[D + total + k - p] = np.int64(buf[k]) - 48
        total += q - p
        w[STARTS + count] = p
        w[ENDS + count] = q
        w[GAPS + count] = gap
        w[SUMS + count] = total
        count += 1
        found = _gap(buf, q, hi)
        if found == 0:
            break
        gap = found // 8
        p = q + found % 8
    w[COUNT] = count
    return count


def shape(*groups: int) -> int:
    """What `sizes` gives for groups of these sizes."""
    value = 0
    for size in groups:
        value = value * 32 + size
    return value


@part
def same_gaps(w, first, last, kind):
    """Whether all gaps between groups first..last are of one kind (0: the kind of the first of them)."""
    for k in range(first + 1, last + 1):
        if kind == 0:
            kind = w[GAPS + k]
        if w[GAPS + k] != kind:
            return False
    return True


@part
def sizes(w, first, last):
    """The sizes of groups first..last as one number in base 32."""
    value = 0
    for k in range(first, last + 1):
        value = value * 32 + w[ENDS + k] - w[STARTS + k]
    return value


@part
def goes_on(w, last):
    """Whether the chain goes on after group `last` with a hyphen, dot or slash: then it is part of a longer code."""
    if last + 1 >= w[COUNT]:
        return False
    gap = w[GAPS + last + 1]
    return gap == _HYPHEN or gap == _DOT
