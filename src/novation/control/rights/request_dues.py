"""What requests put on the day's page: those that are open, with their clock and its law."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from novation.control.accounts.models import Grant, Person
from novation.control.cases.dues import LIMIT, Due, DueKind, register
from novation.control.rights.actions import REQUESTS, WORKERS
from novation.control.rights.clocks import clock_named
from novation.control.rights.models import Request
from novation.control.rights.states import OPEN, State
from novation.messages import Text

_NEEDS = frozenset(str(role) for role in WORKERS)
_VERBS = {
    State.RECEIVED: Text("核实身份", "Check the identity"),
    State.PROVING: Text("查看", "View"),
    State.WORKING: Text("办理", "See to it"),
}


@register
def requests_due(person: Person, cases: Any) -> Iterable[Due]:
    """The soonest first, for those who may see requests; the other side of the deal learns nothing of them."""
    readers = [str(role) for role in REQUESTS.policy.roles]
    scopes = Grant.objects.filter(person=person, role__in=readers, ended_at=None).values("scope")
    rows = Request.objects.filter(case__in=cases, case__ref__in=scopes, state__in=[str(s) for s in OPEN])
    related = rows.select_related("case__seller", "case__buyer", "handled_by").order_by("due_on", "id")
    for request in related[:LIMIT]:
        yield _due(request)


def _due(request: Request) -> Due:
    clock = clock_named(request.due_clock)
    needs = frozenset({request.handled_by.ref}) if request.handled_by else _NEEDS
    return Due(
        DueKind.DUTY,
        Text(
            f"{request.number}：{request.right.text.zh}",
            f"{request.number}: {request.right.text.en}",
        ),
        request.case,
        clock.citation.text if clock else None,
        request.state.text,
        since=Text("收到请求", "from receipt of the request"),
        start=request.received_at,
        due_at=request.due_on,
        state="pause" if request.state is State.PROVING and request.due_on is None else "",
        page="request",
        at={"ref": request.case.ref, "asked": request.ref},
        verb=_VERBS[request.state],
        needs=needs,
    )
