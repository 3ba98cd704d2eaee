"""What an auditor draws, and the logs of the other side that are kept and compared."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.cases.models import Case
from novation.control.refs import new_ref
from novation.messages import Text


class Sample(models.Model):
    """A sample of a case's journal: with seed and size anybody can draw it again."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "sm"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="samples")
    seed = models.CharField(max_length=64)
    size = models.BigIntegerField()
    each = models.IntegerField()
    drawn_at = models.DateTimeField(auto_now_add=True)
    drawn_by = models.CharField(max_length=32)

    class Meta:
        db_table = "approvals_sample"
        ordering = ["-id"]

    @property
    def scope(self) -> str:
        return self.case.ref


class OtherLog(models.Model):
    """A journal of the other side, by its name, and the key its first checkpoint was taken with."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ol"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="other_logs")
    origin = models.CharField(max_length=255)
    line = models.CharField(max_length=200)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.CharField(max_length=32)

    class Meta:
        db_table = "approvals_other_log"
        constraints = [models.UniqueConstraint(fields=["case", "origin"], name="approvals_other_log_once")]

    @property
    def scope(self) -> str:
        return self.case.ref


class JournalCheck(models.Model):
    """One reading of a whole journal from its first entry: asked for, under way (`done` entries), ended.

    `problem` is the code of the first thing found, which its words name.
    """

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "jc"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="journal_checks")
    asked_by = models.CharField(max_length=32)
    asked_at = models.DateTimeField(auto_now_add=True)
    size = models.BigIntegerField()
    done = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    problems = models.IntegerField(default=0)
    problem = models.CharField(max_length=64, default="")
    problem_zh = models.CharField(max_length=300, default="")
    problem_en = models.CharField(max_length=300, default="")

    class Meta:
        db_table = "approvals_journal_check"

    @property
    def scope(self) -> str:
        return self.case.ref

    @property
    def told(self) -> Text:
        return Text(self.problem_zh, self.problem_en)
