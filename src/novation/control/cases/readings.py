"""What programs read of the work on a case: its tasks, and what lies in its file drawer (never the contents)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from novation.control.cases.audience import Audience
from novation.control.cases.file_actions import FILES
from novation.control.cases.models import Case, CaseFile, FileVersion, Task
from novation.control.cases.models.file import FileState
from novation.control.cases.models.task import TaskState
from novation.control.cases.task_actions import TASKS
from novation.control.reading import Window, reading


@dataclass(frozen=True, slots=True)
class TaskRow:
    """`owner`, `opened_by`: references of people; `duty`: the control of a law pack that it serves, or empty."""

    ref: str
    title: str
    state: TaskState
    owner: str
    department: str
    due_on: date
    citation: str
    duty: str
    audience: Audience
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One content: `digest` is of what was put in, not of how it lies encrypted."""

    number: int
    name: str
    size: int
    digest: str
    media_type: str
    state: FileState
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """`about`: the reference of what it belongs to; `versions`: the newest first."""

    ref: str
    name: str
    about: str
    audience: Audience
    versions: list[VersionRow]
    version: int


@reading("tasks", zh="任务", en="Tasks", sight=TASKS)
def tasks(case: Case, actor: Any, window: Window) -> list[TaskRow]:
    """The tasks that the caller's side may see, those that are done included, in the order they were opened."""
    found = Task.objects.visible_to(actor, case).select_related("owner")
    return [_task(one) for one in window.cut(found)]


def _task(one: Task) -> TaskRow:
    return TaskRow(
        one.ref, one.title, one.state, one.owner.ref, one.department, one.due_on, one.citation, one.duty,
        one.audience, one.opened_at, one.opened_by, one.closed_at, one.version,
    )  # fmt: skip


@reading("files", zh="文件", en="Files", sight=FILES)
def files(case: Case, actor: Any, window: Window) -> list[FileRow]:
    """The files that the caller's side may see, with their versions; taking a content is a deed and not read here."""
    found = CaseFile.objects.visible_to(actor, case).prefetch_related("versions")
    return [
        FileRow(
            one.ref, one.name, one.about, one.audience, [_version(v) for v in one.versions.all()], one.version
        )
        for one in window.cut(found)
    ]


def _version(one: FileVersion) -> VersionRow:
    return VersionRow(
        one.number, one.name, one.size, one.digest, one.media_type, one.state, one.added_at, one.added_by
    )
