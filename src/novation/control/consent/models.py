"""The register: wordings as they were shown, each customer's standing on each matter, and every act that made it."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.cases.models import Case
from novation.control.choices import TermField
from novation.control.consent.matters import Answer, Channel, ConsentForm, Matter
from novation.control.refs import new_ref


class Wording(models.Model):
    """A text that customers are asked by, in one language; once released it is never changed, only followed by another."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "wo"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="wordings")
    matter = TermField(Matter)
    language = models.CharField(max_length=8)
    text = models.TextField()
    digest = models.CharField(max_length=71)
    released_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "consent_wording"

    @property
    def scope(self) -> str:
        return self.case.ref


class Standing(models.Model):
    """Where a customer stands on a matter now. `subject`: the subject reference of the data plane, never a name."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "st"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="standings")
    subject = models.CharField(max_length=40)
    matter = TermField(Matter)
    answer = TermField(Answer, default=Answer.UNASKED)
    form = TermField(ConsentForm, default=ConsentForm.NONE)
    answered_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "consent_standing"
        constraints = [
            models.UniqueConstraint(fields=["case", "subject", "matter"], name="consent_standing_once")
        ]

    @property
    def scope(self) -> str:
        return self.case.ref


class Act(models.Model):
    """One act of a customer: what they answered, to which wording, by which way, with what as evidence."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ac"), editable=False
    )
    standing = models.ForeignKey(Standing, on_delete=models.PROTECT, related_name="acts")
    answer = TermField(Answer)
    form = TermField(ConsentForm)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True)
    channel = TermField(Channel)
    acted_at = models.DateTimeField(auto_now_add=True)
    evidence = models.CharField(max_length=71, default="")
    by = models.CharField(max_length=32)

    class Meta:
        db_table = "consent_act"
        indexes = [models.Index(fields=["standing", "id"], name="consent_act_standing")]


class ApprovedTexts(models.Model):
    """That somebody released the customers' texts of a language; other texts than those of the digest are drafts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    language = models.CharField(max_length=8)
    digest = models.CharField(max_length=71)
    approved_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=32)

    class Meta:
        db_table = "consent_approved_texts"
        indexes = [models.Index(fields=["case", "language", "digest"], name="consent_approved")]
