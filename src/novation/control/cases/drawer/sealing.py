"""Encryption of a file in chunks: memory stays bounded, and a chunk changed, moved, missing or added is noticed.

The construction is STREAM (Hoang et al. 2015) as age uses it: AES-256-GCM over chunks of 64 KiB, the nonce being the
number of the chunk and whether it is the last. Every file has a key of its own, so nonces never meet again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from novation.errors.files import FILE_DAMAGED

CHUNK = 64 * 1024
TAG = 16
HEAD = b"novation-file-1\n"
_NONCE = 12


def new_key() -> bytes:
    return secrets.token_bytes(32)


class Sealer:
    """Takes plain bytes as they come, gives what is to be written; `finish` gives the last chunk."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._number = 0
        self._waiting = bytearray()

    def feed(self, data: bytes) -> bytes:
        """What can be written now; a full chunk waits until it is known not to be the last."""
        self._waiting += data
        written = bytearray()
        while len(self._waiting) > CHUNK:
            written += self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return bytes(written)

    def finish(self) -> bytes:
        return self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> bytes:
        head = HEAD if self._number == 0 else b""
        sealed = self._cipher.encrypt(_nonce(self._number, last), chunk, HEAD)
        self._number += 1
        return head + sealed


def opened(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The plain bytes chunk by chunk; raises `file.damaged` before anything of a wrong chunk is given out."""
    if source.read(len(HEAD)) != HEAD:
        raise FILE_DAMAGED.error()
    cipher, number = AESGCM(key), 0
    chunk = source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), chunk, HEAD)
        except InvalidTag:
            raise FILE_DAMAGED.error() from None
        if not following:
            return
        chunk, number = following, number + 1


def wrap(key: bytes, secret: str, ref: str) -> bytes:
    """The key of a file under the installation's: bound to the reference, so it opens no other file."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_installation_key(secret)).encrypt(nonce, key, ref.encode())


def unwrap(wrapped: bytes, secret: str, ref: str) -> bytes:
    """Raises `file.damaged` where the key is another installation's or another file's."""
    try:
        return AESGCM(_installation_key(secret)).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], ref.encode())
    except (InvalidTag, ValueError):
        raise FILE_DAMAGED.error() from None


def _installation_key(secret: str) -> bytes:
    return HKDF(SHA256(), 32, None, b"novation files").derive(secret.encode())


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(_NONCE - 1, "big") + (b"\x01" if last else b"\x00")
