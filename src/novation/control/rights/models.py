"""A request of a customer, what stopped its clock, and the steps of work on it."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.accounts.models import Person
from novation.control.cases.models import Case
from novation.control.choices import TermField
from novation.control.consent.matters import Channel
from novation.control.refs import new_ref
from novation.control.rights.states import Behalf, Feedback, Ground, Outcome, State
from novation.law.entry_words import Right
from novation.terms import Category, Place


class Request(models.Model):
    """`subject` is empty while nobody knows who asks. `words`: what the customer wrote; never leaves this table."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "rq"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    number = models.CharField(max_length=20)
    right = TermField(Right)
    state = TermField(State, default=State.RECEIVED)
    subject = models.CharField(max_length=40, default="")
    place = TermField(Place)
    language = models.CharField(max_length=8, default="zh")
    channel = TermField(Channel)
    behalf = TermField(Behalf, default=Behalf.SELF)
    words = models.TextField(default="")
    received_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    due_clock = models.CharField(max_length=80, default="")
    extended_at = models.DateTimeField(null=True)
    extension_reason = models.TextField(default="")
    handled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="requests_handled"
    )
    outcome = TermField(Outcome, default=Outcome.NONE)
    ground = TermField(Ground, default="", blank=True)
    answer = models.TextField(default="")
    feedback = TermField(Feedback, default=Feedback.NONE)
    feedback_words = models.TextField(default="")
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "rights_request"
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="rights_request_number")]
        indexes = [
            models.Index(fields=["case", "state", "due_on"], name="rights_request_due"),
            models.Index(fields=["case", "subject"], name="rights_request_subject"),
        ]

    @property
    def scope(self) -> str:
        return self.case.ref


class Pause(models.Model):
    """A time during which the clock of a request stood still: only for proof of identity."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="pauses")
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "rights_pause"


class Step(models.Model):
    """A piece of work on a request: who, when, what, with which evidence."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "rs"), editable=False
    )
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="steps")
    by = models.CharField(max_length=32)
    what = models.TextField()
    evidence = models.CharField(max_length=71, default="")
    done_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "rights_step"
        ordering = ["id"]


class Freeze(models.Model):
    """An element of somebody's data that is disputed or restricted: it is neither used nor handed over meanwhile.

    Without a category it is everything about the person.
    """

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "fz"), editable=False
    )
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="freezes")
    subject = models.CharField(max_length=40)
    category = TermField(Category, default="", blank=True)
    since = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "rights_freeze"
        ordering = ["id"]
        indexes = [models.Index(fields=["request", "lifted_at"], name="rights_freeze_open")]

    @property
    def case(self) -> Case:
        return self.request.case

    @property
    def scope(self) -> str:
        return self.request.scope
