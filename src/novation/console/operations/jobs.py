"""Jobs: what runs, what ran, how it ended; a running one is asked about every two seconds."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from novation.console.lists import Column, Listing
from novation.console.operations.showing import Button, button, buttons, capital, project_of
from novation.console.seeing import case_page
from novation.control.accounts.models import Person
from novation.control.actions import Sight
from novation.control.cases.models import Case
from novation.control.operations.actions.jobs import JOBS
from novation.control.operations.actions.projects import CLASSES, INVENTORY, PACKAGE, PLAN
from novation.control.operations.folders import package_for
from novation.control.operations.models import Job
from novation.control.operations.sides import jobs_seen, seen_side
from novation.control.operations.tending import alive
from novation.control.operations.words import JobState, Step
from novation.control.roles import Side
from novation.messages import Text

SYSTEM_NAME = Text("系统", "the installation")


def _columns(case: Case) -> tuple[Column, ...]:
    asked = Job.objects.filter(project__case=case).values("asked_by")
    names = dict(Person.objects.filter(ref__in=asked).values_list("ref", "name"))
    return (
        Column(
            Text("步骤", "Step"), lambda one: capital(one.step.text), address=lambda one: _address(case, one)
        ),
        Column(Text("状态", "State"), lambda one: capital(one.state.text)),
        Column(Text("谁要求的", "Asked by"), lambda one: names.get(one.asked_by, SYSTEM_NAME)),
        Column(Text("排队", "Queued"), lambda one: one.queued_at, order="queued_at"),
        Column(Text("开始", "Started"), lambda one: one.started_at, order="started_at"),
        Column(Text("结束", "Ended"), lambda one: one.ended_at, order="ended_at"),
        Column(Text("错误", "Error"), lambda one: one.error_code),
    )


def _address(case: Case, one: Job) -> str:
    return reverse("job", args=[case.ref, one.ref])


@case_page(JOBS)
def page(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The jobs that the reader may see: of the own side, or of both for who stands on neither."""
    link = project_of(case, seen_side(request.user, case))
    rows = Job.objects.filter(jobs_seen(request.user, case)).select_related("project")
    listed = Listing(
        request,
        "jobs",
        Text("任务", "Jobs"),
        _columns(case),
        rows,
        nothing=Text("还没有运行过任何一步", "No step has been run yet"),
    )
    shown = {"case": case, "list": listed, "link": link, "alive": alive(), "buttons": _steps(request, link)}
    return listed.file() or render(request, "console/operations/jobs.html", shown)


def _steps(request: HttpRequest, link: object) -> list[Button]:
    if link is None:
        return []
    asked = [
        ("job.queued", step)
        for step in (Step.RUN, Step.SCAN, Step.LINK, Step.DECIDE, Step.CHECK, Step.PLAN, Step.VERIFY)
    ]
    asked += [("sealing.requested", Step.SEAL), ("sealing.requested", Step.RECEIPT)]
    asked += [("reconciliation.requested", Step.RECEIVE), ("reconciliation.requested", Step.RECONCILE)]
    found = [button(request, tag, link, capital(step.text), step=str(step)) for tag, step in asked]
    sample = button(request, "people-sample.requested", link, capital(Step.SAMPLE.text), asks=True)
    return buttons(*found, sample)


@case_page(JOBS)
def one(request: HttpRequest, case: Case, job_ref: str) -> HttpResponse:
    """One job; a piece of the page alone where the browser asks for its progress."""
    found = Job.objects.select_related("project__case").filter(jobs_seen(request.user, case))
    job = found.filter(ref=job_ref).first()
    if job is None:
        raise Http404
    project_of(case, Side(job.project.side))
    job.refresh_from_db()
    shown = {
        "case": case,
        "job": job,
        "percent": round(100 * job.fraction) if job.fraction is not None else None,
        "alive": alive(),
        "title": capital(job.step.text),
        "look": LOOKS[job.state],
        "checks": job.checks.all(),
        "folder": job.project.folder,
        "package_folder": _package_folder(job),
        "result": _result(request, case, job),
        "buttons": buttons(
            _if(
                job,
                () if job.stop_asked_at else (JobState.RUNNING,),
                button(request, "job-stop.asked", job, Text("停下", "Stop")),
            ),
            _if(
                job,
                (JobState.INTERRUPTED, JobState.STOPPED, JobState.FAILED, JobState.WAITING),
                button(request, "job.resumed", job, Text("继续", "Go on")),
            ),
            _if(
                job,
                (JobState.QUEUED, JobState.WAITING),
                button(request, "job.cancelled", job, Text("取消", "Cancel")),
            ),
        ),
    }
    part = (
        "console/operations/job_now.html"
        if request.headers.get("HX-Request")
        else "console/operations/job.html"
    )
    response = render(request, part, shown)
    response["Vary"] = "HX-Request"
    return response


@dataclass(frozen=True, slots=True)
class Result:
    """The page that shows what a step found."""

    address: str
    words: Text


def _result(request: HttpRequest, case: Case, job: Job) -> Result | None:
    """Where to read on, if the reader may see that page."""
    name, sight, words = _RESULTS.get(job.step, ("", None, None))
    if sight is None or words is None or sight.policy.refusal(request.user, case, {}):  # type: ignore[arg-type]
        return None
    return Result(reverse(name, args=[case.ref]), words)


def _package_folder(job: Job) -> str:
    """The name of the folder in which the package for this job lies."""
    found = package_for(job.project)
    return found.parent.name if found is not None else job.project.folder


def _if(job: Job, states: tuple[JobState, ...], found: Button | None) -> Button | None:
    return found if job.state in states else None


_SHOW_INVENTORY = ("inventory", INVENTORY, Text("看清点结果", "See the inventory"))
_SHOW_CLASSES = ("classes", CLASSES, Text("看判定类", "See the classes"))
_SHOW_PLAN = ("plan", PLAN, Text("看方案", "See the plan"))
_SHOW_PACKAGE = ("package", PACKAGE, Text("看封装包", "See the package"))
_RESULTS: dict[Step, tuple[str, Sight, Text]] = {
    Step.SCAN: _SHOW_INVENTORY,
    Step.DECIDE: _SHOW_CLASSES,
    Step.CHECK: _SHOW_CLASSES,
    Step.PLAN: _SHOW_PLAN,
    Step.RUN: _SHOW_PLAN,
    **dict.fromkeys((Step.SEAL, Step.RECEIVE, Step.RECONCILE, Step.RECEIPT, Step.DESTROY), _SHOW_PACKAGE),
}
LOOKS = {
    JobState.QUEUED: "plain",
    JobState.RUNNING: "run",
    JobState.WAITING: "pause",
    JobState.DONE: "met",
    JobState.FAILED: "late",
    JobState.CANCELLED: "plain",
    JobState.INTERRUPTED: "soon",
    JobState.STOPPED: "soon",
}
