"""Jobs: from the queue to the end, one at a time, refused in words, killed half-way and resumed."""

from __future__ import annotations

import errno
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.control.operations.shop import PHONES, PLANTED
from tests.control.people import House

from novation.control.actions import SYSTEM
from novation.control.journal.models import LogEntry
from novation.control.operations import steps, tending
from novation.control.operations.actions.jobs import (
    ask_to_stop,
    cancel_job,
    queue_job,
    request_destruction,
    request_reconciliation,
    request_sealing,
    resume_job,
)
from novation.control.operations.actions.running import (
    fail_job,
    finish_job,
    interrupt_job,
    pause_job,
    start_job,
)
from novation.control.operations.folders import open_project
from novation.control.operations.models import Job, PlanVersion, ProjectLink
from novation.control.operations.steps import DONE, Outcome
from novation.control.operations.words import JobState, Step
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.evidence.keys import generate_private_key, load_private_key
from novation.handover.opening import append_entry, set_deal_form
from novation.messages import Text
from novation.terms import DealForm

pytestmark = pytest.mark.django_db


def tags(link: ProjectLink) -> list[str]:
    found = LogEntry.objects.filter(stream=link.case.ref).order_by("index")
    return list(found.values_list("tag", flat=True))


def now_running(link: ProjectLink, house: House, step: Step = Step.SCAN) -> Job:
    """A job that a worker has taken up, as far as the database knows."""
    job = queue_job(house.officer, link, step=step)
    start_job(SYSTEM, job, worker="elsewhere-1")
    return job


@pytest.mark.action("job.queued", "job.started", "job.finished")
def test_a_job_runs_from_the_queue_to_a_plan_and_its_digests_come_up(
    fresh: ProjectLink, house: House, at_once: Any
) -> None:
    with at_once():
        job = queue_job(house[CaseRole.DATA_ENGINEER], fresh, step=Step.RUN)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.DONE, "")
    head = open_project(fresh).journal.head()
    assert (job.size_after, job.root_after) == (head.size, head.as_dict()["root"])
    assert tags(fresh)[-8:] == [
        "job.queued", "job.started", "sources.scanned", "records.linked", "people.indexed", "dispositions.decided",
        "plan.made", "job.finished",
    ]  # fmt: skip
    plan = PlanVersion.objects.get(project=fresh)
    assert plan.people == 30 and sum(c.people for c in plan.counts.all()) == 30


@pytest.mark.action("job.finished")
def test_what_comes_up_names_nobody(fresh: ProjectLink, house: House, at_once: Any) -> None:
    with at_once():
        queue_job(house.officer, fresh, step=Step.RUN)
    lines = "".join(LogEntry.objects.filter(stream=fresh.case.ref).values_list("line", flat=True))
    assert not [word for word in (*PLANTED, *PHONES) if word in lines]
    assert "members.csv" not in lines


@pytest.mark.action("job.queued")
def test_asking_twice_gives_the_same_job_and_another_step_is_refused(
    fresh: ProjectLink, house: House
) -> None:
    first = queue_job(house.officer, fresh, step=Step.SCAN)
    again = queue_job(house[CaseRole.DATA_ENGINEER], fresh, step=Step.SCAN)
    assert first.pk == again.pk
    with pytest.raises(NovationError, match="job.another-open") as refused:
        queue_job(house.officer, fresh, step=Step.LINK)
    assert "扫描来源" in refused.value.message("zh")


def test_the_database_itself_refuses_a_second_open_job(fresh: ProjectLink) -> None:
    Job.objects.create(project=fresh, step=Step.SCAN, state=JobState.RUNNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(project=fresh, step=Step.PLAN, state=JobState.QUEUED)


@pytest.mark.action("job.failed")
def test_a_project_that_somebody_else_holds_is_left_alone_and_said(
    fresh: ProjectLink, house: House, at_once: Any
) -> None:
    with open_project(fresh).held(), at_once():
        job = queue_job(house.officer, fresh, step=Step.SCAN)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "project.busy")
    assert job.error_zh.startswith("另一个 novation") and job.error_en.startswith("another novation")


@pytest.mark.action("job.failed")
def test_a_step_before_its_turn_is_refused_in_both_languages(
    fresh: ProjectLink, house: House, at_once: Any
) -> None:
    with at_once():
        job = queue_job(house.officer, fresh, step=Step.PLAN)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "project.step-missing")
    entry = LogEntry.objects.filter(stream=fresh.case.ref).last()
    assert entry is not None and '"error":"project.step-missing"' in entry.line


