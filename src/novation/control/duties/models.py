"""What people claim of a duty: that it is met, with the files that show it. What is owed itself is computed, not stored."""

from __future__ import annotations

import functools
from typing import Any

from django.db import models

from novation.control.cases.audience import Audience, ForAudience
from novation.control.cases.models import Case, FileVersion
from novation.control.cases.texts import new_salt
from novation.control.choices import TermField
from novation.control.refs import new_ref


class Claim(models.Model):
    """Somebody says that a duty of a case is met; `duty` is the id of the control in its law pack."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "cl"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="claims", db_index=False)
    audience = TermField(Audience)
    duty = models.CharField(max_length=120)
    statement = models.TextField()
    salt = models.CharField(max_length=32, default=new_salt)
    met_on = models.DateField()
    claimed_at = models.DateTimeField(auto_now_add=True)
    claimed_by = models.CharField(max_length=32)
    withdrawn_at = models.DateTimeField(null=True)

    objects: Any = ForAudience.as_manager()

    class Meta:
        db_table = "duties_claim"
        indexes = [models.Index(fields=["case", "duty", "id"], name="duties_claim_duty")]

    @property
    def scope(self) -> str:
        return self.case.ref


class Evidence(models.Model):
    """A file that a claim rests on, in exactly one version."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    version = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="evidence")

    class Meta:
        db_table = "duties_evidence"
        constraints = [models.UniqueConstraint(fields=["claim", "version"], name="duties_evidence_once")]
