"""Bad days of the worker: the database away while a step runs or ends, and clocks that differ between machines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from tests.control.people import House

from novation.control.actions import SYSTEM
from novation.control.journal.appending import Record, append
from novation.control.journal.models import LogEntry
from novation.control.journal.signing import installation_key, origin_of
from novation.control.journal.verifying import verify
from novation.control.operations import carrying_out, steps, telling, tending
from novation.control.operations.actions.jobs import queue_job, resume_job
from novation.control.operations.actions.running import start_job
from novation.control.operations.folders import open_project
from novation.control.operations.management.commands import worker
from novation.control.operations.models import Job, ProjectLink
from novation.control.operations.words import JobState, Step
from novation.messages import Text

pytestmark = pytest.mark.django_db


class Away:
    """Refuses so many calls as a database that is away would, then lets them through."""

    def __init__(self, real: Any, times: int) -> None:
        self.real, self.times = real, times

    def __call__(self, *given: Any, **named: Any) -> Any:
        if self.times:
            self.times -= 1
            raise OperationalError("server closed the connection unexpectedly")
        return self.real(*given, **named)


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited for the database; nobody waits in a test, and its connection in memory stays open."""
    told: list[float] = []
    monkeypatch.setattr(carrying_out.time, "sleep", told.append)
    for module in (carrying_out, telling, worker):
        monkeypatch.setattr(module, "connection", _Closing())
    return told


class _Closing:
    def close(self) -> None:
        """A broken connection is put away, so that the next query opens another."""


def test_a_database_away_for_a_minute_when_a_step_ends_loses_nothing_and_runs_nothing_twice(
    fresh: ProjectLink, house: House, at_once: Any, monkeypatch: Any, waits: list[float]
) -> None:
    ran: list[str] = []
    real = steps._RUN[Step.SCAN]
    monkeypatch.setitem(steps._RUN, Step.SCAN, lambda *given: ran.append("scan") or real(*given))
    monkeypatch.setattr(carrying_out, "finish_job", Away(carrying_out.finish_job, 6))
    with at_once():
        job = queue_job(house.officer, fresh, step=Step.SCAN)
    job.refresh_from_db()
    assert (job.state, ran) == (JobState.DONE, ["scan"])
    assert sum(waits) >= 60


def test_a_step_that_is_refused_while_the_database_is_away_is_told_when_it_is_back(
    fresh: ProjectLink, house: House, at_once: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(carrying_out, "fail_job", Away(carrying_out.fail_job, 3))
    with at_once():
        job = queue_job(house.officer, fresh, step=Step.PLAN)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "project.step-missing")


def test_a_step_that_could_not_read_the_database_is_interrupted_and_goes_on_later(
    fresh: ProjectLink, house: House, at_once: Any, monkeypatch: Any
) -> None:
    monkeypatch.setitem(steps._RUN, Step.SCAN, Away(steps._RUN[Step.SCAN], 1))
    with at_once():
        job = queue_job(house.officer, fresh, step=Step.SCAN)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.INTERRUPTED, "")
    with at_once():
        resume_job(house.officer, job)
    job.refresh_from_db()
    assert job.state is JobState.DONE and open_project(fresh).has_record("scan.json")


def test_progress_that_cannot_be_written_stops_no_step(
    fresh: ProjectLink, house: House, monkeypatch: Any
) -> None:
    job = queue_job(house.officer, fresh, step=Step.SCAN)
    progress = telling.JobProgress(job)
    monkeypatch.setattr(telling.Job.objects, "filter", Away(telling.Job.objects.filter, 1))
    progress.start(Text("扫描", "Scanning"), 3)
    progress.start(Text("读取", "Reading"), 3)
    job.refresh_from_db()
    assert job.stage_en == "Reading"


def test_a_worker_waits_for_a_database_that_is_away_and_works_on(
    monkeypatch: Any, waits: list[float]
) -> None:
    handled: list[str] = []
    monkeypatch.setattr(db_worker.Command, "handle", Away(lambda *_, **__: handled.append("worked"), 3))
    worker.Command()._work({"batch": False})
    assert handled == ["worked"] and len(waits) == 3


def test_a_worker_gives_no_sign_of_life_for_a_job_it_gave_up(
    fresh: ProjectLink, house: House, monkeypatch: Any
) -> None:
    job = queue_job(house.officer, fresh, step=Step.SCAN)
    start_job(SYSTEM, job, worker="here-1")
    Job.objects.update(beat_at=timezone.now() - timedelta(minutes=2))
    tending.beat("here-1")
    assert tending.tend() == [job]
    resume_job(house.officer, job)
    start_job(SYSTEM, job, worker="here-1")
    Job.objects.update(beat_at=timezone.now() - timedelta(minutes=2))
    monkeypatch.setattr(tending, "WORKING_ON", {job.ref})
    tending.beat("here-1")
    assert tending.tend() == []


def test_a_worker_whose_clock_is_behind_is_not_taken_for_dead_while_it_holds_the_project(
    fresh: ProjectLink, house: House
) -> None:
    job = queue_job(house.officer, fresh, step=Step.SCAN)
    start_job(SYSTEM, job, worker="behind-1")
    Job.objects.update(beat_at=timezone.now() - timedelta(hours=3))
    with open_project(fresh).held():
        assert tending.tend() == []


def test_a_journal_keeps_its_order_and_holds_when_the_clock_was_set_back(house: House) -> None:
    stream, now = house.case.ref, datetime.now(UTC)
    with transaction.atomic():
        for skew in (timedelta(hours=1), timedelta(hours=-8), timedelta(0)):
            append(stream, [Record("case.opened", "system", {})], at=now + skew)
    key = installation_key().public
    assert list(verify(stream, origin_of(stream, key), key)) == []
    last = LogEntry.objects.filter(stream=stream).order_by("-index")[:3]
    assert len({entry.at for entry in last}) == 3
