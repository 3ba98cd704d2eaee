"""Step `scan`: each source is read once, staged encrypted and looked at, value by value, in the same pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from novation.custody.durable import write_durably
from novation.engine import Engine
from novation.engine.sources import SourceTable, is_database_url
from novation.errors import NovationError
from novation.errors import project as project_errors
from novation.evidence import canonical
from novation.handover.discovery.apart import look_apart
from novation.handover.discovery.batches import gathered
from novation.handover.discovery.first_use import announce
from novation.handover.discovery.sketches import FOLDER as SKETCHES
from novation.handover.discovery.sketches import has_sketches, keep, recall
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project
from novation.handover.settings import Settings, SourceEntry
from novation.handover.source_places import open_entry
from novation.inventory import Override as Correction
from novation.inventory import Relation, Sketched, TableFinding, TableScanner, apply_overrides, find_relations
from novation.messages import Text

if TYPE_CHECKING:
    from novation.engine.spark.engine import SparkEngine

RECORD = "scan.json"
VERSION = 4  # raised when a scan would find other things in the same file


def scan(project: Project, progress: Progress | None = None, *, afresh: bool = False) -> dict[str, Any]:
    """Scans every source of the project; a source that did not change since its last whole scan is not read again.

    Returns the record: `{"tables": […], "skipped": […], "sources": […]}`; a table has the shape of `classify`, with
    the `relations` of its columns to those of all other tables, whether read now or before.
    """
    progress = progress or Silent()
    announce(progress)
    settings = project.settings()
    with project.held(), project.engine() as engine, project.workers() as workers:
        seen: list[tuple[Sketched, TableFinding]] = []
        scanned = [
            _scan_source(project, engine, workers, entry, number, seen, progress, afresh)
            for number, entry in enumerate(settings.sources)
        ]
        _relate(scanned, find_relations(seen))
        _check_overrides(scanned, settings)
        _forget_others(engine, scanned)
        record = _record(scanned, settings)
        digest = project.write_record(RECORD, record)
        project.journal.append(
            "sources.scanned",
            record=digest,
            settings=project.settings_digest(),
            tables=len(record["tables"]),
            rows=sum(t["rows"] for t in record["tables"]),
        )
    return record


def _scan_source(
    project: Project,
    engine: Engine,
    workers: SparkEngine | None,
    entry: SourceEntry,
    number: int,
    seen: list[tuple[Sketched, TableFinding]],
    progress: Progress,
    afresh: bool,
) -> dict[str, Any]:
    kept = _place(project, number)
    try:
        source = open_entry(project, entry)
    except NovationError as problem:
        return _unread(entry, problem)
    digest = source.digest()
    before = _kept(kept)
    if (
        not afresh
        and before
        and _same(before, entry, digest)
        and all(engine.has(f"tables/{t['id']}") and has_sketches(engine, t["id"]) for t in before["tables"])
    ):
        seen.extend((recall(engine, t["id"]), TableFinding.from_dict(t)) for t in before["tables"])
        return before
    tables = []
    skipped = []
    try:
        found, encoding = source.tables(), source.encoding
    except (
        NovationError
    ) as problem:  # an encoding that nobody can tell, a broken archive: the other sources go on
        return _unread(entry, problem)
    for position, table in enumerate(found):
        table_id = f"s{number:03}t{position:02}"
        try:
            seen.append(_scan_table(engine, workers, table, table_id, progress))
            tables.append(_table(table, table_id, seen[-1][1]))
        except NovationError as problem:
            skipped.append({"source": entry.name, "reason": _told(problem), "code": problem.code})
    if is_database_url(entry.path):
        digest = source.digest()  # of what was staged: the rows of a database may have changed since
    skipped += [{"source": s.source, "reason": s.reason.as_dict(), "code": s.code} for s in source.skipped]
    result = {
        "name": entry.name,
        "path": entry.path,
        "kind": source.kind,
        "encoding": encoding,
        "digest": digest,
        "version": VERSION,
        "tables": tables,
        "skipped": skipped,
    }
    write_durably(kept, canonical.encode(result))
    return result


def _scan_table(
    engine: Engine, workers: SparkEngine | None, table: SourceTable, table_id: str, progress: Progress
) -> tuple[Sketched, TableFinding]:
    """Looks at every row on its way into the working copy; what comes back holds sketches only."""
    scanner = TableScanner(table.source, table.name, table.schema)
    progress.start(Text(f"扫描 {table.source} {table.name}", f"Scanning {table.source} {table.name}"))

    def seen() -> Iterator[pa.RecordBatch]:
        for batch in gathered(table.batches()):
            look(batch)
            progress.advance(batch.num_rows)
            yield batch

    look = scanner.feed if workers is None else scanner.pass_by
    engine.stage(f"tables/{table_id}", table.schema, seen())
    if workers is not None:
        look_apart(workers, scanner, f"tables/{table_id}", progress)
    finding = scanner.finish()
    return keep(engine, table_id, scanner, finding), finding


def _table(table: SourceTable, table_id: str, finding: TableFinding) -> dict[str, Any]:
    remarks = [r.text.as_dict() for r in table.remarks]
    return {"id": table_id, **finding.as_dict(), "remarks": remarks, "relations": []}


def _relate(scanned: list[dict[str, Any]], relations: list[Relation]) -> None:
    """Each relation to the table whose column it is about; what is kept of a source knows none, as others may change."""
    for source in scanned:
        for table in source["tables"]:
            about = [r for r in relations if (r.source, r.table) == (table["source"], table["table"])]
            table["relations"] = [r.as_dict() for r in about]


def _place(project: Project, number: int) -> Path:
    return project.work / "scans" / f"s{number:03}.json"


def _told(problem: NovationError) -> dict[str, str]:
    return {"zh": problem.message("zh"), "en": problem.message("en")}


def _unread(entry: SourceEntry, problem: NovationError) -> dict[str, Any]:
    skipped = [{"source": entry.name, "reason": _told(problem), "code": problem.code}]
    return {
        "name": entry.name,
        "path": entry.path,
        "kind": "unread",
        "digest": "",
        "version": VERSION,
        "tables": [],
        "skipped": skipped,
    }


def _kept(path: Any) -> dict[str, Any] | None:
    try:
        return canonical.parse(path.read_bytes())
    except FileNotFoundError:
        return None
    except NovationError:
        return None  # a half-known scan is no scan: the source is read again


def _same(before: Mapping[str, Any], entry: SourceEntry, digest: str) -> bool:
    return (
        before["digest"] == digest
        and before["version"] == VERSION
        and before["name"] == entry.name
        and before["path"] == entry.path
        and (entry.encoding is None or before["encoding"] == entry.encoding)
    )


def _forget_others(engine: Engine, scanned: list[dict[str, Any]]) -> None:
    """A table that is no longer in any source must not linger as a working copy."""
    current = {f"{folder}{t['id']}" for s in scanned for t in s["tables"] for folder in ("tables/", SKETCHES)}
    for name in engine.names():
        if name.startswith(("tables/", SKETCHES)) and name not in current:
            engine.drop(name)


def _check_overrides(scanned: list[dict[str, Any]], settings: Settings) -> None:
    """A correction that fits no column would be silently ignored; raises `source.unknown`.

    Sources that could not be read this time are left out of this: their corrections are kept for when they can.
    """
    read = {s["name"] for s in scanned if s["kind"] != "unread"}
    configured = {s.name for s in settings.sources}
    columns = {
        (t["source"], t["table"], c["name"]) for s in scanned for t in s["tables"] for c in t["columns"]
    }
    for override in settings.overrides:
        place = (override.source, override.table, override.column)
        if override.source not in configured or (override.source in read and place not in columns):
            raise project_errors.SOURCE_UNKNOWN.error(what=" · ".join(place))


def _record(scanned: list[dict[str, Any]], settings: Settings) -> dict[str, Any]:
    tables = [_corrected(t, settings) for s in scanned for t in s["tables"]]
    return {
        "type": "novation-scan@v1",
        "tables": tables,
        "skipped": [k for s in scanned for k in s["skipped"]],
        "sources": [
            {k: s.get(k) for k in ("name", "path", "kind", "encoding", "digest")}
            for s in scanned
            if s["kind"] != "unread"
        ],
    }


def _corrected(table: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """People's overrides win over what was found, and say so."""
    corrections = [
        Correction(o.table, o.column, o.reason, o.source, o.kind, o.category, o.sensitivity)
        for o in settings.overrides
        if o.source == table["source"] and o.table == table["table"] and o.holds(date.today())
    ]
    finding = apply_overrides(TableFinding.from_dict(table), corrections)
    return {**table, "columns": [c.as_dict() for c in finding.columns]}
