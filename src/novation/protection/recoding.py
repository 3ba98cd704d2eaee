"""From rows to released classes: the best levels for all, then cuts within each class; the whole is checked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from novation.protection.cutting import cut_classes, every
from novation.protection.kernels import is_class
from novation.protection.lattice import Found, Grouped, Lattice, Node, Tables
from novation.protection.limits import Limits
from novation.protection.scales import Scale
from novation.protection.tuples import Tuples


@dataclass(frozen=True, eq=False, slots=True)
class Recoding:
    """`number`: the class of each tuple, -1 for those left out. `low`, `high` (class, column): what is released of it.

    `rows`: of each class. `levels`: the node that the search found; None where only cuts gave classes.
    """

    scales: tuple[Scale, ...]
    number: NDArray[np.int32]
    low: NDArray[np.int32]
    high: NDArray[np.int32]
    rows: NDArray[np.int64]
    loss: float
    levels: Node | None
    looked: int
    complete: bool

    @property
    def released(self) -> int:
        return int(self.rows.sum())

    def words(self, column: int) -> list[str]:
        """The released value of one column for each class."""
        runs = np.stack([self.low[:, column], self.high[:, column]], axis=1)
        distinct, at = np.unique(runs, axis=0, return_inverse=True)
        said = [self.scales[column].words(int(low), int(high)) for low, high in distinct.tolist()]
        return [said[n] for n in at.ravel().tolist()]


MOST_SEARCHED = 1 << 17
"""Of more tuples the best levels are searched on so many of them, drawn by lot, and then held against all."""


def recode(
    tuples: Tuples, scales: Sequence[Scale], limits: Limits, most: int = MOST_SEARCHED
) -> Recoding | None:
    """The classes that lose least; None where no class can be made, or too many rows would have to be left out.

    Two starts are tried, the classes of the best levels and all rows together; what loses less is kept.
    """
    if not len(tuples) or not scales:
        return None
    lattice = Lattice(tuples, scales, limits)
    found = _searched(lattice, most)
    starts = [_starts(lattice.at(found.node), tuples, limits)] if found.node is not None else []
    if is_class(tuples.rows, np.bitwise_or.reduce(tuples.bits, axis=1), limits.smallest, limits.different):
        starts.append(every(len(tuples)))
    cut = [_cut(tuples, scales, lattice.tables, limits, start, found) for start in starts]
    fit = [one for one in cut if tuples.rows - one.released <= limits.suppressed * tuples.rows]
    return min(fit, key=lambda one: one.loss, default=None)


def _searched(lattice: Lattice, most: int) -> Found:
    """The best node of all tuples; of too many, the first that holds for all of them above the best one of a part."""
    tuples, limits = lattice.tuples, lattice.limits
    if len(tuples) <= most:
        return lattice.search()
    drawn = np.sort(np.random.default_rng(len(tuples)).choice(len(tuples), most, replace=False))
    part = Tuples(tuples.codes[drawn], tuples.weights[drawn], np.ascontiguousarray(tuples.bits[:, drawn]))
    smallest = max(2, round(limits.smallest * part.rows / tuples.rows))
    found = Lattice(part, lattice.scales, replace(limits, smallest=smallest)).search()
    lattice.climb(found.node or tuple(0 for _ in lattice.scales))
    lattice.found.looked += found.looked
    lattice.found.complete = False
    return lattice.found


def _starts(grouped: Grouped, tuples: Tuples, limits: Limits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Tuples in the order of their classes and where each begins; what is in none comes last, as one class if it is one."""
    sound = _sound(grouped.tuples, limits)
    place = np.where(sound[grouped.group], grouped.group, len(sound))
    order = np.argsort(place, kind="stable").astype(np.int64)
    begins = np.flatnonzero(np.diff(place[order], prepend=-1))
    rest = place == len(sound)
    bits = np.bitwise_or.reduce(tuples.bits[:, rest], axis=1)
    whole = is_class(int(tuples.weights[rest].sum()), bits, limits.smallest, limits.different)
    ends = [len(tuples)] if whole or not rest.any() else []
    return order, np.array([*begins, *ends], np.int64)


def _sound(groups: Tuples, limits: Limits) -> NDArray[np.bool_]:
    several = np.array([[value.bit_count() for value in row] for row in groups.bits.tolist()], np.int64)
    sound: NDArray[np.bool_] = groups.weights >= limits.smallest
    return sound & (several >= limits.different).all(axis=0) if len(several) else sound


def _cut(
    tuples: Tuples,
    scales: Sequence[Scale],
    tables: Tables,
    limits: Limits,
    start: tuple[NDArray[np.int64], NDArray[np.int64]],
    found: Found,
) -> Recoding:
    order, starts = start
    number, low, high, rows = cut_classes(
        tuples.codes, tuples.weights, tuples.bits, order.copy(), starts, limits.smallest, limits.different,
        tables.low, tables.high, tables.place, tables.levels, tables.ordered, tables.missing, tables.size,
    )  # fmt: skip
    width = (high - low) / np.maximum(1, tables.size - 1)
    left = tuples.rows - int(rows.sum())
    loss = (float((width.mean(axis=1) * rows).sum()) + left) / tuples.rows
    return Recoding(tuple(scales), number, low, high, rows, loss, found.node, found.looked, found.complete)
