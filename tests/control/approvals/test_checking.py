"""Reading a whole journal again in the background: what was changed behind the application's back is found and named."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.control.people import House

from novation.control.approvals.actions.auditing import sign_checkpoint
from novation.control.approvals.actions.checking import record_check, request_check, run_check
from novation.control.approvals.models import JournalCheck
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole
from novation.errors import NovationError

pytestmark = pytest.mark.django_db


@pytest.mark.action("journal-check.requested")
@pytest.mark.action("journal.verified")
def test_asking_for_it_has_it_done_and_the_outcome_recorded(
    house: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sign_checkpoint(house.officer, house.case)
    with django_capture_on_commit_callbacks(execute=True):
        check = request_check(house[CaseRole.AUDITOR], house.case)
    check.refresh_from_db()
    assert check.ended_at is not None and check.problems == 0 and check.done > 10
    last = LogEntry.objects.filter(stream=house.case.ref).order_by("index").last()
    assert last is not None and (last.tag, last.by) == ("journal.verified", "system")


def test_a_changed_entry_is_named(house: House) -> None:
    check = JournalCheck.objects.create(case=house.case, asked_by=house.officer.ref, size=12)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_entry_no_update")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE journal_entry SET line = replace(line, 'witness', 'auditor') WHERE stream_id = %s AND line LIKE '%%witness%%'",
            [house.case.ref],
        )
    run_check(check.ref)
    check.refresh_from_db()
    assert check.problems >= 2 and check.problem == "log.entry-changed"
    assert "entry" in check.problem_en and "第" in check.problem_zh


def test_nobody_records_an_outcome_by_hand(house: House) -> None:
    check = JournalCheck.objects.create(case=house.case, asked_by=house.officer.ref, size=12)
    with pytest.raises(NovationError, match="access.refused"):
        record_check(house.officer, check, size=12, problems=0)
