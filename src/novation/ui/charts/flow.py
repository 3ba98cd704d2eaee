"""A flow from places to outcomes: every band is a number of people, and both columns add up to the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from novation.ui.charts.drawing import frame, rect, share, text, thousands

WIDTH, TOP, LEFT, RIGHT, NODE = 790, 30, 172, 530, 9
LEAST = 10.0
"""A node with people in it is at least this high, so that its label has room."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of the flow: its key, its word, and for an outcome the colour class."""

    key: str
    word: str
    colour: str = "unknown"


def flow(
    id: str,
    sources: Sequence[End],
    targets: Sequence[End],
    counts: Mapping[tuple[str, str], int],
    title: str,
    description: str,
    heads: tuple[str, str] = ("", ""),
) -> str:
    """Draws `counts[source, target]`; ends without anybody are left out."""
    left = [(end, sum(counts.get((end.key, t.key), 0) for t in targets)) for end in sources]
    right = [(end, sum(counts.get((s.key, end.key), 0) for s in sources)) for end in targets]
    left, right = [one for one in left if one[1]], [one for one in right if one[1]]
    total = sum(number for _, number in left)
    if not total:
        return ""
    height = max(240, 44 * max(len(left), len(right)) + 60)
    lefts, rights = _column(left, total, height), _column(right, total, height)
    body = _heads(heads) + _bands(left, right, lefts, rights, counts)
    body += "".join(_source(end, number, *lefts[end.key]) for end, number in left)
    body += "".join(_target(end, number, total, *rights[end.key]) for end, number in right)
    return frame(id, WIDTH, height, title, description, body, "chart wide")


def _column(ends: Sequence[tuple[End, int]], total: int, height: int) -> dict[str, tuple[float, float]]:
    """Where each node stands: (top, height); small ones are given the least height, large ones pay for it."""
    gap = 16.0
    room = height - TOP - 10 - gap * (len(ends) - 1)
    heights = [max(LEAST, room * number / total) for _, number in ends]
    over = sum(heights) - room
    spare = sum(high - LEAST for high in heights)
    if over > 0 and spare > 0:
        heights = [high - over * (high - LEAST) / spare for high in heights]
    places, at = {}, float(TOP)
    for (end, _), high in zip(ends, heights, strict=True):
        places[end.key] = (at, high)
        at += high + gap
    return places


def _bands(
    left: Sequence[tuple[End, int]],
    right: Sequence[tuple[End, int]],
    lefts: Mapping[str, tuple[float, float]],
    rights: Mapping[str, tuple[float, float]],
    counts: Mapping[tuple[str, str], int],
) -> str:
    used_left = dict.fromkeys(lefts, 0.0)
    used_right = dict.fromkeys(rights, 0.0)
    drawn = []
    for target, arriving in right:
        for source, leaving in left:
            number = counts.get((source.key, target.key), 0)
            if not number:
                continue
            thick_left = lefts[source.key][1] * number / leaving
            thick_right = rights[target.key][1] * number / arriving
            y1 = lefts[source.key][0] + used_left[source.key] + thick_left / 2
            y2 = rights[target.key][0] + used_right[target.key] + thick_right / 2
            used_left[source.key] += thick_left
            used_right[target.key] += thick_right
            drawn.append((number, _band(target, y1, y2, thick_left, thick_right)))
    # Broad bands first, so that thin ones lie on top of them.
    return '<g class="bands">' + "".join(one for _, one in sorted(drawn, key=lambda d: -d[0])) + "</g>"


def _band(target: End, y1: float, y2: float, thick1: float, thick2: float) -> str:
    x1, x2 = LEFT + NODE, RIGHT
    middle = (x1 + x2) / 2
    a, b = max(thick1, 1.0) / 2, max(thick2, 1.0) / 2
    return (
        f'<path class="m-{target.colour}" d="M{x1},{y1 - a:.1f}C{middle:g},{y1 - a:.1f} {middle:g},{y2 - b:.1f} {x2},{y2 - b:.1f}'
        f'V{y2 + b:.1f}C{middle:g},{y2 + b:.1f} {middle:g},{y1 + a:.1f} {x1},{y1 + a:.1f}Z"/>'
    )


def _heads(heads: tuple[str, str]) -> str:
    return text(0, 14, heads[0], "t2") + text(RIGHT, 14, heads[1], "t2")


def _source(end: End, number: int, top: float, high: float) -> str:
    middle = top + high / 2 + 5
    drawn = rect(LEFT, top, NODE, high, "node")
    return drawn + text(0, middle, end.word, "tb") + text(LEFT - 10, middle, thousands(number), "", "end")


def _target(end: End, number: int, total: int, top: float, high: float) -> str:
    middle = top + high / 2
    drawn = rect(RIGHT, top, NODE, high, f"m-{end.colour}")
    label = f"{thousands(number)} · {share(number, total)}"
    if high < 34:
        # One line: word and figures beside each other.
        return drawn + text(RIGHT + 19, middle + 5, end.word, "tb", beside=label)
    return drawn + text(RIGHT + 19, middle - 2, end.word, "tb") + text(RIGHT + 19, middle + 15, label, "t2")
