"""A task of a case: what is to be done, by whom and when, on which ground; and its passing from one person to another."""

from __future__ import annotations

import functools
from typing import Any

from django.db import models

from novation.control.accounts.models import Person
from novation.control.cases.audience import Audience, ForAudience
from novation.control.cases.texts import new_salt
from novation.control.choices import TermField
from novation.control.refs import new_ref
from novation.terms.vocabulary import Term


class TaskState(Term):
    OPEN = "open", "待办", "open"
    IN_WORK = "in-work", "办理中", "in work"
    DONE = "done", "已办", "done"
    REOPENED = "reopened", "重新办理", "reopened"
    CANCELLED = "cancelled", "已取消", "cancelled"


class Task(models.Model):
    """`closed_at` is empty while there is something to do: the lists of what is due stand on it."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ts"), editable=False
    )
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="tasks", db_index=False)
    audience = TermField(Audience)
    title = models.CharField(max_length=200)
    purpose = models.TextField(default="")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    department = models.CharField(max_length=100, default="")
    due_on = models.DateField()
    citation = models.CharField(max_length=200, default="")
    duty = models.CharField(max_length=120, default="")
    """The control of a law pack that the task serves, by its id."""
    state = TermField(TaskState, default=TaskState.OPEN)
    cancelled_because = models.TextField(default="")
    salt = models.CharField(max_length=32, default=new_salt)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.CharField(max_length=32)
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    objects: Any = ForAudience.as_manager()

    class Meta:
        db_table = "cases_task"
        indexes = [
            models.Index(fields=["case", "due_on", "ref"], name="cases_task_due"),
            models.Index(
                fields=["case", "due_on", "ref"], condition=models.Q(closed_at=None), name="cases_task_live"
            ),
            models.Index(
                fields=["owner", "due_on", "ref"], condition=models.Q(closed_at=None), name="cases_task_mine"
            ),
            models.Index(fields=["owner", "due_on", "ref"], name="cases_task_owner"),
            # What is counted on every page is counted by the index alone.
            models.Index(fields=["case", "audience"], name="cases_task_counted"),
            models.Index(
                fields=["case", "audience", "due_on"],
                condition=models.Q(closed_at=None),
                name="cases_task_live_counted",
            ),
        ]

    @property
    def scope(self) -> str:
        return self.case.ref


class TaskHandover(models.Model):
    """Who offered a task to whom, and what became of it; until it is accepted, the giver answers for the task."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "th"), editable=False
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tasks_given")
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tasks_taken")
    note = models.TextField(default="")
    offered_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        db_table = "cases_task_handover"
        indexes = [
            models.Index(
                fields=["taker"], condition=models.Q(answered_at=None), name="cases_task_handover_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(answered_at=None), name="cases_task_handover_one"
            )
        ]
