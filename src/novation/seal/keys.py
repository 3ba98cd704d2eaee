"""Keys of age: recipients to encrypt to (`age1…`, `ssh-ed25519`), identities to decrypt with, and making one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TypeAlias

from pyrage import IdentityError, RecipientError, ssh, x25519

from novation.errors import seal as errors

Recipient: TypeAlias = Any  # x25519.Recipient or ssh.Recipient of pyrage, which has no type stubs
Identity: TypeAlias = Any
_MAX_KEY_FILE = 1 << 20


def parse_recipients(text: str) -> list[Recipient]:
    """Recipients from text, one a line; blank lines and `#` comments are passed over.

    Raises `seal.bad-recipient` with the line number (never the line), `seal.no-recipient` if there is none.
    """
    recipients = [
        _recipient(line.strip(), number)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not recipients:
        raise errors.NO_RECIPIENT.error()
    return recipients


def _recipient(line: str, number: int) -> Recipient:
    try:
        if line.startswith("age1"):
            return x25519.Recipient.from_str(line)
        if line.startswith("ssh-ed25519 "):
            return ssh.Recipient.from_str(line)
    except RecipientError:
        pass
    raise errors.BAD_RECIPIENT.error(line=number) from None


def recipients_text(recipients: list[str]) -> bytes:
    """`recipients.txt` of a package: one recipient a line, comments of ssh keys left out (they may name a person)."""
    bare = [" ".join(line.split()[:2]) for line in recipients]
    parse_recipients("\n".join(bare))
    return "".join(f"{line}\n" for line in bare).encode()


def read_identities(path: Path) -> list[Identity]:
    """Identities from a file of `age-keygen` or an unencrypted ssh-ed25519 private key. Raises `seal.bad-identity`."""
    try:
        content = path.read_bytes()[:_MAX_KEY_FILE]
    except OSError:
        raise errors.BAD_IDENTITY.error(file=path.name) from None
    try:
        if content.lstrip().startswith(b"-----BEGIN"):
            return [ssh.Identity.from_buffer(content)]
        return _age_identities(content.decode("utf-8"), path.name)
    except (IdentityError, UnicodeDecodeError):
        raise errors.BAD_IDENTITY.error(file=path.name) from None


def _age_identities(text: str, name: str) -> list[Identity]:
    lines = [line.strip() for line in text.splitlines()]
    found: list[Identity] = [
        x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")
    ]
    if not found:
        raise errors.BAD_IDENTITY.error(file=name)
    return found


def generate_identity(path: Path) -> str:
    """Makes a new age key file that only its owner can read; gives the recipient (`age1…`) for it.

    Raises `seal.folder-taken` if the file exists: a key is never overwritten.
    """
    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise errors.FOLDER_TAKEN.error(file=path.name) from None
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(f"# public key: {recipient}\n{identity}\n")
    return recipient
