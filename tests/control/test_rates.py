"""Limits that all processes share: counted in rows, over with the span, never more rows than there are lots."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from novation.control.accounts import rates
from novation.control.accounts.models import Tally

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_each_one_counts_and_keys_do_not_count_for_each_other() -> None:
    now = timezone.now().replace(second=10)
    with patch.object(timezone, "now", return_value=now):
        assert [rates.taken("test", "one", MINUTE) for _ in range(3)] == [1, 2, 3]
        assert rates.taken("test", "two", MINUTE) == 1
        assert rates.taken("other", "one", MINUTE) == 1


def test_with_the_next_span_it_begins_anew() -> None:
    now = timezone.now().replace(second=59)
    with patch.object(timezone, "now", return_value=now):
        assert [rates.taken("test", "one", MINUTE) for _ in range(2)] == [1, 2]
    with patch.object(timezone, "now", return_value=now + timedelta(seconds=1)):
        assert rates.taken("test", "one", MINUTE) == 1
    assert rates.left(now, MINUTE) <= 2


def test_who_makes_up_keys_fills_no_table() -> None:
    lots = {rates.lot(f"192.0.2.{n % 256}/{n}") for n in range(20_000)}
    assert len(lots) <= rates.LOTS


def test_a_key_stands_in_no_row() -> None:
    rates.taken("test", "192.0.2.7", MINUTE)
    (row,) = Tally.objects.filter(rule="test")
    assert "192" not in row.digest and len(row.digest) == 64
