"""Compiled loops over distinct tuples: grouping them at a node, cutting classes, counting people inside a class."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Words = NDArray[np.uint64]
Floats = NDArray[np.float64]
_njit: Any = numba.njit


@_njit(cache=True, nogil=True)
def _ones(word: int) -> Any:
    """How many bits are set (Hacker's Delight, 5-1)."""
    x = np.uint64(word)
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@_njit(cache=True, nogil=True)
def is_class(count: int, bits: Words, k: int, least: int) -> bool:
    """Whether so many rows with these sensitive values make a class that may be released."""
    if count < k:
        return False
    for place in range(bits.shape[0]):  # noqa: SIM110 - compiled: no generators
        if _ones(bits[place]) < least:
            return False
    return True


@_njit(cache=True, nogil=True)
def group_at(
    codes: Ints,
    weights: Longs,
    bits: Words,
    low: Ints,
    level: Longs,
    factor: Words,
    half: Longs,
    keys: Words,
    slots: Ints,
    group: Ints,
    first: Longs,
    count: Longs,
    met: Words,
) -> int:
    """Groups tuples by their values at a node; returns how many groups.

    Writes the group of each tuple and of each group its first tuple, its rows and the sensitive values it has met.
    `slots` is a hash table of a power of two places, all -1 before and after.
    """
    rows, columns = codes.shape
    mask = slots.shape[0] - 1
    groups = 0
    for row in range(rows):
        one, other = np.uint64(0), np.uint64(0)
        for column in range(columns):
            part = np.uint64(low[column, level[column], codes[row, column]]) * factor[column]
            if half[column] == 0:
                one += part
            else:
                other += part
        mixed = (one ^ (other * np.uint64(0xC2B2AE3D27D4EB4F))) * np.uint64(0x9E3779B97F4A7C15)
        at = np.int64(mixed >> np.uint64(32)) & mask
        while slots[at] >= 0 and (keys[slots[at], 0] != one or keys[slots[at], 1] != other):
            at = (at + 1) & mask
        if slots[at] < 0:
            slots[at] = groups
            keys[groups, 0], keys[groups, 1] = one, other
            first[groups], count[groups] = row, 0
            met[:, groups] = 0
            groups += 1
        found = slots[at]
        group[row] = found
        count[found] += weights[row]
        for place in range(bits.shape[0]):
            met[place, found] |= bits[place, row]
    slots[:] = -1
    return groups


@_njit(cache=True, nogil=True)
def weigh(
    groups: int,
    first: Longs,
    count: Longs,
    met: Words,
    codes: Ints,
    loss: Floats,
    level: Longs,
    k: int,
    least: int,
) -> Any:
    """Rows in groups that are no class, and the loss of all rows, a row that is left out counting 1."""
    left, lost = np.int64(0), 0.0
    columns = codes.shape[1]
    for number in range(groups):
        if not is_class(count[number], met[:, number], k, least):
            left += count[number]
            lost += count[number]
            continue
        total = 0.0
        for column in range(columns):
            total += loss[column, level[column], codes[first[number], column]]
        lost += count[number] * total / columns
    return left, lost


MOST_RUNS = 8
"""A range is told by at most so many runs of a level: its ends are rounded to it and tell of no single person."""


@_njit(cache=True, nogil=True)
def run_of(
    column: int,
    first: int,
    last: int,
    low: Ints,
    high: Ints,
    place: Ints,
    levels: Longs,
    ordered: Longs,
    missing: Longs,
) -> Any:
    """What is released for codes from one to another: the finest run of a level around them, or few runs in a row."""
    mixed = missing[column] >= 0 and last == missing[column] and first != last
    most = MOST_RUNS if ordered[column] == 1 and not mixed else 1
    for level in range(levels[column]):
        if place[column, level, last] - place[column, level, first] < most:
            return low[column, level, first], high[column, level, last]
    top = levels[column] - 1
    return low[column, top, 0], high[column, top, 0]


@_njit(cache=True, nogil=True)
def count_inside(codes: Ints, weights: Longs, low: Ints, high: Ints) -> Longs:
    """How many rows of a population fit each released class: the people that an outsider could mistake for one another."""
    found = np.zeros(low.shape[0], np.int64)
    columns = codes.shape[1]
    for number in range(low.shape[0]):
        people = np.int64(0)
        for row in range(codes.shape[0]):
            inside = True
            for column in range(columns):
                code = codes[row, column]
                if code < low[number, column] or code > high[number, column]:
                    inside = False
                    break
            if inside:
                people += weights[row]
        found[number] = people
    return found
