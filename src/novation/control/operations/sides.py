"""Whose records of a case somebody sees: each side its own, and who stands on neither those of the seller."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from novation.control.cases.models import Case
from novation.control.roles import CaseRole, Side

_BUYERS = {str(CaseRole.RECEIVER), str(CaseRole.BUYERS_LAWYER)}


def seen_side(actor: Any, case: Case) -> Side:
    """Who is of the buyer only sees the buyer's; all others those of the side that opened the case."""
    held = set(actor.roles_in(case.ref))
    return Side.BUYER if held and held <= _BUYERS else case.side


def jobs_seen(actor: Any, case: Case) -> Q:
    """The jobs of the own side; an auditor sees those of both."""
    if str(CaseRole.AUDITOR) in actor.roles_in(case.ref):
        return Q(project__case=case)
    return Q(project__case=case, project__side=seen_side(actor, case))
