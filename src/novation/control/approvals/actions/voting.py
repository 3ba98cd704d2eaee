"""Actions of a committee that votes: votes, and answers to a dissent."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone

from novation.control.actions import Condition, Deed, Policy, action
from novation.control.approvals.freshness import freshness
from novation.control.approvals.models import Conflict, DissentAnswer, Seat, Submission, Vote
from novation.control.approvals.releasing import note_release
from novation.control.approvals.standing import committee_result
from novation.control.approvals.terms import Choice, SeatKind, Verdict
from novation.control.cases.texts import commitment
from novation.control.inputs import Input
from novation.control.roles import CaseRole
from novation.errors.approvals import (
    PLAN_SUPERSEDED,
    REASON_NEEDED,
    VOTE_CONFLICT,
    VOTE_DECIDED,
    VOTE_TOO_LATE,
)
from novation.evidence.instants import write_instant
from novation.messages import Text


def seat_of(person: Any, submission: Submission) -> Seat | None:
    """Where somebody sits in the committee now."""
    return Seat.objects.filter(case_id=submission.case_id, person=person, ended_at=None).first()


SEATED = Condition(
    Text("只有在任的委员可以表决", "only somebody with a seat in the committee votes"),
    lambda actor, submission, given: seat_of(actor, submission) is not None,
)
CHAIRS = Condition(
    Text("由主任委员答复", "the chair answers for the committee"),
    lambda actor, vote, given: Seat.objects.filter(
        case_id=vote.submission.case_id, person=actor, kind=SeatKind.CHAIR, ended_at=None
    ).exists(),
)


@action(
    "vote.given",
    zh="表决",
    en="Vote",
    policy=Policy((CaseRole.COMMITTEE,), (SEATED,)),
    target=Submission,
)
def vote(
    deed: Deed,
    submission: Submission,
    *,
    choice: Annotated[Choice, Input("表决", "Your vote")],
    reason: Annotated[
        str,
        Input(
            "理由",
            "Reason",
            lines=4,
            help=Text("不同意须写理由，原样留存并展示", "needed to decline; kept and shown word for word"),
        ),
    ] = "",
) -> Vote:
    """Votes on exactly the plan whose digest was put up; until the outcome is certain a vote can be changed."""
    seat = seat_of(deed.actor, submission)
    assert seat is not None
    _may_vote(submission, seat)
    if choice is Choice.DECLINE and not reason:
        raise REASON_NEEDED.error()
    given = Vote.objects.create(
        submission=submission, seat=seat, choice=choice, reason=reason, plan=submission.plan
    )
    refs = {"reason": commitment(given.salt, reason)} if reason else {}
    deed.record(
        submission=submission.ref,
        plan=submission.plan,
        seat=seat.ref,
        vote=given.ref,
        choice=str(choice),
        **refs,
    )
    note_release(deed, submission)
    return given


def _may_vote(submission: Submission, seat: Seat) -> None:
    if stale := freshness(submission).stale:
        raise PLAN_SUPERSEDED.error(reason=stale)
    if timezone.now() >= submission.deadline_at:
        raise VOTE_TOO_LATE.error(deadline=write_instant(submission.deadline_at))
    if Conflict.objects.filter(seat=seat, ended_at=None).exists():
        raise VOTE_CONFLICT.error()
    is_decided = committee_result(submission).verdict is not Verdict.OPEN
    if is_decided and submission.votes.filter(seat=seat).exists():
        raise VOTE_DECIDED.error()


@action(
    "dissent.answered",
    zh="答复不同意见",
    en="Answer a dissent",
    policy=Policy((CaseRole.COMMITTEE,), (CHAIRS,)),
    target=Vote,
)
def answer_dissent(
    deed: Deed, vote: Vote, *, text: Annotated[str, Input("委员会的答复", "The committee’s answer", lines=6)]
) -> DissentAnswer:
    """Answers a dissent on behalf of the committee; it stands under the dissent, both word for word."""
    answer = DissentAnswer.objects.create(vote=vote, text=text, answered_by=deed.actor)
    deed.record(vote=vote.ref, answer=commitment(answer.salt, text))
    return answer
