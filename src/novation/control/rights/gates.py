"""What customers wait for keeps a case from closing: overdue it is late, else it is told with its day."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from novation.control.cases import gates
from novation.control.cases.gates import Blocker
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.rights.models import Freeze, Request
from novation.control.rights.states import OPEN
from novation.messages import Text

LISTED = 20
"""So many requests are named one by one; of the others the number is told."""


def requests_open(case: Case) -> Iterator[Blocker]:
    """Open requests and complaints, the soonest first, then what is frozen."""
    rows = Request.objects.filter(case=case, state__in=[str(state) for state in OPEN])
    today, total = timezone.localdate(), rows.count()
    for request in rows.order_by("due_on", "id")[:LISTED]:
        late = request.due_on is not None and request.due_on < today
        day = _day(request)
        yield Blocker(
            Text(
                f"{request.number}（{request.right.text.zh}）尚未答复",
                f"{request.number} ({request.right.text.en}) is not answered",
            ),
            detail=day,
            state="late" if late else "soon",
            page="requests",
        )
    if total > LISTED:
        more = total - LISTED
        yield Blocker(
            Text(f"另有 {more} 项请求尚未答复", f"{more} more requests are not answered"),
            state="soon",
            page="requests",
        )
    if frozen := Freeze.objects.filter(request__case=case, lifted_at=None).count():
        yield Blocker(
            Text(
                f"{frozen} 项有争议的内容仍在冻结，须列入待决事项",
                f"{frozen} disputed elements are frozen and have to be listed as open matters",
            ),
            state="soon",
            page="requests",
        )


def _day(request: Request) -> Text:
    if request.due_on is None:
        return Text("时限暂停，或法律没有规定天数", "its clock stands still, or no law names a number")
    return Text(f"期限 {request.due_on.isoformat()}", f"due {request.due_on.isoformat()}")


def register() -> None:
    gates.register(CasePhase.CLOSING, requests_open)
