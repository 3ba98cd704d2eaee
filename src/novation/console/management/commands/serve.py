"""`serve`: console, customers' portal and worker on one machine, until Ctrl-C; each is stopped by its own process id."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess  # nosec B404 - starts this program itself, with words of its own
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

PATIENCE = 30.0
"""Seconds a process gets to finish what it does before it is ended."""
TO_BEGIN = 90.0
"""Seconds the console gets to load what its first reader would wait for."""


class Command(BaseCommand):
    help = "Runs the console and the customers' portal (gunicorn) and one worker on this machine"
    stealth_options = ("words", "portal_words")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--portal-port", type=int, default=0, help="0: the port after the console's")
        parser.add_argument("--no-portal", action="store_true", help="customers' pages are served elsewhere")
        parser.add_argument("--threads", type=int, default=8, help="requests answered at once")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        portal = 0 if options["no_portal"] else options["portal_port"] or port + 1
        for taken in (port, portal):
            if taken and _answers(host, taken):
                raise CommandError(f"something answers on {host}:{taken} already; choose another port")
        if portal:  # where the links of notices lead, unless somebody said otherwise
            os.environ.setdefault("NOVATION_PORTAL_ADDRESS", f"http://{host}:{portal}")
        call_command("migrate", verbosity=0)
        self._stopped = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        processes = [_start(_console(host, port, options["threads"])), _start(_worker())]
        if portal:
            processes.append(_start(_portal(host, portal, options["threads"]), "novation.settings.portal"))
        try:
            for waited in (port, portal):
                if waited:
                    self._wait_for(host, waited, processes)
            self.stdout.write(options.get("words") or "")
            self.stdout.write(f"控制台 Console   http://{host}:{port}/   (Ctrl-C 停止 stops)\n")
            if portal:
                self.stdout.write(f"门户 Portal      http://{host}:{portal}/<案件编号 case reference>/\n")
                self.stdout.write(
                    (options.get("portal_words") or "").replace("PORTAL", f"http://{host}:{portal}")
                )
            self.stdout.flush()
            while not self._stopped and all(process.poll() is None for process in processes):
                time.sleep(0.3)
        finally:
            ended = [process.poll() for process in processes]
            for process in processes:
                _end(process)
        if not self._stopped:
            raise CommandError(f"a process ended by itself (console, worker, portal: {ended})")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopped = True

    def _wait_for(self, host: str, port: int, processes: list[subprocess.Popen[bytes]]) -> None:
        until = time.monotonic() + TO_BEGIN
        while not self._stopped and not _lives(host, port):
            if time.monotonic() > until or any(process.poll() is not None for process in processes):
                raise CommandError(f"nothing answers on port {port}")
            time.sleep(0.2)


def _console(host: str, port: int, threads: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "novation.console.wsgi:application", "--bind", f"{host}:{port}"),
        *("--threads", str(threads), "--log-level", "warning", "--graceful-timeout", "20"),
        *("--timeout", "90"),  # a process loads for some seconds before it gives its first sign of life
    ]


def _portal(host: str, port: int, threads: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "novation.portal.wsgi:application", "--bind", f"{host}:{port}"),
        *(
            "--threads",
            str(threads),
            "--log-level",
            "warning",
            "--graceful-timeout",
            "20",
            "--no-control-socket",
        ),
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "novation.console", "worker", "--interval", "0.5", "--no-startup-delay"]


def _start(words: list[str], settings: str = "") -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches this process alone, which then ends the others in order."""
    environment = {**os.environ, **({"DJANGO_SETTINGS_MODULE": settings} if settings else {})}
    return subprocess.Popen(words, start_new_session=True, env=environment)  # nosec B603 - no shell, no words from outside


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.terminate()  # a worker told twice stops its job, which can be resumed
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()


def _lives(host: str, port: int) -> bool:
    """Whether a process answers that has loaded all it needs: the port alone is open long before."""
    try:
        connection = http.client.HTTPConnection(host, port, timeout=2)
        connection.request("GET", "/health/live")
        connection.getresponse()  # whatever it says: a host that is not allowed is an answer too
        return True
    except (OSError, http.client.HTTPException):
        return False


def _answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0
