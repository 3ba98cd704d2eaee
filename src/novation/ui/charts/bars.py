"""One bar divided by outcome, for a line of a table or the head of a panel."""

from __future__ import annotations

from collections.abc import Sequence

from novation.ui.charts.drawing import frame, rect


def stacked(id: str, parts: Sequence[tuple[str, int]], title: str, description: str) -> str:
    """Draws (colour class, number) side by side; what has somebody in it stays visible."""
    total = sum(number for _, number in parts)
    if not total:
        return ""
    shown = [(colour, max(0.6, 100 * number / total)) for colour, number in parts if number]
    scale = 100 / sum(width for _, width in shown)
    body, at = "", 0.0
    for colour, width in shown:
        body += rect(at, 0, max(width * scale - 0.15, 0.3), 4, f"m-{colour}")
        at += width * scale
    drawn = frame(id, 100, 4, title, description, body, "chart split")
    return drawn.replace(" role=", ' preserveAspectRatio="none" role=', 1)
