"""Step `reconcile`: what was opened is held against the index, row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from novation.handover.blocks_apart import files_of, reconcile_apart
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, file_digest, now
from novation.messages import Text
from novation.seal.index import Differences, reconcile
from novation.seal.quarantine import RECORD as OPENED

RECORD = "reconciliation.json"
LISTED = 1000  # rows named per table in the record; the counts are always exact


def reconcile_step(project: Project, progress: Progress | None = None) -> dict[str, Any]:
    """Compares every opened table with its index, all else with its digest; writes `reconciliation.json`.

    `missing_parts` are not there any more; `changed_parts` are registers or indexes that are not what was opened,
    tables that can't be read, and files that did not come with the package.
    """
    progress = progress or Silent()
    received = project.read_record("received.json", "receive")
    place = project.folder / received["folder"]
    with project.held(), project.engine() as engine, project.workers() as workers:
        missing = [p for p in received["parts"] if not (place / p).is_file()]
        changed = _changed_parts(place, received)
        tables = []
        comparable = [
            name
            for name in received["parts"]
            if name not in missing and _is_table(name) and _indexes(name).isdisjoint({*missing, *changed})
        ]
        apart = reconcile_apart(workers, place, comparable, LISTED, progress) if workers else {}
        for name in comparable:
            if name in apart:
                tables.append(_told(place / name, apart[name]))
                continue
            progress.start(Text(f"核对 {name}", f"Reconciling {name}"))
            try:
                tables.append(_reconcile_part(engine.connection, place, place / name, progress))
            except pa.ArrowException:  # it is no Parquet file any more
                changed.append(name)
        record = {
            "type": "novation-reconciliation@v1",
            "package": received["package"],
            "plan": received["plan"],
            "reconciled_at": now(),
            "tables": tables,
            "missing_parts": missing,
            "changed_parts": sorted(changed),
            "differences": sum(t["missing"] + t["added"] + t["changed"] + t["unexplained"] for t in tables)
            + len(missing)
            + len(changed),
        }
        digest = project.write_record(RECORD, record)
        project.journal.append(
            "package.reconciled",
            package=received["package"],
            record=digest,
            differences=record["differences"],
        )
    return record


def _is_table(name: str) -> bool:
    return name.endswith(".parquet") and not name.startswith(("index/", "register/"))


def _indexes(name: str) -> set[str]:
    """The index parts of a table's part `<category>/<table>.parquet`."""
    category, _, table = name.removesuffix(".parquet").partition("/")
    return {f"index/{table}.{category}.{kind}.parquet" for kind in ("blocks", "cells")}


def _changed_parts(place: Path, received: Mapping[str, Any]) -> list[str]:
    """What has no index of its own is held against the digest that it had when it was opened."""
    digests = received["digests"]
    there = {p.relative_to(place).as_posix(): p for p in sorted(place.rglob("*")) if not p.is_dir()}
    strange = [name for name in there if name not in digests and name != OPENED]
    return strange + [
        name
        for name, path in there.items()
        if name in digests and not _is_table(name) and file_digest(path) != digests[name]
    ]


def _reconcile_part(connection: Any, place: Path, part: Path, progress: Progress) -> dict[str, Any]:
    views = files_of(place, part)
    for view, path in views.items():
        connection.register(view, ds.dataset(path, format="parquet"))
    try:
        found = reconcile(connection, *views, limit=LISTED, progress=progress.advance)
    finally:
        for view in views:
            connection.unregister(view)
    return _told(part, found)


def _told(part: Path, found: Differences) -> dict[str, Any]:
    return {
        "table": part.name.removesuffix(".parquet"),
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
