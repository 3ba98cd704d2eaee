"""What an organisation says of its processing, and every version of it that was made public, as it was."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.cases.models import Case
from novation.control.choices import TermField
from novation.control.refs import new_ref
from novation.messages import Text
from novation.terms import Category


class Described(models.Model):
    """What a category of data is used for, in plain words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="described")
    category = TermField(Category)
    purpose_zh = models.CharField(max_length=300)
    purpose_en = models.CharField(max_length=300)

    class Meta:
        db_table = "transparency_described"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "category"], name="transparency_described_once")
        ]

    @property
    def purpose(self) -> Text:
        return Text(self.purpose_zh, self.purpose_en)


class Statement(models.Model):
    """The policy in words, as it will go into the next release."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="statement")
    text_zh = models.TextField()
    text_en = models.TextField()

    class Meta:
        db_table = "transparency_statement"


class Release(models.Model):
    """A version that the public can read: the canonical document itself, so that nothing changes under a reader."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "rl"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=71)
    released_at = models.DateTimeField(auto_now_add=True)
    released_by = models.CharField(max_length=32)

    class Meta:
        db_table = "transparency_release"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="transparency_release_number")]

    @property
    def scope(self) -> str:
        return self.case.ref
