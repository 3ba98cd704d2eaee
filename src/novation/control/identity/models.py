"""What is kept of the ways in: links that were used, codes that were sent, and how often somebody tried."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.cases.models import Case
from novation.control.refs import new_ref


class UsedLink(models.Model):
    """The digest of a link that opened something: it opens nothing again."""

    digest = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    used_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "identity_used_link"


class Code(models.Model):
    """A code somebody asked for. `subjects`: who has the contact, by references; empty where nobody has, and nobody is told."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "cd"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    contact = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    subjects = models.CharField(max_length=400, default="")
    attempts = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "identity_code"
        indexes = [models.Index(fields=["contact", "made_at"], name="identity_code_contact")]

    @property
    def scope(self) -> str:
        return self.case.ref


class Knock(models.Model):
    """One attempt to come in from an address (by its keyed digest), for counting within an hour."""

    origin = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "identity_knock"
        indexes = [models.Index(fields=["origin", "at"], name="identity_knock_origin")]
