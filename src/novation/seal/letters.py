"""A short message to the holders of some keys: one age file in memory, nothing plain on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyrage

from novation.errors import seal as errors
from novation.seal.envelope import check_identities
from novation.seal.keys import Identity, Recipient

MAX_LETTER = 1 << 20


def seal_letter(content: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Raises `seal.no-recipient`."""
    if not recipients:
        raise errors.NO_RECIPIENT.error()
    sealed: bytes = pyrage.encrypt(content, list(recipients))
    return sealed


def open_letter(path: Path, identities: Sequence[Identity]) -> bytes:
    """Raises `seal.other-recipient`, `seal.tampered`, `seal.bomb`."""
    if path.stat().st_size > MAX_LETTER:
        raise errors.BOMB.error(file=path.name, what=f"{MAX_LETTER} B")
    check_identities(path, list(identities), path.name)
    try:
        opened: bytes = pyrage.decrypt(path.read_bytes(), list(identities))
    except pyrage.DecryptError as problem:
        raise errors.TAMPERED.error(file=path.name) from problem
    return opened
