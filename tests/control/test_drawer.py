"""The file drawer: streamed, encrypted, told from the content; and what happens on bad days."""

from __future__ import annotations

import errno
import io
import os
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from tests.control.people import House

from novation.control.cases.drawer import incoming as incoming_module
from novation.control.cases.drawer.incoming import Incoming, folder, told_size
from novation.control.cases.drawer.kinds import FIRST_BYTES, media_type
from novation.control.cases.drawer.naming import MAX_NAME, shown_name
from novation.control.cases.drawer.receiving import SealedUpload
from novation.control.cases.drawer.sealing import CHUNK, HEAD, TAG, Sealer, new_key, opened, unwrap, wrap
from novation.control.cases.drawer.storing import content
from novation.control.cases.file_actions import (
    add_file,
    add_version,
    ask_destruction,
    destroy_file,
    download_file,
    withdraw_destruction,
)
from novation.control.cases.models import CaseFile, FileVersion
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole
from novation.errors import NovationError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def drawer(tmp_path: Path, settings: object) -> Iterator[Path]:
    settings.FILE_FOLDER = tmp_path / "files"  # type: ignore[attr-defined]
    yield tmp_path / "files"


def sealed(plain: bytes, key: bytes) -> bytes:
    sealer = Sealer(key)
    return sealer.feed(plain) + sealer.finish()


def read(data: bytes, key: bytes) -> bytes:
    return b"".join(opened(io.BytesIO(data), key))


# ---- encryption -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_what_was_sealed_opens_again_whatever_its_length(size: int) -> None:
    key, plain = new_key(), os.urandom(size)
    assert read(sealed(plain, key), key) == plain


@given(st.lists(st.binary(max_size=3 * CHUNK // 2), max_size=5))
def test_how_the_bytes_arrive_makes_no_difference(pieces: list[bytes]) -> None:
    key = bytes(32)
    sealer = Sealer(key)
    data = b"".join(sealer.feed(piece) for piece in pieces) + sealer.finish()
    assert data == sealed(b"".join(pieces), key)


def blocks(data: bytes) -> list[bytes]:
    body = data[len(HEAD) :]
    return [body[at : at + CHUNK + TAG] for at in range(0, len(body), CHUNK + TAG)]


@pytest.mark.parametrize(
    "harm",
    [
        lambda b: b[:-1],  # the last chunk is missing
        lambda b: [*b[:-1], b[-1][:-1]],  # a byte is missing at the end
        lambda b: [b[1], b[0], *b[2:]],  # two are exchanged
        lambda b: [b[0], b[0], *b[1:]],  # one stands twice
        lambda b: [*b, b[-1]],  # one more at the end
        lambda b: [b[0][:-1] + bytes([b[0][-1] ^ 1]), *b[1:]],  # one bit
        lambda b: [],  # nothing but the head
    ],
)
def test_what_was_cut_moved_repeated_or_changed_is_noticed(harm: object) -> None:
    key = new_key()
    whole = blocks(sealed(os.urandom(3 * CHUNK + 5), key))
    with pytest.raises(NovationError, match="file.damaged"):
        read(HEAD + b"".join(harm(whole)), key)  # type: ignore[operator]


def test_a_key_opens_one_file_in_one_installation() -> None:
    key = new_key()
    wrapped = wrap(key, "secret", "fv_one")
    assert unwrap(wrapped, "secret", "fv_one") == key
    for secret, ref in (("other", "fv_one"), ("secret", "fv_two")):
        with pytest.raises(NovationError, match="file.damaged"):
            unwrap(wrapped, secret, ref)
    with pytest.raises(NovationError, match="file.damaged"):
        unwrap(b"", "secret", "fv_one")


# ---- names and kinds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\deals\\list.xlsx", "list.xlsx"),
        ("a\rb\nc.pdf", "a b c.pdf"),
        ("invoice\u202efdp.exe", "invoice fdp.exe"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("𠮷野家名单.csv", "𠮷野家名单.csv"),
        ("王\ue863.pdf", "王\ue863.pdf"),
        (" .. ", "file"),
        ("", "file"),
        ("a\x00b", "a b"),
    ],
)
def test_a_name_is_shown_without_what_deceives(given_name: str, shown: str) -> None:
    assert shown_name(given_name) == shown


@given(st.text())
def test_any_name_becomes_one_that_can_be_shown(name: str) -> None:
    shown = shown_name(name)
    assert 0 < len(shown) <= MAX_NAME and not set("/\\\r\n\x00\u202e\u2066") & set(shown)
    assert shown_name(shown) == shown


def test_a_very_long_name_keeps_its_ending() -> None:
    assert shown_name("长" * 400 + ".docx").endswith("….docx")


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (
            b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (b"PK\x03\x04....OFD.xml", "application/ofd"),
        (b"PK\x03\x04....", "application/zip"),
        ("甲方乙方".encode(), "text/plain"),
        ("甲".encode() * (FIRST_BYTES // 3) + "甲".encode()[:2], "text/plain"),
        (b"<html><script>alert(1)</script>", "text/plain"),
        (b"MZ\x90\x00", "application/octet-stream"),
        (b"#!/bin/sh", "application/octet-stream"),
        (b"\xff\xfe\x00a", "application/octet-stream"),
        ("中文".encode("gb18030"), "application/octet-stream"),
    ],
)
def test_what_a_file_is_tells_its_content_alone(first: bytes, kind: str) -> None:
    assert media_type(first) == kind


# ---- coming in --------------------------------------------------------------------------------------------------


def test_no_plain_byte_lies_on_the_disk_and_memory_stays_bounded(drawer: Path) -> None:
    arriving = Incoming()
    for _ in range(64):
        arriving.write(b"secret of Wang" * 5000)
    arriving.finish()
    (waiting,) = (drawer / "incoming").iterdir()
    assert b"secret of Wang" not in waiting.read_bytes()
    assert len(arriving._sealer._waiting) <= CHUNK
    arriving.discard()
    assert list((drawer / "incoming").iterdir()) == []


def test_too_large_is_noticed_while_it_streams_and_leaves_nothing(drawer: Path, settings: object) -> None:
    settings.FILE_LIMIT = 100_000  # type: ignore[attr-defined]
    arriving = Incoming()
    for _ in range(10):
        arriving.write(bytes(65_536))
    arriving.finish()
    assert arriving.problem is not None and arriving.problem.code == "file.too-large"
    assert list((drawer / "incoming").iterdir()) == []
    with pytest.raises(NovationError, match="file.too-large"):
        arriving.keep_as("fv_x")


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "file.disk-full"), (errno.EDQUOT, "file.disk-full"), (errno.EIO, "file.not-written")],
)
def test_a_full_disk_is_said_plainly_and_leaves_nothing(drawer: Path, number: int, code: str) -> None:
    arriving = Incoming()
    arriving._file = _Failing(arriving._file, number)
    arriving.write(bytes(3 * CHUNK))
    assert arriving.problem is not None and arriving.problem.code == code
    assert list((drawer / "incoming").iterdir()) == []


