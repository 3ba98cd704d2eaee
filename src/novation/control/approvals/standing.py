"""Where a plan stands with those whose approval it needs: derived from what was recorded, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from novation.control.accounts.granting import holders
from novation.control.accounts.models import Person
from novation.control.approvals.freshness import Freshness, freshness
from novation.control.approvals.models import Approval, Conflict, Seat, Submission, Vote
from novation.control.approvals.projects import project_of
from novation.control.approvals.result import Place, Result, Rule, Sitter, result
from novation.control.approvals.terms import Answer, Choice, Majority, SeatKind, Verdict
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.handover.class_sign_offs import SigningState, sign_offs, states
from novation.handover.deciding import DECISIONS_RECORD
from novation.terms import Role
from novation.terms.vocabulary import Term


class NeedState(Term):
    MISSING = "missing", "待表态", "to answer"
    APPROVED = "approved", "已同意", "approved"
    DECLINED = "declined", "不同意", "declined"


@dataclass(frozen=True)
class Need:
    """One role whose approval is needed: who could give it, and what was said."""

    role: Role
    state: NeedState
    people: Sequence[Person]
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class ClassesSigned:
    """How many classes a role has signed off; `total` None: there is nothing to look at here."""

    roles: tuple[Role, ...]
    signed: int
    total: int | None

    @property
    def is_complete(self) -> bool:
        return self.total is not None and self.signed == self.total


@dataclass(frozen=True)
class Standing:
    """`committee` None: no vote of a committee is needed; `classes` None: no class has to be signed off."""

    needs: tuple[Need, ...]
    committee: Result | None
    classes: ClassesSigned | None
    fresh: Freshness

    @property
    def is_declined(self) -> bool:
        by_committee = self.committee is not None and self.committee.verdict in _REFUSING
        return by_committee or any(need.state is NeedState.DECLINED for need in self.needs)

    @property
    def is_complete(self) -> bool:
        """Everything that is needed is there, on a plan that still stands."""
        committee = self.committee is None or self.committee.verdict is Verdict.APPROVED
        people = all(need.state is NeedState.APPROVED for need in self.needs)
        return (
            committee
            and people
            and (self.classes is None or self.classes.is_complete)
            and not self.fresh.stale
        )

    @property
    def counted(self) -> tuple[int, int]:
        """How many of the needed approvals are there, and how many are needed."""
        there = [need.state is NeedState.APPROVED for need in self.needs]
        if self.committee is not None:
            there.append(self.committee.verdict is Verdict.APPROVED)
        if self.classes is not None:
            there.append(self.classes.is_complete)
        return sum(there), len(there)


_REFUSING = (Verdict.DECLINED, Verdict.NO_QUORUM)


def standing(submission: Submission, at: datetime | None = None) -> Standing:
    return Standing(
        tuple(_need(submission, role) for role in submission.wanted if role is not Role.COMMITTEE),
        committee_result(submission, at) if needs_committee(submission) else None,
        _classes(submission),
        freshness(submission),
    )


def needs_committee(submission: Submission) -> bool:
    """Where a charter is in force or the plan's project wants the committee's signature."""
    return submission.charter_id is not None or Role.COMMITTEE in submission.wanted


def committee_result(submission: Submission, at: datetime | None = None) -> Result:
    """Without a charter nothing can be decided: too few take part, whatever anybody says."""
    now = at or timezone.now()
    moment = min(now, submission.deadline_at)
    charter = submission.charter
    places = places_of(submission, moment)
    if charter is None:
        return result(Rule(len(places) + 1, Majority.UNANIMOUS), places, is_closed=True)
    return result(Rule(charter.quorum, charter.majority), places, is_closed=now >= submission.deadline_at)


def places_of(submission: Submission, moment: datetime) -> list[Place]:
    """The committee as it sat then, with what each said of this plan."""
    seats = seats_at(submission, moment)
    sitters = _sitters(submission, seats, moment)
    behind: dict[int, list[Sitter]] = {}
    for seat in seats:
        if seat.behind_id is not None:
            behind.setdefault(seat.behind_id, []).append(sitters[seat.pk])
    return [
        Place(sitters[seat.pk], tuple(behind.get(seat.pk, ())), seat.kind is SeatKind.CHAIR)
        for seat in seats
        if seat.behind_id is None
    ]


def seats_at(submission: Submission, moment: datetime) -> list[Seat]:
    found = Seat.objects.filter(case_id=submission.case_id, since__lte=moment)
    sitting = found.filter(Q(ended_at=None) | Q(ended_at__gt=moment))
    return list(sitting.select_related("person").order_by("id"))


def _sitters(submission: Submission, seats: Sequence[Seat], moment: datetime) -> dict[int, Sitter]:
    declared = Conflict.objects.filter(seat__in=seats, declared_at__lte=moment)
    conflicted = set(
        declared.filter(Q(ended_at=None) | Q(ended_at__gt=moment)).values_list("seat", flat=True)
    )
    latest: dict[int, Choice] = {
        vote.seat_id: vote.choice for vote in Vote.objects.filter(submission=submission, plan=submission.plan)
    }
    return {seat.pk: Sitter(seat.pk in conflicted, latest.get(seat.pk)) for seat in seats}


def _need(submission: Submission, role: Role) -> Need:
    people = holders(submission.case.ref, CaseRole(str(role)))
    said = submission.approvals.filter(role=role, plan=submission.plan).select_related("person").last()
    if said is None:
        return Need(role, NeedState.MISSING, people)
    state = NeedState.APPROVED if said.answer is Answer.APPROVE else NeedState.DECLINED
    return Need(role, state, people, said)


def _classes(submission: Submission) -> ClassesSigned | None:
    roles = tuple(submission.classes)
    if not roles:
        return None
    project = project_of(submission.case)
    try:
        if project is None:
            return ClassesSigned(roles, 0, None)
        found = states(project.read_record(DECISIONS_RECORD, "decide"), sign_offs(project), roles)
    except NovationError:
        return ClassesSigned(roles, 0, None)
    signed = sum(one.state is SigningState.SIGNED for one in found.values())
    return ClassesSigned(roles, signed, len(found))
