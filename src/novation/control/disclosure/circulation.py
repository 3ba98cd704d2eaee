"""How far a hidden cell of a table can move while everything published stays as it is: maximum flow over hidden cells. Pure.

Rows and columns are nodes; a cell is an edge between its row and its column. Raising one hidden cell by 1 means
lowering another in its column, raising one in that row, and so on until the way comes back to the first row: a path
from the cell's column to its row. A cell can be lowered by no more than it holds.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Cell = tuple[int, int]
Node = tuple[str, int]
_PLENTY = 1 << 60
_ZERO_COST = 1 << 40  # hiding a zero hides little from a reader, and helps in one direction only


@dataclass
class Grid:
    """The cells of a table, which of them are hidden, and how much has been moved so far in each.

    Where column totals are not published, a last row stands for them: hidden, and of any size.
    """

    cells: Sequence[Sequence[int]]
    column_totals: bool
    hidden: set[Cell]
    moved: dict[Cell, int] = field(default_factory=dict)

    @property
    def totals_row(self) -> int | None:
        return None if self.column_totals else len(self.cells)

    def room(self, cell: Cell, step: int) -> int:
        """By how much a cell can still go up (step 1) or down (-1)."""
        row, column = cell
        if (
            row == self.totals_row
        ):  # a total counts the other way round: up in the circle is down in the total
            held = sum(one[column] for one in self.cells)
            return _PLENTY if step < 0 else held - self.moved.get(cell, 0)
        held = self.cells[row][column] + self.moved.get(cell, 0)
        return _PLENTY if step > 0 else held

    def cost(self, cell: Cell) -> int:
        """What a reader loses by hiding it."""
        if cell[0] == self.totals_row or cell in self.hidden:
            return 0
        return self.cells[cell[0]][cell[1]] or _ZERO_COST

    def move(self, cell: Cell, amount: int) -> None:
        self.moved[cell] = self.moved.get(cell, 0) + amount

    def ways(self, node: Node, step: int, cell: Cell) -> Iterator[tuple[Node, Cell, int]]:
        """Where one gets from a node with room left: along cells that go up from rows, down from columns (or reversed)."""
        kind, at = node
        rows = len(self.cells) + (0 if self.column_totals else 1)
        others = range(len(self.cells[0])) if kind == "row" else range(rows)
        for other in others:
            edge = (at, other) if kind == "row" else (other, at)
            way = step if kind == "row" else -step
            if edge != cell and self.room(edge, way) > 0:
                yield ("column" if kind == "row" else "row", other), edge, way


def widen(grid: Grid, cell: Cell, wanted: int) -> bool:
    """Hides further cells, the cheapest, until a cell's range is `wanted` wide; False where the table cannot do it."""
    got = _push(grid, cell, 1, wanted)
    return got >= wanted or got + _push(grid, cell, -1, wanted - got) >= wanted


def _push(grid: Grid, cell: Cell, step: int, wanted: int) -> int:
    """How much a cell can be raised (or lowered), up to `wanted`, hiding what the way needs."""
    grid.moved = {}
    limit = min(wanted, _PLENTY if step > 0 else grid.cells[cell[0]][cell[1]])
    got = 0
    while got < limit:
        path = _cheapest(grid, cell, step)
        if path is None:
            break
        amount = min(limit - got, *(grid.room(edge, way) for edge, way in path))
        for edge, way in path:
            grid.move(edge, way * amount)
            if edge[0] != grid.totals_row:
                grid.hidden.add(edge)
        got += amount
    grid.moved = {}
    return got


def _cheapest(grid: Grid, cell: Cell, step: int) -> list[tuple[Cell, int]] | None:
    """The cheapest way back from the cell's column to its row (Dijkstra)."""
    start, goal = ("column", cell[1]), ("row", cell[0])
    best: dict[Node, int] = {start: 0}
    back: dict[Node, tuple[Node, Cell, int]] = {}
    queue = [(0, start)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node == goal:
            return _traced(back, start, goal)
        if cost > best[node]:
            continue
        for following, edge, way in grid.ways(node, step, cell):
            price = cost + grid.cost(edge)
            if price < best.get(following, _PLENTY):
                best[following] = price
                back[following] = (node, edge, way)
                heapq.heappush(queue, (price, following))
    return None


def _traced(back: dict[Node, tuple[Node, Cell, int]], start: Node, goal: Node) -> list[tuple[Cell, int]]:
    path, node = [], goal
    while node != start:
        node, edge, way = back[node]
        path.append((edge, way))
    return path
