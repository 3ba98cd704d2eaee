"""`worker`: runs jobs as `db_worker` does, gives signs of life, and sees to jobs whose worker was killed."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from django.db import DatabaseError, OperationalError, close_old_connections, connection
from django_tasks_db.management.commands import db_worker

from novation.control.chores import due
from novation.control.operations.carrying_out import worker_name
from novation.control.operations.tending import beat, requeue, tend

EVERY = 5.0
log = logging.getLogger("novation.jobs")


class Command(db_worker.Command):
    help = "Runs the background jobs of the console"

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        heart = threading.Thread(target=_live, args=(stop,), daemon=True)
        heart.start()
        chores = threading.Thread(target=_see_to_chores, args=(stop,), daemon=True)
        chores.start()
        try:
            self._work(options)
        finally:
            stop.set()
            heart.join(timeout=EVERY)
            chores.join(timeout=EVERY)

    def _work(self, options: dict[str, Any]) -> None:
        """A database that is away ends no worker: it tries again until it is back or told to stop."""
        while True:
            try:
                super().handle(**options)
                return
            except OperationalError as away:
                log.error("database away", extra={"fault": type(away).__name__})
                if options["batch"]:
                    raise
                connection.close()
                time.sleep(EVERY)


def _see_to_chores(stop: threading.Event) -> None:
    """Webhooks and tidying, apart from the heart: a slow receiver keeps no sign of life waiting."""
    last: dict[str, float] = {}
    while not stop.is_set():
        for chore in due(last, time.monotonic()):
            try:
                close_old_connections()
                chore.run()
            except DatabaseError as away:
                log.warning("chore put off", extra={"chore": chore.name, "fault": type(away).__name__})
        stop.wait(1.0)
    connection.close()


def _live(stop: threading.Event) -> None:
    """Beats until the worker ends; a database that is away for a while is waited for."""
    name = worker_name()
    while not stop.is_set():
        try:
            close_old_connections()
            beat(name)
            tend()
            requeue()
        except DatabaseError as away:
            log.warning("no sign of life written", extra={"fault": type(away).__name__})
        stop.wait(EVERY)
    connection.close()