class _Failing:
    """A file on a disk that takes no more."""

    def __init__(self, real: object, number: int) -> None:
        self.real, self.number = real, number

    def write(self, data: bytes) -> int:
        raise OSError(self.number, "no")

    def close(self) -> None:
        self.real.close()  # type: ignore[attr-defined]


def test_a_folder_that_cannot_be_written_is_said_when_the_file_is_used(house: House) -> None:
    with (
        patch.object(incoming_module.tempfile, "NamedTemporaryFile", side_effect=OSError(errno.ENOSPC, "no")),
        pytest.raises(NovationError, match="file.disk-full"),
    ):
        add_file(house.officer, house.case, upload=SimpleUploadedFile("a.txt", b"x"))
    assert not CaseFile.objects.exists()


def test_a_disk_that_fills_at_the_last_moment_leaves_no_row_and_no_file(house: House, drawer: Path) -> None:
    before = LogEntry.objects.count()
    with (
        patch.object(incoming_module.os, "link", side_effect=OSError(errno.ENOSPC, "no")),
        pytest.raises(NovationError, match="file.disk-full"),
    ):
        add_file(house.officer, house.case, upload=SimpleUploadedFile("a.txt", b"x"))
    assert not CaseFile.objects.exists() and LogEntry.objects.count() == before
    assert [path.name for path in drawer.rglob("*") if path.is_file()] == []


def test_what_a_killed_process_left_is_swept_by_the_next_upload(drawer: Path) -> None:
    (drawer / "incoming").mkdir(parents=True)
    left = drawer / "incoming" / "left"
    left.write_bytes(b"x")
    os.utime(left, (0, time.time() - 2 * 24 * 3600))
    Incoming().discard()
    assert not left.exists()


def test_an_empty_file_is_refused(house: House) -> None:
    with pytest.raises(NovationError, match="file.empty"):
        add_file(house.officer, house.case, upload=SimpleUploadedFile("a.txt", b""))


