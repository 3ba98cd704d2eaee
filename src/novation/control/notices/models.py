"""A notice to customers of one place by one channel, the ticks of its checklist, and the counts of its audience."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.accounts.models import Person
from novation.control.cases.models import Case
from novation.control.choices import TermField
from novation.control.notices.states import Line, State
from novation.control.refs import new_ref
from novation.handover.notices.words import Via
from novation.terms import Place


class Notice(models.Model):
    """`content` is the id of the checklist in a law pack. `reply_by`: what customers are told; `window_end`: when it is over."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "nt"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    law = models.CharField(max_length=40)
    content = models.CharField(max_length=120)
    place = TermField(Place)
    language = models.CharField(max_length=8)
    channel = TermField(Via)
    title = models.CharField(max_length=200)
    text = models.TextField()
    digest = models.CharField(max_length=71)
    state = TermField(State, default=State.DRAFT)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices_drafted")
    drafted_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="notices_approved"
    )
    released_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="notices_released"
    )
    reply_by = models.DateField(null=True)
    per_second = models.IntegerField(default=0)
    everybody = models.BigIntegerField(null=True)
    people = models.BigIntegerField(null=True)
    outbox = models.CharField(max_length=71, default="")
    error_code = models.CharField(max_length=64, default="")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    given_on = models.DateField(null=True)
    window_end = models.DateField(null=True)
    missing = models.BigIntegerField(null=True)
    """People whom the law wants told and whom no notice has reached yet; while there are any, no window runs."""
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "notices_notice"
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "law", "content"], name="notices_notice_of_law")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "content", "place", "channel"], name="notices_notice_once"
            )
        ]

    @property
    def scope(self) -> str:
        return self.case.ref


class ChecklistTick(models.Model):
    """Where in the text an item of the checklist is said, and who found it there; a new text has none."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="ticks")
    item = models.CharField(max_length=80)
    where = models.CharField(max_length=200)
    by = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "notices_tick"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["notice", "item"], name="notices_tick_once")]


class AudienceLine(models.Model):
    """One count: people of a class, people without a notice for a reason, rows of the outbox in a state."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lines")
    line = TermField(Line)
    word = models.CharField(max_length=64)
    people = models.BigIntegerField()

    class Meta:
        db_table = "notices_audience"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "line", "word"], name="notices_audience_once")
        ]
