"""The committee of a case: who sits, who votes on what, and what a dissent is worth."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.control.approvals.conftest import Committee
from tests.control.people import House

from novation.control.actions import SYSTEM
from novation.control.approvals.actions.committee import (
    adopt_charter,
    declare_conflict,
    end_seat,
    give_seat,
    unseated,
    withdraw_conflict,
)
from novation.control.approvals.actions.deciding import submit_plan
from novation.control.approvals.actions.voting import answer_dissent, vote
from novation.control.approvals.models import Submission, Vote
from novation.control.approvals.standing import committee_result, standing
from novation.control.approvals.terms import Choice, Majority, SeatKind, Verdict
from novation.control.cases.texts import commitment
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.evidence.canonical import digest_bytes
from novation.handover.planning import plan
from novation.handover.project import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(house: House, committee: Committee, project: Project) -> Submission:
    return submit_plan(house.officer, house.case)


def refs(tag: str, house: House) -> dict[str, object]:
    entry = LogEntry.objects.filter(stream=house.case.ref, tag=tag).order_by("index").last()
    assert entry is not None
    return json.loads(entry.line)["refs"]


@pytest.mark.action("charter.adopted")
@pytest.mark.action("seat.given")
@pytest.mark.action("seat.ended")
def test_only_committee_people_of_the_case_get_a_seat_and_one_of_them_the_chair(
    house: House, committee: Committee
) -> None:
    assert unseated(house.officer, house.case) == []
    with pytest.raises(NovationError, match="access.refused"):
        adopt_charter(house[CaseRole.COMMITTEE], house.case, text="x", quorum=1, majority=Majority.SIMPLE)
    end_seat(house.officer, committee.members[1])
    committee.deputy.refresh_from_db()
    assert committee.deputy.ended_at is not None
    with pytest.raises(NovationError, match="input.wrong"):
        give_seat(house.officer, house.case, person=committee.members[1].person, kind=SeatKind.CHAIR)


def test_the_charter_stands_in_the_journal_by_its_digest_only(house: House, committee: Committee) -> None:
    said = refs("charter.adopted", house)
    assert said["digest"] == digest_bytes(committee.charter.text.encode())
    assert not LogEntry.objects.filter(line__contains="decides on plans").exists()


@pytest.mark.action("plan.submitted")
@pytest.mark.action("vote.given")
def test_each_vote_is_on_exactly_one_plan(house: House, committee: Committee, submission: Submission) -> None:
    for person, choice in zip(
        committee.people, (Choice.APPROVE, Choice.APPROVE, Choice.DECLINE), strict=True
    ):
        reason = "The preference table is not needed." if choice is Choice.DECLINE else ""
        vote(person, submission, choice=choice, reason=reason)
    result = committee_result(submission)
    assert (result.verdict, result.count.approve, result.count.decline) == (Verdict.APPROVED, 2, 1)
    assert refs("vote.given", house)["plan"] == submission.plan
    given = Vote.objects.get(choice=Choice.DECLINE)
    assert refs("vote.given", house)["reason"] == commitment(given.salt, given.reason)
    assert not LogEntry.objects.filter(line__contains="preference").exists()


def test_declining_needs_a_reason(committee: Committee, submission: Submission) -> None:
    with pytest.raises(NovationError, match="approval.reason-needed"):
        vote(committee.people[0], submission, choice=Choice.DECLINE)


def test_a_vote_after_the_deadline_is_refused_and_the_result_stands_as_it_was(
    committee: Committee, submission: Submission
) -> None:
    vote(committee.people[0], submission, choice=Choice.APPROVE)
    Submission.objects.filter(pk=submission.pk).update(deadline_at=timezone.now())
    with pytest.raises(NovationError, match="vote.after-deadline") as late:
        vote(committee.people[1], submission, choice=Choice.APPROVE)
    assert "截止" in late.value.message("zh")
    submission.refresh_from_db()
    assert committee_result(submission).verdict is Verdict.NO_QUORUM


def test_a_new_plan_voids_the_votes_on_the_old_one(
    house: House, committee: Committee, submission: Submission, project: Project
) -> None:
    vote(committee.people[0], submission, choice=Choice.APPROVE)
    plan(project)
    assert standing(submission).fresh.stale is not None
    with pytest.raises(NovationError, match="approval.plan-stale"):
        vote(committee.people[1], submission, choice=Choice.APPROVE)
    newer = submit_plan(house.officer, house.case)
    assert newer.plan != submission.plan
    assert committee_result(newer).count.approve == 0
    assert "newer" in standing(submission).fresh.stale.en  # type: ignore[union-attr]


def test_the_same_plan_is_not_put_up_twice_while_it_is_decided_on(
    house: House, submission: Submission
) -> None:
    with pytest.raises(NovationError, match="approval.already-up"):
        submit_plan(house.officer, house.case)


@pytest.mark.action("conflict.declared")
@pytest.mark.action("conflict.withdrawn")
def test_who_has_a_conflict_neither_votes_nor_counts(
    house: House, committee: Committee, submission: Submission
) -> None:
    seat = committee.members[0]
    vote(seat.person, submission, choice=Choice.APPROVE)
    with pytest.raises(NovationError, match="access.refused"):
        declare_conflict(committee.chair.person, seat, statement="I say they have one.")
    declare_conflict(seat.person, seat, statement="My brother works for the buyer.")
    assert committee_result(submission).count.part == 0
    assert committee_result(submission).count.entitled == 2
    with pytest.raises(NovationError, match="vote.conflict-of-interest"):
        vote(seat.person, submission, choice=Choice.APPROVE)
    assert not LogEntry.objects.filter(line__contains="brother").exists()
    withdraw_conflict(seat.person, seat)
    assert committee_result(submission).count.part == 1


def test_a_deputy_votes_for_a_member_with_a_conflict(committee: Committee, submission: Submission) -> None:
    declare_conflict(committee.members[1].person, committee.members[1], statement="I own shares.")
    vote(committee.deputy.person, submission, choice=Choice.APPROVE)
    vote(committee.chair.person, submission, choice=Choice.APPROVE)
    assert committee_result(submission).verdict is Verdict.APPROVED


def test_once_the_outcome_is_certain_a_vote_is_not_changed_but_the_rest_may_still_dissent(
    committee: Committee, submission: Submission
) -> None:
    for person in committee.people[:2]:
        vote(person, submission, choice=Choice.APPROVE)
    assert committee_result(submission).verdict is Verdict.APPROVED
    with pytest.raises(NovationError, match="vote.decided"):
        vote(committee.people[0], submission, choice=Choice.DECLINE, reason="I thought again.")
    vote(committee.people[2], submission, choice=Choice.DECLINE, reason="Withhold it.")
    assert committee_result(submission).verdict is Verdict.APPROVED


@pytest.mark.action("dissent.answered")
def test_the_chair_answers_a_dissent_and_both_stand_word_for_word(
    house: House, committee: Committee, submission: Submission
) -> None:
    given = vote(
        committee.people[2], submission, choice=Choice.DECLINE, reason="Withhold all of it. 不必移交。"
    )
    with pytest.raises(NovationError, match="access.refused"):
        answer_dissent(committee.people[1], given, text="No.")
    answer_dissent(committee.chair.person, given, text="Orders cannot be fulfilled without it.")
    kept = Vote.objects.get(pk=given.pk)
    assert kept.reason == "Withhold all of it. 不必移交。"
    assert kept.answers.get().text == "Orders cannot be fulfilled without it."
    answer = kept.answers.get()
    assert refs("dissent.answered", house)["answer"] == commitment(answer.salt, answer.text)


def test_without_a_seat_nobody_votes(house: House, committee: Committee, submission: Submission) -> None:
    for person in (house.officer, house[CaseRole.AUDITOR], house.stranger):
        with pytest.raises(NovationError, match="access.refused"):
            vote(person, submission, choice=Choice.APPROVE)


def test_the_deadline_is_that_of_the_charter(committee: Committee, submission: Submission) -> None:
    left = submission.deadline_at - timezone.now()
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)


def test_where_the_plan_lies_elsewhere_its_file_is_put_up(
    house: House, committee: Committee, shop: object
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = (shop / "records" / "plan.json").read_bytes()  # type: ignore[operator]
    found = submit_plan(SYSTEM, house.case, plan=SimpleUploadedFile("plan.json", data))
    assert found.plan == digest_bytes(data)
    assert not standing(found).fresh.is_looked_at
    with pytest.raises(NovationError, match="approval.no-plan"):
        submit_plan(SYSTEM, house.case, plan=SimpleUploadedFile("plan.json", b"{}"))
