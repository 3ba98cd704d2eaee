"""What becomes of a column before anybody outside sees it: removed, replaced, or only as a band, by what it holds."""

from __future__ import annotations

from novation.protection.forms import form_of
from novation.terms import Category, Sensitivity
from novation.terms.vocabulary import Term


class Treatment(Term):
    REMOVED = "removed", "删去", "removed"
    REPLACED = "replaced", "换成代号", "replaced by a pseudonym"
    GENERALISED = "generalised", "泛化", "generalised"
    KEPT = "kept", "保留（敏感列，按类核查多样性）", "kept (sensitive, checked for diversity in each class)"
    LEFT_OUT = "left-out", "未选入", "left out, as there are enough columns"


REPLACED_KINDS = frozenset({"key.customer"})


def treatment_of(kind: str, category: Category, sensitivity: Sensitivity) -> Treatment:
    """By default everything goes but what can be told in bands; sensitive data only where they are asked for by name."""
    if kind in REPLACED_KINDS:
        return Treatment.REPLACED
    if form_of(kind) is None:
        return Treatment.REMOVED
    sensitive = sensitivity is Sensitivity.SENSITIVE or category.sensitivity is Sensitivity.SENSITIVE
    return Treatment.REMOVED if sensitive else Treatment.GENERALISED
