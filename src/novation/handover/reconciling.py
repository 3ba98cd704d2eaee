"""Step `reconcile`: what was opened is held against the index, row by row and cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, now
from novation.messages import Text
from novation.seal.index import Differences, reconcile

RECORD = "reconciliation.json"
LISTED = 1000  # rows named per table in the record; the counts are always exact


def reconcile_step(project: Project, progress: Progress | None = None) -> dict[str, Any]:
    """Compares every opened table with its index; writes `reconciliation.json`."""
    progress = progress or Silent()
    received = project.read_record("received.json", "receive")
    place = project.folder / received["folder"]
    with project.held(), project.engine() as engine:
        tables = []
        for part in sorted(place.glob("*/*.parquet")):
            if part.parent.name in ("index", "register"):
                continue
            progress.start(
                Text(f"核对 {part.parent.name}/{part.name}", f"Reconciling {part.parent.name}/{part.name}")
            )
            tables.append(_reconcile_part(engine.connection, place, part, progress))
        missing_parts = _missing_parts(place, received)
        record = {
            "type": "novation-reconciliation@v1",
            "package": received["package"],
            "plan": received["plan"],
            "reconciled_at": now(),
            "tables": tables,
            "missing_parts": missing_parts,
            "differences": sum(t["missing"] + t["added"] + t["changed"] + t["unexplained"] for t in tables)
            + len(missing_parts),
        }
        digest = project.write_record(RECORD, record)
        project.journal.append(
            "package.reconciled",
            package=received["package"],
            record=digest,
            differences=record["differences"],
        )
    return record


def _missing_parts(place: Path, received: dict[str, Any]) -> list[str]:
    return [p for p in received["parts"] if not (place / p).is_file()]


def _reconcile_part(connection: Any, place: Path, part: Path, progress: Progress) -> dict[str, Any]:
    table = part.name.removesuffix(".parquet")
    stem = f"{table}.{part.parent.name}"
    views = {
        "received_rows": part,
        "index_blocks": place / "index" / f"{stem}.blocks.parquet",
        "index_cells": place / "index" / f"{stem}.cells.parquet",
    }
    for view, path in views.items():
        connection.register(view, ds.dataset(path, format="parquet"))
    try:
        found = reconcile(connection, *views, limit=LISTED, progress=progress.advance)
    finally:
        for view in views:
            connection.unregister(view)
    return {
        "table": table,
        "category": part.parent.name,
        "expected": found.rows_expected,
        "received": found.rows_received,
        "missing": found.missing_count,
        "added": found.added_count,
        "changed": found.changed_count,
        "unexplained": found.unexplained.num_rows,
        "rows": _listed(found),
    }


def _listed(found: Differences) -> list[dict[str, Any]]:
    """The rows that differ, by ordinal and reference; never by content."""

    def rows(table: pa.Table, state: str) -> list[dict[str, Any]]:
        return [
            {
                "state": state,
                "row": r["_row"],
                "subject_ref": r["subject_ref"],
                "columns": r.get("columns") or [],
            }
            for r in table.to_pylist()
        ]

    return [*rows(found.missing, "missing"), *rows(found.added, "added"), *rows(found.changed, "changed")]
