"""The pieces every chart is drawn from."""

from __future__ import annotations

from html import escape


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "", beside: str = "") -> str:
    """A word at a place; `kind`: t2 (small, grey) or tb (bold); `beside`: figures after it, small and grey."""
    named = f' class="{kind}"' if kind else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    after = f' <tspan class="t2" dx="4">{escape(beside)}</tspan>' if beside else ""
    return f'<text{named} x="{x:g}" y="{y:.1f}"{anchored}>{escape(words)}{after}</text>'


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:.2f}" y="{y:.1f}" width="{width:.2f}" height="{height:.1f}"/>'


def frame(
    id: str, width: int, height: int, title: str, description: str, body: str, kind: str = "chart"
) -> str:
    """The svg element: an image with a name and a description."""
    return (
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-t {id}-d">'
        f'<title id="{id}-t">{escape(title)}</title><desc id="{id}-d">{escape(description)}</desc>{body}</svg>'
    )


def thousands(number: int) -> str:
    return f"{number:,}"


def share(part: int, whole: int) -> str:
    """One decimal; something is never shown as nothing."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    return "<0.1%" if 0 < percent < 0.05 else f"{percent:.1f}%"
