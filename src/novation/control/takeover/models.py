"""What a case was bound to by a package: counts, purposes, statutory terms, obligations, the seller's numbers of requests."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.cases.models import Case
from novation.control.cases.texts import new_salt
from novation.control.choices import TermField
from novation.control.refs import new_ref
from novation.control.rights.models import Request
from novation.messages import Text
from novation.terms import Basis, Category, Place, Retention


class TakenOver(models.Model):
    """One package that was taken over. Counts are of people, answers and requests; nobody is named."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "tk"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="taken_over")
    package = models.CharField(max_length=80)
    record = models.CharField(max_length=80)
    obtained_on = models.DateField()
    people = models.BigIntegerField()
    consent_events = models.BigIntegerField()
    not_understood = models.BigIntegerField()
    choices = models.BigIntegerField()
    suppressed = models.BigIntegerField()
    objected = models.BigIntegerField()
    open_matters = models.BigIntegerField()
    open_requests = models.BigIntegerField()
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "takeover_taken"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["case", "package"], name="takeover_once")]

    @property
    def scope(self) -> str:
        return self.case.ref


class TakenPurpose(models.Model):
    """On which basis the seller held a category; the buyer may not use it for anything else."""

    taken = models.ForeignKey(TakenOver, on_delete=models.CASCADE, related_name="purposes")
    category = TermField(Category)
    basis = TermField(Basis)

    class Meta:
        db_table = "takeover_purpose"
        ordering = ["id"]


class StatutoryTerm(models.Model):
    """A floor under which a category of a place is kept: by which law, and how it stood at the handover."""

    taken = models.ForeignKey(TakenOver, on_delete=models.CASCADE, related_name="terms")
    category = TermField(Category)
    place = TermField(Place)
    law = models.CharField(max_length=40)
    floor = TermField(Retention)
    classes = models.IntegerField()

    class Meta:
        db_table = "takeover_term"
        ordering = ["id"]


class Obligation(models.Model):
    """What binds the buyer from now on, in the words of its law. Without a day it binds as long as the data are held."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ob"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="obligations")
    taken = models.ForeignKey(TakenOver, on_delete=models.PROTECT, related_name="obligations")
    obligation = models.CharField(max_length=120)
    title_zh = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    citation_zh = models.CharField(max_length=300)
    citation_en = models.CharField(max_length=300)
    due_zh = models.CharField(max_length=300)
    due_en = models.CharField(max_length=300)
    timing_zh = models.TextField(default="")
    timing_en = models.TextField(default="")
    confirmed = models.BooleanField()
    people = models.BigIntegerField(default=0)
    due_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    met_by = models.CharField(max_length=32, default="")
    how = models.TextField(default="")
    salt = models.CharField(max_length=32, default=new_salt)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "takeover_obligation"
        ordering = [models.F("due_on").asc(nulls_last=True), "id"]
        indexes = [models.Index(fields=["case", "met_on", "due_on"], name="takeover_obligation_due")]

    @property
    def scope(self) -> str:
        return self.case.ref

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def citation(self) -> Text:
        return Text(self.citation_zh, self.citation_en)

    @property
    def due(self) -> Text:
        return Text(self.due_zh, self.due_en)

    @property
    def timing(self) -> Text:
        """Where the day comes from, or what the law says instead of one; older rows know no more than that there is none."""
        if self.timing_zh:
            return Text(self.timing_zh, self.timing_en)
        return Text("没有推算日期", "no day was worked out")


class EarlierNumber(models.Model):
    """The number under which a request was known at the seller: the customer has it in writing."""

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="earlier")
    number = models.CharField(max_length=20)

    class Meta:
        db_table = "takeover_earlier_number"
