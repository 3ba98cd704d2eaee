"""Charts drawn on the server: figures that agree with their table, words escaped, nobody left out."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from novation.ui.charts.bars import stacked
from novation.ui.charts.drawing import share
from novation.ui.charts.flow import LEAST, End, flow

PLACES = [End("cn", "China"), End("de", "Germany")]
OUTCOMES = [End("t", "Transfer", "transfer"), End("w", "Withhold", "withhold")]


def test_a_flow_names_itself_and_shows_every_figure() -> None:
    drawn = flow("f", PLACES, OUTCOMES, {("cn", "t"): 1200, ("de", "w"): 3}, "Where", "See the table")
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own string
    assert root.attrib["role"] == "img" and root.attrib["aria-labelledby"] == "f-t f-d"
    for word in ("China", "1,200", "Germany", "Transfer", "99.8%", "0.2%"):
        assert word in drawn


def test_words_in_a_chart_are_escaped() -> None:
    drawn = flow("f", [End("x", "<script>")], OUTCOMES, {("x", "t"): 1}, "a & b", "<d>")
    assert "<script>" not in drawn and "&lt;script&gt;" in drawn and "a &amp; b" in drawn


def test_nobody_means_no_drawing() -> None:
    assert flow("f", PLACES, OUTCOMES, {}, "t", "d") == "" == stacked("b", [("transfer", 0)], "t", "d")


def test_somebody_is_never_shown_as_nobody() -> None:
    assert share(1, 1_000_000) == "<0.1%" and share(0, 5) == "0.0%" and share(0, 0) == "–"


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["cn", "de"]), st.sampled_from(["t", "w"])),
        st.integers(1, 10**9),
        min_size=1,
    )
)
def test_nodes_keep_apart_inside_the_drawing_and_stay_visible(counts: dict[tuple[str, str], int]) -> None:
    drawn = flow("f", PLACES, OUTCOMES, counts, "t", "d")
    height = float(drawn.split('viewBox="0 0 ')[1].split('"')[0].split()[1])
    for side in ("node", "m-transfer", "m-withhold"):
        ends = re.findall(
            rf'<rect class="{side}" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', drawn
        )
        before = 0.0
        for top, high in ((float(a), float(b)) for a, b in ends):
            assert top >= before and high >= LEAST - 0.1 and top + high <= height
            before = top + high


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_a_bar_is_filled_exactly(numbers: list[int]) -> None:
    drawn = stacked("b", [("transfer", number) for number in numbers], "t", "d")
    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height="4.0"', drawn)]
    assert len(widths) == sum(1 for number in numbers if number)
    assert sum(widths) <= 100.1
