"""A plan put up for decision, and what those say whose approval it needs."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.accounts.models import Person
from novation.control.approvals.terms import Answer
from novation.control.cases.models import Case
from novation.control.cases.texts import new_salt
from novation.control.choices import TermField
from novation.control.refs import new_ref
from novation.terms import Role


class Submission(models.Model):
    """A plan put up for decision: its digest is what everybody decides on. Without a `version`: two may vote at once.

    `roles_*` are roles separated by blanks, as the plan's project wanted them when it was put up.
    """

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "su"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    number = models.IntegerField()
    plan = models.CharField(max_length=71)
    plan_version = models.IntegerField(default=0)
    plan_made_at = models.CharField(max_length=20, default="")
    journal_size = models.BigIntegerField(default=0)
    journal_root = models.CharField(max_length=80, default="")
    laws = models.TextField(default="", help_text="one pack a line: id, blank, version")
    roles_seal = models.CharField(max_length=200)
    roles_destroy = models.CharField(max_length=200)
    roles_classes = models.CharField(max_length=200, default="")
    charter = models.ForeignKey(
        "approvals.Charter", on_delete=models.PROTECT, null=True, related_name="submissions"
    )
    deadline_at = models.DateTimeField()
    put_up_at = models.DateTimeField(auto_now_add=True)
    put_up_by = models.CharField(max_length=32)
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "approvals_submission"
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="approvals_submission_number")]

    @property
    def scope(self) -> str:
        return self.case.ref

    @property
    def packs(self) -> list[str]:
        return self.laws.splitlines()

    @property
    def seal(self) -> list[Role]:
        return [Role(word) for word in self.roles_seal.split()]

    @property
    def destroy(self) -> list[Role]:
        return [Role(word) for word in self.roles_destroy.split()]

    @property
    def classes(self) -> list[Role]:
        return [Role(word) for word in self.roles_classes.split()]

    @property
    def wanted(self) -> list[Role]:
        """Every role whose holder decides, each once; the committee decides by vote."""
        return list(dict.fromkeys([*self.seal, *self.destroy]))


class Approval(models.Model):
    """What somebody says of a plan in a role; of several by the same role the latest counts."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ap"), editable=False
    )
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="approvals")
    role = TermField(Role)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="approvals")
    answer = TermField(Answer)
    reason = models.TextField(default="")
    salt = models.CharField(max_length=32, default=new_salt)
    plan = models.CharField(max_length=71)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "approvals_approval"
        ordering = ["id"]
