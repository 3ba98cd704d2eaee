"""Whether the installation lives and is ready, and its figures for Prometheus: counts, nothing about anybody."""

from __future__ import annotations

import ipaddress
import os
import secrets
import shutil
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Sum
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from novation.control.accounts.models import Person
from novation.control.cases.models import Case
from novation.control.journal.models import Stream
from novation.control.operations.models import Job, WorkerBeat
from novation.control.operations.tending import alive

LEAST_FREE = 500 * 1024 * 1024
"""Bytes that must be free in the home: below that a job might not be able to finish."""
TOKEN = "NOVATION_METRICS_TOKEN"  # nosec B105 - the name of a variable, not its value


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Database, worker and disk; 503 with which of them is not, and nothing else."""
    checks = {name: check() for name, check in _CHECKS.items()}
    good = all(checks.values())
    return JsonResponse({"ready": good, "checks": checks}, status=200 if good else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _worker() -> bool:
    try:
        return alive()
    except DatabaseError:
        return False


def _disk() -> bool:
    try:
        return shutil.disk_usage(settings.HOME).free >= LEAST_FREE
    except OSError:
        return False


_CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "worker": _worker, "disk": _disk}


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format; for this machine itself, or with the token of the environment. Else: not there."""
    if not _may_read(request):
        raise Http404
    return HttpResponse("".join(_lines()), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read(request: HttpRequest) -> bool:
    token = os.environ.get(TOKEN, "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and secrets.compare_digest(token.encode(), given.encode()):
        return True
    # Behind a proxy every request comes from this machine, so one that a proxy passed on is not from it.
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers or settings.BEHIND_PROXY:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _lines() -> Iterator[str]:
    yield from _gauge(
        "novation_people", "People who can sign in", [("", Person.objects.filter(is_active=True).count())]
    )
    yield from _gauge("novation_cases", "Cases by phase", _by(Case, "phase"))
    yield from _gauge("novation_jobs", "Jobs by state", _by(Job, "state"))
    yield from _gauge(
        "novation_tasks_ready", "Tasks waiting for a worker", [("", DBTaskResult.objects.ready().count())]
    )
    entries = Stream.objects.aggregate(all=Sum("size"))["all"] or 0
    yield from _gauge("novation_journal_entries", "Entries of all journals", [("", entries)])
    last = WorkerBeat.objects.aggregate(last=Max("beat_at"))["last"]
    age = (timezone.now() - last).total_seconds() if last else float("nan")
    yield from _gauge("novation_worker_silent_seconds", "Since a worker was last heard of", [("", age)])
    free = shutil.disk_usage(settings.HOME).free
    yield from _gauge("novation_disk_free_bytes", "Free in the home of the installation", [("", free)])


def _by(model: type[Case] | type[Job], field: str) -> list[tuple[str, float]]:
    counted = model.objects.order_by().values(field).annotate(count=Count("pk"))  # type: ignore[attr-defined]
    return [(f'{{{field}="{row[field]}"}}', row["count"]) for row in counted]


def _gauge(name: str, help: str, values: list[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP {name} {help}\n# TYPE {name} gauge\n"
    for labels, value in values:
        yield f"{name}{labels} {value}\n"
