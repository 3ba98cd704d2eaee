"""What customers still wait for when a package is sealed: taken in by subject reference, so that it goes along to the buyer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from novation.engine import Engine
from novation.handover.people.keeping import ALIASES
from novation.handover.project import Project

RECORD = "open-requests.json"
REGISTER = "requests/open"
COLUMNS = (
    *("subject", "number", "asked", "state", "received_at", "place", "language"),
    *("behalf", "extended_at", "frozen"),
)
SCHEMA = pa.schema([(name, pa.string()) for name in COLUMNS])
"""One row for each request that is not answered; instants in UTC as text, `frozen`: what is disputed. No word of a customer."""


def take_requests(project: Project, batches: Iterable[pa.RecordBatch], position: int) -> dict[str, Any]:
    """Replaces what lies in the project; `position` is the size of the case's journal it was made at."""
    with project.held(), project.engine() as engine:
        staged = engine.stage(REGISTER, SCHEMA, batches)
        record = {"type": "novation-open-requests@v1", "requests": staged.rows, "position": position}
        digest = project.write_record(RECORD, record)
        project.journal.append("requests.taken", record=digest, requests=staged.rows)
    return record


def requests_sql(engine: Engine, passing: str) -> str:
    """The register `open-requests` of a package: of those people only of whom something passes."""
    columns = ", ".join(f"q.{name}" for name in COLUMNS if name != "subject")
    if not engine.has(REGISTER):
        nothing = ", ".join(f"''::VARCHAR AS {name}" for name in ("subject_ref", *COLUMNS[1:]))
        return f"SELECT {nothing} WHERE false"
    engine.register("open_requests", REGISTER)
    led, leading = "q.subject", ""
    if engine.has(ALIASES):
        engine.register("requests_aliases", ALIASES)
        led, leading = (
            "coalesce(a.subject_ref, q.subject)",
            "LEFT JOIN requests_aliases a ON a.alias = q.subject",
        )
    return (
        f"SELECT s.subject_ref, {columns} FROM open_requests q {leading} JOIN subjects s ON s.subject_ref = {led} "
        f"WHERE s.profile IN {passing} ORDER BY q.received_at, q.number"
    )
