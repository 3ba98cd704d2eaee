"""A real worker process, killed half-way with a database of its own on disk: seen as interrupted, resumed, finished."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.control.operations.shop import open_shop
from tests.control.people import build_house
from novation.control.actions import SYSTEM
from novation.control.operations.actions.jobs import queue_job
from novation.control.operations.actions.projects import link_project
from novation.control.operations.folders import root
from novation.control.operations.words import Step
house = build_house()
open_shop(root() / "shop")
queue_job(SYSTEM, link_project(SYSTEM, house.case, folder="shop"), step=Step.RUN)
"""
RESUME = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from novation.control.accounts.models import Person
from novation.control.operations.actions.jobs import resume_job
from novation.control.operations.models import Job
from novation.control.operations.tending import tend
Job.objects.update(beat_at=timezone.now() - timedelta(minutes=2))
(job,) = tend()
resume_job(Person.objects.get(name="Person compliance officer"), job)
"""


def run(home: Path, *words: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "NOVATION_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "novation.settings.console",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    environment.pop("NOVATION_DATABASE_URL", None)
    return subprocess.Popen([sys.executable, *words], env=environment, stderr=subprocess.DEVNULL)


def job(home: Path) -> tuple[str, str]:
    with closing(sqlite3.connect(home / "novation.sqlite3", timeout=20)) as database:
        found: tuple[str, str] = database.execute("SELECT state, stage_en FROM operations_job").fetchone()
        return found


@pytest.mark.slow
def test_a_worker_killed_half_way_leaves_a_job_that_goes_on(tmp_path: Path) -> None:
    assert run(tmp_path, "-c", PREPARE).wait(120) == 0
    worker = run(tmp_path, "-m", "novation.console", "worker", "--no-startup-delay")
    until = time.monotonic() + 90
    while job(tmp_path)[1] == "" and time.monotonic() < until:
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait(20)
    assert job(tmp_path)[0] == "running"
    assert run(tmp_path, "-c", RESUME).wait(120) == 0
    assert run(tmp_path, "-m", "novation.console", "worker", "--batch").wait(180) == 0
    assert job(tmp_path)[0] == "done"
    assert (tmp_path / "projects" / "shop" / "records" / "plan.json").is_file()
