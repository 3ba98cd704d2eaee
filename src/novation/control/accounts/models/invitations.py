"""Invitations: a link of use once, for a while, to one address."""

from __future__ import annotations

import functools

from django.db import models
from django.utils import timezone

from novation.control.accounts.models.people import Organisation, Person
from novation.control.refs import new_ref


class Invitation(models.Model):
    """`person` is set where somebody who is here already gets a new password. Of the token only the digest is kept."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "in"), editable=False
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=200, default="")
    language = models.CharField(max_length=2, default="zh")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=32)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_invitation"
        indexes = [models.Index(fields=["organisation", "made_at"], name="accounts_invitation_list")]

    @property
    def scope(self) -> str:
        return self.organisation.ref

    @property
    def expired(self) -> bool:
        return timezone.now() >= self.expires_at

    @property
    def open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and not self.expired
