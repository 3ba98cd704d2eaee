"""Keys that people registered, and the papers they sign with them."""

from __future__ import annotations

import functools

from django.db import models
from django.utils import timezone

from novation.control.accounts.models import Person
from novation.control.approvals.models.deciding import Submission
from novation.control.approvals.terms import PaperKind
from novation.control.cases.models import Case
from novation.control.choices import TermField
from novation.control.refs import new_ref
from novation.terms import Role


class SigningKey(models.Model):
    """A public key a person registered; the one that counts now also stands in `Person.public_key`."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "sk"), editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signing_keys")
    line = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=50)
    registered_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "approvals_signing_key"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at=None), name="approvals_signing_key_one"
            )
        ]

    @property
    def is_expired(self) -> bool:
        return self.expires_on < timezone.localdate()


class Paper(models.Model):
    """Bytes put up for one person to sign with the key they had registered then; signed once, for ever."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "do"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, related_name="papers")
    kind = TermField(PaperKind)
    role = TermField(Role)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="papers")
    namespace = models.CharField(max_length=60)
    content = models.BinaryField()
    digest = models.CharField(max_length=71)
    key = models.CharField(max_length=50)
    prepared_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    signature = models.TextField(default="")
    signed_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=120, default="")

    class Meta:
        db_table = "approvals_paper"

    @property
    def scope(self) -> str:
        return self.case.ref

    @property
    def file_name(self) -> str:
        """What the file is called when it is downloaded to be signed with ssh-keygen."""
        suffix = "txt" if self.kind is PaperKind.PACKAGE else "json"
        return f"{self.kind}-{self.role}-{self.digest[7:15]}.{suffix}"
