"""Retention as an interval: floors and ceilings of all laws that apply, days counted as laws count them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.law import FloorStart, Pack, Packs, RetentionPeriod, load_packs
from novation.law.keeping import Interval, bound_records, day_after, ends, interval, latest_over
from novation.law.pack_parts import Citation
from novation.law.vocabulary import Ceiling
from novation.messages import Text
from novation.terms import Category, Place, Regime

Make = Callable[..., Pack]
ON = date(2026, 11, 21)
CITED = Citation(Text("条", "Art. 1"), "https://example.org", "X", True)


def period(
    floor: str | None = None,
    ceiling: str | None = None,
    start: FloorStart = FloorStart.LAST_TRANSACTION,
    **more: object,
) -> RetentionPeriod:
    return RetentionPeriod(
        f"one/{floor}-{ceiling}-{start}",
        "one",
        (Category.TRANSACTION,),
        Decimal(floor) if floor else None,
        start,
        CITED,
        ceiling_years=Decimal(ceiling) if ceiling else None,
        **more,  # type: ignore[arg-type]
    )


def of(*entries: RetentionPeriod) -> Interval:
    return Interval(
        Category.TRANSACTION,
        Place.CN,
        Place.CN,
        tuple(e for e in entries if e.floor_years is not None),
        tuple(e for e in entries if e.ceiling_years is not None or e.ceiling),
    )


@pytest.mark.parametrize(
    ("years", "start", "last", "first_free"),
    [
        ("3", FloorStart.LAST_TRANSACTION, date(2023, 11, 20), date(2026, 11, 21)),
        ("3", FloorStart.LAST_TRANSACTION, date(2024, 2, 29), date(2027, 3, 1)),
        ("0.5", FloorStart.LAST_TRANSACTION, date(2026, 8, 31), date(2027, 3, 1)),
        ("10", FloorStart.END_OF_YEAR, date(2026, 1, 1), date(2037, 1, 1)),
        ("10", FloorStart.END_OF_YEAR, date(2026, 12, 31), date(2037, 1, 1)),
    ],
)
def test_a_period_ends_with_the_close_of_its_last_day(
    years: str, start: FloorStart, last: date, first_free: date
) -> None:
    assert ends(period(years, start=start), Decimal(years), last) == first_free


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
YEARS = st.integers(1, 60).map(lambda halves: str(Decimal(halves) / 2))
STARTS = st.sampled_from([FloorStart.LAST_TRANSACTION, FloorStart.END_OF_YEAR])
PERIODS = st.builds(lambda f, c, s: period(f, c, s), st.none() | YEARS, st.none() | YEARS, STARTS)


@given(st.lists(PERIODS, max_size=5), PERIODS, DAYS)
def test_another_law_can_only_move_the_floor_later_and_the_ceiling_sooner(
    entries: list[RetentionPeriod], more: RetentionPeriod, last: date
) -> None:
    before, after = of(*entries), of(*entries, more)
    for old, new, later in (
        (before.floor_until(last), after.floor_until(last), True),
        (before.ceiling_on(last), after.ceiling_on(last), False),
    ):
        assert old is None or (new is not None and (new >= old if later else new <= old))


@given(st.lists(PERIODS, max_size=5), DAYS, st.integers(0, 3000))
def test_a_later_transaction_never_ends_sooner(entries: list[RetentionPeriod], last: date, days: int) -> None:
    kept, later = of(*entries), last + timedelta(days=days)
    assert (kept.floor_until(last) or date.min) <= (kept.floor_until(later) or date.min)
    assert (kept.ceiling_on(last) or date.min) <= (kept.ceiling_on(later) or date.min)


@given(st.lists(PERIODS, max_size=4), DAYS)
def test_it_is_restricted_exactly_if_for_some_day_the_floor_outlasts_the_ceiling(
    entries: list[RetentionPeriod], last: date
) -> None:
    kept = of(*entries)
    year = (date(last.year, 1, 1) + timedelta(days=n) for n in range(0, 365, 7))
    some = any(
        (kept.floor_until(day) or date.min) > (kept.ceiling_on(day) or date.max) for day in (*year, last)
    )
    assert not some or kept.is_restricted
    if kept.is_restricted:
        ends_of_year = (date(2026, 1, 1), date(2026, 12, 31))
        assert any((kept.floor_until(d) or date.min) > (kept.ceiling_on(d) or date.max) for d in ends_of_year)


def test_a_floor_from_the_years_end_outlasts_a_ceiling_of_as_many_years() -> None:
    assert of(period("3", start=FloorStart.END_OF_YEAR), period(None, "3")).is_restricted
    assert not of(period("3"), period(None, "3", start=FloorStart.END_OF_YEAR)).is_restricted
    assert not of(period("3"), period(None, "3")).is_restricted


def test_what_starts_from_something_the_data_dont_tell_gets_no_day() -> None:
    kept = of(period("7", start=FloorStart.CONSENT), period("3"), period(None, "5", start=FloorStart.EVENT))
    assert [e.start for e in kept.open_floors] == [FloorStart.CONSENT]
    assert [e.start for e in kept.open_ceilings] == [FloorStart.EVENT]
    assert kept.floor_until(date(2020, 1, 1)) == date(2023, 1, 2)  # of the floors that can be counted
    assert kept.ceiling_on(date(2020, 1, 1)) is None
    assert kept.is_restricted  # by their years
    assert len(kept.as_dict()["not_computable"]) == 2


def test_a_ceiling_without_a_number_restricts_once_the_purpose_is_over() -> None:
    kept = of(period("3"), _shortest())
    assert (kept.is_restricted, kept.is_restricted_after_purpose, kept.shortest) == (False, True, True)
    assert not of(_shortest()).is_restricted_after_purpose


def _shortest() -> RetentionPeriod:
    return RetentionPeriod(
        "one/s", "one", (Category.TRANSACTION,), None, FloorStart.LAST_TRANSACTION, CITED,
        ceiling=Ceiling.SHORTEST_NECESSARY,
    )  # fmt: skip


HEAD = "citation: {zh: 条, en: Art. 1}, source: https://example.org, confirmed: true"


@pytest.fixture
def two_places(make_pack: Make, make_rule: Callable[..., str]) -> Packs:
    def make(name: str, place: str, entry: str, applies: str = "") -> Pack:
        way = applies or f"[{{place: [{place}]}}, {{seller_place: [{place}]}}]"
        files = {
            "retention.yaml": f"- {{id: a, category: [transaction], {entry}, places: [{place}], {HEAD}}}\n"
        }
        return make_pack(name, make_rule("all"), applies=way, files=files)

    return Packs(
        [
            make("cn-one", "cn", "floor_years: 10, from: last-transaction"),
            make("fr-one", "fr", "ceiling_years: 3, from: last-transaction"),
            make(
                "cn-bank", "cn", "floor_years: 20, from: last-transaction",
                "[{place: [cn], regime: [anti-money-laundering]}]",
            ),
        ]
    )  # fmt: skip


def test_floors_and_ceilings_of_both_places_count(two_places: Packs) -> None:
    def kept(place: Place, seller: Place) -> tuple[Decimal | None, Decimal | None, bool]:
        found = interval(two_places, Category.TRANSACTION, place, seller, ON)
        return found.floor_years, found.ceiling_years, found.is_restricted

    assert kept(Place.CN, Place.CN) == (10, None, False)
    assert kept(Place.FR, Place.FR) == (None, 3, False)
    assert kept(Place.FR, Place.CN) == kept(Place.CN, Place.FR) == (10, 3, True)
    assert kept(Place.US, Place.US) == (None, None, False)


def test_a_law_that_does_not_apply_keeps_nothing(two_places: Packs) -> None:
    def floor(regime: Regime) -> Decimal | None:
        deal = {"regime": regime}
        return interval(two_places, Category.TRANSACTION, Place.CN, Place.CN, ON, deal).floor_years

    assert floor(Regime.ORDINARY) == 10
    assert floor(Regime.ANTI_MONEY_LAUNDERING) == 20


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


@pytest.mark.parametrize(
    ("place", "category", "years"),
    [
        (Place.CN, Category.TRANSACTION, 30),
        (Place.CN, Category.EMPLOYMENT, 2),
        (Place.CN, Category.IDENTITY, None),
        (Place.DE, Category.TRANSACTION, 10),
        (Place.DE, Category.SERVICE, 6),
        (Place.UK, Category.TRANSACTION, None),
    ],
)
def test_the_floors_of_the_facts_file_come_out(
    packs: Packs, place: Place, category: Category, years: int | None
) -> None:
    assert interval(packs, category, place, place, ON).floor_years == years


def test_a_bank_keeps_its_customers_identity_ten_years_and_a_shop_does_not(packs: Packs) -> None:
    deal = {"regime": Regime.ANTI_MONEY_LAUNDERING}
    assert interval(packs, Category.IDENTITY, Place.CN, Place.CN, ON, deal).floor_years == 10
    assert interval(packs, Category.IDENTITY, Place.CN, Place.CN, ON).floor_years is None


def test_indias_floor_counts_from_the_day_it_is_in_force(packs: Packs) -> None:
    def floor(on: date) -> Decimal | None:
        return interval(packs, Category.CONTACT, Place.IN, Place.IN, on).floor_years

    assert (floor(date(2027, 5, 12)), floor(date(2027, 5, 13))) == (None, 1)


def test_records_that_are_no_category_are_told_by_place(packs: Packs) -> None:
    everywhere = bound_records(packs, ON)
    chinese = {entry.id for entry in bound_records(packs, ON, {Place.CN})}
    assert "cn-incident/network-logs" in chinese
    assert chinese < {entry.id for entry in everywhere}
    assert all(entry.record and not entry.category for entry in everywhere)
    assert not any(entry.law == "cn-finance" for entry in bound_records(packs, ON, {Place.CN}))


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(1, 480))
def test_the_latest_day_from_which_a_period_is_over_is_the_latest(on: date, months: int) -> None:
    latest = latest_over(months, on)
    assert day_after(latest, months) <= on < day_after(latest + timedelta(days=1), months)
