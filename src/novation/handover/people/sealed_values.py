"""New values of corrections until they are written to a source: encrypted under the work key, named by keyed digests."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from novation.custody.durable import write_durably
from novation.engine.keys import load_or_create_key
from novation.handover.project import Project

_NONCE = 12
FOLDER = "corrections"


def value_digest(project: Project, value: str) -> str:
    """A keyed digest: a telephone number cannot be found by trying all of them."""
    return "hmac-sha256:" + hmac.new(_key(project, b"digest"), value.encode(), hashlib.sha256).hexdigest()


def keep_value(project: Project, value: str) -> str:
    """Keeps the value encrypted under `work/corrections`; returns its keyed digest, which is its name."""
    digest = value_digest(project, value)
    nonce = secrets.token_bytes(_NONCE)
    sealed = nonce + AESGCM(_key(project, b"value")).encrypt(nonce, value.encode(), digest.encode())
    write_durably(_path(project, digest), sealed)
    return digest


def kept_value(project: Project, digest: str) -> str:
    """Raises FileNotFoundError where nothing of that name is kept."""
    sealed = _path(project, digest).read_bytes()
    cipher = AESGCM(_key(project, b"value"))
    return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], digest.encode()).decode()


def forget_value(project: Project, digest: str) -> None:
    _path(project, digest).unlink(missing_ok=True)


def key_check(project: Project) -> str:
    """Tells whether two things were made under one work key, and nothing of the key."""
    return value_digest(project, "")[-16:]


def _path(project: Project, digest: str) -> Path:
    return project.work / FOLDER / digest.removeprefix("hmac-sha256:")


def _key(project: Project, purpose: bytes) -> bytes:
    key = load_or_create_key(project.work)
    return HKDF(SHA256(), 32, None, b"novation corrections v1 " + purpose).derive(key)
