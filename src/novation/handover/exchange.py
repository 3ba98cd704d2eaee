"""Checkpoints exchanged: each side keeps the other's signed heads, so that neither can rewrite its journal later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from novation.custody.checkpoints import CheckpointFolder
from novation.errors import NovationError
from novation.evidence.keys import PublicKey, load_public_key
from novation.evidence.signers import parse_allowed_signers
from novation.handover.project import Project, origin
from novation.seal import layout
from novation.terms import Role

FOLDER = "checkpoints"


def keep_seller_checkpoint(project: Project, package: Path, case: str) -> None:
    """The buyer keeps the head of the seller's journal that came in a verified package.

    Raises the errors of `custody.checkpoints`, above all that it does not continue an earlier one.
    """
    signers = parse_allowed_signers((package / layout.ALLOWED_SIGNERS).read_text("utf-8"))
    keys = [s.key for s in signers if s.principal == Role.HANDER_OVER]
    _keep(project, (package / layout.CHECKPOINT).read_bytes(), origin(case, "seller"), keys)


def keep_buyer_checkpoint(project: Project, note: Path, case: str) -> None:
    """The seller keeps the head of the buyer's journal that came with the receipt."""
    keys = [load_public_key(s.key) for s in project.settings().signers_of(Role.RECEIVER)]
    _keep(project, note.read_bytes(), origin(case, "buyer"), keys)


def _keep(project: Project, note: bytes, name: str, keys: Sequence[PublicKey]) -> None:
    folder = CheckpointFolder(project.record_path(FOLDER))
    refused: NovationError | None = None
    for key in keys:
        try:
            folder.receive(note, origin=name, key=key)
            return
        except NovationError as error:
            refused = error
    if refused is not None:
        raise refused