@pytest.mark.action("job.interrupted", "job.resumed")
def test_a_job_killed_half_way_is_seen_as_interrupted_and_goes_on(
    fresh: ProjectLink, house: House, at_once: Any
) -> None:
    job = now_running(fresh, house)
    assert tending.tend() == []  # it has just given a sign of life
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(minutes=5))
    with open_project(fresh).held():
        assert tending.tend() == []  # silent, but somebody works in the project
    assert tending.tend(fresh) == [job]
    job.refresh_from_db()
    assert job.state is JobState.INTERRUPTED
    with at_once():
        resume_job(house.officer, job)
    job.refresh_from_db()
    assert job.state is JobState.DONE and open_project(fresh).has_record("scan.json")


@pytest.mark.action("job.interrupted")
def test_a_worker_told_to_stop_says_so(fresh: ProjectLink, house: House, monkeypatch: Any) -> None:
    from novation.control.operations.carrying_out import carry_out

    def stopped(*_: object) -> Outcome:
        raise SystemExit(1)

    job = now_running(fresh, house)
    monkeypatch.setitem(steps._RUN, Step.SCAN, stopped)
    with pytest.raises(SystemExit):
        carry_out(job)
    job.refresh_from_db()
    assert job.state is JobState.INTERRUPTED


@pytest.mark.action("job.failed", "job.resumed")
def test_a_full_disk_leaves_nothing_half_done_and_the_job_can_go_on(
    planned: ProjectLink, house: House, at_once: Any, monkeypatch: Any
) -> None:
    project = open_project(planned)
    before = {p.name: p.read_bytes() for p in project.records.iterdir() if p.is_file()}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "plan.json")

    with monkeypatch.context() as disk:
        disk.setattr("novation.handover.project.write_durably", full)
        with at_once():
            job = queue_job(house.officer, planned, step=Step.PLAN)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "file.unusable")
    assert "plan.json" in job.error_en and str(project.folder) not in job.error_en
    assert {p.name: p.read_bytes() for p in project.records.iterdir() if p.is_file()} == before
    with at_once():
        resume_job(house.officer, job)
    job.refresh_from_db()
    assert job.state is JobState.DONE and project.read_record("plan.json", "plan")["version"] == 2


def test_a_defect_never_tells_what_stood_in_a_cell(
    fresh: ProjectLink, house: House, at_once: Any, monkeypatch: Any, caplog: Any
) -> None:
    def broken(*_: object) -> Outcome:
        raise ValueError(f"could not convert {PLANTED[0]} {PHONES[0]}")

    monkeypatch.setitem(steps._RUN, Step.SCAN, broken)
    with at_once():
        job = queue_job(house.officer, fresh, step=Step.SCAN)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "job.defect")
    told = caplog.text + job.error_zh + job.error_en
    assert PLANTED[0] not in told and PHONES[0] not in told and "ValueError" in job.error_en


@pytest.mark.action("job.cancelled")
def test_a_queued_job_can_be_cancelled_by_who_may_ask_for_it_and_does_not_run(
    fresh: ProjectLink, house: House, at_once: Any
) -> None:
    with at_once():
        job = queue_job(house.officer, fresh, step=Step.SCAN)
        with pytest.raises(NovationError, match="access.refused"):
            cancel_job(house[CaseRole.HANDER_OVER], job)
        cancel_job(house.officer, job)
    job.refresh_from_db()
    assert job.state is JobState.CANCELLED and not open_project(fresh).has_record("scan.json")


@pytest.mark.action("job.paused", "sealing.requested")
def test_sealing_is_refused_without_signatures_and_waits_for_the_hander_over_with_them(
    planned: ProjectLink, house: House, at_once: Any, monkeypatch: Any
) -> None:
    with pytest.raises(NovationError, match="access.refused"):
        request_sealing(house.officer, planned, step=Step.SEAL)
    with at_once():
        job = request_sealing(house[CaseRole.HANDER_OVER], planned, step=Step.SEAL)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "plan.not-authorised")
    monkeypatch.setattr(steps, "require", lambda *_: [])
    with at_once():
        resume_job(house[CaseRole.HANDER_OVER], job)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "job.no-hander-over")
    line = load_private_key(generate_private_key()).public.line()
    entry = {"role": "hander-over", "name": house[CaseRole.HANDER_OVER].name, "key": line}
    append_entry(open_project(planned), "signer", dict(entry), "signer.added")
    with at_once():
        resume_job(house[CaseRole.HANDER_OVER], job)
    job.refresh_from_db()
    assert job.state is JobState.WAITING and not open_project(planned).has_record("sealed.json")


@pytest.mark.action("sealing.requested")
def test_a_stale_plan_is_not_sealed(
    planned: ProjectLink, house: House, at_once: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(steps, "require", lambda *_: [])
    set_deal_form(open_project(planned), DealForm.MERGER)
    with at_once():
        job = request_sealing(house[CaseRole.HANDER_OVER], planned)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "plan.stale")


