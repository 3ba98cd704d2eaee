"""Finding entries by index, tag, person and time without counting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from novation.control.journal.appending import Record, append
from novation.control.journal.reading import Filter, first_at, page, tags_of

pytestmark = pytest.mark.django_db
STREAM = "ca_reading"
START = datetime(2027, 1, 1, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def entries(db: None) -> None:
    """250 entries over 25 days, ten a day, by two people under two tags."""
    with transaction.atomic():
        for number in range(250):
            record = Record(
                "case.opened" if number % 5 else "vote.given", "pr_one" if number % 2 else "pr_two"
            )
            append(STREAM, [record], at=START + timedelta(hours=2.4 * number))


def test_pages_go_back_from_the_newest_entry_to_the_first() -> None:
    seen, before = [], None
    while True:
        found = page(STREAM, Filter(before=before))
        seen += [entry.index for entry in found.entries]
        if found.older is None:
            break
        before = found.older
    assert seen == list(range(249, -1, -1))


def test_filters_narrow_by_tag_person_and_day() -> None:
    found = page(STREAM, Filter(tag="vote.given", by="pr_one")).entries
    assert found and all(entry.tag == "vote.given" and entry.by == "pr_one" for entry in found)
    day = page(STREAM, Filter(since=date(2027, 1, 3), until=date(2027, 1, 3))).entries
    assert len(day) == 10 and {entry.at[:10] for entry in day} <= {"2027-01-02", "2027-01-03"}


def test_time_is_found_by_halving() -> None:
    assert first_at(STREAM, "2026-01-01T00:00:00Z") == 0
    assert first_at(STREAM, "2028-01-01T00:00:00Z") == 250
    with CaptureQueriesContext(
        connection,
    ) as queries:
        first_at(STREAM, "2027-01-10T00:00:00Z")
    assert len(queries) <= 10


def test_the_tags_that_occur_are_found_without_reading_entries() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert tags_of(STREAM) == ["case.opened", "vote.given"]
    assert len(queries) == 1
