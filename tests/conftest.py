"""What all tests share: programs a test needs and the machine may lack are said in one closing line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
_missing: dict[str, int] = {}


_SERVER_FOLDERS = ("/usr/sbin", *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True))


def find_program(name: str) -> str | None:
    """Where a program lies; those of servers are not on everybody's path."""
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(_SERVER_FOLDERS))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    strict = os.environ.get("NOVATION_NO_MISSING_PROGRAMS") == "1"
    for item in items:
        for marker in item.iter_markers("needs"):
            lacking = [program for program in marker.args if find_program(program) is None]
            for program in lacking:
                _missing[program] = _missing.get(program, 0) + 1
            if lacking and not strict:  # in CI the test runs, and fails for want of the program
                item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(lacking)}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _missing:
        said = ", ".join(f"{program} ({count})" for program, count in sorted(_missing.items()))
        terminalreporter.write_line(f"Not run, because these programs are not installed: {said}")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of test data that nobody on the project wrote; a test that needs it says so when it is absent."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data beside the checkout")
    return folder


@pytest.fixture(scope="session")
def law_notes() -> Path:
    """The legal facts with their sources that the packs were written from; like the data, they lie beside the checkout."""
    notes = SHARED / "law" / "facts.md"
    if not notes.is_file():
        pytest.skip("needs ../shared/law beside the checkout")
    return notes


QUICK = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""Compiling for millions of rows takes three times as long as a handful of rows do."""


@pytest.fixture(scope="session")
def spark_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    from novation.engine.spark.session import SparkSettings, open_session

    with open_session(SparkSettings(memory="1g"), tmp_path_factory.mktemp("spark"), QUICK) as session:
        yield session
