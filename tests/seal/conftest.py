"""What the tests of the package format share: vectors with their steps, a second SSHSIG check, a small package."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from novation.errors import seal as errors
from novation.messages import Text
from novation.seal.keys import read_identities
from novation.seal.layout import NAMESPACE

VECTORS = Path(__file__).resolve().parents[2] / "conformance" / "seal"


def _strings(blob: bytes) -> list[bytes]:
    strings, at = [], 0
    while at < len(blob):
        (length,) = struct.unpack_from(">I", blob, at)
        if at + 4 + length > len(blob):
            raise ValueError("a string runs past the end")
        strings.append(blob[at + 4 : at + 4 + length])
        at += 4 + length
    return strings


def _wire(*parts: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def _check_signature(*, role: str, message: bytes, signature: bytes, allowed_signers: bytes) -> Text:
    """A strict reading of SSHSIG; the product's own belongs to a sibling room and is handed in by `handover`."""
    refused = errors.BAD_SIGNATURE.error(file="tagmanifest-sha256.txt", signature=role)
    lines = signature.decode("latin-1").split("\n")
    if lines[0] != "-----BEGIN SSH SIGNATURE-----" or lines[-2:] != ["-----END SSH SIGNATURE-----", ""]:
        raise refused
    try:
        whole = base64.b64decode("".join(lines[1:-2]), validate=True)
        if base64.b64encode(whole).decode() != "".join(lines[1:-2]) or whole[:10] != b"SSHSIG\0\0\0\1":
            raise refused
        key, namespace, reserved, algorithm, raw = _strings(whole[10:])
        allowed = [line.split() for line in allowed_signers.decode().splitlines()]
        known = any(words[0] == role and base64.b64decode(words[-1]) == key for words in allowed)
        kind, signed_bytes = _strings(raw)
        if (
            not known
            or kind != b"ssh-ed25519"
            or namespace != NAMESPACE.encode()
            or reserved
            or algorithm != b"sha512"
        ):
            raise refused
        signed = b"SSHSIG" + _wire(namespace, b"", algorithm, hashlib.sha512(message).digest())
        Ed25519PublicKey.from_public_bytes(_strings(key)[1]).verify(signed_bytes, signed)
    except (InvalidSignature, ValueError, struct.error, IndexError):
        raise refused from None
    return Text("测试密钥", "a test key")


def _prepare(vector: Path, folder: Path) -> tuple[Path, dict[str, object]]:
    """A copy of a vector's package with its `make` steps done, and what is expected of it."""
    expected = json.loads((vector / "expected.json").read_text("utf-8"))
    package = folder / "package"
    shutil.copytree(vector / "package", package)
    for step, path, *value in expected.get("make", []):
        target = package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if step == "write":
            target.write_bytes(bytes.fromhex(value[0]))
        elif step == "symlink":
            target.symlink_to(os.path.relpath(package / value[0], target.parent))
        elif step == "hardlink":
            target.hardlink_to(package / value[0])
        elif step == "pipe":
            os.mkfifo(target)
        elif step == "folder":
            target.mkdir()
        else:
            raise AssertionError(f"unknown step {step}")
    return package, expected


@pytest.fixture
def check_signature() -> Callable[..., Text]:
    return _check_signature


@pytest.fixture
def prepare() -> Callable[[Path, Path], tuple[Path, dict[str, object]]]:
    return _prepare


@pytest.fixture
def vectors() -> Path:
    return VECTORS


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the whole, valid package of the vectors."""
    return _prepare(VECTORS / "valid" / "whole-package", tmp_path)[0]


@pytest.fixture
def buyer() -> list[object]:
    """The identity the vectors are encrypted to."""
    return read_identities(VECTORS / "buyer-test-key.txt")
