"""Geometry of the charts: stacked bars and a flow; the templates draw them, and put the same figures in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from novation.handover.report.figures import Row, Table

WIDTH = 660.0
LABEL, VALUE = 132.0, 70.0
ROW, BAR, TOP = 27.0, 17.0, 4.0
DIGIT = 7.6
"""Widest advance of a digit at the charts' type size, in user units: decides whether a figure fits in its bar."""


@dataclass(frozen=True, slots=True)
class Segment:
    kind: str
    count: int
    x: float
    width: float

    @property
    def labelled(self) -> bool:
        return self.width > DIGIT * len(f"{self.count:,}") + 12

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Bar:
    key: str
    y: float
    segments: Sequence[Segment]
    total: int

    @property
    def end(self) -> float:
        return self.segments[-1].x + self.segments[-1].width if self.segments else LABEL


@dataclass(frozen=True)
class Bars:
    bars: Sequence[Bar]
    height: float
    width: float = WIDTH


def split(counts: Mapping[str, int], width: float = WIDTH) -> list[Segment]:
    """One bar over the whole width."""
    return _segments(counts, 0.0, width)


def shares(table: Table) -> Bars:
    """One bar a row, all of the same length: how each place's people are divided."""
    return _bars(table.rows, lambda row: WIDTH - LABEL - VALUE)


def amounts(table: Table) -> Bars:
    """One bar a row, as long as its total."""
    largest = max((r.total for r in table.rows), default=0) or 1
    return _bars(table.rows, lambda row: (WIDTH - LABEL - VALUE) * row.total / largest)


def _bars(rows: Sequence[Row], length: Callable[[Row], float]) -> Bars:
    drawn = [
        Bar(row.key, TOP + n * ROW, _segments(row.counts, LABEL, length(row)), row.total)
        for n, row in enumerate(rows)
    ]
    return Bars(drawn, TOP + len(rows) * ROW)


def _segments(counts: Mapping[str, int], left: float, width: float) -> list[Segment]:
    total = sum(counts.values())
    found = []
    for kind, count in counts.items():
        if count:
            part = width * count / total
            found.append(Segment(kind, count, round(left, 2), round(part, 2)))
            left += part
    return found


@dataclass(frozen=True, slots=True)
class Node:
    kind: str
    count: int
    y: float
    height: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    source: str
    target: str
    count: int
    path: str


@dataclass(frozen=True)
class Flow:
    left: Sequence[Node]
    right: Sequence[Node]
    ribbons: Sequence[Ribbon]
    height: float
    width: float = WIDTH


LEFT_X, RIGHT_X, NODE = 196.0, 452.0, 9.0
FLOW_HEIGHT, SLOT, GAP = 236.0, 22.0, 10.0


def flow(table: Table) -> Flow:
    """From what passes to the buyer (left) to what the seller does with its copy (right); widths are people."""
    total = table.total or 1
    scale = FLOW_HEIGHT / total
    left = _nodes([(r.key, r.total) for r in table.rows], scale)
    right = _nodes([(c, n) for c, n in table.totals.items() if n], scale)
    offset_left = {n.kind: n.y for n in left}
    offset_right = {n.kind: n.y for n in right}
    ribbons = []
    for row in table.rows:
        for column in table.used:
            count = row.counts.get(column, 0)
            if count:
                thick = count * scale
                path = _ribbon(offset_left[row.key], offset_right[column], thick)
                ribbons.append(Ribbon(row.key, column, count, path))
                offset_left[row.key] += thick
                offset_right[column] += thick
    ends = [n.y + max(n.height, SLOT) for n in (*left, *right)]
    return Flow(left, right, ribbons, round(max(ends, default=0) + 8, 1))


def _nodes(counts: Sequence[tuple[str, int]], scale: float) -> list[Node]:
    nodes, y = [], 6.0
    for kind, count in counts:
        height = count * scale
        nodes.append(
            Node(
                kind, count, round(y, 2), round(max(height, 1.0), 2), round(y + max(height, 10) / 2 + 4.5, 2)
            )
        )
        y += max(height, SLOT - GAP) + GAP
    return nodes


def _ribbon(y1: float, y2: float, thick: float) -> str:
    x1, x2 = LEFT_X + NODE, RIGHT_X
    middle = (x1 + x2) / 2
    thick = max(thick, 0.6)
    top = f"M{x1:.1f} {y1:.2f}C{middle:.1f} {y1:.2f} {middle:.1f} {y2:.2f} {x2:.1f} {y2:.2f}"
    bottom = f"V{y2 + thick:.2f}C{middle:.1f} {y2 + thick:.2f} {middle:.1f} {y1 + thick:.2f} {x1:.1f} {y1 + thick:.2f}Z"
    return top + bottom
