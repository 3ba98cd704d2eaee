"""For which side of a case somebody acts: where anything speaks for the buyer's, it is the buyer's."""

from __future__ import annotations

from typing import Any

from novation.control.accounts.models import Grant
from novation.control.actions import Deed
from novation.control.agreements.models import Agreement
from novation.control.roles import CaseRole, Side

BUYERS = (CaseRole.RECEIVER, CaseRole.BUYERS_LAWYER)


def stands_for(actor: Any, scope: str) -> Side:
    """A role of the buyer's counts before the side that was written beside it: a slip must not open the seller's papers."""
    if actor.roles_in(scope) & {str(role) for role in BUYERS}:
        return Side.BUYER
    held = Grant.objects.filter(person__ref=actor.ref, scope=scope, ended_at=None)
    sides = set(held.values_list("side", flat=True))
    for side in (Side.BUYER, Side.SELLER):
        if side in sides:
            return side
    return Side.NEITHER


def keep_apart(deed: Deed, agreement: Agreement) -> None:
    """Of an agreement that the buyer is no party to, the buyer does not learn from the log either that there is one."""
    if not agreement.parties.filter(pk=agreement.case.buyer_id).exists():
        deed.keep_to(str(Side.SELLER))


def sees_all(actor: Any, scope: str) -> bool:
    """The seller's side, and auditors of neither side."""
    side = stands_for(actor, scope)
    return side is Side.SELLER or (side is Side.NEITHER and CaseRole.AUDITOR in actor.roles_in(scope))
