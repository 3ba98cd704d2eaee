"""What customers wait for keeps a case from closing: overdue it is late, else it is told with its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from novation.control.cases import gates
from novation.control.cases.gates import Blocker, Known
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.rights.models import Freeze, Request
from novation.control.rights.states import OPEN
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Waiting:
    """What customers of a case wait for: `running` are not late; `first_on`: of those, the soonest day."""

    late: int = 0
    running: int = 0
    frozen: int = 0
    first_on: date | None = None


def _waiting(cases: Sequence[Case]) -> dict[int, Waiting]:
    today, pks = timezone.localdate(), [case.pk for case in cases]
    late = Q(due_on__lt=today)
    rows = Request.objects.filter(case__in=pks, state__in=[str(state) for state in OPEN]).values("case")
    counted = {
        row["case"]: row
        for row in rows.annotate(
            late=Count("pk", filter=late), every=Count("pk"), first=Min("due_on", filter=Q(due_on__gte=today))
        ).order_by()
    }
    live = Freeze.objects.filter(request__case__in=pks, lifted_at=None).order_by().values("request__case")
    frozen = {row["request__case"]: row["n"] for row in live.annotate(n=Count("pk"))}
    return {pk: _one(counted.get(pk), frozen.get(pk, 0)) for pk in pks}


def _one(row: Mapping[str, Any] | None, frozen: int) -> Waiting:
    if row is None:
        return Waiting(frozen=frozen)
    return Waiting(row["late"], row["every"] - row["late"], frozen, row["first"])


WAITING = Known(_waiting)


def requests_open(case: Case) -> Iterator[Blocker]:
    """How many are open and until when, never which: everybody who reads the case reads this, the buyer too."""
    waiting = WAITING.of(case)
    if late := waiting.late:
        yield Blocker(
            Text(f"{late} 项客户请求逾期未答复", f"customers’ requests overdue: {late}"), page="requests"
        )
    if running := waiting.running:
        yield Blocker(
            Text(f"{running} 项客户请求尚未答复", f"customers’ requests not answered: {running}"),
            detail=_soonest(waiting.first_on),
            state="soon",
            page="requests",
        )
    if frozen := waiting.frozen:
        yield Blocker(
            Text(
                f"{frozen} 项有争议的内容仍在冻结，须列入待决事项",
                f"disputed elements that are frozen and have to be listed as open matters: {frozen}",
            ),
            state="soon",
            page="requests",
        )


def _soonest(day: date | None) -> Text:
    if day is None:
        return Text("时限暂停，或法律没有规定天数", "their clocks stand still, or no law names a number")
    return Text(f"最早 {day.isoformat()} 到期", f"the first is due {day.isoformat()}")


def register() -> None:
    gates.register(CasePhase.CLOSING, requests_open)
