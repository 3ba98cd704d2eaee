"""The digest of an uploaded file, read in pieces; the file itself goes to the drawer."""

from __future__ import annotations

import hashlib

from django.core.files.uploadedfile import UploadedFile

from novation.errors.agreements import FILE_TOO_LARGE

MEGABYTE = 1024 * 1024
LIMIT = 100


def upload_digest(file: UploadedFile, limit: int = LIMIT) -> tuple[str, int]:
    """`sha256:<hex>` and the size; raises `file.too-large`."""
    hashed, size = hashlib.sha256(), 0
    for chunk in file.chunks():
        size += len(chunk)
        if size > limit * MEGABYTE:
            raise FILE_TOO_LARGE.error(limit=limit)
        hashed.update(chunk)
    return f"sha256:{hashed.hexdigest()}", size
