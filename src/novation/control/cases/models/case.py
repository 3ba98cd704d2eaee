"""A case: one change of owner, its companies, its phase and its days."""

from __future__ import annotations

import functools
from typing import Any

from django.db import models

from novation.control.accounts.models import Grant, Organisation, Person
from novation.control.cases.phases import CasePhase
from novation.control.choices import TermField
from novation.control.parties.models import Party
from novation.control.refs import new_ref
from novation.control.roles import Side
from novation.terms import DealForm, Place

NEAREST = 12
"""For so many cases the day's page asks what is in the way and what is owed."""


class Cases(models.QuerySet["Case"]):
    def visible_to(self, person: Person) -> Cases:
        """The cases in which this person holds a role now: who left a team sees nothing more."""
        held = Grant.objects.filter(person=person, ended_at=None).values("scope")
        return self.filter(ref__in=held)

    def nearest(self) -> list[Case]:
        """The first that close, with parties and places: to be shown, so asked once for everything on one page."""
        kept: list[Case] | None = self.__dict__.get("_nearest")
        if kept is None:
            found = self.select_related("seller", "buyer").prefetch_related("places")
            kept = list(found.order_by("closing_on", "id")[:NEAREST])
            self.__dict__["_nearest"] = kept
        return kept


class Case(models.Model):
    """`number` is what people say, `ref` what addresses and journal use. `project`: the folder's name in the home.

    `side`: the side of the deal on which the organisation stands that opened the case here.
    """

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ca"), editable=False
    )
    number = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(max_length=200)
    side = TermField(Side, default=Side.SELLER)
    deal_form = TermField(DealForm)
    phase = TermField(CasePhase, default=CasePhase.REVIEW)
    seller = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="selling")
    buyer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="buying")
    signing_on = models.DateField(null=True)
    closing_on = models.DateField()
    opened_at = models.DateTimeField(auto_now_add=True)
    project = models.CharField(max_length=64, default="")
    version = models.IntegerField(default=0)

    objects: Any = Cases.as_manager()

    class Meta:
        db_table = "cases_case"
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="cases_case_number")]

    @property
    def scope(self) -> str:
        return self.ref


class CasePlace(models.Model):
    """A place where people live whom the deal concerns: whose laws count besides those of the two companies."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="places")
    place = TermField(Place)

    class Meta:
        db_table = "cases_place"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="cases_place_once")]


class PhaseEntered(models.Model):
    """When a case entered a phase: the rail."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="phases")
    phase = TermField(CasePhase)
    entered_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=32)

    class Meta:
        db_table = "cases_phase_entered"
        ordering = ["id"]
