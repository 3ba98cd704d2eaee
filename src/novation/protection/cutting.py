"""Mondrian-style cuts on distinct tuples: a class is divided as long as both halves may be released (LeFevre 2006)."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from novation.protection.kernels import Ints, Longs, Words, is_class, run_of

_njit: Any = numba.njit
_BALANCE = 0.5
"""How much an even cut counts beside the loss it saves: it keeps later cuts possible. Measured best of 0, 0.25, 0.5, 1."""


@_njit(cache=True, nogil=True)
def _bounds(codes: Ints, order: Longs, begin: int, end: int, low: Longs, high: Longs) -> None:
    for column in range(codes.shape[1]):
        least, most = codes[order[begin], column], codes[order[begin], column]
        for at in range(begin + 1, end):
            code = codes[order[at], column]
            if code < least:
                least = code
            if code > most:
                most = code
        low[column], high[column] = least, most


@_njit(cache=True, nogil=True)
def _width(
    column: int,
    a: int,
    b: int,
    low: Ints,
    high: Ints,
    place: Ints,
    levels: Longs,
    ordered: Longs,
    missing: Longs,
    size: Longs,
) -> float:
    first, last = run_of(column, a, b, low, high, place, levels, ordered, missing)
    return (last - first) / max(1, size[column] - 1)


@_njit(cache=True, nogil=True)
def _best_cut(
    codes: Ints,
    weights: Longs,
    bits: Words,
    order: Longs,
    begin: int,
    end: int,
    column: int,
    a: int,
    b: int,
    rows: int,
    k: int,
    least: int,
    low: Ints,
    high: Ints,
    place: Ints,
    levels: Longs,
    ordered: Longs,
    missing: Longs,
    size: Longs,
    seen: Longs,
    behind: Words,
    before: Words,
) -> tuple[float, int]:
    """The gain and the last code of the left half of the best cut of one column; a gain below 0: there is none."""
    places = bits.shape[0]
    for code in range(a, b + 1):
        seen[code] = 0
        behind[:, code] = 0
    for at in range(begin, end):
        code = codes[order[at], column]
        seen[code] += weights[order[at]]
        for s in range(places):
            behind[s, code] |= bits[s, order[at]]
    ahead = np.zeros(places, np.uint64)
    before[:, b] = 0
    for code in range(b, a, -1):
        for s in range(places):
            ahead[s] |= behind[s, code]
            before[s, code - 1] = ahead[s]
    whole = _width(column, a, b, low, high, place, levels, ordered, missing, size)
    gain, cut, left = -1.0, -1, np.int64(0)
    held = np.zeros(places, np.uint64)
    last = a
    for code in range(a, b):
        left += seen[code]
        for s in range(places):
            held[s] |= behind[s, code]
        if seen[code] == 0:
            continue
        last = code
        if rows - left < k:
            break
        if not (is_class(left, held, k, least) and is_class(rows - left, before[:, code], k, least)):
            continue
        following = code + 1
        while seen[following] == 0:
            following += 1
        one = _width(column, a, last, low, high, place, levels, ordered, missing, size)
        other = _width(column, following, b, low, high, place, levels, ordered, missing, size)
        share = left / rows
        even = 4.0 * share * (1.0 - share)
        saved = (whole - share * one - (1.0 - share) * other) * even**_BALANCE + 1e-3 * even * whole + 1e-9
        if saved > gain:
            gain, cut = saved, code
    return gain, cut


@_njit(cache=True, nogil=True)
def _divide(codes: Ints, order: Longs, begin: int, end: int, column: int, cut: int, spare: Longs) -> int:
    """Tuples up to the cut first, the others behind them; returns where these begin."""
    at, kept = begin, 0
    for place in range(begin, end):
        one = order[place]
        if codes[one, column] <= cut:
            order[at] = one
            at += 1
        else:
            spare[kept] = one
            kept += 1
    for place in range(kept):
        order[at + place] = spare[place]
    return at


@_njit(cache=True, nogil=True)
def cut_classes(
    codes: Ints,
    weights: Longs,
    bits: Words,
    order: Longs,
    starts: Longs,
    k: int,
    least: int,
    low: Ints,
    high: Ints,
    place: Ints,
    levels: Longs,
    ordered: Longs,
    missing: Longs,
    size: Longs,
) -> tuple[Ints, Ints, Ints, Longs]:
    """Cuts the classes that `starts` marks in `order`; returns the class of each tuple (-1: in none) and of each class
    the first and last released code of each column and its rows.
    """
    tuples, columns = codes.shape
    number = np.full(tuples, -1, np.int32)
    most = min(
        tuples, weights.sum() // k + len(starts)
    )  # of classes: each has k rows, or is a start left whole
    first = np.empty((most, columns), np.int32)
    last = np.empty((most, columns), np.int32)
    rows_of = np.empty(most, np.int64)
    spare = np.empty(tuples, np.int64)
    width = low.shape[2]
    seen = np.zeros(width, np.int64)
    behind = np.zeros((bits.shape[0], width), np.uint64)
    before = np.zeros((bits.shape[0], width), np.uint64)
    a, b = np.empty(columns, np.int64), np.empty(columns, np.int64)
    stack = np.empty((tuples + len(starts) + 1, 2), np.int64)
    top, classes = 0, 0
    for at in range(len(starts) - 1):
        if starts[at] < starts[at + 1]:
            stack[top, 0], stack[top, 1] = starts[at], starts[at + 1]
            top += 1
    while top > 0:
        top -= 1
        begin, end = stack[top, 0], stack[top, 1]
        rows = np.int64(0)
        for at in range(begin, end):
            rows += weights[order[at]]
        _bounds(codes, order, begin, end, a, b)
        gain, cut, chosen = -1.0, -1, -1
        if rows >= 2 * k:
            for column in range(columns):
                if a[column] == b[column]:
                    continue
                found, where = _best_cut(
                    codes, weights, bits, order, begin, end, column, a[column], b[column], rows, k, least,
                    low, high, place, levels, ordered, missing, size, seen, behind, before,
                )  # fmt: skip
                if found > gain:
                    gain, cut, chosen = found, where, column
        if chosen >= 0:
            middle = _divide(codes, order, begin, end, chosen, cut, spare)
            stack[top, 0], stack[top, 1] = begin, middle
            stack[top + 1, 0], stack[top + 1, 1] = middle, end
            top += 2
            continue
        for column in range(columns):
            first[classes, column], last[classes, column] = run_of(
                column, a[column], b[column], low, high, place, levels, ordered, missing
            )
        rows_of[classes] = rows
        for at in range(begin, end):
            number[order[at]] = classes
        classes += 1
    return number, first[:classes].copy(), last[:classes].copy(), rows_of[:classes].copy()


def every(tuples: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All tuples as one class to begin with."""
    return np.arange(tuples, dtype=np.int64), np.array([0, tuples], np.int64)
