"""Actions on the tasks of a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.utils import timezone

from novation.control.accounts.models import Person
from novation.control.actions import Condition, Deed, Lifecycle, Policy, action, sight
from novation.control.cases.audience import FOR_THEM, audience_of, sees
from novation.control.cases.models import Case, Task, TaskHandover
from novation.control.cases.models.task import TaskState
from novation.control.cases.team import LEADERS, WORKERS, team
from novation.control.cases.texts import commitment
from novation.control.inputs import Input
from novation.control.roles import EVERY_CASE_ROLE
from novation.errors.control import INPUT_WRONG, STATE_WRONG
from novation.messages import Text

TASKS = sight("case.tasks", zh="案件的任务", en="Tasks of a case", policy=Policy(EVERY_CASE_ROLE))
LIFE = Lifecycle("task", TaskState)
LIVE = (TaskState.OPEN, TaskState.IN_WORK, TaskState.REOPENED)


def _owns_or_leads(actor: Any, task: Task, inputs: Mapping[str, Any]) -> bool:
    return task.owner.ref == actor.ref or bool(actor.roles_in(task.scope) & {str(role) for role in LEADERS})


def _was_offered(actor: Any, task: Task, inputs: Mapping[str, Any]) -> bool:
    return task.handovers.filter(answered_at=None, taker__ref=actor.ref).exists()


ITS_OWNER = Condition(
    Text(
        "须由任务负责人，或由业主、合规负责人办理",
        "this is for who owns the task, or for owner and compliance officer",
    ),
    _owns_or_leads,
)
ITS_TAKER = Condition(Text("须由被移交的人办理", "this is for whom the task was offered to"), _was_offered)
OF_THE_TASK = Policy(WORKERS, (FOR_THEM, ITS_OWNER))
SHARED = Input("双方可见", "Both sides may see it")


@action(
    "task.opened", zh="新建任务", en="Open a task", policy=Policy(WORKERS), target=Case, changes_target=False
)
def open_task(
    deed: Deed,
    case: Case,
    *,
    title: Annotated[str, Input("任务", "Task")],
    owner: Annotated[Person, Input("负责人", "Who does it", choices=team)],
    due_on: Annotated[date, Input("截止日", "Due on")],
    purpose: Annotated[str, Input("为什么", "What for", lines=3)] = "",
    department: Annotated[str, Input("部门", "Department")] = "",
    citation: Annotated[
        str,
        Input("依据", "Ground", help=Text("法条或合同条款", "an article of law or a clause of a contract")),
    ] = "",
    duty: Annotated[str, Input("对应的义务编号", "Id of the duty it serves")] = "",
    shared: Annotated[bool, SHARED] = False,
) -> Task:
    """Gives somebody of the team something to do, by a day, on a ground."""
    _fits((title, 200), (department, 100), (citation, 200), (duty, 120))
    task = Task(
        case=case,
        audience=audience_of(deed.actor, case.ref, shared=shared),
        title=title,
        purpose=purpose,
        owner=owner,
        department=department,
        due_on=due_on,
        citation=citation,
        duty=duty,
        opened_by=deed.actor.ref,
    )
    _refuse_other_side(task, owner)
    task.save()
    deed.record(task=task.ref, owner=owner.ref, due=due_on.isoformat(), text=_text(task))
    return task


@action("task.changed", zh="修改任务", en="Change a task", policy=OF_THE_TASK, target=Task)
def change_task(
    deed: Deed,
    task: Task,
    *,
    title: Annotated[str, Input("任务", "Task")],
    due_on: Annotated[date, Input("截止日", "Due on")],
    purpose: Annotated[str, Input("为什么", "What for", lines=3)] = "",
    department: Annotated[str, Input("部门", "Department")] = "",
    citation: Annotated[str, Input("依据", "Ground")] = "",
) -> None:
    """Changes what is to be done or by when; who does it changes by handing over."""
    _fits((title, 200), (department, 100), (citation, 200))
    _refuse_closed(deed, task)
    before, task.due_on = task.due_on, due_on
    task.title, task.purpose, task.department, task.citation = title, purpose, department, citation
    task.save(update_fields=["title", "due_on", "purpose", "department", "citation"])
    deed.record(task=task.ref, before=before.isoformat(), due=due_on.isoformat(), text=_text(task))


@action(
    "task.begun",
    zh="开始办理",
    en="Begin",
    policy=OF_THE_TASK,
    target=Task,
    move=LIFE.move(TaskState.OPEN, TaskState.REOPENED, to=TaskState.IN_WORK),
)
def begin_task(deed: Deed, task: Task) -> None:
    """Says that the work has begun."""
    deed.record(task=task.ref)


@action(
    "task.done",
    zh="办完",
    en="Done",
    policy=OF_THE_TASK,
    target=Task,
    move=LIFE.move(*LIVE, to=TaskState.DONE),
)
def finish_task(deed: Deed, task: Task) -> None:
    """Says that the task is done; what the software could see for itself it shows under duties, not here."""
    _close(task)
    deed.record(task=task.ref)


@action(
    "task.reopened",
    zh="重新打开",
    en="Open again",
    policy=OF_THE_TASK,
    target=Task,
    move=LIFE.move(TaskState.DONE, TaskState.CANCELLED, to=TaskState.REOPENED),
)
def reopen_task(deed: Deed, task: Task) -> None:
    """Takes a task up again that was done or cancelled."""
    task.closed_at = None
    task.save(update_fields=["closed_at"])
    deed.record(task=task.ref)


@action(
    "task.cancelled",
    zh="取消任务",
    en="Cancel",
    policy=OF_THE_TASK,
    target=Task,
    move=LIFE.move(*LIVE, to=TaskState.CANCELLED),
)
def cancel_task(deed: Deed, task: Task, *, because: Annotated[str, Input("理由", "Reason", lines=2)]) -> None:
    """Takes a task off the list, with the reason."""
    task.cancelled_because = because
    task.save(update_fields=["cancelled_because"])
    _close(task)
    deed.record(task=task.ref, reason=commitment(task.salt, because))


@action("task-handover.offered", zh="移交任务", en="Hand over", policy=OF_THE_TASK, target=Task)
def offer_task(
    deed: Deed,
    task: Task,
    *,
    taker: Annotated[Person, Input("移交给", "To", choices=team)],
    note: Annotated[str, Input("交代事项", "What they need to know", lines=3)] = "",
) -> TaskHandover:
    """Offers a task to somebody else of the team; until they accept, the present owner answers for it."""
    _refuse_closed(deed, task)
    if taker == task.owner:
        raise _wrong(Text("移交给", "To"), Text("已由此人负责", "they own it already"))
    _refuse_other_side(task, taker)
    if task.handovers.filter(answered_at=None).exists():
        raise _wrong(
            Text("移交给", "To"), Text("已移交，等对方答复", "it is offered already and awaits an answer")
        )
    handover = TaskHandover.objects.create(task=task, giver=task.owner, taker=taker, note=note)
    deed.record(
        task=task.ref,
        handover=handover.ref,
        giver=task.owner.ref,
        taker=taker.ref,
        note=commitment(task.salt, note),
    )
    return handover


TAKING = Policy(WORKERS, (ITS_TAKER,))


@action("task-handover.accepted", zh="接手任务", en="Take over", policy=TAKING, target=Task)
def accept_task(deed: Deed, task: Task) -> None:
    """Takes the task over: from now on the taker answers for it."""
    handover = _answer(task, accepted=True)
    task.owner = handover.taker
    task.save(update_fields=["owner"])
    deed.record(task=task.ref, handover=handover.ref, giver=handover.giver.ref, taker=handover.taker.ref)


@action("task-handover.declined", zh="不接手", en="Decline", policy=TAKING, target=Task)
def decline_task(deed: Deed, task: Task) -> None:
    """Leaves the task with who has it."""
    handover = _answer(task, accepted=False)
    deed.record(task=task.ref, handover=handover.ref, giver=handover.giver.ref, taker=handover.taker.ref)


def _answer(task: Task, *, accepted: bool) -> TaskHandover:
    handover: TaskHandover = task.handovers.select_related("giver", "taker").get(answered_at=None)
    handover.accepted, handover.answered_at = accepted, timezone.now()
    handover.save(update_fields=["accepted", "answered_at"])
    return handover


def _close(task: Task) -> None:
    """An offer that nobody answered falls with the task."""
    task.closed_at = timezone.now()
    task.save(update_fields=["closed_at"])
    task.handovers.filter(answered_at=None).update(answered_at=task.closed_at, accepted=False)


def _refuse_closed(deed: Deed, task: Task) -> None:
    if task.closed_at is not None:
        raise STATE_WRONG.error(deed=deed.action.title, state=TaskState(str(task.state)).text)


def _refuse_other_side(task: Task, person: Person) -> None:
    if not sees(person, task):
        raise _wrong(
            Text("负责人", "Who does it"),
            Text("站在另一方，看不到这个任务", "stands on the other side and may not see the task"),
        )


def _fits(*texts: tuple[str, int]) -> None:
    if any(len(text) > limit for text, limit in texts):
        raise _wrong(Text("文字", "Text"), Text("太长", "too long"))


def _wrong(field: Text, problem: Text) -> Exception:
    return INPUT_WRONG.error(field=field, problem=problem)


def _text(task: Task) -> str:
    return commitment(task.salt, "\n".join([task.title, task.purpose, task.department, task.citation]))
