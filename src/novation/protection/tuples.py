"""Rows as distinct tuples of codes with how many rows have each: all that a search needs, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from novation.protection.scales import Scale

_WORD = 1 << 63
MOST_VALUES = 64
"""So many values of a sensitive column are told apart; the rest count as one."""


@dataclass(frozen=True, eq=False, slots=True)
class Tuples:
    """`codes` (tuple, column), `weights` the rows of each, `bits` (sensitive column, tuple) which values occur in it."""

    codes: NDArray[np.int32]
    weights: NDArray[np.int64]
    bits: NDArray[np.uint64]

    @property
    def rows(self) -> int:
        return int(self.weights.sum())

    def __len__(self) -> int:
        return len(self.weights)


@dataclass(frozen=True, slots=True)
class Packing:
    """How a tuple becomes two whole numbers: the factor of each column and which of the two it goes to."""

    factor: NDArray[np.uint64]
    half: NDArray[np.int64]


def packing_of(scales: Sequence[Scale]) -> Packing:
    """Raises ValueError where the columns have more combinations than two words can tell apart."""
    factor: list[int] = []
    half: list[int] = []
    room = 1
    for scale in scales:
        if room * scale.codes >= _WORD:
            half.append(half[-1] + 1)
            factor.append(1)
            room = scale.codes
        else:
            half.append(half[-1] if half else 0)
            factor.append(room)
            room *= scale.codes
    if half and half[-1] > 1:
        raise ValueError("too many columns of too many values")
    return Packing(np.array(factor, np.uint64), np.array(half, np.int64))


def packed(codes: NDArray[np.int32], packing: Packing) -> NDArray[np.uint64]:
    """Rows of codes as (row, 2) whole numbers."""
    words = np.zeros((len(codes), 2), np.uint64)
    for column, (factor, half) in enumerate(zip(packing.factor, packing.half, strict=True)):
        words[:, half] += codes[:, column].astype(np.uint64) * factor
    return words


def grouped(
    codes: NDArray[np.int32], scales: Sequence[Scale], sensitive: Sequence[NDArray[np.int64]] = ()
) -> tuple[Tuples, NDArray[np.int64]]:
    """The distinct tuples of some rows and the tuple of each row. For many rows the engine groups instead."""
    words = packed(codes, packing_of(scales))
    order = np.lexsort((words[:, 0], words[:, 1]))
    new = np.any(words[order][1:] != words[order][:-1], axis=1)
    number = np.empty(len(codes), np.int64)
    number[order] = np.concatenate([[0], np.cumsum(new)]) if len(codes) else 0
    first = order[np.concatenate([[True], new])] if len(codes) else order
    weights = np.bincount(number, minlength=len(first)).astype(np.int64)
    bits = np.zeros((len(sensitive), len(first)), np.uint64)
    for place, values in enumerate(sensitive):
        marks = np.uint64(1) << np.minimum(values, MOST_VALUES - 1).astype(np.uint64)
        np.bitwise_or.at(bits[place], number, marks)
    return Tuples(np.ascontiguousarray(codes[first]), weights, bits), number