def test_a_sealed_upload_reads_like_any_other() -> None:
    arriving = Incoming()
    plain = os.urandom(3 * CHUNK + 11)
    arriving.write(plain)
    arriving.finish()
    upload = SealedUpload(arriving, "a.bin", "")
    assert b"".join(upload.chunks()) == plain and b"".join(upload.chunks(1000)) == plain
    upload.seek(0)
    assert upload.read() == plain
    upload.close()


# ---- the drawer -------------------------------------------------------------------------------------------------


def added(house: House, plain: bytes = b"%PDF-1.7 of Wang Wei", **given_: object) -> FileVersion:
    upload = SimpleUploadedFile("Wang Wei's contract.pdf", plain, "text/html")
    return add_file(house.officer, house.case, upload=upload, **given_)  # type: ignore[arg-type]


@pytest.mark.action("file.added")
def test_a_file_lies_encrypted_and_neither_its_name_nor_its_content_is_in_the_journal(house: House) -> None:
    version = added(house)
    assert version.media_type == "application/pdf" and version.name == "Wang Wei's contract.pdf"
    assert b"Wang" not in (folder() / version.ref).read_bytes()
    line = LogEntry.objects.filter(stream=house.case.ref).latest("index").line
    assert version.digest in line and "Wang" not in line and "contract" not in line
    assert b"".join(content(version)) == b"%PDF-1.7 of Wang Wei"


@pytest.mark.action("file-version.added")
def test_versions_are_kept_and_counted(house: House) -> None:
    first = added(house)
    upload = SimpleUploadedFile("v2.pdf", b"%PDF-1.7 second")
    second = add_version(house[CaseRole.COUNSEL], first.file, upload=upload)
    assert second.number == 2 and b"".join(content(first)) == b"%PDF-1.7 of Wang Wei"
    with pytest.raises(NovationError, match="access.refused"):
        add_version(house[CaseRole.RECEIVER], first.file, upload=SimpleUploadedFile("v3.pdf", b"x"))


@pytest.mark.action("file.downloaded")
def test_a_download_is_in_the_journal_and_only_for_whom_the_file_is(house: House) -> None:
    version = added(house)
    download_file(house[CaseRole.AUDITOR], version)
    last = LogEntry.objects.filter(stream=house.case.ref).latest("index")
    assert (last.tag, last.by) == ("file.downloaded", house[CaseRole.AUDITOR].ref)
    with pytest.raises(NovationError, match="access.refused"):
        download_file(house[CaseRole.RECEIVER], version)
    download_file(house[CaseRole.RECEIVER], added(house, shared=True))


@pytest.mark.action("file-destruction.asked")
@pytest.mark.action("file-destruction.withdrawn")
@pytest.mark.action("file.destroyed")
def test_a_file_is_destroyed_by_two_people_and_then_nobody_reads_it(
    house: House, django_capture_on_commit_callbacks: object
) -> None:
    version = added(house)
    ask_destruction(house.officer, version, because="asked by Wang Wei")
    with pytest.raises(NovationError, match="access.refused"):
        destroy_file(house.officer, version)
    withdraw_destruction(house[CaseRole.OWNER], version)
    with pytest.raises(NovationError, match="state.wrong"):
        destroy_file(house[CaseRole.OWNER], version)
    ask_destruction(house.officer, version, because="asked by Wang Wei")
    kept = bytes(version.wrapped_key)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        destroy_file(house[CaseRole.OWNER], version)
    version.refresh_from_db()
    assert kept and bytes(version.wrapped_key) == b"" and not (folder() / version.ref).exists()
    assert version.digest.startswith("sha256:")
    with pytest.raises(NovationError, match="file.destroyed-already"):
        download_file(house.officer, version)


def test_a_content_that_is_gone_or_exchanged_is_named_damaged(house: House) -> None:
    one, other = added(house, b"first"), added(house, b"second")
    (folder() / one.ref).write_bytes((folder() / other.ref).read_bytes())
    with pytest.raises(NovationError, match="file.damaged"):
        b"".join(content(one))
    (folder() / one.ref).unlink()
    with pytest.raises(NovationError, match="file.damaged"):
        content(one)


def test_sizes_are_told_as_people_say_them() -> None:
    assert [told_size(n) for n in (12, 2048, 1_572_864, 2 * 1024**3)] == ["12 B", "2 KB", "1.5 MB", "2 GB"]
