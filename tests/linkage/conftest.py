"""Runs linking on small tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from novation.engine import Engine
from novation.linkage import link, tables_to_link
from novation.terms import Category

from .shops import CATEGORIES, Given, Linked


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path / "work", threads=1) as opened:
        yield opened


@pytest.fixture
def linked(engine: Engine) -> Callable[..., Linked]:
    def run(*tables: Given) -> Linked:
        for one in tables:
            rows = len(one.columns[0][2])
            data = {name: pa.array(values, pa.string()) for name, _, values in one.columns}
            staged = pa.table({"_row": pa.array(range(rows), pa.int64()), **data})
            engine.stage(f"tables/{one.id}", staged.schema, iter(staged.to_batches()))
        shaped = tables_to_link(
            (t.id, t.source, [(n, kind, CATEGORIES.get(kind, Category.NONE)) for n, kind, _ in t.columns])
            for t in tables
        )
        result = link(engine, shaped)
        subjects = {}
        for one in result.tables:
            if one.by != "reference":
                engine.register("read", f"links/{one.table_id}")
                found = engine.fetch_arrow("SELECT subject FROM read ORDER BY _row")
                subjects[one.table_id] = found["subject"].to_pylist()
        engine.register("read", "refs")
        refs = engine.fetch_arrow("SELECT subject_ref FROM read ORDER BY subject")["subject_ref"].to_pylist()
        return Linked(result, subjects, refs)

    return run
