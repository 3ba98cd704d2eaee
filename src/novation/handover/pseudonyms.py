"""Keyed pseudonyms in SQL: HMAC-SHA-256 (RFC 2104), the same value always the same pseudonym, in every table."""

from __future__ import annotations

import secrets
from pathlib import Path

from novation.custody.durable import write_durably
from novation.engine.expressions import plain_sql

_BLOCK = 64
_LENGTH = 32  # hex digits kept: 128 bits


def load_or_create_key(work: Path) -> bytes:
    """The seller's key for this handover; whoever has it can test guesses, so it never leaves the seller."""
    path = work / "pseudonym-key"
    if not path.is_file():
        write_durably(path, secrets.token_bytes(32))
        path.chmod(0o600)
    return path.read_bytes()


def pseudonym_sql(column: str, key: bytes) -> str:
    """The pseudonym of a text column; NULL and empty stay what they are, so that "nothing" is not masked data."""
    padded = key.ljust(_BLOCK, b"\0")
    inner = _blob(bytes(b ^ 0x36 for b in padded))
    outer = _blob(bytes(b ^ 0x5C for b in padded))
    value = plain_sql(column)
    digest = f"sha256({outer} || unhex(sha256({inner} || encode({value}))))"
    return f"CASE WHEN {value} = '' THEN {column}::VARCHAR ELSE 'p_' || substr({digest}, 1, {_LENGTH}) END"


def _blob(data: bytes) -> str:
    return "'" + "".join(f"\\x{b:02X}" for b in data) + "'::BLOB"
