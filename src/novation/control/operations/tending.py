"""Seeing that a job whose worker was killed does not seem to run on, and that none is forgotten in the queue."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from novation.control.actions import SYSTEM
from novation.control.operations.actions.running import interrupt_job
from novation.control.operations.carrying_out import WORKING_ON, run_job
from novation.control.operations.folders import is_free
from novation.control.operations.models import Job, ProjectLink, WorkerBeat
from novation.control.operations.words import JobState
from novation.errors import NovationError

SILENT = timedelta(seconds=45)
"""A worker gives a sign of life every five seconds; nine missed and nobody holding the project: it is gone."""


def tend(link: ProjectLink | None = None) -> list[Job]:
    """Marks what was interrupted, of one project or all; returns those jobs."""
    running = Job.objects.filter(state=JobState.RUNNING).select_related("project__case")
    if link is not None:
        running = running.filter(project=link)
    gone = [job for job in running.filter(beat_at__lt=timezone.now() - SILENT) if is_free(job.project)]
    return [job for job in gone if _interrupted(job)]


def _interrupted(job: Job) -> bool:
    try:
        interrupt_job(SYSTEM, job)
    except NovationError:  # it ended while we looked
        return False
    return True


def requeue() -> int:
    """Enqueues queued jobs whose task got lost between the commit and the queue; running one twice does nothing."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready().filter(task_path=run_job.module_path).exists()
    if waiting:
        return 0
    old = Job.objects.filter(state=JobState.QUEUED, queued_at__lt=timezone.now() - SILENT)
    refs = list(old.values_list("ref", flat=True))
    for ref in refs:
        run_job.enqueue(ref)
    return len(refs)


def beat(name: str) -> None:
    """The sign of life of a worker and of the job it runs."""
    now = timezone.now()
    WorkerBeat.objects.update_or_create(name=name, defaults={"beat_at": now})
    # A job that this process gave up while the database was away must not seem to run on.
    Job.objects.filter(state=JobState.RUNNING, worker=name, ref__in=WORKING_ON).update(beat_at=now)


def alive() -> bool:
    """Whether any worker gave a sign of life lately."""
    return WorkerBeat.objects.filter(beat_at__gte=timezone.now() - SILENT).exists()
