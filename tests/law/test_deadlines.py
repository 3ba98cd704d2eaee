"""Which clocks run in a deal, under the shipped packs: from which event, by when, and what they wait for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from novation.handover.calendar_file import calendar_file
from novation.law import Packs, load_packs
from novation.law.calendars import MARGIN, working_days
from novation.law.counting import Moment
from novation.law.deadlines import Deadline, Situation, deadlines
from novation.law.entry_words import Event, Measure
from novation.terms import DealForm, Export, Phase, Place, Promise, Purpose, Regime

ON = date(2026, 11, 30)
FACTS = {
    "seller_place": Place.CN,
    "buyer_place": Place.CN,
    "deal_form": DealForm.MERGER,
    "phase": Phase.CLOSING,
    "export": Export.DOMESTIC,
    "purpose": Purpose.SAME,
    "promise": Promise.NONE,
    "regime": Regime.ORDINARY,
}


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


def found(
    packs: Packs,
    events: dict[Event, Moment],
    people: int | None = None,
    on: date = ON,
    places: frozenset[Place] = frozenset({Place.CN, Place.KR}),
) -> dict[str, Deadline]:
    measures = {} if people is None else {Measure.PEOPLE: people}
    situation = Situation(FACTS, places, on, events, measures)
    return {deadline.clock.id: deadline for deadline in deadlines(packs, situation)}


def test_a_million_people_at_closing_start_the_filing_of_the_officer(packs: Packs) -> None:
    closing = date(2026, 6, 1)
    reached = found(packs, {Event.CLOSING: closing}, 1_000_000)["cn-audit/officer-filing"]
    assert reached.due is not None
    assert reached.due.day == date(2026, 7, 14)  # thirty working days, the Dragon Boat Festival left out
    assert working_days("CN").between(closing, reached.due.day) == 30
    assert not reached.due.provisional
    assert "cn-audit/officer-filing" not in found(packs, {Event.CLOSING: closing}, 999_999)
    uncounted = found(packs, {Event.CLOSING: closing})["cn-audit/officer-filing"]
    assert uncounted.due is None
    assert uncounted.threshold is not None


def test_a_duty_in_a_year_without_its_decree_is_told_early(packs: Packs) -> None:
    due = found(packs, {Event.CLOSING: date(2090, 6, 1)}, 2_000_000, date(2090, 5, 1))[
        "cn-audit/officer-filing"
    ].due
    assert due is not None
    assert due.day is not None
    assert due.provisional
    assert working_days("CN").between(date(2090, 6, 1), due.day) == 30 - MARGIN


def test_the_law_of_the_day_counts(packs: Packs) -> None:
    """In Korea a possible incident starts a clock from 2026-09-11 on."""
    events: dict[Event, Moment] = {Event.INCIDENT_POSSIBLE: datetime(2026, 10, 1, 9, 0, tzinfo=UTC)}
    later = found(packs, events, on=date(2026, 10, 1))["kr-pipa/34-people-possible"]
    assert later.due is not None
    assert later.due.at == datetime(2026, 10, 4, 9, 0, tzinfo=UTC)
    assert "kr-pipa/34-people-possible" not in found(packs, events, on=date(2026, 9, 1))


def test_laws_of_places_without_people_in_the_deal_stay_out(packs: Packs) -> None:
    laws = {deadline.law for deadline in found(packs, {}, places=frozenset({Place.CN})).values()}
    assert laws
    assert all(law.startswith("cn-") for law in laws)


def test_a_clock_whose_event_has_not_happened_says_what_it_waits_for(packs: Packs) -> None:
    waiting = found(packs, {})["cn-pipl/46-requests"]
    assert (waiting.due, waiting.waits_for) == (None, Event.REQUEST_RECEIVED)


def test_what_is_due_first_comes_first(packs: Packs) -> None:
    events: dict[Event, Moment] = dict.fromkeys(Event, date(2026, 12, 1))
    shown = list(found(packs, events, 2_000_000).values())
    days = [deadline.due.day for deadline in shown if deadline.due and deadline.due.day]
    assert days == sorted(days)
    assert len(days) > 10


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_calendar_file_is_read_back_with_every_dated_clock(packs: Packs, language: str) -> None:
    events: dict[Event, Moment] = dict.fromkeys(Event, date(2026, 12, 1))
    events[Event.INCIDENT_DISCOVERED] = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    shown = list(found(packs, events, 2_000_000).values())
    text = calendar_file(shown, "NV-1", language, datetime(2026, 11, 30, tzinfo=UTC))  # type: ignore[arg-type]
    read = Calendar.from_ical(text).walk("VEVENT")
    dated = [deadline for deadline in shown if deadline.due and deadline.due.day]
    assert len(read) == len(dated)
    assert len({str(event["uid"]) for event in read}) == len(read)
    assert {str(event["summary"]) for event in read} == {d.clock.title.in_(language) for d in dated}  # type: ignore[arg-type]
    assert text == calendar_file(shown, "NV-1", language, datetime(2026, 11, 30, tzinfo=UTC))  # type: ignore[arg-type]
