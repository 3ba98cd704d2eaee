"""The registers of an opened package as encrypted copies that SQL can ask, each held against its digest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from novation.engine import Engine
from novation.errors import takeover as errors
from novation.handover.project import Project, file_digest

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "subjects": ("subject_ref", "place"),
    "consents": ("subject_ref", "consent_purpose", "consent_state", "consent_at", "recorded_in"),
    "suppression": ("subject_ref", "channel", "marketing_state"),
    "open-matters": ("subject_ref", "hold_state"),
    "open-requests": (
        *("subject_ref", "number", "asked", "state", "received_at", "place", "language"),
        *("behalf", "extended_at", "frozen"),
    ),
    "purposes": ("category", "basis"),
    "retention": ("class_id", "category", "place", "law", "floor"),
}
"""What is read of each register, as text; a register that a package lacks is empty."""


def register_parts(project: Project, engine: Engine, received: Mapping[str, Any]) -> dict[str, str]:
    """Makes a view of each register, `-` as `_`; returns the digests of those that are there.

    Raises `takeover.part-changed` where a file is not the one that was opened.
    """
    folder = project.folder / received["folder"] / "register"
    found = {}
    for name, columns in COLUMNS.items():
        path = folder / f"{name}.parquet"
        copy = f"takeover/registers/{name}"
        if path.is_file():
            found[name] = _checked(path, received, name)
        engine.stage(copy, _schema(columns), _batches(path, columns))
        engine.register(name.replace("-", "_"), copy)
    return found


def _checked(path: Path, received: Mapping[str, Any], name: str) -> str:
    digest = file_digest(path)
    known = received["digests"].get(f"register/{name}.parquet")
    if digest != known:
        raise errors.PART_CHANGED.error(part=name)
    return digest


def _schema(columns: tuple[str, ...]) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in columns])


def _batches(path: Path, columns: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    """A column that the register lacks is empty: an older package says less."""
    if not path.is_file():
        return
    with pq.ParquetFile(path) as file:
        there = [name for name in columns if name in file.schema_arrow.names]
        for batch in file.iter_batches(columns=there):
            cells = [
                batch.column(name).cast(pa.string())
                if name in there
                else pa.nulls(batch.num_rows, pa.string())
                for name in columns
            ]
            yield pa.RecordBatch.from_arrays(cells, schema=_schema(columns))
