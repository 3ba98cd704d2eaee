"""How a step that runs in the worker tells the page that it goes on."""

from __future__ import annotations

import threading
import time

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from novation.control.operations.models import Job
from novation.messages import Text

AWAY = (OperationalError, InterfaceError)
EVERY = 1.0
"""Seconds between two writes: the page asks no more often."""


class StopWanted(BaseException):
    """Somebody asked the running job to stop. Like the end of a process it is nothing that a step may catch and pass over."""


class JobProgress:
    """Writes stage and count of a job, no more than once a second but for a new stage; also its sign of life."""

    def __init__(self, job: Job) -> None:
        self._pk = job.pk
        self._thread = threading.get_ident()
        self._done = 0
        self._written = 0.0

    def start(self, what: Text, total: int | None = None) -> None:
        """The beginning of a stage is a safe point: what came before it is whole."""
        self._done = 0
        self._write(stage_zh=what.zh[:300], stage_en=what.en[:300], done=0, total=total)

    def advance(self, amount: int = 1) -> None:
        self._done += amount
        # A step may count in threads of its own; only the one that has the database connection writes.
        if threading.get_ident() == self._thread and time.monotonic() - self._written >= EVERY:
            self._write(done=self._done)

    def remark(self, what: Text) -> None:
        return None

    def _write(self, **values: object) -> None:
        """What cannot be written now is not told; the step goes on, since its work lies in files."""
        wanted = False
        try:
            Job.objects.filter(pk=self._pk).update(beat_at=timezone.now(), **values)
            wanted = Job.objects.filter(pk=self._pk, stop_asked_at__isnull=False).exists()
        except AWAY:
            connection.close()
        self._written = time.monotonic()
        # In a thread of the step's own it would end that thread and not the step.
        if wanted and threading.get_ident() == self._thread:
            raise StopWanted
