"""The notice of first contact as tasks with their clocks: who received data tells people, by the day that each law sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from novation.control.accounts.models import Grant, Person
from novation.control.actions import SYSTEM, Deed, Policy, action
from novation.control.cases.audience import Audience
from novation.control.cases.models import Case, Task
from novation.control.inputs import Input
from novation.control.roles import CaseRole, Side
from novation.control.takeover.models import TakenOver

_OWNERS = (
    *(CaseRole.COMPLIANCE_OFFICER, CaseRole.BUYERS_LAWYER, CaseRole.COUNSEL),
    *(CaseRole.RECEIVER, CaseRole.OWNER),
)


def open_tasks(taken: TakenOver, clocks: Iterable[Mapping[str, Any]]) -> None:
    """One for each law; nobody on the buyer's side yet: the obligations with their days stand on the page all the same."""
    owner = _owner(taken.case)
    if owner is None:
        return
    for clock in clocks:
        open_notice_task(
            SYSTEM,
            taken.case,
            owner=owner,
            due_on=date.fromisoformat(clock["due_on"]) if clock["due_on"] else taken.obtained_on,
            clock=clock["clock"],
            title=f"{clock['title']['zh']} · {clock['title']['en']}"[:200],
            purpose=_purpose(clock, taken),
            citation=f"{clock['citation']['zh']} · {clock['citation']['en']}"[:200],
        )


def _purpose(clock: Mapping[str, Any], taken: TakenOver) -> str:
    """The law’s words; and for whom the notice cannot be the way, though the law wants them told as well."""
    said = f"{clock['what']['zh']}\n{clock['what']['en']}\n{clock['clock']} · {taken.ref}"
    if not taken.suppressed:
        return said
    return (
        f"{said}\n停用名单上有 {taken.suppressed} 人，告知不会发给他们；法律要求告知的，用公告等不是主动联系的方式。\n"
        f"{taken.suppressed} people are on the suppression list and get no notice; where the law wants them told, "
        "do it in a way that does not contact them, such as a public announcement."
    )


def people_of_the_case(actor: Any, target: Case) -> Any:
    return Person.objects.filter(grants__scope=target.ref, grants__ended_at=None)


@action(
    "first-contact.scheduled",
    zh="首次告知列为任务",
    en="The first notice to the people becomes a task",
    policy=Policy(system=True),
    target=Case,
    changes_target=False,
    api=False,
)
def open_notice_task(
    deed: Deed,
    case: Case,
    *,
    owner: Annotated[Person, Input("负责人", "Who does it", choices=people_of_the_case)],
    due_on: Annotated[date, Input("截止日", "Due on")],
    clock: Annotated[str, Input("时限", "Clock")],
    title: Annotated[str, Input("任务", "Task")],
    purpose: Annotated[str, Input("为什么", "What for", lines=3)],
    citation: Annotated[str, Input("依据", "Ground")],
) -> Task:
    """Opens the task with the day of its law; where the law only says “promptly”, the day of receipt."""
    task = Task.objects.create(
        case=case,
        audience=Audience.BUYER,
        title=title,
        purpose=purpose,
        owner=owner,
        due_on=due_on,
        citation=citation,
        opened_by=SYSTEM.ref,
    )
    deed.record(task=task.ref, owner=owner.ref, due=due_on.isoformat(), clock=clock)
    return task


def _owner(case: Case) -> Person | None:
    """The first of the buyer's side by role."""
    held = Grant.objects.filter(scope=case.ref, side=Side.BUYER, ended_at=None, person__is_active=True)
    by_role = {grant.role: grant.person for grant in held.select_related("person").order_by("-id")}
    return next((by_role[str(role)] for role in _OWNERS if str(role) in by_role), None)
