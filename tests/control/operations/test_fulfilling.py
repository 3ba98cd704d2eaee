"""What a request changes is signed off by its handler and carried out by a job, in the sources."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.control.operations.shop import PHONES, PLANTED
from tests.control.people import House

from novation.control.cases.models import Task
from novation.control.consent.customer import Customer
from novation.control.journal.models import LogEntry
from novation.control.operations.actions.fulfilling import (
    authorise_correction,
    authorise_erasure,
    request_replay,
)
from novation.control.operations.folders import open_project
from novation.control.operations.models import Job, ProjectLink
from novation.control.operations.proposals import cells_of, proposal
from novation.control.operations.words import JobState
from novation.control.rights.actions import receive_request
from novation.control.rights.freezing import open_dispute
from novation.control.rights.models import Request
from novation.control.rights.working_actions import assign_request
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.handover.people import People, build_index
from novation.law.entry_words import Right
from novation.terms import Place

pytestmark = pytest.mark.django_db


def request_of(house: House, link: ProjectLink, right: Right, phone: str = PHONES[0]) -> Request:
    project = open_project(link)
    build_index(project)
    with People(project) as people:
        subject = people.find("cn.mobile", phone)[0].reference
    customer = Customer(house.case.ref, subject)
    asked = receive_request(customer, house.case, right=right, place=Place.CN)
    assign_request(house.officer, asked, handler=house.officer)
    return asked


def members(link: ProjectLink) -> str:
    return (open_project(link).folder / "exports" / "members.csv").read_text("utf-8")


def ended(job: Job) -> tuple[JobState, str]:
    job.refresh_from_db()
    return job.state, job.error_code


@pytest.mark.action("request.authorised")
def test_an_erasure_is_shown_signed_by_the_handler_and_done_in_the_sources(
    house: House, planned: ProjectLink, at_once: Any, client: Client
) -> None:
    asked = request_of(house, planned, Right.DELETE)
    client.force_login(house.officer)
    client.cookies["novation-language"] = "en"
    address = f"/cases/{house.case.ref}/requests/{asked.ref}/change/"
    shown = client.get(address).content.decode()
    found = proposal(asked)
    assert found.digest in shown.replace("<wbr>", "") and "Sign the erasure off" in shown
    assert "the law orders it to be kept" in shown and PLANTED[0] not in shown and PHONES[0] not in shown
    with pytest.raises(NovationError, match="access.refused"):
        authorise_erasure(house[CaseRole.COUNSEL], asked, change=found.digest)
    with pytest.raises(NovationError, match="state.changed-meanwhile"):
        authorise_erasure(house.officer, asked, change="sha256:" + "0" * 64)
    assert PLANTED[0] in members(planned)
    with at_once():
        job = authorise_erasure(house.officer, asked, change=found.digest)
    assert ended(job) == (JobState.DONE, "")
    assert PLANTED[0] not in members(planned) and PLANTED[1] in members(planned)
    lines = "".join(LogEntry.objects.filter(stream=house.case.ref).values_list("line", flat=True))
    assert "person.erased" in lines and found.digest in lines
    assert PLANTED[0] not in lines and PHONES[0] not in lines


@pytest.mark.action("correction.authorised")
def test_a_correction_is_written_into_the_source_and_its_value_stands_in_no_journal(
    house: House, planned: ProjectLink, at_once: Any
) -> None:
    asked = request_of(house, planned, Right.CORRECT, PHONES[1])
    (cell,) = [one for one in cells_of(asked) if "/姓名" in one]
    with at_once():
        job = authorise_correction(house.officer, asked, cell=cell, value="司徒月")
    assert ended(job) == (JobState.DONE, "")
    assert "司徒月" in members(planned) and PLANTED[1] not in members(planned)
    lines = "".join(LogEntry.objects.filter(stream=house.case.ref).values_list("line", flat=True))
    assert "person.corrected" in lines and "司徒月" not in lines


def test_what_is_disputed_is_neither_erased_nor_corrected(house: House, planned: ProjectLink) -> None:
    asked = request_of(house, planned, Right.COMPLAIN)
    open_dispute(house.officer, asked)
    with pytest.raises(NovationError, match="person-change.frozen"):
        authorise_correction(house.officer, asked, cell=cells_of(asked)[0], value="x")


@pytest.mark.action("replay.requested")
def test_after_a_restore_the_ledger_is_replayed_by_a_job(
    house: House, planned: ProjectLink, at_once: Any
) -> None:
    asked, before = request_of(house, planned, Right.DELETE), members(planned)
    with at_once():
        authorise_erasure(house.officer, asked, change=proposal(asked).digest)
    (open_project(planned).folder / "exports" / "members.csv").write_text(before, "utf-8")
    with pytest.raises(NovationError, match="access.refused"):
        request_replay(house[CaseRole.DATA_ENGINEER], planned)
    with at_once():
        job = request_replay(house.officer, planned)
    assert ended(job) == (JobState.DONE, "") and PLANTED[0] not in members(planned)


def test_without_a_project_the_page_says_so(house: House, client: Client) -> None:
    customer = Customer(house.case.ref, "abcdefghijklmnop")
    asked = receive_request(customer, house.case, right=Right.DELETE, place=Place.CN)
    client.force_login(house.officer)
    response = client.get(f"/cases/{house.case.ref}/requests/{asked.ref}/change/")
    assert response.status_code == 409


def test_what_the_software_cannot_rewrite_becomes_a_task_with_its_place_and_without_the_value(
    house: House, planned: ProjectLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = request_of(house, planned, Right.CORRECT, PHONES[1])
    (cell,) = [one for one in cells_of(asked) if "/姓名" in one]
    monkeypatch.setattr("novation.handover.people.proposing.CORRECTABLE", frozenset())
    assert authorise_correction(house.officer, asked, cell=cell, value="司徒月") is None
    task = Task.objects.get(case=house.case)
    assert "members.csv" in task.title and "姓名" in task.purpose and "row 2" in task.purpose
    assert task.owner == house.officer and "司徒月" not in task.title + task.purpose
    monkeypatch.setattr("novation.handover.people.proposing.removable_from", lambda project, source: False)
    asked = request_of(house, planned, Right.DELETE, PHONES[2])
    found = proposal(asked)
    assert authorise_erasure(house.officer, asked, change=found.digest) is None
    assert Task.objects.filter(case=house.case, purpose__contains="members").count() >= 1
    assert not Job.objects.filter(step="change-people").exists()
