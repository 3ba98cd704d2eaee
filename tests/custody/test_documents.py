"""Signed documents: never half-written, never unsigned, never silently replaced."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from novation.custody import documents, durable
from novation.errors import NovationError
from novation.evidence import canonical, sshsig

KEY = sshsig.load_private_key(sshsig.generate_private_key())
WITNESS = sshsig.load_private_key(sshsig.generate_private_key())
NAMESPACE = "novation-receipt"
VALUE = {"type": "receipt", "accepted": True, "rows": 12, "说明": "无保留"}


def written(folder: Path) -> Path:
    path = folder / "receipt.json"
    documents.write_signed(path, VALUE, KEY, NAMESPACE)
    return path


def refused(path: Path, namespace: str = NAMESPACE) -> str:
    with pytest.raises(NovationError) as caught:
        documents.read_signed(path, namespace)
    return caught.value.code


def test_a_signed_document_comes_back_with_the_key_that_signed_it(tmp_path: Path) -> None:
    path = written(tmp_path)
    value, signatures = documents.read_signed(path, NAMESPACE)
    assert value == VALUE
    assert [(s.file, s.key) for s in signatures] == [("receipt.json.sig", KEY.public)]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["receipt.json", "receipt.json.sig"]


def test_a_witness_signs_beside_it(tmp_path: Path) -> None:
    path = written(tmp_path)
    documents.add_signature(path, "witness", WITNESS, NAMESPACE)
    _, signatures = documents.read_signed(path, NAMESPACE)
    assert [s.key for s in signatures] == [KEY.public, WITNESS.public]
    (tmp_path / "receipt.json.witness.sig").write_text("broken")
    assert refused(path) == "document.bad-signature"


def test_each_fault_has_its_code(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert refused(tmp_path / "other.json") == "document.missing"
    assert refused(path, "novation-certificate") == "document.bad-signature"
    document = path.read_bytes()
    path.write_bytes(document.replace(b"12", b"13"))
    assert refused(path) == "document.bad-signature"
    path.write_bytes(document)
    (tmp_path / "receipt.json.sig").unlink()
    assert refused(path) == "document.unsigned"
    loose = document.replace(b":", b": ")
    path.write_bytes(loose)
    (tmp_path / "receipt.json.sig").write_text(sshsig.sign(KEY, NAMESPACE, loose))
    assert refused(path) == "document.not-canonical"


def test_no_altered_byte_of_document_or_signature_goes_unnoticed(tmp_path: Path) -> None:
    path = written(tmp_path)
    for file in (path, tmp_path / "receipt.json.sig"):
        data = file.read_bytes()
        for at in range(len(data)):
            altered = bytearray(data)
            altered[at] ^= 1
            file.write_bytes(bytes(altered))
            assert refused(path) == "document.bad-signature", f"{file.name} byte {at}"
        file.write_bytes(data)
    assert documents.read_signed(path, NAMESPACE)[0] == VALUE


def test_a_signed_document_is_not_overwritten_by_another(tmp_path: Path) -> None:
    path = written(tmp_path)
    documents.write_signed(path, VALUE, KEY, NAMESPACE)
    for value, key in (({**VALUE, "rows": 13}, KEY), (VALUE, WITNESS)):
        with pytest.raises(NovationError) as caught:
            documents.write_signed(path, value, key, NAMESPACE)
        assert caught.value.code == "document.exists"
    assert documents.read_signed(path, NAMESPACE)[0] == VALUE


class Crash(BaseException):
    """Stands for the power going off; nothing may catch it."""


@pytest.mark.parametrize("step", range(1, 9))
def test_a_crash_at_any_step_leaves_no_document_or_the_signed_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Every fsync and every rename is a step; the crash comes just before it."""
    left = step

    def counted(real):  # type: ignore[no-untyped-def]
        def call(*args, **kwargs):  # type: ignore[no-untyped-def]
            nonlocal left
            left -= 1
            if left == 0:
                raise Crash
            return real(*args, **kwargs)

        return call

    path = tmp_path / "receipt.json"
    monkeypatch.setattr(durable.os, "fsync", counted(durable.os.fsync))
    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    crashed = False
    try:
        documents.write_signed(path, VALUE, KEY, NAMESPACE)
    except Crash:
        crashed = True
    monkeypatch.undo()
    assert crashed == (step <= 6)
    if path.exists():
        assert documents.read_signed(path, NAMESPACE)[0] == VALUE
    else:
        assert refused(path) == "document.missing"
    documents.write_signed(path, VALUE, KEY, NAMESPACE)
    assert documents.read_signed(path, NAMESPACE)[0] == VALUE


def test_an_unsigned_record_is_canonical_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "records" / "scan.json"
    assert documents.write_document(path, {"b": 1, "a": 2}) == canonical.digest({"a": 2, "b": 1})
    documents.write_document(path, {"a": 3})
    assert documents.read_document(path) == {"a": 3}
    path.write_bytes(b'{"a": 3}')
    with pytest.raises(NovationError) as caught:
        documents.read_document(path)
    assert caught.value.code == "document.not-canonical"


@pytest.mark.needs("ssh-keygen")
def test_anybody_verifies_a_document_with_ssh_keygen_alone(tmp_path: Path) -> None:
    path = written(tmp_path)
    signers = tmp_path / "allowed_signers"
    signers.write_text(sshsig.allowed_signers([sshsig.AllowedSigner("receiver", KEY.public, (NAMESPACE,))]))
    command = ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", "receiver", "-n", NAMESPACE]
    done = subprocess.run([*command, "-s", f"{path}.sig"], input=path.read_bytes(), capture_output=True)
    assert done.returncode == 0, done.stderr
