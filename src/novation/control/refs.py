"""Public references of things in the control plane: short, random, free of anything that could be read out of them."""

from __future__ import annotations

import secrets

# No vowels, so no words; no digits, so that no reference can look like a telephone or identity number in the journal.
_LETTERS = "bcdfghjkmnpqrstvwxz"
LENGTH = 14


def new_ref(kind: str) -> str:
    """`<kind>_` and 14 letters (59 bits)."""
    return f"{kind}_" + "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
