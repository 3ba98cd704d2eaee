"""The seller's key for pseudonyms in a package; the pseudonyms themselves are made by `novation.protection`."""

from __future__ import annotations

import secrets
from pathlib import Path

from novation.custody.durable import write_durably
from novation.protection.pseudonyms import pseudonym_sql

__all__ = ["load_or_create_key", "pseudonym_sql"]


def load_or_create_key(work: Path) -> bytes:
    """The seller's key for this handover; whoever has it can test guesses, so it never leaves the seller."""
    path = work / "pseudonym-key"
    if not path.is_file():
        write_durably(path, secrets.token_bytes(32))
        path.chmod(0o600)
    return path.read_bytes()
