"""Servers that the tests of databases share: started once a session, only if a test asks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import servers


@pytest.fixture(scope="session")
def postgres() -> Iterator[servers.Server]:
    with servers.postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def mariadb() -> Iterator[servers.Server]:
    with servers.mariadb_server() as server:
        yield server
