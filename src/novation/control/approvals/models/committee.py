"""The review committee of a case: its charter, its seats, conflicts of interest, votes and dissent."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.accounts.models import Person
from novation.control.approvals.models.deciding import Submission
from novation.control.approvals.terms import Choice, Majority, SeatKind
from novation.control.cases.models import Case
from novation.control.cases.texts import new_salt
from novation.control.choices import TermField
from novation.control.refs import new_ref


class Charter(models.Model):
    """The rules a committee works by; a new version does not touch votes that were opened under an old one."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ch"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="charters")
    number = models.IntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=71)
    quorum = models.IntegerField()
    majority = TermField(Majority)
    days = models.IntegerField()
    adopted_at = models.DateTimeField(auto_now_add=True)
    adopted_by = models.CharField(max_length=32)

    class Meta:
        db_table = "approvals_charter"
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="approvals_charter_number")]

    @property
    def scope(self) -> str:
        return self.case.ref


class Seat(models.Model):
    """A place in the committee. A deputy sits behind one member (`behind`) and votes where that member cannot."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "se"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    kind = TermField(SeatKind)
    behind = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="deputies")
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "approvals_seat"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=models.Q(ended_at=None), name="approvals_seat_once"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at=None, kind="chair"),
                name="approvals_seat_one_chair",
            ),
        ]

    @property
    def scope(self) -> str:
        return self.case.ref

    @property
    def name(self) -> str:
        return self.person.name


class Conflict(models.Model):
    """A conflict of interest that a member of the committee declared, until it is withdrawn."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "co"), editable=False
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="conflicts")
    statement = models.TextField()
    salt = models.CharField(max_length=32, default=new_salt)
    declared_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "approvals_conflict"

    @property
    def scope(self) -> str:
        return self.seat.case.ref


class Vote(models.Model):
    """What a seat says of a plan; the latest of a seat counts, the earlier ones stay on record."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "vo"), editable=False
    )
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes")
    choice = TermField(Choice)
    reason = models.TextField(default="")
    salt = models.CharField(max_length=32, default=new_salt)
    plan = models.CharField(max_length=71)
    cast_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "approvals_vote"
        ordering = ["id"]

    @property
    def scope(self) -> str:
        return self.submission.case.ref


class DissentAnswer(models.Model):
    """What the committee answers to a dissent."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    salt = models.CharField(max_length=32, default=new_salt)
    answered_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "approvals_dissent_answer"
        ordering = ["id"]
