"""Answers that came when the package was closed already: a chore finds them, a task tells the seller to pass them on."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from django.utils import timezone

from novation.control.accounts.models import Grant, Person
from novation.control.actions import SYSTEM, Deed, Policy, action
from novation.control.cases.audience import Audience
from novation.control.cases.models import Case, Task
from novation.control.cases.team import LEADERS, team
from novation.control.chores import register
from novation.control.inputs import Input
from novation.control.operations.folders import open_project
from novation.control.operations.handing_down import answered_since
from novation.control.operations.models import ProjectLink
from novation.control.roles import Side
from novation.errors import NovationError
from novation.messages import Text

TITLE = Text(
    "把封装之后收到的客户答复转告受让方", "Pass on to the buyer what customers answered after sealing"
)
_DAYS = timedelta(days=3)


@action(
    "late-answer.found",
    zh="封装之后收到客户答复",
    en="Customers answered after sealing",
    policy=Policy(system=True),
    target=ProjectLink,
    api=False,
    changes_target=False,
)
def find_late_answers(
    deed: Deed, link: ProjectLink, *, owner: Annotated[Person, Input("负责人", "Owner", choices=team)]
) -> Task:
    """The package stays as it was signed; what was answered since binds both sides and is told to the other one."""
    task = Task.objects.create(
        case=link.case,
        audience=Audience.SELLER,
        title=f"{TITLE.zh} · {TITLE.en}"[:200],
        purpose=_purpose(link),
        owner=owner,
        due_on=timezone.localdate() + _DAYS,
        opened_by=SYSTEM.ref,
    )
    deed.record(project=link.ref, task=task.ref)
    deed.record(tag="task.opened", task=task.ref, owner=owner.ref, due=task.due_on.isoformat())
    return task


@register("late-answers", every=60.0)
def tell_late_answers() -> int:
    """One task while it is open, however many answer; returns how many were opened."""
    links = ProjectLink.objects.filter(side=Side.SELLER).select_related("case")
    return sum(1 for link in links if _is_late(link) and _open(link))


def is_closed(link: ProjectLink) -> bool:
    """Whether the package was sealed: another answer no longer changes what is in it."""
    try:
        return open_project(link).has_record("sealed.json")
    except NovationError:  # the folder is not there (any more)
        return False


def _is_late(link: ProjectLink) -> bool:
    """An open task covers whatever came meanwhile; after it, only what came since it was closed."""
    last = Task.objects.filter(case=link.case, purpose=_purpose(link)).order_by("-id").first()
    if (last is not None and last.closed_at is None) or not is_closed(link):
        return False
    return answered_since(link.case, open_project(link), last.closed_at if last else None)


def _open(link: ProjectLink) -> bool:
    owner = _leader(link.case)
    if owner is None:
        return False
    find_late_answers(SYSTEM, link, owner=owner)
    return True


def _leader(case: Case) -> Person | None:
    held = Grant.objects.filter(scope=case.ref, role__in=[str(role) for role in LEADERS], ended_at=None)
    found = {str(one.role): one.person for one in held.select_related("person").order_by("-id")}
    return found.get(str(LEADERS[1])) or found.get(str(LEADERS[0]))


def _purpose(link: ProjectLink) -> str:
    """By which an open task is known again."""
    return f"late-answer · {link.ref}"
