"""How far each person has read the journal of a case: no deed, so it is not in the journal itself."""

from __future__ import annotations

from django.db import models

from novation.control.accounts.models import Person


class Looked(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="looked")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="looked")
    size = models.BigIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "cases_looked"
        constraints = [models.UniqueConstraint(fields=["person", "case"], name="cases_looked_once")]
