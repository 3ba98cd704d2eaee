"""Search for the full-domain generalisation that loses least: one level for each column, few enough rows left out.

Best first over a bound that costs nothing; on the way up from a node the first one that holds is found by halving, as
more general nodes hold too (Flash, Kohlmayer 2012); a node is grouped from the smallest node below it that was grouped.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from novation.protection.kernels import group_at, weigh
from novation.protection.limits import Limits
from novation.protection.scales import Scale
from novation.protection.tuples import Tuples, packing_of

Node = tuple[int, ...]
MOST_NODES = 2_000_000
MOST_LOOKS = 4_000
MOST_KEPT = 256
_ROOM_KEPT = 2
"""Nodes that were grouped are kept as long as they have together no more tuples than twice the tuples there are."""


@dataclass(frozen=True, eq=False, slots=True)
class Grouped:
    """Tuples as they are at a node; `group`: the group of each of the tuples it was made from."""

    tuples: Tuples
    group: NDArray[np.int32]


@dataclass(slots=True)
class Found:
    """The best node, what it loses, the rows it leaves out; whether every node that could be better was looked at."""

    node: Node | None = None
    loss: float = np.inf
    left_out: int = 0
    looked: int = 0
    complete: bool = True


@dataclass(eq=False)
class Tables:
    """The runs and losses of all columns as arrays that compiled loops read."""

    low: NDArray[np.int32]
    high: NDArray[np.int32]
    place: NDArray[np.int32]
    loss: NDArray[np.float64]
    levels: NDArray[np.int64]
    ordered: NDArray[np.int64]
    missing: NDArray[np.int64]
    size: NDArray[np.int64]

    @classmethod
    def of(cls, scales: Sequence[Scale]) -> Tables:
        shape = (len(scales), max(s.levels for s in scales), max(s.codes for s in scales))
        low, high, place = (np.zeros(shape, np.int32) for _ in range(3))
        loss = np.ones(shape)
        for at, scale in enumerate(scales):
            inside = at, slice(scale.levels), slice(scale.codes)
            low[inside], high[inside] = scale.low, scale.high
            place[inside], loss[inside] = scale.place, scale.loss
        return cls(
            low,
            high,
            place,
            loss,
            np.array([s.levels for s in scales], np.int64),
            np.array([s.ordered for s in scales], np.int64),
            np.array([s.missing for s in scales], np.int64),
            np.array([s.codes for s in scales], np.int64),
        )


@dataclass(eq=False)
class Lattice:
    """Nodes over the distinct tuples of some rows; use it for one search."""

    tuples: Tuples
    scales: Sequence[Scale]
    limits: Limits
    tables: Tables = field(init=False)

    def __post_init__(self) -> None:
        self.tables = Tables.of(self.scales)
        self._packing = packing_of(self.scales)
        self._most_out = self.limits.suppressed * self.tuples.rows
        self._top: Node = tuple(s.levels - 1 for s in self.scales)
        self._bounds = self._bounds_of()
        self._fails = np.zeros([s.levels for s in self.scales], bool)
        self._holds: dict[Node, bool] = {}
        self._kept: list[tuple[NDArray[np.int64], Tuples]] = [
            (np.zeros(len(self.scales), np.int64), self.tuples)
        ]
        self._spare = _ROOM_KEPT * len(self.tuples)
        self._room = _Room(len(self.tuples), len(self.tuples.bits))
        self.found = Found()

    def search(self) -> Found:
        """The best node; none where even all rows together are no class."""
        nodes = self._nodes()
        columns = [self._bounds[place][nodes[:, place]] for place in range(nodes.shape[1])]
        bound = np.sum(columns, axis=0)
        for at in np.argsort(bound, kind="stable"):
            if bound[at] >= self.found.loss:
                break
            if self.found.looked >= MOST_LOOKS:
                self.found.complete = False
                break
            node: Node = tuple(nodes[at].tolist())
            if not self._fails[node] and node not in self._holds:
                self.climb(node)
        return self.found

    def _nodes(self) -> NDArray[np.int64]:
        """All nodes; where they are too many, levels in the middle of the longest columns are passed over."""
        levels = [list(range(s.levels)) for s in self.scales]
        while np.prod([len(one) for one in levels], dtype=float) > MOST_NODES:
            longest = max(levels, key=len)
            del longest[1]
            self.found.complete = False
        return np.array(list(itertools.product(*levels)), np.int64)

    def _bounds_of(self) -> list[NDArray[np.float64]]:
        """What each column loses at each level if no row is left out."""
        rows, columns = self.tuples.rows, len(self.scales)
        found = []
        for place, scale in enumerate(self.scales):
            people = np.bincount(
                self.tuples.codes[:, place], weights=self.tuples.weights, minlength=scale.codes
            )
            found.append((scale.loss * people).sum(axis=1) / max(1, rows) / columns)
        return found

    def climb(self, node: Node) -> None:
        """Looks for the first node that holds on the way from one to the top, and at the one itself."""
        path = self._path(node)
        low, high = 0, len(path) - 1
        while low < high:
            middle = (low + high) // 2
            if self._fails[path[middle]]:
                low = middle + 1
            elif self._look(path[middle]):
                high = middle
            else:
                low = middle + 1
        self._look(path[low])
        if not self._fails[node]:
            self._look(node)

    def _path(self, node: Node) -> list[Node]:
        """From a node to the top, always by the step that adds least loss."""
        path, now = [node], list(node)
        while tuple(now) != self._top:
            steps = [
                (self._bounds[c][now[c] + 1] - self._bounds[c][now[c]], c)
                for c in range(len(now))
                if now[c] < self._top[c]
            ]
            now[min(steps)[1]] += 1
            path.append(tuple(now))
        return path

    def _look(self, node: Node) -> bool:
        """Whether few enough rows are left out at a node."""
        if node in self._holds:
            return self._holds[node]
        self.found.looked += 1
        level = np.array(node, np.int64)
        below = self._smallest_below(level)
        groups = self._room.group(below, self.tables, level, self._packing)
        left, lost = weigh(
            groups, self._room.first, self._room.count, self._room.met, below.codes, self.tables.loss, level,
            self.limits.smallest, self.limits.different,
        )  # fmt: skip
        if groups < 0.8 * len(below) and len(self._kept) < MOST_KEPT and groups <= self._spare:
            self._kept.append((level, self._room.tuples(below, groups)))
            self._spare -= groups
        holds = left <= self._most_out
        if not holds:
            self._fails[tuple(slice(0, at + 1) for at in node)] = True
        elif lost / self.tuples.rows < self.found.loss:
            self.found.node, self.found.loss = node, lost / self.tuples.rows
            self.found.left_out = int(left)
        self._holds[node] = bool(holds)
        return bool(holds)

    def _smallest_below(self, level: NDArray[np.int64]) -> Tuples:
        below = [tuples for at, tuples in self._kept if bool((at <= level).all())]
        return min(below, key=len)

    def at(self, node: Node) -> Grouped:
        """The tuples grouped at a node, with the group of each."""
        room = self._room
        groups = room.group(self.tuples, self.tables, np.array(node, np.int64), self._packing)
        return Grouped(room.tuples(self.tuples, groups), room.of[: len(self.tuples)].copy())


class _Room:
    """Working arrays, made once for a search."""

    def __init__(self, tuples: int, sensitive: int) -> None:
        places = 1 << max(12, (2 * tuples).bit_length())
        self.slots = np.full(places, -1, np.int32)
        self.keys = np.empty((tuples, 2), np.uint64)
        self.of = np.empty(tuples, np.int32)
        self.first = np.empty(tuples, np.int64)
        self.count = np.empty(tuples, np.int64)
        self.met = np.zeros((sensitive, tuples), np.uint64)

    def group(self, tuples: Tuples, tables: Tables, level: NDArray[np.int64], packing: Any) -> int:
        return int(
            group_at(
                tuples.codes, tuples.weights, tuples.bits, tables.low, level, packing.factor, packing.half,
                self.keys, self.slots, self.of, self.first, self.count, self.met,
            )
        )  # fmt: skip

    def tuples(self, below: Tuples, groups: int) -> Tuples:
        codes = np.ascontiguousarray(below.codes[self.first[:groups]])
        return Tuples(codes, self.count[:groups].copy(), np.ascontiguousarray(self.met[:, :groups]))
