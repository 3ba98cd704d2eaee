"""What tasks, files and claims add to the evidence of a case; their rooms lie below and know no bundle."""

from __future__ import annotations

from collections.abc import Iterator

from novation.control.approvals.instants import told
from novation.control.cases.models import Case, FileVersion, Task
from novation.control.cases.texts import commitment
from novation.control.duties.models import Claim
from novation.control.journal.contributing import Record


def tasks(case: Case) -> Iterator[Record]:
    """Who owned what, due when, closed when; the words by their digest."""
    for task in Task.objects.filter(case=case).select_related("owner").order_by("id"):
        yield {
            "type": "task",
            "ref": task.ref,
            "owner": task.owner.ref,
            "due_on": task.due_on.isoformat(),
            "state": str(task.state),
            "duty": task.duty,
            "title": commitment(task.salt, task.title),
            "opened_at": told(task.opened_at),
            "by": task.opened_by,
            "closed_at": told(task.closed_at),
        }


def files(case: Case) -> Iterator[Record]:
    """Every version of every file by digest and size; neither name nor content."""
    versions = FileVersion.objects.filter(file__case=case).select_related("file").order_by("id")
    for version in versions:
        yield {
            "type": "file",
            "ref": version.ref,
            "file": version.file.ref,
            "about": version.file.about,
            "number": version.number,
            "digest": version.digest,
            "size": version.size,
            "state": str(version.state),
            "at": told(version.added_at),
            "by": version.added_by,
        }


def claims(case: Case) -> Iterator[Record]:
    """Duties that were said to be met, with the file versions that show it."""
    found = Claim.objects.filter(case=case).prefetch_related("evidence__version").order_by("id")
    for claim in found:
        yield {
            "type": "claim",
            "ref": claim.ref,
            "duty": claim.duty,
            "statement": commitment(claim.salt, claim.statement),
            "met_on": claim.met_on.isoformat(),
            "evidence": [one.version.ref for one in claim.evidence.all()],
            "at": told(claim.claimed_at),
            "by": claim.claimed_by,
            "withdrawn_at": told(claim.withdrawn_at),
        }
