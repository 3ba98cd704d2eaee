"""From the seller's last word to the buyer's first notice: what binds goes along in the package and works on the other side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.control.operations.handed_over import CLOSING, RECEIVED, Sides, ended, taken_over
from tests.control.operations.shop import PHONES, PLANTED
from tests.control.people import House

from novation.control.cases.actions import open_case
from novation.control.cases.models import Task
from novation.control.consent.matters import Channel
from novation.control.consent.models import Standing
from novation.control.journal.models import LogEntry
from novation.control.operations.actions.jobs import request_reconciliation
from novation.control.operations.folders import open_project
from novation.control.operations.words import JobState, Step
from novation.control.rights.models import Request
from novation.control.roles import CaseRole, Side
from novation.control.takeover.actions import meet_obligation
from novation.control.takeover.models import EarlierNumber, Obligation, TakenOver
from novation.errors import NovationError
from novation.handover import deciding, scanning
from novation.handover.notices.audience import audience
from novation.handover.notices.sending import Order, prepare
from novation.handover.notices.words import Sent, Via, WhyNone
from novation.handover.opening import add_sources
from novation.handover.people import People, build_index
from novation.handover.project import Project
from novation.handover.takeover import require_taken
from novation.law.entry_words import Right
from novation.terms import DealForm

pytestmark = pytest.mark.django_db


@pytest.mark.action("case.opened")
def test_at_the_buyers_installation_the_team_stands_on_the_buyers_side(sides: Sides) -> None:
    assert sides.case.side is Side.BUYER and sides.officer.side_in(sides.case.ref) is Side.BUYER
    assert sides.house.case.side is Side.SELLER
    assert sides.house.officer.side_in(sides.house.case.ref) is Side.SELLER
    sides.case.refresh_from_db()
    assert sides.case.project == "received"
    with pytest.raises(NovationError, match="input.wrong"):
        open_case(
            sides.house.admin,
            sides.house.seller,
            title="Neither",
            deal_form=DealForm.ASSET_DEAL,
            seller=sides.house.case.seller,
            buyer=sides.house.case.buyer,
            side=Side.NEITHER,
            closing_on=CLOSING,
            officer=sides.house.officer,
        )


@pytest.mark.action("handover.taken", "first-contact.scheduled", "obligation.met")
def test_consents_objections_requests_and_obligations_go_on_at_the_buyer(
    sides: Sides, at_once: Any, client: Client
) -> None:
    taken = taken_over(sides, at_once)
    record = require_taken(open_project(sides.link))
    said = {
        (one.subject, str(one.matter)): str(one.answer) for one in Standing.objects.filter(case=sides.case)
    }
    assert said[sides.references["M00001"], "marketing"] == "given"
    assert said[sides.references["M00002"], "marketing"] == "withdrawn"
    assert (
        said[sides.references["M00003"], "marketing"] == "withdrawn"
    )  # refused in the portal, after the files
    (act,) = Standing.objects.get(case=sides.case, subject=sides.references["M00001"]).acts.all()
    assert act.channel is Channel.SELLER and act.evidence == record["parts"]["consents"]

    (asked,) = Request.objects.filter(case=sides.case)
    assert (asked.received_at, asked.right, asked.subject) == (
        RECEIVED,
        Right.CORRECT,
        sides.references["M00001"],
    )
    assert asked.due_on == date(2026, 12, 2) and asked.due_clock == "uk-gdpr/12a-request"
    assert asked.words == "" and EarlierNumber.objects.get().number == "R-2026-0001"

    tasks = {task.citation: task for task in Task.objects.filter(case=sides.case)}
    (notice,) = [task for cited, task in tasks.items() if "Art. 14(3)" in cited]
    assert notice.due_on > date.today() and notice.owner == sides.officer
    owed = {one.obligation: one for one in Obligation.objects.filter(case=sides.case)}
    assert owed["uk-gdpr/objections-honoured"].due_on is None
    assert all(one.timing.zh and one.timing.en for one in owed.values())

    entries = LogEntry.objects.filter(stream=sides.case.ref, tag="handover.taken", by="system")
    assert entries.count() >= 1 and taken.people == 4 and taken.suppressed == 2
    client.force_login(sides.officer)
    shown = client.get(
        f"/cases/{sides.case.ref}/takeover/", headers={"accept-language": "en"}
    ).content.decode()
    assert owed["uk-gdpr/objections-honoured"].timing.zh in shown
    assert "R-2026-0001" in shown and not [one for one in (*PLANTED, *PHONES) if one in shown]
    meet_obligation(sides.officer, owed["uk-gdpr/inform-people"], met_on=date.today(), how="told all")
    with pytest.raises(NovationError, match="state.wrong"):
        meet_obligation(sides.officer, owed["uk-gdpr/inform-people"], met_on=date.today(), how="again")
    with pytest.raises(NovationError, match="access.refused"):
        meet_obligation(
            sides.house.officer, owed["uk-gdpr/objections-honoured"], met_on=date.today(), how="x"
        )


def test_nobody_on_the_suppression_list_is_in_the_audience_of_any_notice(sides: Sides, at_once: Any) -> None:
    taken_over(sides, at_once)
    project = open_project(sides.link)
    received = project.read_record("received.json", "receive")
    add_sources(project, receiving_files(project, received))
    scanning.scan(project)
    deciding.link(project)
    build_index(project)
    deciding.decide_step(project)
    with People(project) as people:
        for reference in sides.references.values():
            people.named(reference)  # the buyer knows them by the references that the seller gave
    packs = deciding.project_packs(project)
    content = "uk-gdpr/gdpr-14"
    found = audience(project, packs, content)
    assert (found.everybody, found.people, found.none[WhyNone.SUPPRESSED]) == (4, 2, 2)
    order = Order("nt_first", content, (), Via.MESSAGE, "T", "{name}", {}, "customer")
    assert sum(prepare(project, packs, order).values()) == 2
    with outbox_of(project, order) as reached:
        assert reached == {sides.references["M00001"], sides.references["M00004"]}


@contextmanager
def outbox_of(project: Project, order: Order) -> Iterator[set[str]]:
    from novation.handover.notices.outbox import opened

    with opened(project.work, order.notice, order.via, order.digest) as outbox:
        yield set(outbox.subjects(Sent.QUEUED, Sent.UNREACHABLE))


def receiving_files(project: Project, received: Any) -> list[Path]:
    from novation.handover.opening import files_below

    return files_below(project.folder / received["folder"])


def test_taking_over_twice_changes_nothing_and_only_the_buyer_takes_over(sides: Sides, at_once: Any) -> None:
    taken_over(sides, at_once)
    before = Standing.objects.filter(case=sides.case).count(), Request.objects.filter(case=sides.case).count()
    entries = len(open_project(sides.link).journal.entries())
    with at_once():
        request_reconciliation(sides.officer, sides.link, step=Step.TAKE_OVER)
    after = Standing.objects.filter(case=sides.case).count(), Request.objects.filter(case=sides.case).count()
    assert before == after and TakenOver.objects.count() == 1
    assert len(open_project(sides.link).journal.entries()) == entries
    with pytest.raises(NovationError, match="access.refused"):
        request_reconciliation(sides.house.officer, sides.link, step=Step.TAKE_OVER)


def test_a_register_that_was_changed_in_quarantine_is_not_taken_over(sides: Sides, at_once: Any) -> None:
    project = open_project(sides.link)
    received = project.read_record("received.json", "receive")
    path = project.folder / received["folder"] / "register" / "suppression.parquet"
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"x")
    with at_once():
        job = request_reconciliation(sides.officer, sides.link, step=Step.TAKE_OVER)
    assert ended(job) == (JobState.FAILED, "takeover.part-changed")
    assert not TakenOver.objects.exists() and not Standing.objects.filter(case=sides.case).exists()


def test_the_role_of_the_receiver_reads_the_page_and_the_seller_does_not(
    house: House, client: Client
) -> None:
    for role, status in ((CaseRole.RECEIVER, 200), (CaseRole.COMPLIANCE_OFFICER, 404)):
        client.force_login(house[role])
        assert client.get(f"/cases/{house.case.ref}/takeover/").status_code == status
