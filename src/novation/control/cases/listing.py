"""The list of tasks of a case: filtered, in the order of what is due, page by page from where the last one ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from novation.control.accounts.models import Grant
from novation.control.cases.models import Case, Task
from novation.control.roles import CaseRole
from novation.terms.vocabulary import Term

PAGE = 50
COUNTED = 1000
"""No list counts further: who has more than a thousand things wants a filter, not a number."""


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


@dataclass(frozen=True, slots=True)
class Page:
    """`after`: where the next page begins; empty on the last."""

    tasks: list[Task]
    after: str


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
    return found


def page_of(tasks: Any, after: str) -> Page:
    """The next tasks after a place, which is found by the index however far down it is."""
    place = _place(after)
    if place is not None:
        due_on, ref = place
        tasks = tasks.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, ref__gt=ref), due_on__gte=due_on)
    found = list(tasks.select_related("owner")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], f"{last.due_on.isoformat()}.{last.ref}" if last else "")


def counted(tasks: Any) -> int:
    """How many, up to a thousand and one."""
    return int(tasks.order_by()[: COUNTED + 1].count())


def live_tasks_of(person: Any, scopes: Iterable[str]) -> Any:
    """What a person has to do in these cases, soonest first: for the day's list."""
    mine = Task.objects.filter(owner=person, closed_at=None, case__ref__in=list(scopes))
    return mine.select_related("case").order_by("due_on", "ref")


def today() -> date:
    """The day where the installation stands."""
    return timezone.localdate(timezone=ZoneInfo(settings.PLACE_TIME_ZONE))


def _place(after: str) -> tuple[date, str] | None:
    day, _, ref = after.partition(".")
    try:
        return (date.fromisoformat(day), ref[:32]) if ref else None
    except ValueError:
        return None
