"""Checkpoints that change hands: those of the other side's journals are kept, those of ours that come back compared."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from novation.control.approvals.models import OtherLog
from novation.control.cases.models import Case
from novation.control.journal.proving import StoredTree, head
from novation.control.journal.signing import installation_key, origin_of
from novation.custody.checkpoints import CheckpointFolder
from novation.errors.approvals import CHECKPOINT_AHEAD
from novation.errors.custody import EXCHANGE_SPLIT_VIEW
from novation.evidence import checkpoint as checkpoints
from novation.evidence.checkpoint import Checkpoint

FOLDER = "checkpoints"


def kept(case: Case) -> CheckpointFolder:
    """Files in the home, beside the database: whoever changes the one has not changed the other."""
    return CheckpointFolder(Path(settings.HOME) / FOLDER / case.ref)


def others(case: Case) -> list[tuple[str, str]]:
    """The other side's notes by file name."""
    folder = kept(case).folder
    return [(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.note"))]


def latest(case: Case) -> list[tuple[OtherLog, Checkpoint]]:
    """The newest note of each log of the other side."""
    found = []
    for log in OtherLog.objects.filter(case=case).order_by("id"):
        notes = kept(case).notes(log.origin)
        if notes:
            found.append((log, checkpoints.peek(notes[-1])))
    return found


def compare(case: Case, note: bytes) -> Checkpoint:
    """Holds a checkpoint of this case's journal, as the other side kept it, against the journal as it is now.

    Raises the errors of `checkpoint.verify`, `checkpoint.ahead`, and `exchange.split-view` where the roots differ.
    """
    key = installation_key().public
    given = checkpoints.verify(note, origin_of(case.ref, key), key)
    now = head(case.ref)
    if given.size > now.size:
        raise CHECKPOINT_AHEAD.error(size=given.size, found=now.size)
    if StoredTree(case.ref, given.size).root() != given.root:
        raise EXCHANGE_SPLIT_VIEW.error(size=given.size)
    return given
