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
from novation.control.operations.words import OPEN
from novation.control.roles import Side
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Button:
    """An action that a page offers: its form goes to the action's own address."""

    tag: str
    ref: str
    words: Text
    hidden: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    """Whether the action has inputs to fill in, so that its form is opened first."""


def button(
    request: HttpRequest, tag: str, target: Any, words: Text, *, asks: bool = False, **hidden: str
) -> Button | None:
    """The button, where this reader may do it."""
    given = {name: value for name, value in hidden.items() if name == "side"}
    if ACTIONS[tag].policy.refusal(request.user, target, given):  # type: ignore[arg-type]
        return None
    return Button(tag, target.ref, words, tuple(hidden.items()), asks)


def buttons(*found: Button | None) -> list[Button]:
    return [one for one in found if one is not None]


def project_of(case: Case, side: Side = Side.SELLER) -> ProjectLink | None:
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


def next_step(request: HttpRequest, case: Case, link: ProjectLink | None) -> list[Button]:
    """What to do where nothing was looked at yet."""
    if link is None:
        return buttons(button(request, "project.linked", case, Text("关联项目", "Link a project"), asks=True))
    return buttons(
        button(request, "source.added", link, Text("收进导出文件", "Take the exports in")),
        button(request, "job.queued", link, Text("从扫描到方案", "From scan to plan"), step="run"),
    )


def capital(text: Text) -> Text:
    """The words at the beginning of a line."""
    return Text(text.zh, text.en[:1].upper() + text.en[1:])
