"""Comments: on a case and its things, never edited, withdrawn with a trace, and out of the journal."""

from __future__ import annotations

from datetime import date

import pytest
from tests.control.people import House

from novation.control.cases.comment_actions import withdraw_comment, write_comment
from novation.control.cases.models import Comment
from novation.control.cases.task_actions import open_task
from novation.control.cases.texts import commitment
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole
from novation.errors import NovationError

pytestmark = pytest.mark.django_db


@pytest.mark.action("comment.written")
def test_a_comment_stands_in_its_table_and_in_the_journal_only_as_a_digest(house: House) -> None:
    comment = write_comment(house.officer, house.case, text="Call Zhang San on 13800138000")
    line = LogEntry.objects.filter(stream=house.case.ref).latest("index").line
    assert "Zhang" not in line and "138" not in line
    assert commitment(comment.salt, comment.text) in line


@pytest.mark.action("comment.withdrawn")
def test_only_who_wrote_a_comment_withdraws_it_and_once(house: House) -> None:
    comment = write_comment(house.officer, house.case, text="Too soon")
    with pytest.raises(NovationError, match="access.refused"):
        withdraw_comment(house[CaseRole.OWNER], comment)
    withdraw_comment(house.officer, comment)
    assert comment.withdrawn_at is not None
    with pytest.raises(NovationError, match="state.wrong"):
        withdraw_comment(house.officer, comment)


def test_a_comment_of_one_side_is_not_the_others_to_read(house: House) -> None:
    write_comment(house.officer, house.case, text="Ours")
    both = write_comment(house.officer, house.case, text="For both", shared=True)
    assert list(Comment.objects.visible_to(house[CaseRole.RECEIVER], house.case)) == [both]


def test_a_comment_on_a_task_stays_with_those_who_see_the_task(house: House) -> None:
    task = open_task(house.officer, house.case, title="A", owner=house.officer, due_on=date(2027, 1, 1))
    ours = write_comment(house.officer, house.case, text="x", about=task.ref, shared=True)
    assert str(ours.audience) == "seller"
    with pytest.raises(NovationError, match="input.wrong"):
        write_comment(house[CaseRole.RECEIVER], house.case, text="x", about=task.ref)
    with pytest.raises(NovationError, match="input.wrong"):
        write_comment(house.officer, house.case, text="x", about="not a reference")
