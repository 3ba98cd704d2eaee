"""Builds a large installation by bulk: cases, people with roles, tasks, journals; everything invented."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

CHUNK = 2_000
TAGS = ("task.added", "task.completed", "team-member.added", "deal-form.changed", "file.added")


def build(cases: int, tasks: int, entries: int, people: int, out: Path) -> dict[str, Any]:
    """Makes it all in the database of the settings; writes who can sign in, and what they may open, to `out`."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    made: dict[str, Any] = {}
    staff, organisation = _people(people)
    with _timed(made, "cases"):
        found = _cases(organisation, cases, staff)
    with _timed(made, "tasks"):
        made["tasks"] = _tasks(found, staff, tasks)
    with _timed(made, "entries"):
        _journal(found, entries)
    made["entries_per_second"] = round(entries / made["entries_s"]) if entries else None
    out.write_text(json.dumps(_sessions(staff)), "utf-8")
    return {**made, "cases": cases, "entries": entries, "people": people}


class _timed:
    def __init__(self, into: dict[str, Any], name: str) -> None:
        self.into, self.name = into, name

    def __enter__(self) -> None:
        self.started = time.monotonic()

    def __exit__(self, *error: object) -> None:
        self.into[f"{self.name}_s"] = round(time.monotonic() - self.started, 2)


def _people(count: int) -> tuple[list[Any], Any]:
    from novation.control.accounts.actions import found_organisation
    from novation.control.accounts.models import Person
    from novation.control.actions import SYSTEM, THE_INSTALLATION

    organisation = found_organisation(SYSTEM, THE_INSTALLATION, name="Benchmark Works")
    Person.objects.bulk_create(
        Person(
            email=f"p{n}@bench.example",
            name=f"Person {n}",
            organisation=organisation,
            password="!",
            language="en",
        )
        for n in range(count)
    )
    return list(Person.objects.filter(organisation=organisation).order_by("id")), organisation


def _cases(organisation: Any, count: int, staff: list[Any]) -> list[Any]:
    """Each case has three people; the first leads it."""
    from novation.control.accounts.models import Grant
    from novation.control.cases.models import Case, PhaseEntered
    from novation.control.parties.models import Party
    from novation.control.roles import CaseRole, Side
    from novation.terms import DealForm, Place

    seller, buyer = (
        Party.objects.create(kept_by=organisation, name=name, place=Place("cn"), organisation=organisation)
        for name in ("Qingsong Stationery", "Hailan Retail")
    )
    made = Case.objects.bulk_create(
        (
            Case(
                number=f"NV-2026-{n:04d}", organisation=organisation, title=f"Deal {n}", deal_form=DealForm.ASSET_DEAL,
                seller=seller, buyer=buyer, closing_on=date(2027, 1, 15) + timedelta(days=n % 300),
            )
            for n in range(count)
        ),
        batch_size=CHUNK,
    )  # fmt: skip
    roles = (CaseRole.COMPLIANCE_OFFICER, CaseRole.DATA_ENGINEER, CaseRole.COUNSEL)
    Grant.objects.bulk_create(
        (
            Grant(person=staff[(n + k * 7) % len(staff)], scope=case.ref, role=str(role), side=Side.SELLER, granted_by="system")
            for n, case in enumerate(made)
            for k, role in enumerate(roles)
        ),
        batch_size=CHUNK,
    )  # fmt: skip
    PhaseEntered.objects.bulk_create((PhaseEntered(case=c, phase=c.phase, by="system") for c in made), CHUNK)
    return made


def _tasks(cases: list[Any], staff: list[Any], count: int) -> int:
    """Tasks, if the installation knows them; most are done, as after some years."""
    from django.apps import apps
    from django.utils import timezone

    kind = next((model for model in apps.get_models() if model.__name__ == "Task"), None)
    if kind is None or not count:
        return 0
    rng, now = random.Random(7), timezone.now()
    audience = kind._meta.get_field("audience").terms

    def rows() -> Iterator[Any]:
        for n in range(count):
            done = rng.random() < 0.9
            at = n % len(cases)
            yield kind(
                case=cases[at], audience=next(iter(audience)), title=f"Task {n}", owner=staff[(at + 7 * rng.randrange(3)) % len(staff)],
                due_on=date(2026, 6, 1) + timedelta(days=rng.randrange(400)), opened_by="system",
                state="done" if done else "open", closed_at=now if done else None,
            )  # fmt: skip

    kind._default_manager.bulk_create(rows(), batch_size=CHUNK)
    return count


def _journal(cases: list[Any], count: int) -> None:
    """Real entries through `append`, a group of 500 a transaction, spread over the cases."""
    from django.db import transaction

    from novation.control.journal.appending import Record, append

    each, left = -(-count // len(cases)), count
    for case in cases:
        for start in range(0, min(each, left), 500):
            size = min(500, each - start, left)
            records = [
                Record(TAGS[n % len(TAGS)], "pr_someone", {"case": case.ref, "number": start + n})
                for n in range(size)
            ]
            with transaction.atomic():
                append(case.ref, records)
            left -= size


def _sessions(staff: list[Any]) -> list[dict[str, Any]]:
    """A session for each person, as signing in would make it, and the cases they work on."""
    from django.conf import settings
    from django.test import Client

    from novation.control.cases.models import Case

    found = []
    for person in staff:
        client = Client()
        client.force_login(person)
        cases = list(Case.objects.visible_to(person).values_list("ref", flat=True)[:40])
        found.append({"cookie": client.cookies[settings.SESSION_COOKIE_NAME].value, "cases": cases})
    return found
