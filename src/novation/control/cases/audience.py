"""Who of a case's team sees a task, a comment or a file: one side's work is not the other side's to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from novation.control.actions import Condition, System
from novation.control.roles import CaseRole, Side
from novation.messages import Text
from novation.terms.vocabulary import Term


class Audience(Term):
    """One side of the deal, or both; an auditor reads everything, whoever stands on neither side what is shared."""

    SELLER = "seller", "仅出让方", "seller’s side only"
    BUYER = "buyer", "仅受让方", "buyer’s side only"
    BOTH = "both", "双方", "both sides"


def audience_of(actor: Any, scope: str, *, shared: bool) -> Audience:
    """Whom something is for that this person adds: their own side, or both. Of neither side: both."""
    side = _side(actor, scope)
    return Audience.BOTH if shared or side is Side.NEITHER else Audience(str(side))


def audiences(actor: Any, scope: str) -> list[str]:
    """What this person may read of a case."""
    if isinstance(actor, System) or CaseRole.AUDITOR in actor.roles_in(scope):
        return [str(one) for one in Audience]
    side = _side(actor, scope)
    return [str(Audience.BOTH), *([] if side is Side.NEITHER else [str(side)])]


def opened_sides(actor: Any, scope: str) -> set[str]:
    """Whose own entries of the log this person reads; a role of the buyer's never opens the seller's."""
    found = set(audiences(actor, scope)) - {str(Audience.BOTH)}
    buyers = {str(CaseRole.RECEIVER), str(CaseRole.BUYERS_LAWYER)}
    return found - {str(Audience.SELLER)} if actor.roles_in(scope) & buyers else found


def sees(actor: Any, thing: Any) -> bool:
    """Whether this person may read a thing that has a `scope` and an `audience`."""
    return str(thing.audience) in audiences(actor, thing.scope)


def _side(actor: Any, scope: str) -> Side:
    """Whoever has no side (a token, a job) stands on neither."""
    ask = getattr(actor, "side_in", None)
    return Side(str(ask(scope))) if ask else Side.NEITHER


def _holds(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return sees(actor, target)


FOR_THEM = Condition(Text("这一项只给另一方看", "this is for the other side only"), _holds)


class ForAudience(models.QuerySet[Any]):
    """Things of a case that only some may read."""

    def visible_to(self, actor: Any, case: Any) -> Any:
        """Those of one case that this person may read."""
        return self.filter(case=case, audience__in=audiences(actor, case.ref))
