"""What the pages of operations share: the project of a side, who may press which button, and the state with none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from novation.control.actions import ACTIONS
from novation.control.cases.models import Case
from novation.control.operations.folders import link_of
from novation.control.operations.models import Job, ProjectLink
from novation.control.operations.tending import tend
from novation.control.operations.words import OPEN, JobState
from novation.control.roles import Side
from novation.messages import Text

HALTED = (JobState.FAILED, JobState.INTERRUPTED, JobState.STOPPED, JobState.WAITING)


@dataclass(frozen=True, slots=True)
class Button:
    """An action that a page offers: its form goes to the action's own address."""

    tag: str
    ref: str
    words: Text
    hidden: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    """Whether the action has inputs to fill in, so that its form is opened first."""
    onward: str = ""
    """Where it goes on from there; the page itself, unless something else is named."""


def button(
    request: HttpRequest,
    tag: str,
    target: Any,
    words: Text,
    *,
    asks: bool = False,
    onward: str = "",
    **hidden: str,
) -> Button | None:
    """The button, where this reader may do it."""
    given = {"side": Side(hidden["side"])} if "side" in hidden else {}
    if ACTIONS[tag].policy.refusal(request.user, target, given):  # type: ignore[arg-type]
        return None
    return Button(tag, target.ref, words, tuple(hidden.items()), asks, onward)


def buttons(*found: Button | None) -> list[Button]:
    return [one for one in found if one is not None]


def project_of(case: Case, side: Side | None = None) -> ProjectLink | None:
    """The project of a side; a job of it whose worker was killed is marked as interrupted by whoever looks first."""
    link = link_of(case, side)
    if link is not None:
        tend(link)
    return link


def open_job(link: ProjectLink | None) -> Job | None:
    """The job that waits or runs, or None."""
    if link is None:
        return None
    return Job.objects.filter(project=link, state__in=[str(state) for state in OPEN]).first()


def halted_job(link: ProjectLink | None) -> Job | None:
    """The newest job, if it stopped without being done: it failed, was interrupted, or waits for somebody's key."""
    newest = Job.objects.filter(project=link).first() if link is not None else None
    return newest if newest is not None and newest.state in HALTED else None


def nothing_yet(request: HttpRequest, case: Case, link: ProjectLink | None) -> dict[str, Any]:
    """What a page shows where nothing was looked at yet: what is under way, or what to do first."""
    return {
        "case": case,
        "steps": _next_step(request, case, link),
        "folder": link.folder if link is not None else "",
        "job": open_job(link),
        "halted": halted_job(link),
    }


def _next_step(request: HttpRequest, case: Case, link: ProjectLink | None) -> list[Button]:
    if link is None:
        return buttons(button(request, "project.linked", case, Text("关联项目", "Link a project"), asks=True))
    return buttons(
        button(request, "source.added", link, Text("收进导出文件", "Take the exports in")),
        button(request, "job.queued", link, Text("从扫描到方案", "From scan to plan"), step="run"),
    )


def capital(text: Text) -> Text:
    """The words at the beginning of a line."""
    return Text(text.zh, text.en[:1].upper() + text.en[1:])
