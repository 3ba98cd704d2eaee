"""Putting contents into the drawer, reading them, and making them unreadable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max

from novation.control.cases.drawer.incoming import Incoming, folder
from novation.control.cases.drawer.naming import shown_name
from novation.control.cases.drawer.receiving import SealedUpload
from novation.control.cases.drawer.sealing import opened, unwrap, wrap
from novation.control.cases.models import CaseFile, FileVersion
from novation.control.cases.models.file import FileState
from novation.control.refs import new_ref
from novation.errors.files import FILE_DAMAGED, FILE_GONE


def store(file: CaseFile, upload: UploadedFile, by: str) -> FileVersion:
    """Keeps an upload as the next version of a file; to be called inside an action. `by`: a person's reference.

    Raises `file.too-large`, `file.empty`, `file.disk-full`, `file.not-written`; then nothing is kept.
    """
    incoming = upload.incoming if isinstance(upload, SealedUpload) else _taken_in(upload)
    ref = new_ref("fv")
    incoming.keep_as(ref)
    last = file.versions.aggregate(last=Max("number"))["last"] or 0
    return FileVersion.objects.create(
        ref=ref,
        file=file,
        number=last + 1,
        name=shown_name(upload.name or ""),
        size=incoming.size,
        digest=incoming.digest,
        media_type=incoming.media_type,
        wrapped_key=wrap(incoming.key, settings.FILE_SECRET, ref),
        added_by=by,
    )


def _taken_in(upload: UploadedFile) -> Incoming:
    incoming = Incoming()
    for chunk in upload.chunks():
        incoming.write(chunk)
    incoming.finish()
    return incoming


def content(version: FileVersion) -> Iterator[bytes]:
    """The plain content in chunks; raises `file.destroyed-already`, `file.damaged` (before a wrong chunk is given)."""
    if str(version.state) == FileState.DESTROYED:
        raise FILE_GONE.error()
    key = unwrap(bytes(version.wrapped_key), settings.FILE_SECRET, version.ref)
    try:
        source = (folder() / version.ref).open("rb")
    except FileNotFoundError:
        raise FILE_DAMAGED.error() from None
    return _read(source, key)


def _read(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    with source:
        yield from opened(source, key)


def destroy(version: FileVersion) -> None:
    """The key goes first: without it, what lies on the disk and in backups of the disk can be read by nobody."""
    version.wrapped_key = b""
    version.save(update_fields=["wrapped_key"])


def remove(ref: str) -> None:
    """The encrypted content, after the key is gone for good."""
    (folder() / ref).unlink(missing_ok=True)
