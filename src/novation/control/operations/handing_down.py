"""The register of choices goes down to the project before every step that rests on it, so that the latest word counts."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

from novation.control.cases.models import Case
from novation.control.consent.register import extract
from novation.control.journal.models import LogEntry
from novation.control.journal.reading import size_of
from novation.control.rights.taking import open_rows
from novation.evidence.instants import write_instant
from novation.handover.choices import RECORD, take_choices
from novation.handover.open_requests import SCHEMA, take_requests
from novation.handover.project import Project

ANSWERS = (
    "consent.given",
    "consent.refused",
    "consent.withdrawn",
    "objection.raised",
    "no-objection.declared",
)
"""The journal's tags after which the register says something else than before."""
HOLDS = ("dispute.opened", "dispute.lifted")
"""And those after which somebody's data are held, or no longer."""


def hand_down_choices(case: Case, project: Project) -> bool:
    """Replaces the extract in the project where somebody answered since it was made; what was decided before is then stale.

    The position is read first: an answer that comes in meanwhile is in the extract or makes the next step take another.
    """
    if not answered_since(case, project):
        return False
    position = size_of(case.ref)
    take_choices(project, extract(case), position)
    return True


def answered_since(case: Case, project: Project, after: datetime | None = None) -> bool:
    """Whether the register says something else than the extract that lies in the project. `after`: by an answer later than this."""
    taken = int(project.read_record(RECORD, "decide")["position"]) if project.has_record(RECORD) else 0
    found = LogEntry.objects.filter(stream=case.ref, index__gte=taken, tag__in=(*ANSWERS, *HOLDS))
    if after is not None:
        found = found.filter(at__gte=write_instant(after))
    return found.exists()


def hand_down_requests(case: Case, project: Project) -> None:
    """What is still to be answered goes down before sealing: the buyer carries it on under the clock of its receipt."""
    rows = list(open_rows(case))
    position = size_of(case.ref)
    batch = pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
    take_requests(project, [batch], position)
