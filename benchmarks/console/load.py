"""Fifty people at once on a large installation: medians and 99th percentiles over HTTP against gunicorn.

python -m benchmarks.console.load                     the whole: 1,000 cases, 100,000 tasks, 1 million journal entries
python -m benchmarks.console.load --small             a tenth of a thousandth of it, in seconds, to see that it runs
NOVATION_DATABASE_URL=postgresql://… python -m …      the same on PostgreSQL (an empty database)
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.console.building import build

ROOT = Path(__file__).resolve().parents[2]
# Names of addresses and how often one of them is opened; those that this installation does not have are left out.
MIX = {
    "today": 20, "cases": 10, "case": 25, "tasks": 12, "log": 8, "team": 5, "duties": 5, "approvals": 4,
    "agreements": 4, "files": 3, "comments": 3, "connections": 1,
}  # fmt: skip
WRITES = 0.05  # of all requests: a change of the deal form, by who leads the case


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, value in (
        ("cases", 1000),
        ("tasks", 100_000),
        ("entries", 1_000_000),
        ("people", 50),
        ("seconds", 120),
    ):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument(
        "--think", type=float, default=2.0, help="seconds between two clicks of one person, on average"
    )
    parser.add_argument("--small", action="store_true", help="a small one, to see that it runs")
    parser.add_argument(
        "--home", type=Path, help="where the installation lies (default: a folder for the moment)"
    )
    parser.add_argument("--keep", action="store_true", help="use what lies in --home instead of building it")
    parser.add_argument("--out", type=Path, help="write the result here as JSON")
    asked = parser.parse_args()
    if asked.small:
        asked.cases, asked.tasks, asked.entries, asked.seconds, asked.people = 20, 500, 5_000, 5, 20
    with tempfile.TemporaryDirectory(prefix="novation-load-") as folder:
        result = run(asked, (asked.home or Path(folder)).resolve())
    text = json.dumps(result, indent=1)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", "utf-8")
    return 0 if result["errors"] == 0 else 1


def run(asked: argparse.Namespace, home: Path) -> dict[str, Any]:
    os.environ["NOVATION_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "novation.settings.console")
    import django

    django.setup()
    home.mkdir(parents=True, exist_ok=True)
    who = home / "people.json"
    built = (
        {}
        if asked.keep and who.exists()
        else build(asked.cases, asked.tasks, asked.entries, asked.people, who)
    )
    people = json.loads(who.read_text("utf-8"))[: asked.people]
    addresses = _addresses()
    queries = _queries(people, addresses)
    _let_go()
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    server = _serve(port, asked, home)
    try:
        _wait(port, server)
        return {
            "built": built,
            "queries": queries,
            **_work(port, people, addresses, asked),
            "on": _machine(asked),
        }
    finally:
        server.terminate()
        server.wait(30)


def _addresses() -> dict[str, str]:
    """By name, an address with `{}` for the case, of those there are."""
    from django.urls import NoReverseMatch, reverse

    found = {}
    for name in MIX:
        for given in ({}, {"ref": "REF"}):
            try:
                found[name] = reverse(name, kwargs=given).replace("REF", "{}")
                break
            except NoReverseMatch:
                continue
    return found


def _queries(people: list[dict[str, Any]], addresses: dict[str, str]) -> dict[str, int]:
    """How many queries each page makes for the first person."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Host": "127.0.0.1"})
    client.cookies[settings.SESSION_COOKIE_NAME] = people[0]["cookie"]
    found = {}
    for name, address in addresses.items():
        client.get(address.format(people[0]["cases"][0]))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(address.format(people[0]["cases"][0]))
        found[name] = len(seen)
    return found


def _let_go() -> None:
    from django.db import connections

    connections.close_all()


def _serve(port: int, asked: argparse.Namespace, home: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "novation.console.wsgi:application",
        "-b",
        f"127.0.0.1:{port}",
    ]
    command += [
        "-w",
        str(asked.workers),
        "--threads",
        str(asked.threads),
        "--keep-alive",
        "30",
        "--log-level",
        "warning",
    ]
    log = (home / "server.log").open("wb")
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": path})


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "gunicorn ended; see server.log"
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/sign-in/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("gunicorn does not answer")


