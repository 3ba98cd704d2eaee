"""Running it: whether it is ready, its figures, logs that name nobody, and the commands of whoever runs it."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from tests.control.operations.shop import PLANTED, open_shop
from tests.control.people import House

from novation.console import health
from novation.control.accounts.models import Organisation, Person
from novation.control.operations import tending
from novation.control.operations.folders import root
from novation.control.operations.models import ProjectLink
from novation.control.roles import HouseRole
from novation.settings.logs import JsonLines

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-tests"


def test_it_lives_and_is_ready_only_with_database_worker_and_disk(client: Client, monkeypatch: Any) -> None:
    assert client.get("/health/live").status_code == 200
    waiting = client.get("/health/ready")
    assert waiting.status_code == 503
    assert waiting.json() == {"ready": False, "checks": {"database": True, "worker": False, "disk": True}}
    tending.beat("tests-1")
    assert client.get("/health/ready").json()["ready"] is True
    monkeypatch.setattr(health, "LEAST_FREE", 2**63)
    assert client.get("/health/ready").json()["checks"]["disk"] is False


def test_figures_are_counts_and_only_for_this_machine_or_with_the_token(
    client: Client, house: House, monkeypatch: Any
) -> None:
    monkeypatch.setenv(health.TOKEN, TOKEN)
    mine = client.get("/metrics")
    assert mine.status_code == 200 and b'novation_cases{phase="review"} 1\n' in mine.content
    assert house.case.ref.encode() not in mine.content and b"@" not in mine.content
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    for words, status in ((f"Bearer {TOKEN}", 200), ("Bearer other", 404), ("", 404)):
        asked = client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"Authorization": words})
        assert asked.status_code == status


def test_a_request_is_logged_by_its_page_and_not_by_its_address(
    client: Client, house: House, caplog: Any
) -> None:
    caplog.set_level(logging.INFO, "novation.requests")
    client.force_login(house.officer)
    answer = client.get(
        f"/cases/{house.case.ref}/", {"q": PLANTED[0]}, headers={"User-Agent": "Somebody's own browser"}
    )
    (record,) = [one for one in caplog.records if one.name == "novation.requests"]
    line = json.loads(JsonLines().format(record))
    assert (line["view"], line["status"], line["person"]) == ("case", 200, house.officer.ref)
    assert answer.headers["X-Request-ID"] == line["request"]
    assert not [word for word in (PLANTED[0], "browser", house.officer.email, house.officer.name) if word in str(line)]  # fmt: skip


def test_a_fault_is_logged_by_kind_and_place_and_not_by_what_it_says() -> None:
    try:
        raise ValueError(f"bad cell: {PLANTED[0]}")
    except ValueError:
        import sys

        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", (f"/x/{PLANTED[0]}",), sys.exc_info()
        )  # fmt: skip
    line = JsonLines().format(record)
    assert PLANTED[0] not in line and "ValueError" in line and "test_running_it.py" in line


def test_a_page_that_breaks_is_logged_without_its_address(
    client: Client, house: House, monkeypatch: Any, caplog: Any
) -> None:
    from novation.control.accounts.models import Grant

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(PLANTED[1])

    client.force_login(house.officer)
    client.raise_request_exception = False
    monkeypatch.setattr(Grant.objects, "filter", broken)
    assert client.get(f"/cases/{house.case.ref}/", {"q": PLANTED[0]}).status_code == 500
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "django.request"]
    assert lines and not [word for word in (*PLANTED, house.case.ref, "?q=") if word in str(lines)]


def test_a_request_id_from_outside_is_kept_only_if_it_is_one(client: Client) -> None:
    for given, kept in (("abcd-1234-efgh", True), ("a b", False), ("x" * 80, False)):
        answer = client.get("/health/live", headers={"X-Request-ID": given})
        assert (answer.headers["X-Request-ID"] == given) is kept


def test_an_empty_installation_gets_its_first_organisation_once(monkeypatch: Any) -> None:
    words = {"organisation": "Novation Ltd", "name": "Ada", "email": "ada@novation.example"}
    monkeypatch.setenv("NOVATION_FIRST_PASSWORD", "short")
    with pytest.raises(CommandError):
        call_command("bootstrap", **words)
    monkeypatch.setenv("NOVATION_FIRST_PASSWORD", "wheel-harbour-lantern-7")
    call_command("bootstrap", **words)
    person = Person.objects.get()
    assert str(HouseRole.ADMINISTRATOR) in person.roles_in(Organisation.objects.get().ref)
    with pytest.raises(CommandError, match="already"):
        call_command("bootstrap", **words)


def test_whoever_runs_the_machine_links_a_folder_by_hand(house: House) -> None:
    open_shop(root() / "by-hand")
    call_command("link_project", house.case.ref, "by-hand")
    assert ProjectLink.objects.get().folder == "by-hand"
    with pytest.raises(CommandError, match="no project folder"):
        call_command("link_project", house.case.ref, "../by-hand", side="buyer")


def test_a_queued_job_whose_task_was_lost_is_enqueued_again(
    house: House, fresh: ProjectLink, monkeypatch: Any
) -> None:
    from novation.control.operations.actions.jobs import queue_job
    from novation.control.operations.models import Job
    from novation.control.operations.words import JobState, Step

    job = queue_job(house.officer, fresh, step=Step.SCAN)
    assert tending.requeue() == 0
    Job.objects.update(queued_at=timezone.now() - 2 * tending.SILENT)
    assert tending.requeue() == 1
    job.refresh_from_db()
    assert job.state is JobState.DONE


def test_serve_refuses_a_port_that_is_taken(monkeypatch: Any, tmp_path: Path) -> None:
    from novation.console.management.commands import serve

    monkeypatch.setattr(serve, "_answers", lambda *_: True)
    with pytest.raises(CommandError, match="another port"):
        call_command("serve")
