"""Sessions as people can list and end them; the key itself is in no table, only its digest."""

from __future__ import annotations

import functools

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from novation.control.accounts.models.people import Person
from novation.control.journal.appending import INSTALLATION
from novation.control.refs import new_ref


class Session(AbstractBaseSession):
    """One browser. Without a person: somebody who has not signed in. A row that is gone is a session that has ended."""

    session_key = models.CharField(max_length=64, primary_key=True)
    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "se"), editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    agent = models.CharField(max_length=60, default="")
    """Browser and system by name, nothing finer."""
    factor = models.CharField(max_length=20, default="")
    """How it was signed in: `password`, `totp`, `recovery`, `passkey`."""

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        db_table = "accounts_session"

    @property
    def scope(self) -> str:
        return self.person.scope if self.person else INSTALLATION

    @property
    def label(self) -> str:
        return self.agent or self.ref
