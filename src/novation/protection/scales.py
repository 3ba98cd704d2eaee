"""A quasi-identifier as codes in an order in which every generalised value is a run of codes, with its levels.

Level 0 is the finest that is ever released, the last level is one run for all. A missing value is a code of its own at
the end and is mixed with others at the last level only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

ANY, NOTHING, OTHER = "*", "-", "~"
"""How a file writes "any value", "no value" and "one of the rare values"."""

Codes = NDArray[np.int32]
Label = Callable[[int, int], str]


@dataclass(frozen=True, eq=False, slots=True)
class Scale:
    """`low` and `high` (level, code): the run that a code belongs to. `ordered`: several runs of a level in a row may be
    released, not only one. `missing`: the code of a missing value, or -1. `label`: the words of a run.
    """

    name: str
    low: Codes
    high: Codes
    ordered: bool
    missing: int
    label: Label

    @property
    def codes(self) -> int:
        return int(self.low.shape[1])

    @property
    def levels(self) -> int:
        return int(self.low.shape[0])

    @property
    def place(self) -> Codes:
        """Which run of its level a code is in, counted from 0."""
        return np.cumsum(np.diff(self.low, axis=1, prepend=-1) > 0, axis=1, dtype=np.int32) - np.int32(1)

    @property
    def loss(self) -> NDArray[np.float64]:
        """What a value loses at a level: the share of the other codes that it can no longer be told from."""
        return (self.high - self.low) / max(1, self.codes - 1)

    def words(self, low: int, high: int) -> str:
        if low == 0 and high == self.codes - 1 and self.codes > 1:
            return ANY
        if low == high == self.missing:
            return NOTHING
        return self.label(low, high)


def numbers(
    name: str, least: int, most: int, widths: Sequence[int], label: Label, *, gaps: bool
) -> tuple[Scale, int]:
    """Whole numbers from `least` to `most` in bands of growing widths, each a multiple of the one before.

    Returns the number of code 0 as well: the ends are rounded outwards, so that they tell of nobody. `gaps`: whether
    values may be missing. `label` gets numbers, not codes.
    """
    widest = widths[-1]
    first, last = least // widest * widest, -(-(most + 1) // widest) * widest - 1
    values = np.arange(first, last + 1)
    levels = [values // width for width in widths if width <= 1 or width < 2 * len(values)]
    return _scale(name, levels, True, gaps, lambda low, high: label(low + first, high + first)), first


def tree(name: str, paths: Sequence[Sequence[str]], *, gaps: bool) -> tuple[Scale, dict[str, int]]:
    """Words with what they belong to (`("杭州", "浙江")`), and the code of each word of level 0.

    All paths are of one length; equal words of a level under different parents must differ (`("朝阳", "北京")` twice is
    one path).
    """
    ordered = sorted({tuple(path) for path in paths}, key=lambda path: path[::-1])
    depth = len(ordered[0]) if ordered else 1
    levels = [_numbered([path[level:] for path in ordered]) for level in range(depth)]

    def label(low: int, high: int) -> str:
        for level in range(depth):
            if levels[level][low] == levels[level][high]:
                return ordered[low][level]
        return ANY

    scale = _scale(name, levels, False, gaps, label)
    return scale, {path[0]: code for code, path in enumerate(ordered)}


def categories(
    name: str, counted: Sequence[tuple[str, int]], *, least: int, most: int, gaps: bool
) -> tuple[Scale, dict[str, int]]:
    """Words by how many people have each: those of fewer than `least`, or beyond the `most` commonest, are one rest.

    So no word of a few people is ever released. At the next level only words that many have stay apart.
    """
    total = sum(count for _, count in counted)
    common = sorted(counted, key=lambda one: (-one[1], one[0]))[:most]
    kept = [(word, count) for word, count in common if count >= least]
    paths = [(word, word if count * _MAJOR >= total else OTHER) for word, count in kept]
    if len(kept) < len(counted):
        paths.append((OTHER, OTHER))
    return tree(name, paths or [(OTHER, OTHER)], gaps=gaps)


_MAJOR = 10
"""A tenth of all people make a word one that stays apart."""


def hierarchy(
    name: str, rows: Sequence[Sequence[str]], *, ordered: bool = False
) -> tuple[Scale, dict[str, int]]:
    """A ready-made hierarchy: each row a value and its generalisations, the last one the same in all rows."""
    if not ordered:
        return tree(name, [row[:-1] for row in rows], gaps=False)
    levels = [_numbered([row[level:] for row in rows]) for level in range(len(rows[0]) - 1)]
    scale = _scale(name, levels, True, False, lambda low, high: _range(rows[low][0], rows[high][0]))
    return scale, {row[0]: code for code, row in enumerate(rows)}


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


def _numbered(words: Sequence[Any]) -> NDArray[np.int64]:
    """Equal neighbours get one number."""
    new = [n == 0 or words[n] != words[n - 1] for n in range(len(words))]
    return np.cumsum(np.array(new, np.int64)) - 1


def _scale(name: str, levels: Sequence[Any], ordered: bool, gaps: bool, label: Label) -> Scale:
    """Runs from group numbers that never fall; a code for what is missing, and the level of all, come on top."""
    groups = [np.asarray(level, np.int64) for level in levels]
    size = len(groups[0])
    if gaps:
        groups = [np.append(level, level[-1] + 1 if size else 0) for level in groups]
    groups.append(np.zeros(size + gaps, np.int64))
    runs = [_runs(group) for n, group in enumerate(groups) if n == 0 or not _same(group, groups[n - 1])]
    low = np.array([one[0] for one in runs], np.int32)
    high = np.array([one[1] for one in runs], np.int32)
    return Scale(name, low, high, ordered, size if gaps else -1, label)


def _same(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    return bool(np.array_equal(np.diff(one) != 0, np.diff(other) != 0))


def _runs(group: NDArray[np.int64]) -> tuple[Codes, Codes]:
    begins = np.flatnonzero(np.diff(group, prepend=group[0] - 1))
    ends = np.append(begins[1:], len(group)) - 1
    lengths = ends - begins + 1
    return np.repeat(begins, lengths).astype(np.int32), np.repeat(ends, lengths).astype(np.int32)
