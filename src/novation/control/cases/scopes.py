"""Tells accounts what the references of cases stand for, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from novation.control.accounts import scopes
from novation.control.accounts.models import Organisation
from novation.control.cases.models import Case
from novation.messages import Text


def naming(refs: Iterable[str]) -> Mapping[str, Text]:
    found = Case.objects.filter(ref__in=list(refs)).values_list("ref", "number", "title")
    return {ref: Text(f"{number} {title}", f"{number} {title}") for ref, number, title in found}


def owning(organisation: Organisation) -> Iterable[str]:
    return Case.objects.filter(organisation=organisation).values_list("ref", flat=True)


scopes.register(naming, owning)
