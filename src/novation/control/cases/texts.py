"""What the journal says of free text: a digest that proves it and from which it cannot be guessed."""

from __future__ import annotations

import hashlib
import secrets


def new_salt() -> str:
    """Kept beside the text: without it, a short text could be found by trying names until the digest fits."""
    return secrets.token_hex(16)


def commitment(salt: str, text: str) -> str:
    """`sha256:` over the salt and the text."""
    return "sha256:" + hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()
