"""What goes between two installations as one file: taken in whole and as it was signed, or not at all."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from novation.errors import NovationError
from novation.evidence import canonical
from novation.handover import travelling

PACKAGE = Path(__file__).resolve().parents[2] / "conformance/seal/valid/whole-package/package"


@pytest.fixture
def files() -> dict[str, bytes]:
    return travelling.tag_files(PACKAGE)


def test_the_tag_files_announce_the_package_and_hold_none_of_its_data(files: dict[str, bytes]) -> None:
    assert not [name for name in files if name.startswith("data/")]
    found = travelling.announced(travelling.unpacked(travelling.packed(files)))
    assert found.package == canonical.digest_bytes((PACKAGE / "tagmanifest-sha256.txt").read_bytes())
    assert found.fingerprint.startswith("SHA256:") and found.parts
    assert travelling.packed(files) == travelling.packed(dict(reversed(files.items())))


@pytest.mark.parametrize(
    "name", ["plan.json", "manifest-sha256.txt", "checkpoint.note", "tagmanifest-sha256.txt"]
)
def test_a_changed_byte_is_found(files: dict[str, bytes], name: str) -> None:
    data = bytearray(files[name])
    data[len(data) // 2] ^= 1
    with pytest.raises(NovationError):
        travelling.announced({**files, name: bytes(data)})


@pytest.mark.parametrize(
    "name", ["plan.json", "signatures/hander-over.sig", "allowed_signers", "counts.json"]
)
def test_a_missing_file_is_found(files: dict[str, bytes], name: str) -> None:
    del files[name]
    with pytest.raises(NovationError, match="travelling-file.not-whole"):
        travelling.announced(files)


def test_a_file_that_nobody_signed_is_found(files: dict[str, bytes]) -> None:
    with pytest.raises(NovationError, match="travelling-file.not-whole"):
        travelling.announced({**files, "more.txt": b"more"})


def test_what_is_no_archive_or_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NovationError, match="travelling-file.malformed"):
        travelling.unpacked(b"PK no archive")
    monkeypatch.setattr(travelling, "MAX_FILE", 10)
    with pytest.raises(NovationError, match="travelling-file.malformed"):
        travelling.unpacked(travelling.packed({"large": b"0" * 11}))


def test_names_that_lead_elsewhere_are_written_nowhere(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../receipt.json", b"{}")
    with pytest.raises(NovationError, match="travelling-file.malformed"):
        travelling.laid_out(travelling.unpacked(out.getvalue()), travelling.RECEIPT_FILES, tmp_path)
    assert not list(tmp_path.parent.glob("receipt.json"))
