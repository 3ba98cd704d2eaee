"""The register of recipients of a case, what they are to be told, and what the other side has told us."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.cases.models import Case
from novation.control.choices import TermField
from novation.control.informing.states import Arrived, Changed, Told
from novation.control.refs import new_ref
from novation.control.rights.models import Request
from novation.control.rights.states import Outcome
from novation.messages import Text
from novation.terms import Basis, Category, Place


class Recipient(models.Model):
    """A company or authority that gets data of customers. `buyer`: the other side of the deal, told by exchange."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "re"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recipients")
    name = models.CharField(max_length=200)
    place = TermField(Place)
    contact = models.CharField(max_length=200, default="")
    purpose_zh = models.CharField(max_length=300)
    purpose_en = models.CharField(max_length=300)
    basis = TermField(Basis)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "informing_recipient"
        ordering = ["name", "id"]

    @property
    def scope(self) -> str:
        return self.case.ref

    @property
    def purpose(self) -> Text:
        return Text(self.purpose_zh, self.purpose_en)

    @property
    def categories(self) -> list[Category]:
        return [one.category for one in self.shared.all()]


class SharedCategory(models.Model):
    """One category of data that a recipient gets."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="shared")
    category = TermField(Category)

    class Meta:
        db_table = "informing_category"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "category"], name="informing_category_once")
        ]


class Telling(models.Model):
    """That somebody is to be told of a change. Without a recipient it is the buyer; `sealed`: digest of the message."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "tl"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tellings")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="tellings")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, null=True, related_name="tellings")
    change = models.CharField(max_length=80)
    kind = TermField(Changed)
    categories = models.CharField(max_length=400)
    state = TermField(Told, default=Told.DUE)
    done_on = models.DateField()
    due_on = models.DateField()
    law = models.CharField(max_length=120, default="")
    sealed = models.CharField(max_length=80, default="")
    told_at = models.DateTimeField(null=True)
    evidence = models.CharField(max_length=80, default="")
    outcome = TermField(Outcome, default=Outcome.NONE)
    confirmed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "informing_telling"
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["case", "state", "due_on"], name="informing_telling_due")]
        constraints = [
            models.UniqueConstraint(fields=["change", "recipient"], name="informing_telling_once"),
            models.UniqueConstraint(
                fields=["change"],
                condition=models.Q(recipient=None),
                name="informing_telling_buyer_once",
            ),
        ]

    @property
    def touched(self) -> list[Category]:
        """The categories of what was changed."""
        return [Category(word) for word in self.categories.split(".") if word]

    @property
    def scope(self) -> str:
        return self.case.ref


class Arrival(models.Model):
    """A change that the seller told us of, as it came: encrypted to the buyer's key, which this installation lacks."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "av"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="arrivals")
    source = models.CharField(max_length=32)
    kind = TermField(Changed)
    digest = models.CharField(max_length=80)
    state = TermField(Arrived, default=Arrived.SEALED)
    changed_on = models.DateField()
    received_at = models.DateTimeField(auto_now_add=True)
    request = models.OneToOneField(Request, on_delete=models.PROTECT, null=True, related_name="arrival")
    outcome = TermField(Outcome, default=Outcome.NONE)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "informing_arrival"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["case", "source"], name="informing_arrival_once")]

    @property
    def scope(self) -> str:
        return self.case.ref
