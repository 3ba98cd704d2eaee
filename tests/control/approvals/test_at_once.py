"""Two people who decide at the same moment, on a file database as the console has it, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import json, threading
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from tests.control.papers import signed
from tests.control.people import build_house
from novation.control.agreements.kinds import AgreementKind
from novation.control.approvals.actions.deciding import approve_plan, decline_plan, submit_plan
from novation.control.approvals.models import Submission
from novation.control.journal.models import LogEntry
from novation.control.journal.signing import installation_key, origin_of
from novation.control.journal.verifying import verify
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.evidence import canonical

house = build_house()
signed(house, AgreementKind.TRANSFER)
plan = {"type": "novation-plan@v1", "version": 1, "created_at": "2027-01-01T00:00:00Z", "laws": [],
        "journal": {"size": 1, "root": "00"}, "approval": {"seal": ["owner", "compliance-officer"], "destroy": ["owner", "witness"]}}
submission = submit_plan(house.officer, house.case, plan=SimpleUploadedFile("plan.json", canonical.encode(plan)))
deciders = [(house[CaseRole.OWNER], "owner"), (house.officer, "compliance-officer"), (house[CaseRole.WITNESS], "witness")]
gate, errors = threading.Barrier(6), []

def decide(person, role):
    try:
        gate.wait(20)
        approve_plan(person, Submission.objects.get(pk=submission.pk), role=role)
    except Exception as error:  # a thread has nobody to raise to; the test shows whatever went wrong
        errors.append(repr(error))
    finally:
        connection.close()

def put_up():
    try:
        gate.wait(20)
        submit_plan(house.officer, house.case, plan=SimpleUploadedFile("p", canonical.encode({**plan, "version": 1})))
    except NovationError as error:
        errors.append(error.code)
    finally:
        connection.close()

threads = [threading.Thread(target=decide, args=one) for one in deciders] + [threading.Thread(target=put_up) for _ in range(3)]
[t.start() for t in threads]; [t.join(60) for t in threads]
key = installation_key().public
tags = list(LogEntry.objects.filter(stream=house.case.ref).values_list("tag", flat=True))
problems = [p.code for p in verify(house.case.ref, origin_of(house.case.ref, key), key)]
submission.refresh_from_db()
print(json.dumps({"errors": sorted(errors), "approved": tags.count("plan.approved"), "released": tags.count("authorisation.released"),
    "is_released": submission.released_at is not None, "submissions": Submission.objects.count(), "problems": problems}))
"""


@pytest.mark.slow
def test_all_of_them_are_heard_one_after_the_other_and_it_is_released_once(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NOVATION_")},
        "NOVATION_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "novation.settings.testing",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=180)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found == {
        "errors": ["approval.already-up"] * 3,
        "approved": 3,
        "released": 1,
        "is_released": True,
        "submissions": 1,
        "problems": [],
    }
