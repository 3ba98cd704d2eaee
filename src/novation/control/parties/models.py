"""The companies of a deal: seller, buyer, target, recipients; each in a place whose law counts."""

from __future__ import annotations

import functools

from django.db import models

from novation.control.accounts.models import Organisation
from novation.control.choices import TermField
from novation.control.refs import new_ref
from novation.terms import Place


class Party(models.Model):
    """A company as contracts name it. `organisation`: where it uses this installation itself."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "pa"), editable=False
    )
    kept_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="kept_parties")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="as_party"
    )
    name = models.CharField(max_length=200)
    place = TermField(Place)
    contact = models.CharField(max_length=200, default="")
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "parties_party"

    @property
    def scope(self) -> str:
        return self.kept_by.ref
