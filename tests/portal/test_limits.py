"""Limits hold for all processes together, cost a flood next to nothing, and leave little behind."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from novation.control.identity import limits
from novation.control.identity.limits import KNOCKS_AN_HOUR, knock
from novation.control.identity.models import Knock
from novation.errors import NovationError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_two_processes_at_once_let_through_as_many_as_one(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NOVATION_")}
    environment = {
        **kept,
        "NOVATION_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "novation.settings.portal",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    migrate = [sys.executable, "-m", "novation.portal", "migrate", "identity", "--verbosity", "0"]
    subprocess.run(migrate, check=True, env=environment, timeout=120)
    command = [sys.executable, str(Path(__file__).with_name("knocking_at_once.py"))]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert sum(int(one.communicate(timeout=120)[0]) for one in running) == KNOCKS_AN_HOUR


@pytest.mark.django_db
def test_whoever_is_over_the_limit_costs_one_look_and_writes_nothing() -> None:
    for _ in range(KNOCKS_AN_HOUR):
        knock("203.0.113.7")
    for _ in range(3):
        with (
            CaptureQueriesContext(connection) as queries,
            pytest.raises(NovationError, match="code.too-many"),
        ):
            knock("203.0.113.7")
        assert [q["sql"].lstrip()[:6] for q in queries] == ["SELECT"]
    knock("203.0.113.8")
    assert Knock.objects.count() == 2


@pytest.mark.django_db
def test_after_an_hour_an_address_begins_anew_and_old_rows_are_cleared_away() -> None:
    for number in range(60):
        knock(f"203.0.113.{number}")
    Knock.objects.update(since=timezone.now() - timedelta(minutes=61), count=KNOCKS_AN_HOUR)
    knock("203.0.113.1")
    assert Knock.objects.get(count=1)
    knock("198.51.100.1")
    assert Knock.objects.count() == 11, "fifty of the sixty went, one came"


@pytest.mark.django_db
def test_a_flood_from_everywhere_has_a_ceiling_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CODES_IN_ALL", 5)
    for number in range(5):
        limits.may_have_code("ca_flooded", f"tag-{number}")
    with pytest.raises(NovationError, match="code.too-many"):
        limits.may_have_code("ca_flooded", "tag-6")
    limits.may_have_code("ca_other", "tag-7")
