"""From the button to the outbox: the worker counts, sends, says what happened, and starts the window when all are told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve
from tests.control.operations.shop import PHONES, PLANTED
from tests.control.people import House

from novation.control.journal.models import LogEntry
from novation.control.notices.actions import (
    approve_notice,
    check_notice,
    draft_notice,
    locate_item,
    release_notice,
    rewrite_notice,
    unanswered,
)
from novation.control.notices.delivering import counted, start_sending
from novation.control.notices.models import Notice
from novation.control.notices.states import State
from novation.control.operations.folders import open_project
from novation.control.operations.models import ProjectLink
from novation.control.operations.sending_notices import count_audience, send_notice
from novation.control.roles import CaseRole
from novation.handover.notices.words import Via
from novation.terms import Place

pytestmark = pytest.mark.django_db
TEXT = "{name}：{buyer}接手{seller}。拒绝：{link}"


def ready(house: House, channel: Via) -> Notice:
    notice = draft_notice(
        house.officer, house.case, content="cn-pipl/pipl-23", place=Place.CN, channel=channel
    )
    rewrite_notice(house.officer, notice, title="告知", text=TEXT)
    for item in unanswered(notice):
        locate_item(house.officer, notice, item=item, where="全文")
    check_notice(house.officer, notice)
    approve_notice(house[CaseRole.COUNSEL], notice)
    release_notice(house.officer, notice)
    start_sending(house.officer, notice)
    return notice


def test_thirty_customers_are_told_once_and_no_name_comes_up(
    house: House, planned: ProjectLink, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    notice = ready(house, Via.MESSAGE)
    send_notice(notice)
    notice.refresh_from_db()
    assert notice.state is State.SENT, notice.error_code
    assert counted(notice) == {"sent": 29, "unreachable": 1} and (notice.people, notice.everybody) == (30, 30)
    (path,) = (home / "outgoing").rglob("*.jsonl")
    lines = [json.loads(line) for line in path.open(encoding="utf-8")]
    assert len({line["to"] for line in lines}) == 29 and all("/k/" in line["text"] for line in lines)
    for line in lines:
        (address,) = re.findall(rf"{settings.PORTAL_ADDRESS}(/\S+/k/\S+/)", line["text"])
        assert resolve(address, urlconf="novation.portal.urls").view_name == "link"
    whole = "".join(LogEntry.objects.values_list("line", flat=True)) + caplog.text
    whole += open_project(planned).journal.path.read_text("utf-8") + str(Notice.objects.values().get())
    assert not [planted for planted in (*PLANTED, *PHONES) if planted in whole]


def test_a_channel_that_is_not_set_up_leaves_the_notice_to_be_started_again(
    house: House, planned: ProjectLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOVATION_SMTP", raising=False)
    notice = ready(house, Via.EMAIL)
    send_notice(notice)
    notice.refresh_from_db()
    assert (notice.state, notice.error_code) == (State.RELEASED, "notices.channel-unset")


def test_the_audience_is_counted_without_sending(house: House, planned: ProjectLink, home: Path) -> None:
    notice = draft_notice(house.officer, house.case, content="cn-pipl/pipl-22", place=Place.CN)
    count_audience(notice)
    notice.refresh_from_db()
    assert (notice.people, notice.everybody) == (0, 30)
    assert list(notice.lines.filter(line="none").values_list("word", "people")) == [("not-owed", 30)]
    assert not (home / "outgoing").exists()