@pytest.mark.action("destruction.requested")
def test_destroying_needs_receipt_and_authorisations_and_nobody_else_may_ask(
    planned: ProjectLink, house: House, at_once: Any
) -> None:
    exports = {p.name: p.read_bytes() for p in (open_project(planned).folder / "exports").iterdir()}
    with pytest.raises(NovationError, match="access.refused"):
        request_destruction(house[CaseRole.DATA_ENGINEER], planned)
    with at_once():
        job = request_destruction(house[CaseRole.HANDER_OVER], planned)
    job.refresh_from_db()
    assert job.state is JobState.FAILED
    assert job.error_code in {"plan.not-authorised", "destroy.no-receipt"}
    assert {p.name: p.read_bytes() for p in (open_project(planned).folder / "exports").iterdir()} == exports


@pytest.mark.action("reconciliation.requested")
def test_the_receiver_reconciles_on_the_buyers_side_only(
    planned: ProjectLink, house: House, at_once: Any
) -> None:
    with pytest.raises(NovationError, match="access.refused"):
        request_reconciliation(house[CaseRole.RECEIVER], planned)


@pytest.mark.action("job.queued")
def test_a_destroying_step_can_not_be_slipped_in_among_the_preparing_ones(
    planned: ProjectLink, house: House
) -> None:
    with pytest.raises(NovationError, match="input.wrong"):
        queue_job(house.officer, planned, step=Step.DESTROY)


@pytest.mark.action("job.started")
@pytest.mark.action("job.finished", "job.failed", "job.paused", "job.interrupted")
def test_people_do_not_start_or_end_jobs(fresh: ProjectLink, house: House) -> None:
    job = now_running(fresh, house)
    for deed, words in ((finish_job, {}), (pause_job, {}), (interrupt_job, {}), (fail_job, {"code": "a.b", "zh": "一", "en": "a"})):  # fmt: skip
        with pytest.raises(NovationError, match="access.refused"):
            deed(house.officer, job, **words)
    with pytest.raises(NovationError, match="access.refused"):
        start_job(house.officer, job, worker="me")


def test_running_a_job_twice_does_nothing_twice(
    fresh: ProjectLink, house: House, at_once: Any, monkeypatch: Any
) -> None:
    from novation.control.operations.carrying_out import run_job

    ran: list[str] = []
    monkeypatch.setitem(steps._RUN, Step.SCAN, lambda *_: ran.append("scan") or DONE)
    with at_once():
        job = queue_job(house.officer, fresh, step=Step.SCAN)
    run_job.enqueue(job.ref)
    assert ran == ["scan"]


def test_progress_says_the_stage_in_both_languages_and_how_much(fresh: ProjectLink, house: House) -> None:
    from novation.control.operations.telling import JobProgress

    job = now_running(fresh, house)
    progress = JobProgress(job)
    progress.start(Text("扫描", "Scanning"), 200)
    progress._written = 0
    progress.advance(50)
    job.refresh_from_db()
    assert (job.stage_zh, job.stage_en, job.fraction) == ("扫描", "Scanning", 0.25)


@pytest.mark.action("job-stop.asked", "job.stopped")
def test_a_running_job_stops_at_its_next_safe_point_and_goes_on_later(
    fresh: ProjectLink, house: House, at_once: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def step(job: Job, progress: Any) -> Outcome:
        for name in ("first", "second"):
            progress.start(Text(name, name))
            done.append(name)
            if len(done) == 1:
                ask_to_stop(house[CaseRole.DATA_ENGINEER], Job.objects.get(pk=job.pk))
        return DONE

    monkeypatch.setattr(steps, "run_step", step)
    with at_once():
        job = queue_job(house[CaseRole.DATA_ENGINEER], fresh, step=Step.SCAN)
    job.refresh_from_db()
    assert (job.state, done) == (JobState.STOPPED, ["first"]) and job.ended_at is not None
    assert tags(fresh)[-3:] == ["job.started", "job-stop.asked", "job.stopped"]
    with at_once():
        resume_job(house.officer, job)
    job.refresh_from_db()
    assert (job.state, done) == (JobState.DONE, ["first", "first", "second"])
    assert job.stop_asked_at is None


@pytest.mark.action("job-stop.asked")
def test_only_who_started_it_and_the_officer_stop_a_job(fresh: ProjectLink, house: House) -> None:
    job = now_running(fresh, house)
    for role in (CaseRole.DATA_ENGINEER, CaseRole.OWNER, CaseRole.RECEIVER, CaseRole.HANDER_OVER):
        with pytest.raises(NovationError, match="access.refused"):
            ask_to_stop(house[role], job)
    ask_to_stop(house.officer, job)
    assert job.state is JobState.RUNNING and job.stop_asked_by == house.officer.ref
