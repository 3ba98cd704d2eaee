"""Signed documents: `<stem>.json` in canonical form with its SSH signatures in files beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novation.custody.durable import write_durably
from novation.errors import NovationError
from novation.errors.custody import (
    DOCUMENT_BAD_SIGNATURE,
    DOCUMENT_EXISTS,
    DOCUMENT_MISSING,
    DOCUMENT_NOT_CANONICAL,
    DOCUMENT_UNSIGNED,
)
from novation.evidence import canonical, sshsig
from novation.evidence.keys import PrivateKey, PublicKey

_ROLE = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class DocumentSignature:
    """A verified signature: the file's name, and the key that made it. Whether that key may is the caller's question."""

    file: str
    key: PublicKey


def write_document(path: Path, value: Any) -> str:
    """Writes a value as canonical JSON, atomically and durably, replacing what was there; returns its digest."""
    document = canonical.encode(value)
    write_durably(path, document)
    return canonical.digest_bytes(document)


def read_document(path: Path) -> Any:
    """The value of a canonical JSON file; raises `document.missing`, `document.not-canonical`."""
    return _parsed(path, _read(path))


def write_signed(path: Path, value: Any, private_key: PrivateKey, namespace: str) -> str:
    """Writes `<stem>.json` and `<stem>.json.sig`; returns the document's digest.

    The signature is written first, so the document never stands unsigned. A signed document is
    never overwritten by another one (`document.exists`); writing the same again changes nothing.
    """
    document = canonical.encode(value)
    return keep_signed(path, document, sshsig.sign(private_key, namespace, document))


def keep_signed(path: Path, document: bytes, signature: str) -> str:
    """The same for a document that was signed elsewhere; whoever calls has verified the signature."""
    beside = _signature_path(path)
    if path.exists():
        same = path.read_bytes() == document
        if not same or (beside.exists() and beside.read_bytes() != signature.encode()):
            raise DOCUMENT_EXISTS.error(file=path.name)
    write_durably(beside, signature.encode())
    write_durably(path, document)
    return canonical.digest_bytes(document)


def add_signature(path: Path, role: str, private_key: PrivateKey, namespace: str) -> Path:
    """A further signature on an existing document, in `<stem>.json.<role>.sig` (a witness, the other side)."""
    if not _ROLE.fullmatch(role):
        raise ValueError("a role is lower-case words joined by dashes")
    document = _read(path)
    _parsed(path, document)
    target = path.with_name(f"{path.name}.{role}.sig")
    write_durably(target, sshsig.sign(private_key, namespace, document).encode())
    return target


def read_signed(path: Path, namespace: str) -> tuple[Any, list[DocumentSignature]]:
    """The value, and every signature beside it, all verified; the plain `.sig` comes first.

    Raises `document.missing`, `document.unsigned`, `document.bad-signature`, `document.not-canonical`.
    """
    document = _read(path)
    files = [_signature_path(path)] if _signature_path(path).exists() else []
    files += sorted(path.parent.glob(f"{_escaped(path.name)}.*.sig"))
    if not files:
        raise DOCUMENT_UNSIGNED.error(file=path.name)
    signatures = [DocumentSignature(file.name, _verified(path, file, document, namespace)) for file in files]
    return _parsed(path, document), signatures


def _verified(path: Path, signature: Path, document: bytes, namespace: str) -> PublicKey:
    try:
        return sshsig.verify(signature.read_bytes(), namespace, document)
    except NovationError as error:
        values = {"file": path.name, "signature": signature.name, "reason": error.code}
        raise DOCUMENT_BAD_SIGNATURE.error(**values) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise DOCUMENT_MISSING.error(file=path.name) from problem


def _parsed(path: Path, document: bytes) -> Any:
    try:
        return canonical.parse(document)
    except NovationError as error:
        raise DOCUMENT_NOT_CANONICAL.error(file=path.name, reason=error.code) from error


def _signature_path(path: Path) -> Path:
    return path.with_name(path.name + ".sig")


def _escaped(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)
