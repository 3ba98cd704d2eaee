"""The check of `decide --check`: every decision made anew by the rules in SQL, compared, and put on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from novation.disposition import Decisions
from novation.disposition.context import Context
from novation.disposition.second_engine import check
from novation.engine.queries import Queries
from novation.errors.project import ENGINES_DIFFER
from novation.handover.progress import Progress
from novation.handover.project import Project
from novation.law import Packs
from novation.messages import Text

CHECK_RECORD = "check.json"


def check_step(
    project: Project,
    engine: Queries,
    packs: Packs,
    context: Context,
    as_of: date,
    decisions: Decisions,
    digest: str,
    progress: Progress,
) -> dict[str, Any]:
    """Compares all decisions in the session that made them; writes `check.json`."""
    progress.start(Text("第二个引擎逐人复核", "The second engine decides each person anew"))
    found = check(engine, packs, context, as_of, decisions.classes, lambda _: progress.advance())
    record = {"type": "novation-check@v1", "as_of": as_of.isoformat(), "decisions": digest, **found.as_dict()}
    written = project.write_record(CHECK_RECORD, record)
    project.journal.append(
        "dispositions.checked",
        record=written,
        decisions=digest,
        compared=found.compared,
        different=found.different,
        missing=found.missing,
    )
    return record


def agrees(record: Mapping[str, Any]) -> bool:
    return not record["different"] and not record["missing"]


def require_agreement(project: Project, decisions: str) -> None:
    """Raises `plan.engines-differ` where the newest check of the decisions with this digest found differences.

    Decisions that nobody checked pass, and those made anew with another digest. The journal knows the newest check even
    where the record is gone; the record knows one that was broken off before the journal had it.
    """
    checks = [e.refs for e in project.journal.entries() if e.tag == "dispositions.checked"]
    newest: list[Mapping[str, Any]] = [refs for refs in checks if refs["decisions"] == decisions][-1:]
    if project.has_record(CHECK_RECORD):
        record = project.read_record(CHECK_RECORD, "decide --check")
        newest += [record] if record["decisions"] == decisions else []
    for found in newest:
        if not agrees(found):
            raise ENGINES_DIFFER.error(different=f"{found['different']:,}", missing=f"{found['missing']:,}")


def said(record: Mapping[str, Any]) -> Text:
    """One line about a check."""
    compared, wrong = record["compared"], record["different"] + record["missing"]
    if wrong:
        return Text(
            f"复核 {compared:,} 项判定，{wrong:,} 项两个引擎不一致",
            f"{compared:,} decisions checked, {wrong:,} differ between the engines",
        )
    return Text(
        f"复核 {compared:,} 项判定，两个引擎全部一致",
        f"{compared:,} decisions checked, both engines agree on all",
    )
