"""Checkpoints kept in a folder: one's own, and the other side's, each of which must continue the earlier ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from novation.custody.durable import write_durably
from novation.errors.custody import EXCHANGE_INCONSISTENT, EXCHANGE_SPLIT_VIEW, EXCHANGE_UNPROVEN
from novation.evidence import canonical, merkle
from novation.evidence import checkpoint as checkpoints
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import PublicKey


class CheckpointFolder:
    """`<slug of the origin>-<size>.note`; what is in it was verified when it came and is verified again when read."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def notes(self, origin: str) -> list[str]:
        """The stored notes of an origin, by size; their signatures are not checked here."""
        return [path.read_text("utf-8") for path in sorted(self.folder.glob(f"{_slug(origin)}-*.note"))]

    def latest(self, origin: str, key: PublicKey) -> Checkpoint | None:
        """The largest stored checkpoint of an origin; raises if a stored one does not verify."""
        stored = self._stored(origin, key)
        return stored[-1] if stored else None

    def receive(
        self, note: str | bytes, *, origin: str, key: PublicKey, proof: Sequence[bytes] | None = None
    ) -> Checkpoint:
        """Verifies a checkpoint, holds it against all stored ones of its origin, and stores it.

        `proof` is the consistency proof from the largest stored checkpoint that is smaller than this one (or from
        this one to the smallest larger one, if it comes late). Raises the errors of `checkpoint.verify`,
        `exchange.split-view`, `exchange.unproven`, `exchange.inconsistent`; then nothing is stored.
        """
        new = checkpoints.verify(note, origin, key)
        stored = self._stored(origin, key)
        same = [one for one in stored if one.size == new.size]
        if any(one.root != new.root for one in same):
            raise EXCHANGE_SPLIT_VIEW.error(size=new.size)
        if not same:
            _check_continuity(stored, new, proof)
            text = note if isinstance(note, bytes) else note.encode()
            write_durably(self._path(new), text)
        return new

    def _stored(self, origin: str, key: PublicKey) -> list[Checkpoint]:
        found = [checkpoints.verify(note, origin, key) for note in self.notes(origin)]
        return sorted(found, key=lambda one: one.size)

    def _path(self, one: Checkpoint) -> Path:
        return self.folder / f"{_slug(one.origin)}-{one.size:010d}.note"


def _check_continuity(stored: list[Checkpoint], new: Checkpoint, proof: Sequence[bytes] | None) -> None:
    smaller = [one for one in stored if one.size < new.size]
    larger = [one for one in stored if one.size > new.size]
    if not stored:
        return  # the first checkpoint of an origin is taken on the word of its key
    old, young = (smaller[-1], new) if smaller else (new, larger[0])
    if old.size == 0:
        return  # nothing grows into anything
    sizes = {"old_size": old.size, "size": young.size}
    if proof is None:
        raise EXCHANGE_UNPROVEN.error(**sizes)
    if not merkle.verify_consistency(old.size, old.root, young.size, young.root, proof):
        raise EXCHANGE_INCONSISTENT.error(**sizes)


def _slug(origin: str) -> str:
    """A safe file name for any origin; the digest keeps apart what looks alike after replacing."""
    plain = re.sub(r"[^a-z0-9]+", "-", origin.lower()).strip("-")[:40] or "origin"
    return f"{plain}-{canonical.digest(origin)[7:15]}"
