"""The background task that runs a job: takes it up, calls the step, says how it ended."""

from __future__ import annotations

import logging
import os
import platform
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import connection
from django_tasks import task

from novation.control.actions import SYSTEM
from novation.control.operations.actions.running import (
    fail_job,
    finish_job,
    interrupt_job,
    pause_job,
    start_job,
    stop_job,
)
from novation.control.operations.folders import open_project
from novation.control.operations.models import CheckLine, Job
from novation.control.operations.plans import keep_plan
from novation.control.operations.telling import AWAY, JobProgress, StopWanted
from novation.errors import NovationError
from novation.errors.operations import JOB_DEFECT
from novation.errors.project import FILE_UNUSABLE

log = logging.getLogger("novation.jobs")
WORKING_ON: set[str] = set()
"""The job this process really runs: only for that one its heart beats."""
PATIENCE = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 60.0, 60.0, 60.0)
"""Seconds between attempts to say how a job ended, while the database is away: five minutes in all."""


@task()
def run_job(ref: str) -> None:
    """Runs a queued job; one that is not queued any more is left alone, so running twice does nothing twice."""
    job = Job.objects.select_related("project__case").filter(ref=ref).first()
    if job is None:
        return
    try:
        start_job(SYSTEM, job, worker=worker_name())
    except NovationError:  # cancelled, taken by another worker, or its folder is gone: the page says which
        return
    WORKING_ON.add(job.ref)
    try:
        carry_out(job)
    finally:
        WORKING_ON.discard(job.ref)


def worker_name() -> str:
    """The machine and the process."""
    return f"{platform.node()[:60]}-{os.getpid()}"


def carry_out(job: Job) -> None:
    """The step of a job that has started, and its end in every case but a process that is killed."""
    from novation.control.operations.steps import run_step

    try:
        outcome = run_step(job, JobProgress(job))
    except NovationError as error:
        _failed(job, error)
    except OSError as problem:  # a folder that can't be written, a full disk, a file that is gone
        _failed(job, FILE_UNUSABLE.error(file=_file(problem), why=problem.strerror or type(problem).__name__))
    except StopWanted:
        _patiently(partial(stop_job, SYSTEM, job))
    except (SystemExit, KeyboardInterrupt):  # the worker is told to stop at once
        interrupt_job(SYSTEM, job)
        raise
    except AWAY as away:  # the step wanted to read what nobody could give it; it can go on from here
        log.error("database away", extra={"job": job.ref, "fault": type(away).__name__})
        _patiently(partial(interrupt_job, SYSTEM, job))
    except Exception as defect:  # noqa: BLE001 - whatever it is, the job must not seem to run on
        _broke(job, defect)
    else:
        _patiently(partial(_ended, job, outcome))


def _patiently(say: Callable[[], object]) -> None:
    """The work is done and lies in files: that it ended is said as soon as the database is back."""
    for wait in PATIENCE:
        try:
            say()
            return
        except AWAY:
            connection.close()
            time.sleep(wait)
    say()


def _ended(job: Job, outcome: object) -> None:
    lines = getattr(outcome, "lines", ())
    CheckLine.objects.filter(job=job).delete()
    CheckLine.objects.bulk_create(_line(job, line) for line in lines)
    failed = getattr(outcome, "failed", None)
    if isinstance(failed, NovationError):
        _fail(job, failed)
        return
    keep_plan(job.project, open_project(job.project))
    (pause_job if getattr(outcome, "waits", False) else finish_job)(SYSTEM, job)


def _line(job: Job, line: dict[str, object]) -> CheckLine:
    detail: dict[str, str] = line["detail"]  # type: ignore[assignment]
    return CheckLine(
        job=job,
        file=str(line["file"])[:200],
        mark=str(line["state"]),
        text_zh=detail["zh"][:1000],
        text_en=detail["en"][:1000],
    )


def _failed(job: Job, error: NovationError) -> None:
    _patiently(partial(_fail, job, error))


def _fail(job: Job, error: NovationError) -> None:
    zh, en = (f"{error.message(one)} {error.hint(one)}" for one in ("zh", "en"))  # type: ignore[arg-type]
    fail_job(SYSTEM, job, code=error.code, zh=zh, en=en)


def _broke(job: Job, defect: Exception) -> None:
    """Where it broke is logged, never what the fault says of itself."""
    frames = traceback.extract_tb(defect.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
    log.error("job broke", extra={"job": job.ref, "fault": type(defect).__name__, "place": place})
    _failed(job, JOB_DEFECT.error(what=f"{type(defect).__name__}, {place}"))


def _file(problem: OSError) -> str:
    name = problem.filename
    return Path(os.fsdecode(name)).name if isinstance(name, str | bytes) else "-"
