"""Sends notices in the worker: the case's project gives people and contacts, the installation the channel and the links."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django_tasks import task

from novation.control.actions import SYSTEM
from novation.control.identity.links import Link, Links
from novation.control.notices.delivering import (
    finish_sending,
    interrupt_sending,
    keep_lines,
    start_window,
    take_audience,
)
from novation.control.notices.models import Notice
from novation.control.notices.states import Line, State
from novation.control.notices.values import GENERAL, titled, values_of, words_of
from novation.control.operations.folders import open_project, required
from novation.control.operations.outgoing import channel_of
from novation.errors import NovationError
from novation.handover.notices.words import Sent

if TYPE_CHECKING:
    from novation.handover.notices.sending import Order
    from novation.handover.project import Project
    from novation.law.packset import Packs

LINK_DAYS = 400
"""A link in a letter must outlast the window and the months in which people ask what became of their data."""


@task()
def run_notice(ref: str) -> None:
    """Sends a notice that is being sent, counts the audience of any other."""
    notice = Notice.objects.select_related("case__seller", "case__buyer").filter(ref=ref).first()
    if notice is None:
        return
    if notice.state is State.SENDING:
        send_notice(notice)
    else:
        count_audience(notice)


def count_audience(notice: Notice) -> None:
    """How many are to get it, by class; who gets none and why. Nothing is sent and no outbox is written."""
    from novation.handover.deciding import project_packs
    from novation.handover.notices.audience import audience

    project = open_project(required(notice.case))
    found = audience(project, project_packs(project), notice.content)
    here = {group.class_id: group.people for group in found.groups if group.place is notice.place}
    with transaction.atomic():
        lines = keep_lines(notice, Line.CLASS, here)
        keep_lines(notice, Line.NONE, {str(why): people for why, people in found.none.items()})
        people = found.by_place.get(notice.place, 0)
        take_audience(SYSTEM, notice, everybody=found.everybody, people=people, lines=lines)


def send_notice(notice: Notice) -> None:
    """Whatever happens, what left is on record, and the notice does not seem to go on."""
    from novation.handover.deciding import project_packs

    try:
        project = open_project(required(notice.case))
        packs = project_packs(project)
        count_audience(notice)
        record = _send(notice, project, packs)
    except NovationError as error:
        _keep_states(notice)
        interrupt_sending(SYSTEM, notice, code=error.code)
        return
    _keep_states(notice)
    if record["counts"].get(str(Sent.QUEUED)):
        interrupt_sending(SYSTEM, notice, code="notices.put-off")
        return
    finish_sending(SYSTEM, notice, outbox=record["outbox"])
    _window(notice, project, packs)


def _send(notice: Notice, project: Project, packs: Packs) -> dict[str, Any]:
    from novation.handover.notices.sending import Pace, send

    return send(
        project,
        packs,
        order_of(notice),
        channel_of(notice),
        _PersonalLinks(notice),
        pace=Pace(notice.per_second),
    )


def order_of(notice: Notice) -> Order:
    from novation.handover.notices.sending import Order

    others = Notice.objects.filter(case=notice.case, content=notice.content).exclude(pk=notice.pk)
    return Order(
        notice.ref,
        notice.content,
        (notice.place,),
        notice.channel,
        titled(notice),
        notice.text,
        {name: value for name, value in values_of(notice).items() if value},
        GENERAL.in_(words_of(notice)),
        tuple(others.order_by("id").values_list("ref", flat=True)),
    )


class _PersonalLinks:
    """Personal links of the portal, from references."""

    def __init__(self, notice: Notice) -> None:
        self._links = Links(settings.SECRET_KEY)
        self._case, self._notice = notice.case.ref, notice.ref
        # The same on every run, so that a message rendered again is the same message.
        began = notice.started_at or datetime.now(UTC)
        self._until = began + timedelta(days=LINK_DAYS)
        self._base = settings.PORTAL_ADDRESS.rstrip("/")

    def __call__(self, subjects: list[str]) -> list[str]:
        return [
            f"{self._base}/{self._case}/k/{self._links.token(Link(self._case, subject, self._notice, self._until))}/"
            for subject in subjects
        ]


def _keep_states(notice: Notice) -> None:
    project = open_project(required(notice.case))
    name = f"notice-{notice.ref}.json"
    if project.has_record(name):
        keep_lines(notice, Line.STATE, project.read_record(name, "notice")["counts"])


def _window(notice: Notice, project: Project, packs: Packs) -> None:
    """Once the last person whom the law wants told has a notice, every notice of that law runs from that day."""
    from novation.handover.notices.closing import deliver

    sent = Notice.objects.filter(case=notice.case, law=notice.law, state__in=[State.SENT, State.CLOSED])
    by_content: dict[str, list[str]] = {}
    for one in sent:
        by_content.setdefault(one.content, []).append(one.ref)
    given = deliver(project, packs, notice.law, by_content)
    if given.given_on is None or given.window_end is None:
        Notice.objects.filter(pk=notice.pk).update(missing=given.missing)
        return
    for one in sent.filter(state=State.SENT):
        start_window(SYSTEM, one, given_on=given.given_on, window_end=given.window_end)
