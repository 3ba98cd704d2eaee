"""The suites of the control plane, the API and the console on a real PostgreSQL, and writers who work at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.engine.servers import PASSWORD, postgres_server

ROOT = Path(__file__).resolve().parents[2]
SUITES = ("tests/control", "tests/api", "tests/console")
ALREADY = "NOVATION_ON_POSTGRESQL"  # set for the run inside, so that it does not start itself again
pytestmark = pytest.mark.skipif(ALREADY in os.environ, reason="this is that run")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A throw-away server that does not wait for disks."""
    with postgres_server() as server:
        server.admin("ALTER SYSTEM SET synchronous_commit = off", "ALTER SYSTEM SET full_page_writes = off")
        server.admin("ALTER SYSTEM SET log_min_duration_statement = -1", "SELECT pg_reload_conf()")
        server.admin("CREATE DATABASE novation")
        yield f"postgresql://admin:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}/novation"


def run(url: str, home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    settings = {
        "NOVATION_DATABASE_URL": url, "NOVATION_HOME": str(home), ALREADY: "1", "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | settings
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=2400,
    )


@pytest.mark.slow
@pytest.mark.needs("initdb")
def test_the_suites_pass_on_postgresql(url: str, tmp_path: Path) -> None:
    suites = [suite for suite in SUITES if (ROOT / suite).is_dir()]
    quick = ["-n0", "--maxfail=10", "-k", "not browser", "--create-db"]
    done = run(url, tmp_path, "-m", "pytest", *suites, *quick, "--tb=short")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.needs("initdb")
def test_writers_at_once_leave_one_log_without_gaps_on_postgresql(url: str, tmp_path: Path) -> None:
    _write_at_once(url, tmp_path)


def test_writers_at_once_leave_one_log_without_gaps_on_sqlite(tmp_path: Path) -> None:
    _write_at_once("", tmp_path)


def _write_at_once(url: str, home: Path) -> None:
    """Four writers append to one stream; one of them rolls its work back each time."""
    script = str(Path(__file__).with_name("writing_at_once.py"))
    done = run(url, home, script)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split() == ["150", "sound"]
