"""A project gives the same on Spark as on DuckDB: what was found, who is who, what was decided, what differs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from novation.evidence import canonical

from ..conftest import QUICK
from .story import Story, novation

pytestmark = [pytest.mark.needs("java"), pytest.mark.slow]


def on_spark(folder: Path) -> Path:
    settings = folder / "novation.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[engine]\nkind = "spark"\nmemory = "1g"\n', "utf-8")
    return folder


def record(folder: Path, name: str) -> Any:
    return canonical.parse((folder / "records" / name).read_bytes())


@pytest.fixture
def elsewhere(tmp_path: Path) -> Callable[..., int]:
    """A command in a process of its own: a process has one Spark session, and this one may have it already."""
    defaults = tmp_path / "conf" / "spark-defaults.conf"
    defaults.parent.mkdir()
    defaults.write_text("".join(f"{name} {value}\n" for name, value in QUICK.items()), "utf-8")

    def run(*words: object) -> int:
        line = [sys.executable, "-m", "novation.cli.entry", *map(str, words)]
        env = {**os.environ, "SPARK_CONF_DIR": str(defaults.parent)}
        return subprocess.run(line, check=False, capture_output=True, env=env).returncode

    return run


def test_the_example_shop_is_decided_alike(
    story: Story, tmp_path: Path, elsewhere: Callable[..., int]
) -> None:
    spread = on_spark(story.copy("opened", tmp_path / "spread"))
    assert elsewhere("run", "-p", spread) == 0
    plain = story.at("planned")
    for name in ("scan.json", "link.json", "decisions.json"):
        assert record(spread, name) == record(plain, name)
    assert record(spread, "decisions.json")["people"] > 300
    assert not list((spread / "work" / "tmp").iterdir())  # what Spark spilled is gone


def test_reconciling_names_the_same_rows(story: Story, tmp_path: Path, elsewhere: Callable[..., int]) -> None:
    found = {}
    for name, run in (("plain", lambda *words: novation(*words).status), ("spread", elsewhere)):
        buyer = story.copy("received", tmp_path / name)
        _spoil(next((buyer / "quarantine").iterdir()))
        assert run("reconcile", "-p", on_spark(buyer) if name == "spread" else buyer) == 1
        found[name] = {**record(buyer, "reconciliation.json"), "reconciled_at": ""}
    assert found["spread"] == found["plain"]
    assert found["plain"]["differences"] >= 5
    assert found["plain"]["changed_parts"]


def _spoil(folder: Path) -> None:
    """Rows dropped, changed, added and out of order in one part, and a part that is no table any more."""
    parts = sorted((folder / "contact").glob("*.parquet"), key=lambda p: pq.read_metadata(p).num_rows)
    table = pq.read_table(parts[-1])
    column = next(n for n in table.column_names if n not in ("_row", "subject_ref"))
    values = table[column].to_pylist()
    values[3] = "x"
    changed = table.set_column(
        table.column_names.index(column), column, pa.array(values, table.schema.field(column).type)
    )
    pq.write_table(pa.concat_tables([changed.slice(10), changed.slice(1, 8), changed.slice(2, 1)]), parts[-1])
    parts[0].write_bytes(b"PAR1 no table PAR1")
