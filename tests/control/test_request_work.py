"""Work on requests: who handles them, what is disputed, what stands in the way of closing, what is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.control.people import House

from novation.control.cases.dues import dues
from novation.control.cases.gates import blockers
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.consent.customer import Customer
from novation.control.consent.matters import Channel
from novation.control.consent.register import extract
from novation.control.journal.models import LogEntry
from novation.control.rights.actions import answer_request, receive_request, refuse_request
from novation.control.rights.freezing import lift_dispute, open_dispute, open_matters
from novation.control.rights.models import Request
from novation.control.rights.states import Feedback, Ground, Outcome, State
from novation.control.rights.transparency import Handled, numbers_of
from novation.control.rights.working_actions import assign_request, give_feedback
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.law.entry_words import Right
from novation.terms import Category, Place

pytestmark = pytest.mark.django_db
ME = "abcdefghijklmnop"


def asked(house: House, right: Right = Right.COMPLAIN, place: Place = Place.CN) -> Request:
    return receive_request(Customer(house.case.ref, ME), house.case, right=right, place=place)


@pytest.mark.action("request.assigned")
def test_a_request_has_one_handler_and_it_comes_on_their_day(house: House) -> None:
    request, counsel = asked(house), house[CaseRole.COUNSEL]
    mine = lambda person: [d for d in dues(person, Case.objects.all()) if d.page == "request"]  # noqa: E731
    assert mine(house.officer)[0].is_for(house.officer)
    assign_request(house.officer, request, handler=counsel)
    (due,) = mine(counsel)
    assert due.is_for(counsel) and not due.is_for(house.officer)
    assert due.at == {"ref": house.case.ref, "asked": request.ref}


def test_what_is_due_names_the_law_of_its_clock(house: House) -> None:
    request = asked(house, Right.ACCESS)
    (due,) = [d for d in dues(house.officer, Case.objects.all()) if d.page == "request"]
    assert due.due_at == request.due_on and due.citation is not None and "35273" in due.citation.en


@pytest.mark.action("dispute.opened")
@pytest.mark.action("dispute.lifted")
def test_a_disputed_element_is_held_told_as_open_and_free_again_when_settled(house: House) -> None:
    request = asked(house)
    freeze = open_dispute(house.officer, request, category=Category.TRANSACTION)
    open_dispute(house.officer, request)
    rows = [row for batch in extract(house.case) for row in batch.to_pylist()]
    assert [(row["subject"], row["answer"]) for row in rows] == [(ME, "held")]
    assert [(number, one.category) for number, one in open_matters(house.case)] == [
        (request.number, Category.TRANSACTION),
        (request.number, ""),
    ]
    with pytest.raises(NovationError, match="input.wrong"):
        open_dispute(house.officer, request, category=Category.TRANSACTION)
    lift_dispute(house.officer, freeze, reason="The order was theirs after all.")
    assert len(open_matters(house.case)) == 1
    with pytest.raises(NovationError, match="input.wrong"):
        lift_dispute(house.officer, freeze, reason="Again.")


def test_nothing_is_disputed_for_somebody_unknown(house: House) -> None:
    request = receive_request(
        house.officer, house.case, right=Right.COMPLAIN, place=Place.CN, channel=Channel.PHONE
    )
    with pytest.raises(NovationError, match="input.wrong"):
        open_dispute(house.officer, request)


@pytest.mark.action("feedback.given")
def test_the_customer_says_what_they_think_only_of_an_answer(house: House) -> None:
    request, me = asked(house), Customer(house.case.ref, ME)
    with pytest.raises(NovationError, match="state.wrong"):
        give_feedback(me, request, feedback=Feedback.ACCEPTED)
    answer_request(house.officer, request, outcome=Outcome.WHOLE, answer="You were right.")
    give_feedback(me, request, feedback=Feedback.CONTESTED, words="It took too long.")
    assert request.feedback is Feedback.CONTESTED
    lines = "".join(LogEntry.objects.filter(stream=house.case.ref).values_list("line", flat=True))
    assert "too long" not in lines
    with pytest.raises(NovationError, match="access.refused"):
        give_feedback(Customer(house.case.ref, "ponmlkjihgfedcba"), request, feedback=Feedback.ACCEPTED)


def test_open_requests_stand_before_closing_and_are_late_only_when_overdue(house: House) -> None:
    request = asked(house, Right.DELETE)
    mine = lambda: [b for b in blockers(house.case, CasePhase.CLOSING) if b.page == "requests"]  # noqa: E731
    assert [one.state for one in mine()] == ["soon"] and request.number not in mine()[0].text.en
    Request.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert [one.state for one in mine()] == ["late"]
    request.refresh_from_db()
    answer_request(house.officer, request, outcome=Outcome.WHOLE, answer="Done.")
    assert not mine()


@pytest.mark.parametrize(
    ("place", "word"), [(Place.CN, "人民法院"), (Place.DE, "第 77 条"), (Place.BR, "主管机关")]
)
def test_every_refusal_ends_with_the_way_to_complain(house: House, place: Place, word: str) -> None:
    request = asked(house, Right.DELETE, place)
    refuse_request(house.officer, request, ground=Ground.LAW_KEEPS, answer="发票须依法保存。")
    assert request.answer.startswith("发票须依法保存。") and word in request.answer


def test_the_numbers_of_a_year_count_by_right_outcome_and_median_day() -> None:
    def one(days: int | None, state: State, outcome: Outcome = Outcome.NONE) -> Handled:
        start = datetime(2027, 3, 1, tzinfo=UTC)
        closed = start + timedelta(days=days) if days is not None else None
        return Handled(Right.ACCESS, state, outcome, start, closed, date(2027, 3, 31))

    other_year = Handled(
        Right.ACCESS, State.RECEIVED, Outcome.NONE, datetime(2026, 1, 1, tzinfo=UTC), None, None
    )
    (row,) = numbers_of(
        2027,
        [
            one(2, State.DONE, Outcome.WHOLE),
            one(4, State.DONE, Outcome.RESTRICTED),
            one(40, State.REFUSED),
            one(None, State.WORKING),
            other_year,
        ],
    )
    assert (row.received, row.whole, row.part, row.refused, row.open, row.late, row.days) == (
        4,
        1,
        1,
        1,
        1,
        1,
        4.0,
    )
    assert numbers_of(2025, [other_year]) == []
