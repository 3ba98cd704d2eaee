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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
SEED = Path(__file__).with_name("seed.py")
START_SECONDS = 120
WORKER = [sys.executable, "-m", "novation.console", "worker", "--interval", "0.3", "--no-startup-delay"]


@dataclass(frozen=True)
class Site:
    """A running console: its address, and what the seed wrote down (`case`: reference, `people`: role → e-mail,
    `codes`: recovery codes of the administrator, each of use once)."""

    address: str
    case: str
    people: dict[str, str]
    codes: list[str]
    home: Path
    seeded: dict[str, Any] = field(default_factory=dict)


@contextmanager
def running_site(
    home: Path, seed: Path | None = None, settings: str = "novation.settings.testing", worker: bool = False
) -> Iterator[Site]:
    """Migrates, seeds and serves, with a worker beside it if asked; both end with the block, by their process ids."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NOVATION_")},
        "NOVATION_TEST_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    subprocess.run([sys.executable, str(seed or SEED)], check=True, env=environment, cwd=home, timeout=240)
    seeded = json.loads((home / "seeded.json").read_text("utf-8"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # The socket is handed on, so nobody can take the port in between.
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        handle = listening.fileno()
        command = [sys.executable, "-m", "gunicorn", "novation.console.wsgi", "--bind", f"fd://{handle}"]
        command += ["--threads", "4", "--log-level", "warning", "--no-control-socket"]
        with ExitStack() as running:
            server = running.enter_context(
                _process(command, home / "server.log", env=environment, cwd=home, pass_fds=(handle,))
            )
            _wait(address, server, home)
            if worker:
                running.enter_context(_process(WORKER, home / "worker.log", env=environment, cwd=home))
            yield Site(address, seeded["case"], seeded["people"], seeded.get("codes", []), home, seeded)


@contextmanager
def _process(command: list[str], log: Path, **rest: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block, at the latest a quarter of a minute after it was told to."""
    with log.open("wb") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=sink, **rest)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:  # a worker finishes its job first; here nobody waits for it
            process.kill()
            process.wait(15)


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
