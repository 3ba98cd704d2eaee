"""What customers chose since the seller's files were made: taken in by subject reference, and read by `decide` like any table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from novation.disposition import FactTable
from novation.engine import Engine
from novation.engine.expressions import one
from novation.errors.people import CHOICES_OF_UNKNOWN
from novation.handover.people.keeping import ALIASES
from novation.handover.project import Project
from novation.terms import Category

RECORD = "choices.json"
REGISTER = "choices/register"
TABLE = "choices"
SCHEMA = pa.schema(
    [
        ("subject", pa.string()),
        ("matter", pa.string()),
        ("answer", pa.string()),
        ("form", pa.string()),
        ("answered_at", pa.timestamp("us", tz="UTC")),
    ]
)
"""One row for each customer and matter, the latest answer only, and one (`held`) for whoever disputes something
(`control/consent/register.extract`)."""


def take_choices(project: Project, batches: Iterable[pa.RecordBatch], position: int) -> dict[str, Any]:
    """Replaces the extract that lies in the project; `position` is the size of the case's journal it was made at.

    Writes the record `choices.json` with count and digest; decisions made on another extract are stale from now on.
    """
    digest, count = hashlib.sha256(), 0

    def seen() -> Iterator[pa.RecordBatch]:
        nonlocal count
        for batch in batches:
            digest.update(_lines(batch))
            count += batch.num_rows
            yield batch

    with project.held(), project.engine() as engine:
        engine.stage(REGISTER, SCHEMA, seen())
        record = {
            "type": "novation-choices@v1",
            "answers": count,
            "digest": f"sha256:{digest.hexdigest()}",
            "position": position,
        }
        written = project.write_record(RECORD, record)
        project.journal.append("choices.taken", record=written, answers=count)
    return record


def _lines(batch: pa.RecordBatch) -> bytes:
    """The rows as text, a line each: what the digest is over."""
    texts = [pc.cast(batch.column(name), pa.string()) for name in SCHEMA.names]
    lines = pc.binary_join_element_wise(*texts, "\t")
    return ("\n".join(lines.to_pylist()) + "\n").encode() if len(lines) else b""


def choices_digest(project: Project) -> str:
    """The digest of the extract that lies in the project; empty where there is none."""
    return str(project.read_record(RECORD, "decide")["digest"]) if project.has_record(RECORD) else ""


def choices_table(project: Project, engine: Engine) -> list[FactTable]:
    """The extract as a linked table of consents and objections; nothing where there is none.

    Raises `choices.unknown-people` where somebody answered whom the linkage does not know: whoever refused must
    not pass because their record was linked anew.
    """
    if not project.has_record(RECORD):
        return []
    engine.register("choices_register", REGISTER)
    engine.register("refs", "refs")
    _lead_on(engine)
    unknown = int(
        one(
            engine.fetch_arrow(
                "SELECT count(DISTINCT c.subject) FROM choices_led c ANTI JOIN refs r ON r.subject_ref = c.subject"
            )
        )[0]
    )
    if unknown:
        raise CHOICES_OF_UNKNOWN.error(count=unknown)
    engine.execute(
        f"CREATE OR REPLACE TABLE choices_rows AS SELECT row_number() OVER () - 1 AS _row, * FROM ({_ROWS})"
    )
    engine.write(
        f"tables/{TABLE}",
        "SELECT _row, matter, answer, objection, hold, answered_at FROM choices_rows ORDER BY _row",
    )
    engine.write(f"links/{TABLE}", "SELECT _row, subject FROM choices_rows ORDER BY _row")
    return [fact_table()]


def _lead_on(engine: Engine) -> None:
    """Answers of somebody whose earlier records are one person's now count for that person."""
    query = "SELECT * FROM choices_register"
    if engine.has(ALIASES):
        engine.register("choices_aliases", ALIASES)
        query = (
            "SELECT c.* REPLACE (coalesce(a.subject_ref, c.subject) AS subject) FROM choices_register c "
            "LEFT JOIN choices_aliases a ON a.alias = c.subject"
        )
    engine.execute(f"CREATE OR REPLACE TABLE choices_led AS {query}")


def remaining_choices(engine: Engine) -> list[FactTable]:
    """The table of the last `decide`, for whoever folds the same facts again."""
    return [fact_table()] if engine.has(f"tables/{TABLE}") else []


def fact_table() -> FactTable:
    """Its columns belong to no category of data: an answer is no record that would pass or stay."""
    none = Category.NONE
    return FactTable(
        TABLE,
        "register",
        (
            ("matter", "consent.purpose", none, "VARCHAR"),
            ("answer", "consent.state", none, "VARCHAR"),
            ("answered_at", "consent.at", none, "TIMESTAMP"),
            ("objection", "objection.state", none, "VARCHAR"),
            ("hold", "hold.state", none, "VARCHAR"),
        ),
    )


_ANSWERS = (
    "SELECT r.subject, c.matter, c.answer, c.form, (c.answered_at AT TIME ZONE 'UTC')::TIMESTAMP AS answered_at "
    "FROM choices_led c JOIN refs r ON r.subject_ref = c.subject"
)
_ROWS = (
    # A general consent is none to a transfer (PIPL 23); a guardian's is the guardian's, and the child's consent too.
    f"WITH a AS ({_ANSWERS}) "
    "SELECT subject, matter, answer, 'none' AS objection, 'none' AS hold, answered_at FROM a "
    "WHERE answer NOT IN ('objected', 'held') AND NOT (answer = 'given' AND form = 'general') "
    "UNION ALL SELECT subject, 'guardian', answer, 'none', 'none', answered_at FROM a WHERE form = 'guardian' "
    "UNION ALL SELECT subject, '', '', 'objected', 'none', answered_at FROM a WHERE answer = 'objected' "
    # What somebody disputes or has restricted: neither handed over nor destroyed while the matter is open.
    "UNION ALL SELECT subject, '', '', 'none', 'dispute', answered_at FROM a WHERE answer = 'held'"
)