class Person(threading.Thread):
    """Opens pages and now and then changes something, thinking in between, until it is over."""

    def __init__(
        self,
        number: int,
        port: int,
        who: dict[str, Any],
        addresses: dict[str, str],
        asked: argparse.Namespace,
    ) -> None:
        super().__init__(daemon=True)
        self.rng = random.Random(number)
        self.port, self.who, self.addresses, self.asked = port, who, addresses, asked
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.connection = self._connect()

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def run(self) -> None:
        until = time.monotonic() + self.asked.seconds
        time.sleep(self.rng.random() * self.asked.think)
        names = list(self.addresses)
        weights = [MIX[name] for name in names]
        while time.monotonic() < until:
            case = self.rng.choice(self.who["cases"])
            if self.rng.random() < WRITES:
                self._write(case)
            else:
                name = self.rng.choices(names, weights)[0]
                self._timed(name, "GET", self.addresses[name].format(case))
            time.sleep(self.rng.uniform(0.5, 1.5) * self.asked.think)

    def look_once(self) -> None:
        for address in self.addresses.values():
            self._timed("", "GET", address.format(self.who["cases"][0]))
        self.times.clear()

    def _write(self, case: str) -> None:
        address = f"/deeds/deal-form.changed/{case}/"
        page = self._timed("form", "GET", address, {200, 403})
        token = page.partition('name="csrfmiddlewaretoken" value="')[2][:64]
        if token.isalnum():
            form = self.rng.choice(("merger", "division", "asset-deal", "share-deal"))
            self._timed("deed", "POST", address, {302}, f"csrfmiddlewaretoken={token}&deal_form={form}")

    def _timed(
        self, name: str, method: str, address: str, good: set[int] | None = None, body: str = ""
    ) -> str:
        from django.conf import settings

        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.who['cookie']}", "Accept-Language": "en"}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        started = time.monotonic()
        try:
            self.connection.request(method, address, body or None, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            if answer.status not in (good or {200}):
                self.errors.append(f"{method} {name}: {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            self.errors.append(f"{method} {name}: {type(error).__name__}")
            self.connection.close()
            self.connection = self._connect()
            return ""
        self.times[name].append(time.monotonic() - started)
        return text if answer.status == 200 else ""


def _work(
    port: int, people: list[dict[str, Any]], addresses: dict[str, str], asked: argparse.Namespace
) -> dict[str, Any]:
    crowd = [Person(n, port, who, addresses, asked) for n, who in enumerate(people)]
    for (
        one
    ) in crowd:  # what a server that has run for a minute has done already: imports, templates, connections
        one.look_once()
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    by_page: dict[str, list[float]] = defaultdict(list)
    for one in crowd:
        for name, times in one.times.items():
            by_page[name] += times
    errors = [error for one in crowd for error in one.errors]
    everything = [t for times in by_page.values() for t in times]
    return {
        "all": _told(everything),
        "requests_per_second": round(len(everything) / asked.seconds, 1),
        "pages": {name: _told(times) for name, times in sorted(by_page.items())},
        "errors": len(errors),
        "first_errors": errors[:5],
    }


def _told(times: list[float]) -> dict[str, float]:
    """Milliseconds."""
    ordered = sorted(times)
    at = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] if ordered else 0.0
    middle = statistics.median(ordered) if ordered else 0.0
    return {"count": len(ordered), "median_ms": round(middle * 1000, 1), "p99_ms": round(at * 1000, 1)}


def _machine(asked: argparse.Namespace) -> dict[str, Any]:
    from django.db import connection

    return {
        "cpus": os.cpu_count(), "python": sys.version.split()[0], "database": connection.vendor,
        "workers": asked.workers, "threads": asked.threads, "people": asked.people, "think_s": asked.think,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
