"""Secrets as they lie in the database: encrypted, or as keyed digests, under keys derived from the installation's own."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


def _key(purpose: str, master: str) -> bytes:
    info = f"novation/accounts/{purpose}".encode()
    return HKDF(SHA256(), 32, salt=None, info=info).derive(master.encode())


def seal(purpose: str, owner: str, secret: bytes) -> bytes:
    """Encrypts for the row of one owner: moved to another's row it does not open."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(purpose, settings.SECRET_KEY)).encrypt(nonce, secret, owner.encode())


def unseal(purpose: str, owner: str, sealed: bytes) -> bytes | None:
    """None where no key of the installation opens it; keys it had before are tried too."""
    for master in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return AESGCM(_key(purpose, master)).decrypt(sealed[:_NONCE], sealed[_NONCE:], owner.encode())
        except InvalidTag:
            continue
    return None


def keyed_digest(purpose: str, value: str) -> str:
    """What cannot be guessed back without the installation's key, though the value be short (64 hexadecimal digits)."""
    return hmac.new(_key(purpose, settings.SECRET_KEY), value.encode(), hashlib.sha256).hexdigest()


def token_digest(token: str) -> str:
    """Of a random token of 32 bytes: there is nothing to guess, so no key is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
