"""Tasks: who may do what with them, how they pass from one person to another, and what the journal says of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.control.people import House

from novation.control.cases.listing import Filter, Which, tasks_of, today
from novation.control.cases.models import Task
from novation.control.cases.task_actions import (
    accept_task,
    begin_task,
    cancel_task,
    change_task,
    decline_task,
    finish_task,
    offer_task,
    open_task,
    reopen_task,
)
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole
from novation.errors import NovationError

pytestmark = pytest.mark.django_db
DUE = date(2027, 1, 10)


@pytest.fixture
def task(house: House) -> Task:
    return open_task(
        house.officer,
        house.case,
        title="Ask Wang Wei about the archive",
        owner=house[CaseRole.DATA_ENGINEER],
        due_on=DUE,
        department="IT",
        citation="PIPL Art. 55",
    )


@pytest.mark.action("task.opened")
def test_a_task_has_an_owner_and_a_day_and_its_words_stay_out_of_the_journal(
    house: House, task: Task
) -> None:
    line = LogEntry.objects.filter(stream=house.case.ref).latest("index").line
    assert task.ref in line and house[CaseRole.DATA_ENGINEER].ref in line and '"due":"2027-01-10"' in line
    assert "Wang" not in line and "IT" not in line and "sha256:" in line
    assert str(task.state) == "open" and str(task.audience) == "seller"


def test_adding_a_task_does_not_make_forms_of_the_case_stale(house: House) -> None:
    shown = house.case.version
    open_task(house.officer, house.case, title="A", owner=house.officer, due_on=DUE, seen=shown - 5)
    house.case.refresh_from_db()
    assert house.case.version == shown


@pytest.mark.action("task.begun")
@pytest.mark.action("task.done")
@pytest.mark.action("task.reopened")
def test_a_task_goes_from_open_to_done_and_back(house: House, task: Task) -> None:
    engineer = house[CaseRole.DATA_ENGINEER]
    begin_task(engineer, task)
    finish_task(engineer, task)
    assert str(task.state) == "done" and task.closed_at is not None
    with pytest.raises(NovationError, match="state.wrong"):
        finish_task(engineer, task)
    reopen_task(house.officer, task)
    assert str(task.state) == "reopened" and task.closed_at is None


@pytest.mark.action("task.cancelled")
@pytest.mark.action("task.changed")
def test_a_cancelled_task_keeps_its_reason_and_is_not_changed_any_more(house: House, task: Task) -> None:
    cancel_task(house.officer, task, because="Li Na left")
    assert task.cancelled_because == "Li Na left"
    assert "Li Na" not in LogEntry.objects.filter(stream=house.case.ref).latest("index").line
    with pytest.raises(NovationError, match="state.wrong"):
        change_task(house.officer, task, title="B", due_on=DUE)


@pytest.mark.action("task.changed")
def test_of_two_who_change_a_task_at_once_the_second_is_told(house: House, task: Task) -> None:
    shown = task.version
    change_task(house.officer, task, title="One", due_on=DUE, seen=shown)
    with pytest.raises(NovationError, match="state.changed-meanwhile"):
        change_task(house[CaseRole.OWNER], task, title="Two", due_on=DUE, seen=shown)
    task.refresh_from_db()
    assert task.title == "One"


def test_only_its_owner_and_the_leaders_touch_a_task(house: House, task: Task) -> None:
    with pytest.raises(NovationError, match="access.refused"):
        begin_task(house[CaseRole.COUNSEL], task)
    with pytest.raises(NovationError, match="access.refused"):
        open_task(house[CaseRole.AUDITOR], house.case, title="A", owner=house.officer, due_on=DUE)


@pytest.mark.action("task-handover.offered")
@pytest.mark.action("task-handover.accepted")
def test_a_task_is_handed_over_when_the_other_takes_it_and_both_are_named(house: House, task: Task) -> None:
    engineer, counsel = house[CaseRole.DATA_ENGINEER], house[CaseRole.COUNSEL]
    offer_task(engineer, task, taker=counsel, note="Keys are with the porter")
    task.refresh_from_db()
    assert task.owner == engineer
    with pytest.raises(NovationError, match="input.wrong"):
        offer_task(engineer, task, taker=house.officer)
    with pytest.raises(NovationError, match="access.refused"):
        accept_task(house.officer, task)
    accept_task(counsel, task)
    task.refresh_from_db()
    assert task.owner == counsel
    line = LogEntry.objects.filter(stream=house.case.ref, tag="task-handover.accepted").get().line
    assert engineer.ref in line and counsel.ref in line and "porter" not in line


@pytest.mark.action("task-handover.declined")
def test_a_handover_that_is_declined_leaves_the_task_where_it_was(house: House, task: Task) -> None:
    offer_task(house.officer, task, taker=house[CaseRole.COUNSEL])
    decline_task(house[CaseRole.COUNSEL], task)
    task.refresh_from_db()
    assert task.owner == house[CaseRole.DATA_ENGINEER] and task.handovers.get().accepted is False


def test_one_side_neither_sees_nor_owns_the_others_tasks(house: House, task: Task) -> None:
    receiver = house[CaseRole.RECEIVER]
    assert not Task.objects.visible_to(receiver, house.case).exists()
    assert Task.objects.visible_to(house[CaseRole.AUDITOR], house.case).count() == 1
    with pytest.raises(NovationError, match="input.wrong"):
        open_task(house.officer, house.case, title="A", owner=receiver, due_on=DUE)
    shared = open_task(house.officer, house.case, title="B", owner=receiver, due_on=DUE, shared=True)
    assert list(Task.objects.visible_to(receiver, house.case)) == [shared]


def test_the_list_filters_by_reader_role_and_day(house: House, task: Task) -> None:
    late = open_task(
        house.officer, house.case, title="Late", owner=house.officer, due_on=today() - timedelta(days=1)
    )
    assert list(tasks_of(house.case, house.officer, Filter(Which.LATE))) == [late]
    assert list(tasks_of(house.case, house.officer, Filter(Which.MINE))) == [late]
    assert list(tasks_of(house.case, house.officer, Filter(role=CaseRole.DATA_ENGINEER))) == [task]
    assert list(tasks_of(house.case, house.officer, Filter(department="IT"))) == [task]
    finish_task(house.officer, late)
    assert list(tasks_of(house.case, house.officer, Filter(Which.CLOSED))) == [late]


def test_a_filter_that_nobody_knows_filters_nothing() -> None:
    assert Filter.read("nonsense", "king", "") == Filter()


def test_the_days_page_shows_ones_own_tasks_and_what_waits_for_an_answer(house: House, task: Task) -> None:
    from novation.control.cases.dues import DueKind, dues
    from novation.control.cases.models import Case

    offer_task(house.officer, task, taker=house[CaseRole.COUNSEL])
    bare = open_task(house.officer, house.case, title="B", owner=house[CaseRole.OWNER], due_on=DUE)
    cases = Case.objects.filter(pk=house.case.pk)
    mine = [one for one in dues(house[CaseRole.DATA_ENGINEER], cases) if one.page == "task"]
    offered = [one for one in dues(house[CaseRole.COUNSEL], cases) if one.page == "task"]
    assert [one.at["task"] for one in dues(house[CaseRole.OWNER], cases) if one.page == "task"] == [bare.ref]
    assert [(one.kind, one.due_at) for one in mine] == [(DueKind.DUTY, DUE)]
    assert [one.kind for one in offered] == [DueKind.DECISION]


def test_a_task_without_a_department_is_due_like_any_other(house: House) -> None:
    from novation.control.cases.task_dues import own_tasks

    engineer = house[CaseRole.DATA_ENGINEER]
    open_task(house.officer, house.case, title="Ask", owner=engineer, due_on=date(2027, 1, 4))
    assert [str(due.title.en) for due in own_tasks(engineer, [house.case])] == ["Ask"]
