"""Step `take-over`: what binds the buyer leaves the opened package and goes on working in the buyer's own project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyarrow as pa

from novation.engine import Engine
from novation.engine.expressions import one
from novation.errors import takeover as errors
from novation.evidence import canonical
from novation.handover.deciding import project_packs
from novation.handover.obligation_days import STARTED, timed
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, now
from novation.handover.receiving import RECEIVED_OBLIGATIONS
from novation.handover.situation import situation_of
from novation.handover.taken_terms import promises, write_terms
from novation.handover.taken_words import ANSWERS, NOT_UNDERSTOOD, REQUESTS, SAID
from novation.handover.takeover_parts import register_parts
from novation.law.deadlines import Deadline, deadlines
from novation.law.entry_words import Event, Party
from novation.law.packset import Packs
from novation.messages import Text

RECORD = "taken-over.json"
CHOICES, SUPPRESSED, OPEN = "takeover/choices", "takeover/suppressed", "takeover/requests"
"""Encrypted copies: the answers by person and matter, who is not to be contacted, what was still to be answered."""
BUYERS = frozenset({Party.BUYER, Party.EITHER, Party.BOTH})


def take_over(project: Project, progress: Progress | None = None) -> dict[str, Any]:
    """Takes over from the package that `receive` opened; writes `records/taken-over.json` and returns it.

    Consents, objections and open requests are kept by subject reference, encrypted; purposes go into `[basis]` and the
    day of receipt into `[events]` of novation.toml, where nothing is said there yet. Running it again on the same package
    changes nothing. Raises `project.step-missing` before `receive`, `takeover.part-changed`.
    """
    progress = progress or Silent()
    received = project.read_record("received.json", "receive")
    obtained_on = date.fromisoformat(received["received_at"][:10])
    with project.held(), project.engine() as engine:
        progress.start(Text("读取随附登记", "Reading the registers"))
        digests = register_parts(project, engine, received)
        progress.start(Text("接管同意、异议和请求", "Taking over consents, objections and requests"))
        engine.write(CHOICES, ANSWERS)
        engine.write(SUPPRESSED, "SELECT DISTINCT subject_ref FROM suppression ORDER BY 1")
        engine.write(OPEN, REQUESTS)
        terms = promises(engine, received["parts"])
        write_terms(project, terms["purposes"], obtained_on)
        packs = project_packs(project)
        running = clocks_after(project, packs, obtained_on)
        record = {
            "type": "novation-taken-over@v1",
            "package": received["package"],
            "obtained_on": obtained_on.isoformat(),
            "taken_over_at": _earlier(project, received["package"]) or now(),
            **_counts(engine),
            **terms,
            "parts": digests,
            "obligations": timed(_obligations(project), packs, running),
            "clocks": [one.as_dict() for one in running if one.clock.starts in STARTED],
        }
        again = project.has_record(RECORD) and project.read_record(RECORD, "take-over") == record
        if not again:
            digest = project.write_record(RECORD, record)
            project.journal.append("handover.taken", package=received["package"], record=digest)
    return record


def clocks_after(project: Project, packs: Packs, obtained_on: date) -> list[Deadline]:
    """Every clock of the buyer, the soonest first; those come last that something else than receipt or closing starts."""
    events = {Event.DATA_OBTAINED: obtained_on}
    found = deadlines(packs, situation_of(project, packs, date.today(), events))
    return [one for one in found if one.clock.who in BUYERS]


@contextmanager
def taken(project: Project, name: str) -> Iterator[pa.RecordBatchReader]:
    """One of the copies as a stream of batches; raises `project.step-missing` before the step."""
    project.read_record(RECORD, "take-over")
    with project.engine() as engine:
        engine.register("asked", name)
        with engine.reader("SELECT * FROM asked ORDER BY ALL") as reader:
            yield reader


def _earlier(project: Project, package: str) -> str:
    """The instant of the first time, so that running it again changes nothing."""
    if not project.has_record(RECORD):
        return ""
    known = project.read_record(RECORD, "take-over")
    return str(known["taken_over_at"]) if known["package"] == package else ""


def _counts(engine: Engine) -> dict[str, int]:
    for view, name in (
        ("taken_choices", CHOICES),
        ("taken_suppressed", SUPPRESSED),
        ("taken_requests", OPEN),
    ):
        engine.register(view, name)
    asked = {
        "people": "SELECT count(*) FROM subjects",
        "consent_events": f"SELECT count(*) FROM consents WHERE {SAID}",
        "not_understood": NOT_UNDERSTOOD,
        "choices": "SELECT count(*) FROM taken_choices",
        "suppressed": "SELECT count(*) FROM taken_suppressed",
        "objected": "SELECT count(DISTINCT subject_ref) FROM suppression WHERE channel = 'any'",
        "open_matters": "SELECT count(*) FROM open_matters",
        "open_requests": "SELECT count(*) FROM taken_requests",
    }
    return {name: int(one(engine.fetch_arrow(text))[0]) for name, text in asked.items()}


def _obligations(project: Project) -> list[dict[str, Any]]:
    if not project.has_record(RECEIVED_OBLIGATIONS):
        return []
    document = project.read_record(RECEIVED_OBLIGATIONS, "receive")
    found: list[dict[str, Any]] = document["obligations"]
    return found


def record_digest(project: Project) -> str:
    return canonical.digest(project.read_record(RECORD, "take-over"))


def require_taken(project: Project) -> dict[str, Any]:
    """The record; raises `takeover.not-yet`."""
    if not project.has_record(RECORD):
        raise errors.NOT_YET.error()
    found: dict[str, Any] = project.read_record(RECORD, "take-over")
    return found
