"""A real server for the browser tests: its own process, its own file database, a port the system chooses."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SEED = Path(__file__).with_name("seed.py")
START_SECONDS = 30


@dataclass(frozen=True)
class Site:
    """A running console: its address, and what the seed wrote down (`case`: reference, `people`: role → e-mail,
    `codes`: recovery codes of the administrator, each of use once)."""

    address: str
    case: str
    people: dict[str, str]
    codes: list[str]
    home: Path


@contextmanager
def running_site(home: Path) -> Iterator[Site]:
    """Migrates, seeds and serves; the server ends with the block, by its process id."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NOVATION_")},
        "NOVATION_TEST_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "novation.settings.testing",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    subprocess.run([sys.executable, str(SEED)], check=True, env=environment, cwd=home, timeout=120)
    seeded = json.loads((home / "seeded.json").read_text("utf-8"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # The socket is handed on, so nobody can take the port in between.
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        handle = listening.fileno()
        command = [sys.executable, "-m", "gunicorn", "novation.console.wsgi", "--bind", f"fd://{handle}"]
        command += ["--threads", "4", "--log-level", "warning", "--no-control-socket"]
        with (home / "server.log").open("wb") as log:
            server = subprocess.Popen(
                command, env=environment, cwd=home, pass_fds=(handle,), stdout=log, stderr=log
            )
        try:
            _wait(address, server, home)
            yield Site(address, seeded["case"], seeded["people"], seeded.get("codes", []), home)
        finally:
            server.terminate()
            server.wait(15)


def _wait(address: str, server: subprocess.Popen[bytes], home: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/sign-in/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(
        "the server did not start: " + (home / "server.log").read_text("utf-8", "replace")[-2000:]
    )
