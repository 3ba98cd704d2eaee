"""A project's consents as ISO/IEC TS 27560 records, under references only, encrypted to the buyer as in a package."""

from __future__ import annotations

import errno
import json
import os
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from novation.disposition.words import CONSENT_PURPOSES, CONSENT_STATES
from novation.engine import Engine
from novation.errors import project as errors
from novation.handover import tables as shapes
from novation.handover.consent_meaning import meaning
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project
from novation.handover.registers import consents_sql
from novation.handover.selection import register_working
from novation.law.interchange.consent_writing import ConsentEvent, record_of
from novation.messages import Text
from novation.seal.envelope import encrypting_sink
from novation.seal.keys import parse_recipients


def export_consents(project: Project, target: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Writes JSON lines, one record an event of the people of whom something passes, age-encrypted to `target`.

    The same rules as for the register in the package: no name, no key of the shop, nothing plain on the disk, only
    the recipients of novation.toml can read it. Raises `plan.no-recipient`, `project.step-missing`.
    """
    progress = progress or Silent()
    scan = project.read_record("scan.json", "scan")
    links = project.read_record("link.json", "link")
    project.read_record("decisions.json", "decide")
    settings = project.settings()
    if not settings.recipients:
        raise errors.NO_RECIPIENT.error()
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    recipients = parse_recipients("\n".join(settings.recipients))
    tables = shapes.attached(shapes.tables_of(scan))
    states: Counter[str] = Counter()
    purposes: Counter[str] = Counter()
    with project.held(), project.engine() as engine:
        progress.start(Text("写出同意记录", "Writing consent records"))
        register_working(engine, tables, links)
        with encrypting_sink(target, recipients) as sink:
            for number, event in enumerate(_events(engine, consents_sql(tables, links)), 1):
                states[event.state] += 1
                purposes[event.purpose] += 1
                record = record_of(
                    event, settings.case, settings.seller.name, str(settings.seller.place), number
                )
                sink.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                progress.advance()
        total = sum(states.values())
        project.journal.append("consents.written", records=total, file_digest="sha256:" + sink.sealed.sha256)
    return {
        "file": target.name,
        "records": total,
        "states": _told(states),
        "purposes": _told(purposes),
        "digest": "sha256:" + sink.sealed.sha256,
    }


def _told(counts: Counter[str]) -> dict[str, int]:
    return {word or "unknown": count for word, count in sorted(counts.items())}


def _events(engine: Engine, query: str) -> Iterator[ConsentEvent]:
    """The register's events in a fixed order; what a word means is worked out once for each different word."""
    state_of = lru_cache(65_536)(lambda word: meaning(word, CONSENT_STATES))
    purpose_of = lru_cache(65_536)(lambda word: meaning(word, CONSENT_PURPOSES))
    order = "subject_ref, consent_purpose, consent_at, consent_state, recorded_in"
    reader = engine.reader(f"SELECT * FROM ({query}) ORDER BY {order}")
    try:
        for batch in reader:
            for row in batch.to_pylist():
                purpose, state = row["consent_purpose"] or "", row["consent_state"] or ""
                yield ConsentEvent(
                    row["subject_ref"],
                    purpose_of(purpose),
                    purpose,
                    state_of(state),
                    state,
                    row["consent_at"] or "",
                    row["recorded_in"],
                )
    finally:
        reader.close()
