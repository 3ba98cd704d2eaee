"""The tasks of a case: the list with its filters, and one task with its handovers and comments."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from novation.console.case.comments import comments_on
from novation.console.case.offers import Offer, offers
from novation.console.lists import Column, Listing
from novation.console.seeing import case_page
from novation.control.cases.listing import Filter, Which, tasks_of, today
from novation.control.cases.models import Case, Task
from novation.control.cases.task_actions import TASKS
from novation.control.cases.team import names_of
from novation.control.roles import CaseRole
from novation.messages import Text

DEEDS = (
    "task-handover.accepted",
    "task-handover.declined",
    "task.begun",
    "task.done",
    "task.changed",
    "task-handover.offered",
    "task.cancelled",
    "task.reopened",
)
SOON = timedelta(days=7)


@case_page(TASKS)
def tasks(request: HttpRequest, case: Case) -> HttpResponseBase:
    """`?which=`, `?role=` and `?department=` filter; the soonest come first."""
    wanted = Filter.read(
        request.GET.get("which", ""), request.GET.get("role", ""), request.GET.get("department", "")
    )
    rows = tasks_of(case, request.user, wanted)
    listed = Listing(request, "tasks", Text("任务", "Tasks"), _columns(case), rows, nothing=_nothing(wanted))
    page = {
        "case": case,
        "list": listed,
        "wanted": wanted,
        "which": list(Which),
        "roles": list(CaseRole),
        "late": tasks_of(case, request.user, Filter(Which.LATE)).count(),
        "offers": offers(request.user, case, ("task.opened",)),
    }
    return listed.file() or render(request, "console/case/tasks.html", page)


@case_page(TASKS)
def task(request: HttpRequest, case: Case, task: str) -> HttpResponse:
    """One task: what for, on which ground, who had it, what was said."""
    found = (
        Task.objects.visible_to(request.user, case).select_related("owner", "case").filter(ref=task).first()
    )
    if found is None:
        raise Http404
    handovers = list(found.handovers.select_related("giver", "taker").order_by("-id"))
    page = {
        "case": case,
        "task": found,
        "state": due_state(found),
        "opened_by": names_of([found.opened_by]).get(found.opened_by, ""),
        "handovers": handovers,
        "offered": next((one for one in handovers if one.answered_at is None), None),
        "offers": _live(found, offers(request.user, found, DEEDS)),
        **comments_on(request, case, found.ref),
    }
    return render(request, "console/case/task.html", page)


def due_state(task: Task) -> str:
    """The mark beside a task: only what has a day and is not closed can be late."""
    if task.closed_at is not None:
        return ""
    left = task.due_on - today()
    return "late" if left < timedelta(0) else "soon" if left <= SOON else "run"


def _pressing(task: Task) -> str:
    """In a list only what presses is marked."""
    found = due_state(task)
    return "" if found == "run" else found


def _live(task: Task, found: list[Offer]) -> list[Offer]:
    """What is closed is only opened again."""
    if task.closed_at is None:
        return found
    return [one for one in found if one.tag == "task.reopened"]


def _columns(case: Case) -> tuple[Column, ...]:
    def address(task: Task) -> str:
        return reverse("task", kwargs={"ref": case.ref, "task": task.ref})

    return (
        Column(Text("任务", "Task"), lambda task: task.title, address=address, order="title"),
        Column(Text("负责人", "Who"), lambda task: task.owner.name, order="owner__name"),
        Column(Text("部门", "Department"), lambda task: task.department, order="department"),
        Column(Text("截止日", "Due"), lambda task: task.due_on, order="due_on"),
        Column(Text("期限", "Time"), _pressing, kind="state"),
        Column(Text("状态", "State"), lambda task: task.state),
        Column(Text("依据", "Ground"), lambda task: task.citation, kind="citation"),
    )


def _nothing(wanted: Filter) -> Text:
    if wanted.which is Which.LATE:
        return Text("没有逾期的任务", "No task is overdue")
    if wanted.which is Which.MINE:
        return Text("您在本案没有未办的任务", "You have nothing to do in this case")
    return Text("没有符合的任务", "No task fits")
