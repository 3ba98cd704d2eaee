"""The charts' geometry: what is drawn is as long as what it stands for, and nobody is left out or drawn twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.handover.report import charts
from novation.handover.report.figures import BUYER_KEYS, SELLER_KEYS, Row, Table, by_both, by_place

counts = st.dictionaries(st.sampled_from(BUYER_KEYS), st.integers(0, 10**8), max_size=5)
cores = st.dictionaries(
    st.sampled_from(("cn", "de", "atlantis")),
    st.dictionaries(
        st.sampled_from((*BUYER_KEYS, "unheard-of")),
        st.dictionaries(st.sampled_from(SELLER_KEYS), st.integers(1, 10**6), min_size=1),
        min_size=1,
    ),
)


@given(counts)
def test_a_split_bar_is_filled_in_proportion(found: dict[str, int]) -> None:
    drawn = charts.split(found)
    assert {s.kind: s.count for s in drawn} == {k: n for k, n in found.items() if n}
    total = sum(found.values())
    for s in drawn:
        assert s.width == pytest.approx(charts.WIDTH * s.count / total, abs=0.01)
    for left, right in zip(drawn, drawn[1:], strict=False):
        assert left.x + left.width == pytest.approx(right.x, abs=0.02)


@given(st.lists(counts, max_size=6))
def test_bars_by_amount_are_as_long_as_their_totals(found: list[dict[str, int]]) -> None:
    table = Table([Row(str(n), c) for n, c in enumerate(found)], BUYER_KEYS)
    drawn = charts.amounts(table)
    largest = max((r.total for r in table.rows), default=0)
    room = charts.WIDTH - charts.LABEL - charts.VALUE
    for bar, row in zip(drawn.bars, table.rows, strict=True):
        assert bar.total == row.total
        if largest:
            assert bar.end - charts.LABEL == pytest.approx(room * row.total / largest, abs=0.1)


@given(cores)
def test_every_person_is_once_in_the_tables_and_once_in_the_flow(
    core: dict[str, dict[str, dict[str, int]]],
) -> None:
    people = sum(n for buyers in core.values() for sellers in buyers.values() for n in sellers.values())
    both = by_both(core)
    flow = charts.flow(both)
    assert by_place(core).total == both.total == people
    assert sum(both.totals.values()) == people
    for side in (flow.left, flow.right, flow.ribbons):
        assert sum(part.count for part in side) == people


@given(cores)
def test_nodes_of_the_flow_do_not_overlap_nor_leave_the_drawing(
    core: dict[str, dict[str, dict[str, int]]],
) -> None:
    flow = charts.flow(by_both(core))
    for side in (flow.left, flow.right):
        assert all(a.y + a.height < b.y for a, b in zip(side, side[1:], strict=False))
        assert all(a.label_y + 10 <= b.label_y for a, b in zip(side, side[1:], strict=False))
        assert all(n.y + n.height <= flow.height and n.label_y <= flow.height for n in side)
