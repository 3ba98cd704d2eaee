"""What customers wait for keeps a case from closing: overdue it is late, else it is told with its day."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from novation.control.cases import gates
from novation.control.cases.gates import Blocker
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.rights.models import Freeze, Request
from novation.control.rights.states import OPEN
from novation.messages import Text


def requests_open(case: Case) -> Iterator[Blocker]:
    """How many are open and until when, never which: everybody who reads the case reads this, the buyer too."""
    rows = Request.objects.filter(case=case, state__in=[str(state) for state in OPEN])
    late = rows.filter(due_on__lt=timezone.localdate()).count()
    if late:
        yield Blocker(
            Text(f"{late} 项客户请求逾期未答复", f"customers’ requests overdue: {late}"), page="requests"
        )
    if running := rows.count() - late:
        yield Blocker(
            Text(f"{running} 项客户请求尚未答复", f"customers’ requests not answered: {running}"),
            detail=_soonest(rows.exclude(due_on__lt=timezone.localdate())),
            state="soon",
            page="requests",
        )
    if frozen := Freeze.objects.filter(request__case=case, lifted_at=None).count():
        yield Blocker(
            Text(
                f"{frozen} 项有争议的内容仍在冻结，须列入待决事项",
                f"disputed elements that are frozen and have to be listed as open matters: {frozen}",
            ),
            state="soon",
            page="requests",
        )


def _soonest(rows: QuerySet[Request]) -> Text:
    day = rows.filter(due_on__isnull=False).order_by("due_on").values_list("due_on", flat=True).first()
    if day is None:
        return Text("时限暂停，或法律没有规定天数", "their clocks stand still, or no law names a number")
    return Text(f"最早 {day.isoformat()} 到期", f"the first is due {day.isoformat()}")


def register() -> None:
    gates.register(CasePhase.CLOSING, requests_open)
