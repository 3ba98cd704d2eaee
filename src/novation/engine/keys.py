"""The work key of a project: 32 random bytes that every working copy is encrypted under."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

import pyarrow.parquet.encryption as pe
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from novation.errors.engine import KEY_BROKEN, KEY_MISSING

KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY_NAME = "work"

KMS = pe.KmsConnectionConfig()
ENCRYPTION = pe.EncryptionConfiguration(
    footer_key=_KEY_NAME,
    uniform_encryption=True,
    data_key_length_bits=256,
)
DECRYPTION = pe.DecryptionConfiguration()


class WorkKeyClient(pe.KmsClient):
    """Wraps the random data keys of each Parquet file under the work key by AES-256-GCM.

    Parquet modular encryption draws new data keys per file, so the work key itself never touches data and the
    number of wraps stays far below the bound of GCM's random nonces (NIST SP 800-38D, 8.3).
    """

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self._cipher = AESGCM(key)

    def wrap_key(self, key_bytes: bytes, master_key_identifier: str) -> str:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, key_bytes, master_key_identifier.encode())
        return base64.b64encode(nonce + sealed).decode()

    def unwrap_key(self, wrapped_key: str, master_key_identifier: str) -> bytes:
        blob = base64.b64decode(wrapped_key)
        return self._cipher.decrypt(blob[:_NONCE_BYTES], blob[_NONCE_BYTES:], master_key_identifier.encode())


def crypto_factory(key: bytes) -> pe.CryptoFactory:
    return pe.CryptoFactory(lambda _config: WorkKeyClient(key))


def key_path(work_dir: Path) -> Path:
    return work_dir / "key"


def load_or_create_key(work_dir: Path) -> bytes:
    """The 32 bytes of `work/key`, made (mode 0600) if the folder holds no copies yet.

    Raises `engine.key-missing` when copies are there without a key, `engine.key-broken` when its size is wrong.
    """
    if key_path(work_dir).exists() or any(work_dir.rglob("*.parquet")):
        return load_key(work_dir)
    return _create_key(key_path(work_dir))


def load_key(work_dir: Path) -> bytes:
    """The 32 bytes of `work/key`. Raises `engine.key-missing`, `engine.key-broken`."""
    path = key_path(work_dir)
    if not path.exists():
        raise KEY_MISSING.error(folder=work_dir.name)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KEY_BROKEN.error(file=path.name, size=len(key))
    return key


def _create_key(path: Path) -> bytes:
    """Written under another name first, so that a crash never leaves a short key behind."""
    key = secrets.token_bytes(KEY_BYTES)
    part = path.with_name(f".key.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)
    return key


def sync_folder(folder: Path) -> None:
    """Makes a rename or an unlink in the folder durable (POSIX: the entry lives in the folder)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
