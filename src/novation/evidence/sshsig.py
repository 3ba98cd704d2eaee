"""OpenSSH signatures (PROTOCOL.sshsig) by Ed25519 keys, as `ssh-keygen -Y sign` and `-Y verify` make and check them."""

from __future__ import annotations

import base64
import hashlib
import re

from novation.errors.evidence import SIGNATURE_INVALID, SIGNATURE_MALFORMED, SIGNATURE_OTHER_NAMESPACE
from novation.evidence import wire
from novation.evidence.keys import (
    KEY_TYPE,
    PrivateKey,
    PublicKey,
    generate_private_key,
    load_private_key,
    load_public_key,
    public_key_from_blob,
)
from novation.evidence.signers import AllowedSigner, allowed_signers, parse_allowed_signers

__all__ = [
    "AllowedSigner",
    "PrivateKey",
    "PublicKey",
    "allowed_signers",
    "fingerprint",
    "generate_private_key",
    "load_private_key",
    "load_public_key",
    "parse_allowed_signers",
    "sign",
    "verify",
]

_MAGIC = b"SSHSIG"
_VERSION = 1
_HASH = b"sha512"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_LINE = 70  # as ssh-keygen wraps it
_MAX_TEXT = 64 * 1024
_NAMESPACE = re.compile(r"[a-z0-9][a-z0-9.@-]{0,99}")


def sign(private_key: PrivateKey, namespace: str, message: bytes) -> str:
    """The armoured signature of a message for one purpose; deterministic, ends with a line end."""
    name = _checked(namespace)
    signature = wire.string(KEY_TYPE) + wire.string(private_key.sign(_signed_data(name, message)))
    blob = b"".join(
        [
            _MAGIC,
            wire.number(_VERSION),
            wire.string(private_key.public.blob),
            wire.string(name),
            wire.string(b""),
            wire.string(_HASH),
            wire.string(signature),
        ]
    )
    text = base64.b64encode(blob).decode()
    lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
    return "\n".join([_BEGIN, *lines, _END, ""])


def verify(signature: str | bytes, namespace: str, message: bytes) -> PublicKey:
    """The key that signed the message for this purpose; whether that key may is the caller's question.

    Raises `signature.malformed`, `signature.other-namespace`, `signature.invalid`, `key.malformed`.
    """
    name = _checked(namespace)
    try:
        reader = wire.Reader(_unarmoured(signature))
        if reader.take(len(_MAGIC)) != _MAGIC or reader.number() != _VERSION:
            raise SIGNATURE_MALFORMED.error()
        key, found, reserved, hash_name, inner = (reader.string() for _ in range(5))
        reader.end()
        parts = wire.Reader(inner)
        kind, raw = parts.string(), parts.string()
        parts.end()
    except wire.Malformed as problem:
        raise SIGNATURE_MALFORMED.error() from problem
    if reserved or hash_name != _HASH or kind != KEY_TYPE:
        raise SIGNATURE_MALFORMED.error()
    if found != name:
        raise SIGNATURE_OTHER_NAMESPACE.error(expected=namespace)
    public_key = public_key_from_blob(key)
    if not public_key.verifies(raw, _signed_data(name, message)):
        raise SIGNATURE_INVALID.error()
    return public_key


def fingerprint(key: PublicKey) -> str:
    """`SHA256:…` as `ssh-keygen -l` prints it."""
    return key.fingerprint


def _signed_data(namespace: bytes, message: bytes) -> bytes:
    """What the key signs: never the message itself, so a signature fits one purpose only."""
    digest = hashlib.sha512(message).digest()
    return _MAGIC + wire.string(namespace) + wire.string(b"") + wire.string(_HASH) + wire.string(digest)


def _unarmoured(signature: str | bytes) -> bytes:
    try:
        text = signature.decode("ascii") if isinstance(signature, bytes) else signature
        lines = text.replace("\r\n", "\n").strip("\n").split("\n")
        if len(text) > _MAX_TEXT or lines[0] != _BEGIN or lines[-1] != _END:
            raise SIGNATURE_MALFORMED.error()
        body = "".join(lines[1:-1])
        blob = base64.b64decode(body, validate=True)
        if base64.b64encode(blob).decode() != body:  # spare bits set: another text for the same signature
            raise SIGNATURE_MALFORMED.error()
        return blob
    except ValueError as problem:  # binascii.Error, UnicodeDecodeError
        raise SIGNATURE_MALFORMED.error() from problem


def _checked(namespace: str) -> bytes:
    if not _NAMESPACE.fullmatch(namespace):
        raise ValueError("a namespace is lower-case letters, digits, dots and dashes")
    return namespace.encode()
