"""When a retention floor runs, is over, or does not bind at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.law import Citation, FloorStart, RetentionPeriod
from novation.law.retention import entry_state, state
from novation.messages import Text
from novation.terms import ActivityBand, Category, Facts, Place, Retention


def floor(years: str, start: FloorStart = FloorStart.LAST_TRANSACTION, *places: Place) -> RetentionPeriod:
    citation = Citation(Text("一", "One"))
    return RetentionPeriod("a/f", "a", (Category.TRANSACTION,), Decimal(years), start, citation, places)


@pytest.mark.parametrize(
    ("years", "band", "expected"),
    [
        ("3", "under-1", Retention.RUNNING),
        ("3", "1-3", Retention.RUNNING),
        ("3", "3-5", Retention.OVER),
        ("4", "3-5", Retention.RUNNING),
        ("0.5", "under-1", Retention.RUNNING),
        ("0.5", "1-3", Retention.OVER),
        ("30", "30-31", Retention.OVER),
        ("31", "30-31", Retention.RUNNING),
        ("3", "unknown", Retention.RUNNING),
        ("3", "never", Retention.NO_FLOOR),
    ],
)
def test_a_band_counts_as_running_while_any_of_it_may_be(years: str, band: str, expected: Retention) -> None:
    assert entry_state(floor(years), next(b for b in ActivityBand if b == band)) is expected


def test_a_floor_from_the_year_s_end_may_run_a_year_longer() -> None:
    assert entry_state(floor("8"), ActivityBand.UNDER_9) is Retention.OVER
    assert entry_state(floor("8", FloorStart.END_OF_YEAR), ActivityBand.UNDER_9) is Retention.RUNNING
    assert entry_state(floor("8", FloorStart.END_OF_YEAR), ActivityBand.UNDER_10) is Retention.OVER


def test_the_longest_of_several_floors_decides(make_facts: Callable[..., Facts]) -> None:
    facts = make_facts(category="transaction", activity="3-5")
    assert state([floor("3"), floor("10")], facts) == (Retention.RUNNING, (floor("10"),))
    assert state([floor("3")], facts)[0] is Retention.OVER


def test_a_floor_binds_by_the_place_of_the_seller_or_of_the_person(make_facts: Callable[..., Facts]) -> None:
    entry = floor("3", FloorStart.LAST_TRANSACTION, Place.DE)
    words = {"category": "transaction", "activity": "1-3"}
    assert state([entry], make_facts(**words, seller_place="de"))[0] is Retention.RUNNING
    assert state([entry], make_facts(**words, place="de", seller_place="cn"))[0] is Retention.RUNNING
    assert state([entry], make_facts(**words))[0] is Retention.NO_FLOOR
    assert state([entry], make_facts(activity="1-3", place="de"))[0] is Retention.NO_FLOOR


@given(
    st.integers(1, 40),
    st.integers(1, 40),
    st.sampled_from(list(ActivityBand)),
    st.sampled_from(list(FloorStart)),
)
def test_a_longer_floor_is_never_over_sooner(
    one: int, two: int, band: ActivityBand, start: FloorStart
) -> None:
    short, long = sorted((one, two))
    if entry_state(floor(str(long), start), band) is Retention.OVER:
        assert entry_state(floor(str(short), start), band) is Retention.OVER
