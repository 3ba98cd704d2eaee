"""One engine for all examples of a test: staging a copy again replaces it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from novation.engine import Engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path / "work", threads=1) as opened:
        yield opened
