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
    notice = models.CharField(max_length=32, default="")
    """The reference of the notice it came with; with digest and time the proof that somebody opened it."""
    used_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "identity_used_link"
        indexes = [models.Index(fields=["case", "notice", "used_at"], name="identity_link_of_notice")]


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
        indexes = [models.Index(fields=["expires_at"], name="identity_code_expiry")]

    @property
    def scope(self) -> str:
        return self.case.ref


class Knock(models.Model):
    """Attempts of one hour from an address or for a contact, by keyed digest: one row each, however many they are."""

    origin = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(db_index=True)
    count = models.IntegerField(default=0)

    class Meta:
        db_table = "identity_knock"
