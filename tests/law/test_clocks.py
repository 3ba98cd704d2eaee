"""Clocks count as each law does: hours, days, the place's real working days, months, pauses, extensions, earliest of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.law import Pack
from novation.law.calendars import MARGIN, working_days
from novation.law.counting import Waiting, add, add_months, count, next_day
from novation.law.entries import Clock, Span
from novation.law.entry_words import Event, Pause, Unit

Make = Callable[..., Pack]
HEAD = "title: {zh: 题, en: Title}, citation: {zh: 第一条, en: Art. 1}, source: https://example.org, confirmed: true"
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def clock_of(make_pack: Make, make_rule: Callable[..., str], text: str) -> Clock:
    body = f"- {{id: c, {HEAD}, who: buyer, what: {{zh: 做, en: Do}}, {text}}}\n"
    return make_pack("one", make_rule("first"), files={"clocks.yaml": body}).clocks[0]


@pytest.mark.parametrize(
    ("place", "start", "amount", "end"),
    [
        ("CN", date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday that is worked for the Spring Festival
        ("CN", date(2026, 2, 14), 1, date(2026, 2, 24)),  # eight days off follow
        ("CN", date(2026, 9, 30), 1, date(2026, 10, 8)),  # the National Day week
        ("DE", date(2026, 12, 23), 1, date(2026, 12, 24)),
        ("DE", date(2026, 12, 24), 1, date(2026, 12, 28)),
        ("GB", date(2026, 12, 24), 1, date(2026, 12, 29)),  # Boxing Day in lieu on the 28th
        ("US", date(2026, 7, 2), 1, date(2026, 7, 6)),  # Independence Day in lieu on the 3rd
        ("JP", date(2026, 5, 1), 1, date(2026, 5, 7)),
    ],
)
def test_working_days_are_those_of_the_place(place: str, start: date, amount: int, end: date) -> None:
    assert working_days(place).add(start, amount).day == end


def test_a_year_without_its_decree_says_so_and_gives_room_to_either_side() -> None:
    days = working_days("CN")
    assert not days.is_provisional(2026)
    assert days.is_provisional(2090)
    counted = days.add(date(2090, 3, 1), 10)
    assert counted.provisional
    assert days.between(date(2090, 3, 1), counted.day) == 10
    assert days.between(counted.early, counted.day) == days.between(counted.day, counted.late) == MARGIN
    assert not working_days("DE").is_provisional(2090)


@given(DAYS, st.integers(0, 60), st.sampled_from(["CN", "DE", "US-CA", "KR", "SG", "HK"]))
def test_the_day_that_is_reached_is_worked_and_no_sooner_one_would_do(
    start: date, amount: int, place: str
) -> None:
    days = working_days(place)
    counted = days.add(start, amount)
    assert days.between(start, counted.day) == amount
    assert amount == 0 or days.is_working(counted.day)
    assert counted.early <= counted.day <= counted.late


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_clamp_to_the_end_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(DAYS, st.integers(-400, 400))
def test_months_there_and_back_lose_at_most_the_clamped_days(start: date, months: int) -> None:
    back = add_months(add_months(start, months), -months)
    assert timedelta() <= start - back <= timedelta(days=3)


def test_hours_run_from_the_moment_across_zones() -> None:
    start = datetime(2026, 11, 2, 23, 30, tzinfo=timezone(timedelta(hours=8)))
    due = add(Span(72, Unit.HOURS), start, "CN")
    assert due.at == datetime(2026, 11, 5, 15, 30, tzinfo=UTC)
    assert due.day == date(2026, 11, 5)


def test_a_day_begins_where_the_clock_counts() -> None:
    late = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)  # already the third in Shanghai
    assert add(Span(1, Unit.DAYS), late, "CN").day == date(2026, 11, 4)
    assert add(Span(1, Unit.DAYS), late, "GB").day == date(2026, 11, 3)


def test_the_earliest_of_spans_and_events_counts(make_pack: Make, make_rule: Callable[..., str]) -> None:
    clock = clock_of(
        make_pack,
        make_rule,
        "starts: data-obtained, earliest_of: [{months: 1}, {event: first-communication}]",
    )
    open_ = count(clock, date(2026, 1, 31), "DE")
    assert open_.day == date(2026, 2, 28)
    assert open_.open_events == (Event.FIRST_COMMUNICATION,)
    met = count(clock, date(2026, 1, 31), "DE", {Event.FIRST_COMMUNICATION: date(2026, 2, 5)})
    assert met.day == date(2026, 2, 5)
    assert met.open_events == ()
    late = count(clock, date(2026, 1, 31), "DE", {Event.FIRST_COMMUNICATION: date(2026, 6, 1)})
    assert late.day == date(2026, 2, 28)


def test_proof_of_identity_starts_the_clock_anew_and_a_clarification_adds_its_days(
    make_pack: Make, make_rule: Callable[..., str]
) -> None:
    clock = clock_of(
        make_pack,
        make_rule,
        "starts: request-received, due: {months: 1}, pauses: [identity-proof, clarification], "
        "extension: {by: {months: 2}, told_within: {months: 1}}",
    )
    start = date(2026, 3, 1)
    plain = count(clock, start, "GB")
    assert (plain.day, plain.told_by) == (date(2026, 4, 1), date(2026, 4, 1))
    proof = Waiting(Pause.IDENTITY_PROOF, date(2026, 3, 2), date(2026, 3, 10))
    assert count(clock, start, "GB", waiting=[proof]).day == date(2026, 4, 10)
    unclear = Waiting(Pause.CLARIFICATION, date(2026, 3, 5), date(2026, 3, 12))
    assert count(clock, start, "GB", waiting=[unclear]).day == date(2026, 4, 8)
    assert count(clock, start, "GB", waiting=[Waiting(Pause.CLARIFICATION, date(2026, 3, 5))]).stopped
    assert count(clock, start, "GB", waiting=[Waiting(Pause.FEE, date(2026, 3, 5))]).day == date(2026, 4, 1)
    assert count(clock, start, "GB", extended=True).day == date(2026, 6, 1)


def test_a_clock_may_count_back_from_its_event(make_pack: Make, make_rule: Callable[..., str]) -> None:
    clock = clock_of(
        make_pack, make_rule, "starts: result-expires, direction: before, due: {working_days: 60}"
    )
    due = count(clock, date(2026, 12, 31), "CN")
    assert due.day is not None
    assert working_days("CN").between(due.day - timedelta(days=1), date(2026, 12, 30)) == 60


def test_words_without_a_number_stay_words(make_pack: Make, make_rule: Callable[..., str]) -> None:
    clock = clock_of(make_pack, make_rule, "starts: incident-discovered, due: {word: immediately}")
    due = count(clock, date(2026, 12, 31), "CN")
    assert (due.day, due.word) == (None, Unit.IMMEDIATELY)


def test_a_day_of_the_year_comes_round() -> None:
    assert next_day((1, 31), date(2026, 1, 31)) == date(2026, 1, 31)
    assert next_day((1, 31), date(2026, 2, 1)) == date(2027, 1, 31)


@pytest.mark.parametrize("day", [date(1700, 1, 1), date(9000, 1, 1)])
def test_a_date_out_of_range_is_refused(day: date) -> None:
    with pytest.raises(NovationError) as caught:
        working_days("CN").add(day, 1)
    assert caught.value.code == "law.date-out-of-range"


def test_a_place_without_a_calendar_is_refused() -> None:
    with pytest.raises(NovationError) as caught:
        working_days("XX")
    assert caught.value.code == "law.calendar-unknown"
