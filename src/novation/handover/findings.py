"""What verifying says: one line for each thing looked at; and whose keys count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from novation.evidence.keys import PublicKey
from novation.evidence.signers import parse_allowed_signers
from novation.messages import Text

Line = dict[str, Any]


def line(name: str, file: str, state: str, detail: Text, code: str = "") -> Line:
    """One thing that was looked at: `state` is tick, warn, cross or unknown."""
    return {"name": name, "file": file, "state": state, "detail": detail.as_dict(), "code": code}


def holds(lines: Sequence[Line]) -> bool:
    """Nothing is wrong; `warn` and `unknown` are said but don't fail."""
    return all(entry["state"] != "cross" for entry in lines)


def keys_by_role(allowed_signers: str) -> dict[str, list[PublicKey]]:
    """The keys of each principal of an allowed_signers text; raises `signers.malformed`."""
    found: dict[str, list[PublicKey]] = {}
    for signer in parse_allowed_signers(allowed_signers):
        found.setdefault(signer.principal, []).append(signer.key)
    return found
