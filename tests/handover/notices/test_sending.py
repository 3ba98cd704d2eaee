"""Notices leave once for each person: bounces and broken lines are on record, nothing is sent twice, nobody's name is kept."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.handover.notices.customers import COUNT, PLANTED, email, open_shop
from tests.handover.notices.post_office import PostOffice, post_office

from novation.errors import NovationError
from novation.handover.deciding import decide_step, project_packs
from novation.handover.notices.audience import audience
from novation.handover.notices.channels import Announcement, Batch, Channel, FileDrop, Handed, MailMerge
from novation.handover.notices.closing import deliver
from novation.handover.notices.outbox import opened, outbox_path
from novation.handover.notices.reach import build_reach
from novation.handover.notices.sending import Order, Pace, prepare, send
from novation.handover.notices.smtp import Server, Smtp, Tls
from novation.handover.notices.words import Sent, Via, WhyNone
from novation.handover.planning import check_fresh, plan
from novation.handover.project import Project
from novation.terms import DealForm, Place

CONTENT = "cn-pipl/pipl-22"
TEXT = "{name}：\n\n{seller}并入{buyer}。联系：{buyer_contact}\n\n{link}\n"
VALUES = {"seller": "青松", "buyer": "海澜", "buyer_contact": "privacy@hailan.example"}
ORDER = Order("nt_first", CONTENT, (Place.CN,), Via.EMAIL, "告知", TEXT, VALUES, "尊敬的客户")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Decided, and its contacts gathered, once."""
    project = open_shop(tmp_path_factory.mktemp("notices") / "project")
    build_reach(project)
    return project.folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    return Project(shutil.copytree(made, tmp_path / "project"))


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as one:
        yield one


def smtp(office: PostOffice, rows: int = 7) -> Smtp:
    return Smtp(Server("127.0.0.1", office.port, "notices@qingsong.example", Tls.NONE), rows)


def links(subjects: list[str]) -> list[str]:
    return [f"https://portal.example/k/{subject[::-1]}" for subject in subjects]


def sent(
    project: Project, channel: Channel, order: Order = ORDER, pace: Pace | None = None
) -> dict[str, int]:
    record = send(project, project_packs(project), order, channel, links, pace=pace)
    return dict(record["counts"])


def test_everybody_is_counted_and_whoever_gets_none_is_told_why(project: Project) -> None:
    packs = project_packs(project)
    found = audience(project, packs, CONTENT)
    assert (found.everybody, found.people, found.by_place) == (COUNT, COUNT, {Place.CN: COUNT})
    assert not found.none and {group.people for group in found.groups} <= set(range(1, COUNT + 1))
    other = audience(project, packs, "cn-pipl/pipl-23")
    assert other.people == 0 and other.none == {WhyNone.NOT_OWED: COUNT}
    with pytest.raises(NovationError, match="notices.not-asked"):
        audience(project, packs, "cn-pipl/nothing")


def test_in_a_share_deal_nobody_is_told(tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "project", DealForm.SHARE_DEAL)
    found = audience(shop, project_packs(shop), "cn-pipl/pipl-17")
    assert found.people == 0 and found.none == {WhyNone.SHARE_DEAL: COUNT}


def test_contacts_are_counted_and_people_without_any_too(project: Project) -> None:
    found = build_reach(project)
    assert [found[k] for k in ("with_email", "with_phone", "with_address", "without_any")] == [30, 35, 39, 1]


def test_mail_goes_to_everybody_once_and_what_is_refused_bounces(
    project: Project, office: PostOffice
) -> None:
    office.refused.add(email(1))
    assert sent(project, smtp(office)) == {"bounced": 1, "sent": 29, "unreachable": 10}
    assert len(office.recipients) == len(set(office.recipients)) == 29
    assert sent(project, smtp(office)) == {"bounced": 1, "sent": 29, "unreachable": 10}
    assert len(office.taken) == 29


def test_what_a_server_puts_off_is_tried_again_the_next_time(project: Project, office: PostOffice) -> None:
    office.later.add(email(2))
    assert sent(project, smtp(office))["queued"] == 1
    office.later.clear()
    assert sent(project, smtp(office)) == {"sent": 30, "unreachable": 10}
    assert len(office.taken) == 30


def test_a_line_that_breaks_leaves_one_uncertain_which_is_never_sent_again(
    project: Project, office: PostOffice
) -> None:
    office.breaks_after = 5
    with pytest.raises(NovationError, match="notices.channel-failed"):
        sent(project, smtp(office))
    office.breaks_after = None
    assert sent(project, smtp(office)) == {"sent": 29, "uncertain": 1, "unreachable": 10}
    assert len(office.recipients) == len(set(office.recipients)) == 30


def test_a_server_that_is_not_there_leaves_everything_in_the_queue(project: Project) -> None:
    nowhere = Smtp(Server("127.0.0.1", 1, "notices@qingsong.example", Tls.NONE, timeout=2), 7)
    with pytest.raises(NovationError, match="notices.channel-failed"):
        sent(project, nowhere)
    record = project.read_record("notice-nt_first.json", "notice")
    assert record["counts"] == {"queued": 30, "unreachable": 10}


class Killed(BaseException):
    pass


class Dying(FileDrop):
    """Hands the second batch over and dies before it can say so."""

    batches = 0

    def send(self, batch: Batch) -> Handed:
        handed = super().send(batch)
        self.batches += 1
        if self.batches == 2:
            raise Killed
        return handed


def dropped(folder: Path) -> list[dict[str, str]]:
    return [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]


