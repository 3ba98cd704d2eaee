"""What telling puts on the day's page: recipients that are to be told, and changes of the seller that are to be made here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from novation.control.accounts.models import Grant, Person
from novation.control.cases.dues import LIMIT, Due, DueKind, register
from novation.control.informing.models import Telling
from novation.control.informing.recipients import RECIPIENTS
from novation.control.informing.states import Told
from novation.control.rights.actions import WORKERS
from novation.messages import Text

_NEEDS = frozenset(str(role) for role in WORKERS)
_BUYER = Text("受让方", "the buyer")


@register
def tellings_due(person: Person, cases: Any) -> Iterable[Due]:
    """The soonest first, for those who may see the register of recipients."""
    roles = [str(role) for role in RECIPIENTS.policy.roles]
    scopes = Grant.objects.filter(person=person, role__in=roles, ended_at=None).values("scope")
    rows = Telling.objects.filter(case__in=cases, case__ref__in=scopes, state=Told.DUE)
    related = rows.select_related("case__seller", "case__buyer", "recipient", "request")
    for one in related.order_by("due_on", "id")[:LIMIT]:
        name = Text(one.recipient.name, one.recipient.name) if one.recipient else _BUYER
        yield Due(
            DueKind.DUTY,
            Text(f"告知{name.zh}：{one.kind.text.zh}", f"Tell {name.en}: {one.kind.text.en}"),
            one.case,
            detail=Text(one.request.number, one.request.number),
            since=Text("改动之日", "from the change"),
            due_at=one.due_on,
            page="recipients",
            verb=Text("查看", "View"),
            needs=_NEEDS,
        )
