"""The ways in for a customer: a link works once, a code five times at most, and nothing tells who is a customer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.control.people import House

from novation.control.consent.customer import Customer
from novation.control.identity.actions import ask_code, come_in_by_code, come_in_by_link
from novation.control.identity.limits import KNOCKS_AN_HOUR, knock
from novation.control.identity.links import Link, Links
from novation.control.identity.models import Code
from novation.control.journal.models import LogEntry
from novation.errors import NovationError

pytestmark = pytest.mark.django_db
ME = "abcdefghijklmnop"


def token_for(house: House, days: int = 30) -> str:
    link = Link(house.case.ref, ME, "no_first", datetime.now(UTC) + timedelta(days=days))
    return Links(settings.SECRET_KEY).token(link)


@pytest.mark.action("link.used")
def test_a_link_opens_once_and_holds_nothing_readable(house: House) -> None:
    token = token_for(house)
    assert ME not in token and house.case.ref not in token
    assert come_in_by_link(house.case, token) == Customer(house.case.ref, ME)
    with pytest.raises(NovationError, match="link.used"):
        come_in_by_link(house.case, token)


def test_an_expired_or_foreign_or_changed_link_opens_nothing(house: House) -> None:
    with pytest.raises(NovationError, match="link.expired"):
        come_in_by_link(house.case, token_for(house, days=-1))
    foreign = Links("another secret").token(
        Link(house.case.ref, ME, "no_first", datetime.now(UTC) + timedelta(days=1))
    )
    good = token_for(house)
    for bad in (foreign, good[:-2] + "zz", good[:20], "", "x" * 9000, "../../etc/passwd", good + "="):
        with pytest.raises(NovationError, match="link.invalid"):
            come_in_by_link(house.case, bad)


@given(st.text(max_size=200))
def test_no_text_reads_as_a_link(text: str) -> None:
    with pytest.raises(NovationError):
        Links("secret").read(text)


@pytest.mark.action("code.sent")
@pytest.mark.action("code.answered")
def test_a_right_code_opens_once(house: House) -> None:
    code, digits = ask_code(house.case, "generic.email:shen@example.com", [ME])
    assert come_in_by_code(code, f" {digits} ") == [Customer(house.case.ref, ME)]
    with pytest.raises(NovationError, match="code.wrong"):
        come_in_by_code(code, digits)


def test_five_wrong_answers_end_a_code(house: House) -> None:
    code, digits = ask_code(house.case, "generic.email:shen@example.com", [ME])
    for _ in range(5):
        with pytest.raises(NovationError, match="code.wrong"):
            come_in_by_code(code, "000000" if digits != "000000" else "111111")
    with pytest.raises(NovationError, match="code.wrong"):
        come_in_by_code(code, digits)


def test_an_unknown_contact_leaves_the_same_traces_as_a_known_one(
    house: House, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    def asked(contact: str, subjects: list[str]) -> tuple[Code, str, int]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            code, digits = ask_code(house.case, contact, subjects)
        return code, digits, len(queries)

    asked("generic.email:first@example.com", [])  # the hour's count of all codes begins
    known, _, queries_known = asked("generic.email:shen@example.com", [ME])
    unknown, digits, queries_unknown = asked("generic.email:nobody@example.com", [])
    assert queries_known == queries_unknown
    tags = LogEntry.objects.filter(stream=house.case.ref).order_by("-index").values_list("tag", flat=True)[:2]
    assert list(tags) == ["code.sent", "code.sent"]
    assert len(known.digest) == len(unknown.digest) and "shen" not in known.contact
    with pytest.raises(NovationError, match="code.wrong"):
        come_in_by_code(unknown, digits)


def test_an_expired_code_opens_nothing(house: House) -> None:
    code, digits = ask_code(house.case, "cn.mobile:13800138001", [ME])
    Code.objects.update(expires_at=timezone.now())
    with pytest.raises(NovationError, match="code.wrong"):
        come_in_by_code(code, digits)


def test_codes_and_attempts_are_limited_by_contact_and_by_address(house: House) -> None:
    for _ in range(3):
        ask_code(house.case, "cn.mobile:13800138001", [])
    with pytest.raises(NovationError, match="code.too-many"):
        ask_code(house.case, "cn.mobile:13800138001", [])
    ask_code(house.case, "cn.mobile:13800138002", [])
    for _ in range(KNOCKS_AN_HOUR):
        knock("203.0.113.7")
    with pytest.raises(NovationError, match="code.too-many"):
        knock("203.0.113.7")
    knock("203.0.113.8")
