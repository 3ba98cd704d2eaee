"""Builds an installation and serves its portal by gunicorn on the loopback, for as long as a benchmark runs."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
IDLE = 20
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True)
class Site:
    port: int
    case: str
    tokens: list[str]
    built_s: float
    process: int

    def cpu(self) -> float:
        """Seconds of processor that the server and its workers have used (proc(5), stat: utime and stime)."""
        ours = [self.process]
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(_fields(stat)[1]) == self.process:
                    ours.append(int(stat.parent.name))
        found = [_fields(Path(f"/proc/{one}/stat")) for one in ours]
        return sum(int(one[11]) + int(one[12]) for one in found) / os.sysconf("SC_CLK_TCK")


def _fields(stat: Path) -> list[str]:
    """From the state on: the name before it may hold blanks."""
    return stat.read_text().rpartition(")")[2].split()


def build(home: Path, customers: int, links: int) -> dict[str, Any]:
    """In a process of its own, so that what it imports is not in the measured memory or caches."""
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.portal.building", "--home", str(home)]
    command += ["--customers", str(customers), "--links", str(links)]
    subprocess.run(command, check=True, cwd=ROOT, env=_environment(home))
    found: dict[str, Any] = json.loads((home / "built.json").read_text("utf-8"))
    return found


@contextmanager
def served(home: Path, built: dict[str, Any], workers: int, threads: int) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        port, handle = listening.getsockname()[1], listening.fileno()
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "novation.portal.wsgi",
            "--bind",
            f"fd://{handle}",
            "--preload",
        ]
        command += [
            "-w",
            str(workers),
            "--threads",
            str(threads),
            "--keep-alive",
            "30",
            "--log-level",
            "warning",
        ]
        environment = _environment(home) | {"DJANGO_SETTINGS_MODULE": "novation.settings.portal"}
        with (home / "server.log").open("wb") as log:
            server = subprocess.Popen(
                command, env=environment, cwd=home, pass_fds=(handle,), stdout=log, stderr=log
            )
    try:
        _wait(port, server)
        yield Site(port, built["case"], built["tokens"], built["built_s"], server.pid)
    finally:
        server.terminate()
        server.wait(30)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NOVATION_")}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**kept, "NOVATION_HOME": str(home), "PYTHONPATH": path}


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError("gunicorn ended; see server.log in the home")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/health/live")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("gunicorn does not answer")


@dataclass
class Browser:
    """One connection with its cookies, from a network address of its own (all of 127/8 is this machine)."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    text: str = ""
    used: float = 0.0

    def __post_init__(self) -> None:
        self._connect()

    def _connect(self) -> None:
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=60, source_address=(self.address, 0)
        )

    def get(self, path: str) -> tuple[int, float]:
        return self._ask("GET", path, None)

    def post(self, path: str, given: dict[str, str]) -> tuple[int, float]:
        """The form of the page that was opened last."""
        return self._ask("POST", path, urlencode({**given, "csrfmiddlewaretoken": self.token}))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, float]:
        """Status and seconds; raises OSError and HTTPException as they come."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Accept-Language": "en", "Host": f"127.0.0.1:{self.port}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        if started - self.used > IDLE:  # as a browser does, before the server hangs up
            self._connection.close()
        self.used = started
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connect()
            raise
        took = time.perf_counter() - started
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.text = raw.decode("utf-8", "replace")
        if found := _TOKEN.search(self.text):
            self.token = found[1]
        return answer.status, took
