"""How often something was tried lately: by account, by address. Whom or what it counts is kept as a keyed digest."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """Shared by all processes, because it is a row; unknown accounts are counted as known ones are."""

    rule = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    count = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_tally"
        constraints = [models.UniqueConstraint(fields=["rule", "digest"], name="accounts_tally_once")]
        indexes = [models.Index(fields=["last_at"], name="accounts_tally_age")]
