"""Notices to customers: nothing leaves before every item is ticked and another person approved; counts, never contacts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.control.people import House

from novation.control.actions import SYSTEM
from novation.control.cases.models import Task
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
from novation.control.notices.delivering import (
    ask_counting,
    close_notice,
    finish_sending,
    interrupt_sending,
    keep_lines,
    start_sending,
    start_window,
    take_audience,
)
from novation.control.notices.drafting import (
    blanks_in,
    content_named,
    contents_for,
    draw_up,
    musts,
    paragraphs_of,
    suggested_place,
)
from novation.control.notices.models import Notice
from novation.control.notices.paragraphs import PARAGRAPHS
from novation.control.notices.states import Line, State
from novation.control.notices.values import as_seen, titled
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.handover.notices.templates import parse
from novation.handover.notices.words import Via
from novation.terms import Place

pytestmark = pytest.mark.django_db
DIGEST = "sha256:" + "0" * 64
FILLED = "{name}：\n\n{buyer}接手{seller}。在{window_end}之前可以拒绝：{link}"


def drafted(house: House, content: str = "cn-pipl/pipl-23", channel: Via = Via.EMAIL) -> Notice:
    return draft_notice(house.officer, house.case, content=content, place=Place.CN, channel=channel)


def ticked(house: House, notice: Notice) -> Notice:
    rewrite_notice(house.officer, notice, title="告知", text=FILLED)
    for item in unanswered(notice):
        locate_item(house.officer, notice, item=item, where="第一段")
    return notice


def released(house: House) -> Notice:
    notice = ticked(house, drafted(house))
    check_notice(house.officer, notice)
    approve_notice(house[CaseRole.COUNSEL], notice)
    release_notice(house.officer, notice, reply_by=timezone.localdate() + timedelta(days=30))
    return notice


def journal(house: House) -> str:
    return "".join(LogEntry.objects.filter(stream=house.case.ref).values_list("line", flat=True))


@pytest.mark.action("notice.drafted")
def test_a_draft_is_in_the_language_of_the_place_and_names_the_companies(house: House) -> None:
    notice = drafted(house)
    assert (notice.language, notice.state, notice.law) == ("zh", State.DRAFT, "cn-pipl")
    seen = as_seen(notice)
    assert house.case.buyer.name in seen and "{seller}" not in seen and "{name}" not in seen
    assert house.case.buyer.name in titled(notice)
    with pytest.raises(NovationError, match="input.wrong"):
        drafted(house)
    german = draft_notice(house.officer, house.case, content="eu-gdpr/gdpr-14", place=Place.DE)
    assert german.language == "de" and german.text.startswith("Dear {name}")


def test_who_must_be_told_in_person_is_not_told_by_a_public_page(house: House) -> None:
    with pytest.raises(NovationError, match="input.wrong"):
        drafted(house, channel=Via.PUBLIC)
    assert drafted(house, "cn-pipl/pipl-22", Via.PUBLIC).channel is Via.PUBLIC


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_mandatory_item_of_every_law_has_a_named_paragraph(house: House, language: str) -> None:
    for content in contents_for(house.case):
        text = draw_up(content, language)
        parse(text)
        for item in musts(content):
            assert any(part in text for part in suggested_place(item, language).split(" / ")), item.id


@pytest.mark.parametrize("content", ["cn-pipl/pipl-22", "cn-pipl/pipl-23", "cn-pipl/pipl-17", "cn-pipl/pipl-30", "cn-pipl/pipl-39", "eu-gdpr/gdpr-13", "eu-gdpr/gdpr-14", "uk-gdpr/gdpr-14", "fr-cnil/cnil-first-contact", "kr-pipa/pipa-27"])  # fmt: skip
def test_the_great_notices_are_worded_whole_and_leave_only_facts_to_fill_in(content: str) -> None:
    found = content_named(content)
    assert found is not None
    own = [item.id for item in musts(found) if not paragraphs_of(item)]
    assert own in ([], ["GDPR-13-2e"])


def test_the_paragraphs_have_both_languages_and_only_known_placeholders() -> None:
    for paragraph in PARAGRAPHS:
        for language in ("zh", "en"):
            assert parse(paragraph.text.in_(language)).names is not None  # type: ignore[arg-type]


@pytest.mark.action("notice.checked")
@pytest.mark.action("item.located")
@pytest.mark.action("notice.rewritten")
def test_a_notice_with_an_open_item_or_a_blank_is_not_checked(house: House) -> None:
    notice = drafted(house)
    assert blanks_in(notice.text)
    for item in unanswered(notice):
        with pytest.raises(NovationError, match="input.wrong"):
            check_notice(house.officer, notice)
        locate_item(house.officer, notice, item=item, where="谁来接手")
    with pytest.raises(NovationError, match="input.wrong"):
        check_notice(house.officer, notice)  # the blanks
    rewrite_notice(house.officer, notice, title="告知", text=FILLED)
    assert len(unanswered(notice)) == 5  # ticks were of the old text
    ticked(house, notice)
    check_notice(house.officer, notice)
    assert notice.state is State.CHECKED
    with pytest.raises(NovationError, match="notices.placeholder-unknown"):
        rewrite_notice(house.officer, notice, title="告知", text="{nmae}")
    with pytest.raises(NovationError, match="input.wrong"):
        rewrite_notice(house.officer, notice, title="{name}", text=FILLED)


@pytest.mark.action("notice.approved")
def test_whoever_wrote_it_does_not_approve_it_and_a_new_text_needs_it_again(house: House) -> None:
    notice = ticked(house, drafted(house))
    check_notice(house.officer, notice)
    with pytest.raises(NovationError, match="access.refused"):
        approve_notice(house.officer, notice)
    approve_notice(house[CaseRole.COUNSEL], notice)
    rewrite_notice(house[CaseRole.COUNSEL], notice, title="告知", text=FILLED + "。")
    assert notice.state is State.DRAFT and notice.approved_by is None


@pytest.mark.action("notice.released")
def test_it_is_not_released_while_the_text_uses_what_nobody_knows(house: House) -> None:
    notice = ticked(house, drafted(house))
    check_notice(house.officer, notice)
    approve_notice(house[CaseRole.COUNSEL], notice)
    with pytest.raises(NovationError, match="notices.value-missing"):
        release_notice(house.officer, notice)
    with pytest.raises(NovationError, match="input.wrong"):
        release_notice(house.officer, notice, reply_by=date(2020, 1, 1))
    release_notice(house.officer, notice, reply_by=timezone.localdate() + timedelta(days=30))
    assert notice.state is State.RELEASED
    with pytest.raises(NovationError, match="state.wrong"):
        rewrite_notice(house.officer, notice, title="告知", text=FILLED)


@pytest.mark.action("counting.asked")
@pytest.mark.action("audience.counted")
@pytest.mark.action("sending.started")
@pytest.mark.action("sending.interrupted")
@pytest.mark.action("sending.finished")
def test_what_was_not_reached_becomes_a_task_with_a_number_and_no_name(house: House) -> None:
    notice = released(house)
    ask_counting(house.officer, notice)
    take_audience(SYSTEM, notice, everybody=50, people=40, lines=keep_lines(notice, Line.CLASS, {"C-1": 40}))
    start_sending(house.officer, notice)
    keep_lines(notice, Line.STATE, {"sent": 10, "queued": 30})
    interrupt_sending(SYSTEM, notice, code="notices.channel-failed")
    assert notice.state is State.RELEASED and notice.error_code
    start_sending(house.officer, notice)
    keep_lines(notice, Line.STATE, {"sent": 37, "bounced": 2, "uncertain": 1})
    finish_sending(SYSTEM, notice, outbox=DIGEST)
    assert notice.state is State.SENT and notice.ended_at is not None
    task = Task.objects.get(case=house.case)
    assert "3" in task.title and task.owner == house.officer
    assert '"sent":37' in journal(house) and "第一段" not in journal(house)
    with pytest.raises(NovationError, match="access.refused"):
        finish_sending(house.officer, notice, outbox=DIGEST)


@pytest.mark.action("window.started")
@pytest.mark.action("notice.closed")
def test_a_notice_is_closed_when_its_window_is_over(house: House) -> None:
    notice = released(house)
    start_sending(house.officer, notice)
    finish_sending(SYSTEM, notice, outbox=DIGEST)
    with pytest.raises(NovationError, match="input.wrong"):
        close_notice(house.officer, notice)
    today = timezone.localdate()
    start_window(SYSTEM, notice, given_on=today, window_end=today + timedelta(days=30))
    with pytest.raises(NovationError, match="input.wrong"):
        close_notice(house.officer, notice)
    start_window(SYSTEM, notice, given_on=today - timedelta(days=31), window_end=today)
    close_notice(house.officer, notice)
    assert notice.state is State.CLOSED
