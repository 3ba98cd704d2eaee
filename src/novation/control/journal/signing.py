"""The installation's own key, which signs the heads of its journals, and the names the journals bear in them."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from novation.control.journal.models import SignedHead
from novation.control.journal.proving import sign_head
from novation.evidence.keys import PrivateKey, PublicKey, generate_private_key, load_private_key

FILE = "journal-key"


def installation_key() -> PrivateKey:
    """Made at the first use and kept in the home (`journal-key`, OpenSSH), readable by its owner alone.

    Whoever loses it can no longer continue the signed journals; it belongs into the backup, apart from the database.
    """
    path = Path(settings.HOME) / FILE
    if not path.exists():
        _make(path)
    return load_private_key(path.read_bytes())


def _make(path: Path) -> None:
    """Of two processes that start at once one makes the key, and nobody ever reads half of one."""
    draft = path.with_name(f".{FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(generate_private_key())
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def origin_of(stream: str, key: PublicKey) -> str:
    """The name of a stream's journal in its checkpoints: that of the installation's key, so no two are alike."""
    return f"novation.example/{hashlib.sha256(key.blob).hexdigest()[:16]}/{stream}"


def sign(stream: str) -> SignedHead:
    """Signs the head of a stream as it is now, by the installation's key."""
    key = installation_key()
    return sign_head(stream, key, origin_of(stream, key.public))
