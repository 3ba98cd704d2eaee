"""One person's record: verdicts with their grounds, and what the sources hold about them; masked unless asked otherwise."""

from __future__ import annotations

from typing import Any

from novation.engine import Engine
from novation.engine.identifiers import quote_identifier
from novation.handover import tables as shapes
from novation.handover.explaining import find, subject
from novation.handover.project import Project
from novation.handover.selection import register_working
from novation.inventory import mask

ROWS = 20
"""So many rows of each table are shown; how many there are is told."""


def find_person(project: Project, reference: str) -> str:
    """The subject_ref behind a subject_ref or a customer number; raises `subject.unknown`."""
    return str(subject(project, reference)["subject_ref"])


def one_person(project: Project, reference: str, *, masked: bool = True) -> dict[str, Any]:
    """As `explaining.subject`, with the person's rows of each table as text (`tables`); notes it in the journal."""
    explained = subject(project, reference)
    scan = project.read_record("scan.json", "scan")
    links = project.read_record("link.json", "link")
    found = shapes.attached(shapes.tables_of(scan))
    linked = {entry["table"] for entry in links["tables"] if entry["by"] != "reference"}
    with project.held(), project.engine() as engine:
        register_working(engine, found, links)
        ref, _ = find(engine, found, explained["subject_ref"])
        held = [_rows(engine, table, ref, masked) for table in found if table.id in linked]
    return {**explained, "tables": [table for table in held if table["count"]]}


def _rows(engine: Engine, table: shapes.Table, ref: str, masked: bool) -> dict[str, Any]:
    columns = [column for column in table.columns if str(column.category) != "none"]
    links = quote_identifier(f"links_{table.id}")
    source = (
        f"FROM {quote_identifier(table.id)} v JOIN {links} l ON l._row = v._row "
        "JOIN subjects s ON s.subject = l.subject WHERE s.subject_ref = ?"
    )
    (counted,) = engine.fetch_arrow(f"SELECT count(*)::BIGINT AS n {source}", [ref]).to_pylist()
    picked = ", ".join(f"v.{quote_identifier(c.name)}::VARCHAR AS c{n}" for n, c in enumerate(columns))
    rows = []
    if counted["n"] and columns:
        rows = engine.fetch_arrow(f"SELECT {picked} {source} ORDER BY v._row LIMIT {ROWS}", [ref]).to_pylist()
    return {
        "source": table.source,
        "table": table.name,
        "count": counted["n"],
        "columns": [{"name": c.name, "category": str(c.category)} for c in columns],
        "rows": [[_shown(row[f"c{n}"], c.kind, masked) for n, c in enumerate(columns)] for row in rows],
    }


def _shown(value: str | None, kind: str, masked: bool) -> str:
    if value is None:
        return ""
    return mask(value, kind) if masked else value[:200]
