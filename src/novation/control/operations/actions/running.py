"""Actions of the installation on jobs while it runs them; no person does these."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone

from novation.control.actions import Deed, Policy, action
from novation.control.inputs import Input
from novation.control.operations.actions.jobs import LIFE
from novation.control.operations.folders import open_project
from novation.control.operations.models import Job
from novation.control.operations.words import JobState
from novation.custody.entries import Reference

BY_ITSELF = Policy(system=True)
CARRIED_UP = 40
"""At most so many entries of the data plane are told one by one after a job; a step writes one to four."""


@action(
    "job.started",
    zh="任务开始",
    en="A job starts",
    policy=BY_ITSELF,
    target=Job,
    move=LIFE.move(JobState.QUEUED, to=JobState.RUNNING),
    api=False,
)
def start_job(deed: Deed, job: Job, *, worker: Annotated[str, Input("工作进程", "Worker")]) -> None:
    """A worker takes the job up."""
    head = _head(job)
    job.size_before, job.root_before = head
    job.started_at = job.beat_at = timezone.now()
    job.ended_at, job.done, job.total, job.stage_zh, job.stage_en = None, 0, None, "", ""
    job.stop_asked_at, job.stop_asked_by = None, ""
    job.worker = worker[:80]
    job.save()
    deed.record(job=job.ref, step=str(job.step), size=head[0], root=head[1])


@action(
    "job.finished",
    zh="任务完成",
    en="A job is finished",
    policy=BY_ITSELF,
    target=Job,
    move=LIFE.move(JobState.RUNNING, to=JobState.DONE),
    api=False,
)
def finish_job(deed: Deed, job: Job) -> None:
    """The step is done; what it wrote in the data plane's journal comes up as digests."""
    _end(deed, job)


@action(
    "job.paused",
    zh="任务等人用自己的钥匙办理",
    en="A job waits for somebody’s own key",
    policy=BY_ITSELF,
    target=Job,
    move=LIFE.move(JobState.RUNNING, to=JobState.WAITING),
    api=False,
)
def pause_job(deed: Deed, job: Job) -> None:
    """Everything is checked; somebody has to go on with a key that the installation does not have."""
    _end(deed, job)


@action(
    "job.failed",
    zh="任务没有做成",
    en="A job failed",
    policy=BY_ITSELF,
    target=Job,
    move=LIFE.move(JobState.RUNNING, to=JobState.FAILED),
    api=False,
)
def fail_job(
    deed: Deed,
    job: Job,
    *,
    code: Annotated[str, Input("错误代码", "Error code")],
    zh: Annotated[str, Input("中文说明", "In Chinese")],
    en: Annotated[str, Input("英文说明", "In English")],
) -> None:
    """The step was refused or broke; the journal holds the code, the page the words."""
    job.error_code, job.error_zh, job.error_en = code[:64], zh[:1000], en[:1000]
    _end(deed, job, error=code)


@action(
    "job.interrupted",
    zh="任务被中断",
    en="A job was interrupted",
    policy=BY_ITSELF,
    target=Job,
    move=LIFE.move(JobState.RUNNING, to=JobState.INTERRUPTED),
    api=False,
)
def interrupt_job(deed: Deed, job: Job) -> None:
    """Its worker is gone and nobody holds the project: the job can be resumed."""
    _end(deed, job)


@action(
    "job.stopped",
    zh="任务按要求停下",
    en="A job stops on request",
    policy=BY_ITSELF,
    target=Job,
    move=LIFE.move(JobState.RUNNING, to=JobState.STOPPED),
    api=False,
)
def stop_job(deed: Deed, job: Job) -> None:
    """It stopped where nothing was half-done; it can be resumed from there."""
    _end(deed, job, asked=job.stop_asked_by or "system")


def _end(deed: Deed, job: Job, **refs: Any) -> None:
    head = _head(job)
    job.size_after, job.root_after = head
    job.ended_at = timezone.now()
    job.save()
    for entry in _entries(job):
        said: dict[str, Any] = {**_apart(entry.refs), "project": job.project.ref, "entry": entry.index}
        deed.record(tag=entry.tag, **said)
    deed.record(job=job.ref, step=str(job.step), size=head[0], root=head[1], **refs)


def _entries(job: Job) -> list[Any]:
    since = job.size_before or 0
    return open_project(job.project).journal.entries()[since:][:CARRIED_UP]


def _apart(refs: Any) -> dict[str, Reference]:
    """Digests and words under their own names; where the entry stands in the data plane comes on top.

    Counts stay below: the other side reads this stream too, and how many customers there are is nobody's business
    before the NDA. The digest stands for the record that holds them.
    """
    apart = ("project", "entry", "subject")
    return {n: v for n, v in refs.items() if n not in apart and (n in _TOLD or isinstance(v, str))}


_TOLD = ("version", "plain")


def _head(job: Job) -> tuple[int, str]:
    head = open_project(job.project).journal.head().as_dict()
    return int(str(head["size"])), str(head["root"])
