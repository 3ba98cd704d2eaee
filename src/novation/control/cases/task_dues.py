"""What tasks and files put on the day's page: one's own tasks, what was offered to one, what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from novation.control.accounts.models import Person
from novation.control.cases.audience import audiences
from novation.control.cases.dues import LIMIT, Due, DueKind, register
from novation.control.cases.models import Case, FileVersion, Task, TaskHandover
from novation.control.cases.models.file import FileState
from novation.control.cases.team import LEADERS
from novation.messages import Text

_CASE = ("case__seller", "case__buyer")
_READ = ("ref", "case_id", "title", "citation", "department", "opened_at", "due_on")
_SEE_TO = Text("办理", "See to it")


@register
def own_tasks(person: Person, cases: Any) -> Iterable[Due]:
    """What the person owns and has not done, the soonest first."""
    live = Task.objects.filter(owner=person, closed_at=None, case__in=cases).order_by("due_on", "ref")
    found = list(live.only(*_READ)[:LIMIT])
    # Many tasks lie in few cases: each case is read once.
    those = Case.objects.in_bulk({task.case_id for task in found})
    for task in found:
        task.case = those[task.case_id]
        yield _due(task, DueKind.DUTY, _SEE_TO, person)


@register
def offered_tasks(person: Person, cases: Any) -> Iterable[Due]:
    """What others want the person to take over."""
    waiting = TaskHandover.objects.filter(taker=person, answered_at=None, task__case__in=cases)
    related = [f"task__{name}" for name in _CASE]
    for handover in waiting.select_related("giver", *related).order_by("id")[:LIMIT]:
        offered = Text(f"{handover.giver.name} 请您接手", f"{handover.giver.name} offers it to you")
        yield _due(handover.task, DueKind.DECISION, Text("答复", "Answer"), person, offered)


@register
def waiting_destructions(person: Person, cases: Any) -> Iterable[Due]:
    """Files whose destruction somebody else asked for, in cases where the person may confirm it."""
    waiting = FileVersion.objects.filter(state=FileState.TO_DESTROY, file__case__in=cases)
    waiting = waiting.exclude(destroy_asked_by=person.ref)
    for version in waiting.select_related("file__case__seller", "file__case__buyer").order_by("id")[:LIMIT]:
        file = version.file
        if str(file.audience) in audiences(person, file.case.ref):
            yield Due(
                DueKind.DECISION,
                Text(f"确认是否销毁文件“{version.name}”", f"Confirm the destruction of “{version.name}”"),
                file.case,
                detail=Text("须由第二人确认", "a second person confirms"),
                page="file",
                at={"ref": file.case.ref, "file": file.ref},
                verb=Text("查看", "View"),
                needs=frozenset(str(role) for role in LEADERS),
            )


def _due(task: Task, kind: DueKind, verb: Text, person: Person, detail: Text | None = None) -> Due:
    return Due(
        kind,
        Text(task.title, task.title),
        task.case,
        _same(task.citation),
        detail or _same(task.department),
        since=Text("任务新建", "from opening the task"),
        start=task.opened_at,
        due_at=task.due_on,
        page="task",
        at={"ref": task.case.ref, "task": task.ref},
        verb=verb,
        needs=frozenset({person.ref}),
    )


def _same(words: str) -> Text | None:
    """What people wrote stands as it is in both languages."""
    return Text(words, words) if words else None
