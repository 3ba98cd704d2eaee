"""Ed25519 keys in the forms OpenSSH uses: key files, one-line public keys, fingerprints."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
)

from novation.errors.evidence import (
    KEY_ENCRYPTION_UNSUPPORTED,
    KEY_MALFORMED,
    KEY_PASSPHRASE_NEEDED,
    KEY_PASSPHRASE_WRONG,
)
from novation.evidence import ed25519, wire

KEY_TYPE = b"ssh-ed25519"
MAX_KEY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The 32 bytes of an Ed25519 public key; equal keys are equal values."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != 32:
            raise KEY_MALFORMED.error()

    @property
    def blob(self) -> bytes:
        """The SSH wire form (RFC 8709 §4)."""
        return wire.string(KEY_TYPE) + wire.string(self.raw)

    @property
    def fingerprint(self) -> str:
        """`SHA256:` and 43 characters, as `ssh-keygen -l` prints it."""
        return "SHA256:" + base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")

    def line(self, comment: str = "") -> str:
        """`ssh-ed25519 AAAA… comment`, without a line end."""
        return f"{KEY_TYPE.decode()} {base64.b64encode(self.blob).decode()} {comment}".rstrip()

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Strict: see `ed25519.verify`."""
        return ed25519.verify(self.raw, signature, message)


@dataclass(frozen=True, slots=True, repr=False)
class PrivateKey:
    """An Ed25519 private key; it never prints itself."""

    secret: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, message: bytes) -> bytes:
        """64 bytes, the same for the same message (RFC 8032)."""
        return self.secret.sign(message)


def generate_private_key(passphrase: bytes | None = None) -> bytes:
    """A new private key as the text of an OpenSSH key file; with a passphrase it needs bcrypt."""
    protection: KeySerializationEncryption = NoEncryption()
    if passphrase is not None:
        protection = BestAvailableEncryption(passphrase)
    try:
        return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, protection)
    except UnsupportedAlgorithm as problem:
        raise KEY_ENCRYPTION_UNSUPPORTED.error() from problem


def load_private_key(data: bytes, passphrase: bytes | None = None) -> PrivateKey:
    """Reads an OpenSSH private key file; a passphrase given for an unprotected key is ignored.

    Raises `key.malformed`, `key.passphrase-needed`, `key.passphrase-wrong`, `key.encryption-unsupported`.
    """
    if len(data) > MAX_KEY_BYTES:
        raise KEY_MALFORMED.error()
    protected = _is_protected(data)
    if protected and not passphrase:
        raise KEY_PASSPHRASE_NEEDED.error()
    try:
        key = load_ssh_private_key(data, passphrase if protected else None)
    except UnsupportedAlgorithm as problem:
        raise (KEY_ENCRYPTION_UNSUPPORTED if protected else KEY_MALFORMED).error() from problem
    except ValueError as problem:
        raise (KEY_PASSPHRASE_WRONG if protected else KEY_MALFORMED).error() from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise KEY_MALFORMED.error()
    return PrivateKey(key)


def load_public_key(text: str) -> PublicKey:
    """Reads one line `ssh-ed25519 AAAA… [comment]`; raises `key.malformed`."""
    parts = text.strip().split(None, 2)
    if len(parts) < 2 or parts[0] != KEY_TYPE.decode() or len(text) > MAX_KEY_BYTES or "\n" in text.strip():
        raise KEY_MALFORMED.error()
    try:
        key = public_key_from_blob(base64.b64decode(parts[1], validate=True))
    except ValueError as problem:  # binascii.Error, or a character outside ASCII
        raise KEY_MALFORMED.error() from problem
    if base64.b64encode(key.blob).decode() != parts[1]:
        raise KEY_MALFORMED.error()
    return key


def public_key_from_blob(blob: bytes) -> PublicKey:
    """Reads the SSH wire form; raises `key.malformed`."""
    try:
        reader = wire.Reader(blob)
        kind, raw = reader.string(), reader.string()
        reader.end()
    except wire.Malformed as problem:
        raise KEY_MALFORMED.error() from problem
    if kind != KEY_TYPE:
        raise KEY_MALFORMED.error()
    return PublicKey(raw)


def _is_protected(data: bytes) -> bool:
    """Whether the key file names a cipher (OpenSSH PROTOCOL.key)."""
    lines = data.replace(b"\r", b"").strip().split(b"\n")
    if lines[0] != b"-----BEGIN OPENSSH PRIVATE KEY-----":
        raise KEY_MALFORMED.error()
    try:
        body = base64.b64decode(b"".join(lines[1:-1]), validate=True)
        if not body.startswith(b"openssh-key-v1\x00"):
            raise KEY_MALFORMED.error()
        return wire.Reader(body[15:]).string() != b"none"
    except (binascii.Error, wire.Malformed) as problem:
        raise KEY_MALFORMED.error() from problem