def test_after_a_crash_what_was_in_hand_is_uncertain_and_nothing_goes_twice(
    project: Project, tmp_path: Path
) -> None:
    order = replace(ORDER, via=Via.MESSAGE)
    with pytest.raises(Killed):
        sent(project, Dying(tmp_path / "drop", 10), order)
    assert sent(project, FileDrop(tmp_path / "drop", 10), order) == {
        "sent": 25,
        "uncertain": 10,
        "unreachable": 5,
    }
    lines = dropped(tmp_path / "drop")
    assert len(lines) == 35 and len({line["id"] for line in lines}) == 35 == len(
        {line["to"] for line in lines}
    )


def test_who_bounced_is_reached_by_letter_and_the_last_by_a_public_page(
    project: Project, office: PostOffice, tmp_path: Path
) -> None:
    office.refused.add(email(1))
    sent(project, smtp(office))
    letter = replace(ORDER, notice="nt_letter", via=Via.POST, others=("nt_first",))
    packs = project_packs(project)
    assert prepare(project, packs, letter) == {Sent.QUEUED: 10, Sent.UNREACHABLE: 1}
    sent(project, MailMerge(tmp_path / "letters"), letter)
    (path,) = (tmp_path / "letters").glob("*.csv")
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert len(rows) == 10 and PLANTED[0] in {row["name"] for row in rows}
    public = replace(
        letter,
        notice="nt_page",
        via=Via.PUBLIC,
        others=("nt_first", "nt_letter"),
        text="{seller}并入{buyer}。<b>",
    )
    assert sent(project, Announcement(tmp_path / "page", "zh"), public) == {"sent": 1}
    assert "&lt;b&gt;" in (tmp_path / "page" / "nt_page.html").read_text("utf-8")


def test_when_the_last_has_it_the_window_runs_and_the_plan_is_stale(
    project: Project, office: PostOffice, tmp_path: Path
) -> None:
    packs = project_packs(project)
    older = plan(project)
    sent(project, smtp(office))
    given = deliver(project, packs, "cn-pipl", {CONTENT: ["nt_first"]})
    assert given.missing == 10 and given.given_on is None and not project.settings().notices
    check_fresh(project, older)
    rest = replace(ORDER, notice="nt_rest", via=Via.PUBLIC, others=("nt_first",), text="{seller}并入{buyer}")
    sent(project, Announcement(tmp_path / "page", "zh"), rest)
    for _ in range(2):  # saying it again writes nothing again
        given = deliver(project, packs, "cn-pipl", {CONTENT: ["nt_first", "nt_rest"]})
    assert given.given_on is not None and given.missing == 0
    assert [one.law for one in project.settings().notices] == ["cn-pipl"]
    with pytest.raises(NovationError, match="plan.stale"):
        check_fresh(project, older)
    before = audience(project, packs, CONTENT).people
    assert given.window_end is not None and given.window_end >= given.given_on + timedelta(days=15)
    decide_step(project, as_of=given.window_end + timedelta(days=1))
    passing = sum(c["passes_now"] for c in project.read_record("decisions.json", "decide")["classes"])
    assert passing > 0 and before == COUNT


def test_the_text_of_a_notice_on_its_way_does_not_change(project: Project, tmp_path: Path) -> None:
    order = replace(ORDER, via=Via.MESSAGE)
    sent(project, FileDrop(tmp_path / "drop"), order)
    with pytest.raises(NovationError, match="notices.outbox-different"):
        sent(project, FileDrop(tmp_path / "drop"), replace(order, text="{name}: {link}"))


def test_two_processes_do_not_send_one_notice(project: Project, tmp_path: Path) -> None:
    order = replace(ORDER, via=Via.MESSAGE)
    with (
        opened(project.work, order.notice, order.via, order.digest),
        pytest.raises(NovationError, match="notices.already-sending"),
    ):
        sent(project, FileDrop(tmp_path / "drop"), order)


def test_no_more_leave_a_second_than_are_allowed(project: Project, tmp_path: Path) -> None:
    slept: list[float] = []
    pace = Pace(10, clock=lambda: 0.0, sleep=slept.append)
    sent(project, FileDrop(tmp_path / "drop", 5), replace(ORDER, via=Via.MESSAGE), pace)
    assert slept == [pytest.approx(0.5 * n) for n in range(1, 7)]


def test_no_name_and_no_contact_is_in_outbox_record_or_journal(
    project: Project, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.breaks_after = 3
    with pytest.raises(NovationError) as told:
        sent(project, smtp(office))
    kept = [
        outbox_path(project.work, ORDER.notice),
        *project.records.glob("notice*.json"),
        project.journal.path,
    ]
    whole = b"".join(path.read_bytes() for path in kept) + caplog.text.encode() + str(told.value).encode()
    for planted in (*PLANTED, "mail.example", "1380013"):
        assert planted.encode() not in whole
    columns = [row[1] for row in sqlite3.connect(kept[0]).execute("PRAGMA table_info(message)")]
    assert columns == ["subject", "channel", "state", "digest", "sent_at"]


def test_it_is_given_today_where_the_law_counts(project: Project, tmp_path: Path) -> None:
    sent(project, Announcement(tmp_path / "page", "zh"), replace(ORDER, via=Via.PUBLIC, text="{seller}"))
    given = deliver(project, project_packs(project), "cn-pipl", {CONTENT: ["nt_first"]})
    assert given.given_on is not None and abs((given.given_on - date.today()).days) <= 1
