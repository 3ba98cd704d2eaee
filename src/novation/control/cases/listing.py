"""The list of tasks of a case: filtered, in the order of what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from novation.control.accounts.models import Grant
from novation.control.cases.models import Case, Task
from novation.control.roles import CaseRole
from novation.terms.vocabulary import Term


class Which(Term):
    """What a list shows."""

    LIVE = "live", "未办", "to do"
    MINE = "mine", "我的", "mine"
    LATE = "late", "逾期", "overdue"
    CLOSED = "closed", "已办和取消", "done and cancelled"
    EVERY = "all", "全部", "all"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader asked for; what is not understood filters nothing."""

    which: Which = Which.LIVE
    role: CaseRole | None = None
    department: str = ""

    @classmethod
    def read(cls, which: str, role: str, department: str) -> Filter:
        known, roles = {str(one) for one in Which}, {str(one) for one in CaseRole}
        return cls(
            Which(which) if which in known else Which.LIVE,
            CaseRole(role) if role in roles else None,
            department[:100],
        )


def tasks_of(case: Case, reader: Any, wanted: Filter) -> Any:
    """The tasks a reader may see and asked for, soonest first."""
    found = Task.objects.visible_to(reader, case).order_by("due_on", "ref")
    if wanted.which in (Which.LIVE, Which.MINE, Which.LATE):
        found = found.filter(closed_at=None)
    if wanted.which is Which.MINE:
        found = found.filter(owner__ref=reader.ref)
    if wanted.which is Which.LATE:
        found = found.filter(due_on__lt=today())
    if wanted.which is Which.CLOSED:
        found = found.exclude(closed_at=None)
    if wanted.role is not None:
        holds = Grant.objects.filter(scope=case.ref, role=str(wanted.role), ended_at=None)
        found = found.filter(owner__in=holds.values("person"))
    if wanted.department:
        found = found.filter(department=wanted.department)
    return found.select_related("owner")


def today() -> date:
    """The day where the installation stands."""
    return timezone.localdate(timezone=ZoneInfo(settings.PLACE_TIME_ZONE))
