"""References by the number of the person: one block a person, each encrypted by itself, so one is read without its neighbours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FILE = "refs.bin"
_BLOCK = 16
_PURPOSE = b"novation people references v1"


class References:
    """Reads `people/refs.bin`; a reference is exactly one block of AES, and no two are the same."""

    def __init__(self, folder: Path, work_key: bytes) -> None:
        path = folder / FILE
        empty = path.stat().st_size == 0
        self._blocks = np.empty(0, np.uint8) if empty else np.memmap(path, np.uint8, "r")
        self._cipher = _cipher(work_key)

    def of(self, subject: int) -> str:
        block = self._blocks[subject * _BLOCK : (subject + 1) * _BLOCK].tobytes()
        decryptor = self._cipher.decryptor()
        return (decryptor.update(block) + decryptor.finalize()).decode("ascii")


class Sealing:
    """Encrypts references for the file, batch by batch."""

    def __init__(self, work_key: bytes) -> None:
        self._encryptor = _cipher(work_key).encryptor()

    def blocks(self, references: pa.Array) -> bytes:
        plain = "".join(references.to_pylist()).encode("ascii")
        if len(plain) != _BLOCK * len(references):
            raise ValueError("a reference has sixteen characters")
        return self._encryptor.update(plain)


def _cipher(work_key: bytes) -> Cipher[modes.ECB]:
    # One block is one random reference and no two are equal, so there is no pattern that ECB could show.
    key = HKDF(SHA256(), 32, None, _PURPOSE).derive(work_key)
    return Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305  # nosec B305 - ECB over one block: a keyed permutation, nothing is chained
