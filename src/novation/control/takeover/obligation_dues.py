"""What obligations put on the day's page: those with a day that nobody has met yet, for the buyer's side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from novation.control.accounts.models import Grant, Person
from novation.control.cases.dues import LIMIT, Due, DueKind, register
from novation.control.roles import Side
from novation.control.takeover.actions import TEAM
from novation.control.takeover.models import Obligation
from novation.messages import Text

_NEEDS = frozenset(str(role) for role in TEAM)


@register
def obligations_due(person: Person, cases: Any) -> Iterable[Due]:
    """The soonest first; of cases in which the reader stands on the buyer's side."""
    held = Grant.objects.filter(person=person, side=Side.BUYER, role__in=_NEEDS, ended_at=None)
    rows = Obligation.objects.filter(
        case__in=cases, case__ref__in=held.values("scope"), met_on=None, due_on__isnull=False
    )
    for one in rows.select_related("case__seller", "case__buyer", "taken").order_by("due_on", "id")[:LIMIT]:
        yield Due(
            DueKind.DUTY,
            one.title,
            one.case,
            one.citation,
            one.due,
            since=Text("收到资料", "from receipt of the data"),
            due_at=one.due_on,
            page="takeover",
            verb=Text("查看", "View"),
            needs=_NEEDS,
        )
