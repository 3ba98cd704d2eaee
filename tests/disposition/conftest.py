"""One suite for both engines: every test that takes `engine` runs on DuckDB and on Spark.

One engine serves all examples of a test (staging a copy again replaces it); one Spark session serves the process. A
statement costs Spark a tenth of a second or two however few the rows, so of a test with many cases the first runs there,
unless NOVATION_SPARK_ALL=1 asks for all of them. What compares or sweeps runs on DuckDB in a Spark project too
(decision 0008 §6), and is tested there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from novation.engine import Engine

if TYPE_CHECKING:
    from novation.engine.queries import Queries

SPARK = pytest.param("spark", marks=[pytest.mark.needs("java"), pytest.mark.slow])


ON_SPARK = frozenset({"test_facts.py", "test_facts_agree.py", "test_deciding.py", "test_two_engines.py"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    every = os.environ.get("NOVATION_SPARK_ALL") == "1"
    seen: set[tuple[Path, str]] = set()
    left: list[pytest.Item] = []
    for item in items:
        call = getattr(item, "callspec", None)
        if not (item.path.parent == Path(__file__).parent and call and call.params.get("engine") == "spark"):
            continue
        case = (item.path, item.originalname)  # type: ignore[attr-defined]
        if (
            item.path.name not in ON_SPARK
            or not every
            and (case in seen or item.get_closest_marker("duckdb_only"))
        ):
            left.append(item)
        seen.add(case)
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


@pytest.fixture(params=["duckdb", SPARK])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Queries]:
    if request.param == "duckdb":
        with Engine(tmp_path / "work", threads=1) as opened:
            yield opened
        return
    from novation.engine.spark.engine import SparkEngine

    with SparkEngine(tmp_path / "work", session=request.getfixturevalue("spark_session")) as distributed:
        yield distributed
