"""A file on its way in: counted, digested and encrypted as it streams, so that no plain byte of it touches the disk."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from novation.control.cases.drawer.kinds import FIRST_BYTES, media_type
from novation.control.cases.drawer.sealing import Sealer, new_key, opened
from novation.errors import NovationError
from novation.errors.files import DISK_FULL, FILE_EMPTY, FILE_NOT_WRITTEN, FILE_TOO_LARGE

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_STALE = 24 * 3600


def folder() -> Path:
    """Where contents lie, one file each, named by the reference of the version."""
    return Path(settings.FILE_FOLDER)


class Incoming:
    """Takes chunks until `finish`; the first problem ends it, nothing is left of it, and further chunks are dropped.

    The temporary file goes with the object, also when a browser breaks off; after a crash the next upload sweeps it.
    """

    def __init__(self) -> None:
        self.key = new_key()
        self.size = 0
        self.problem: NovationError | None = None
        self._sealer = Sealer(self.key)
        self._digest = hashlib.sha256()
        self._first = b""
        self._file: Any = None
        self._try(self._begin)

    @property
    def digest(self) -> str:
        return "sha256:" + self._digest.hexdigest()

    @property
    def media_type(self) -> str:
        return media_type(self._first)

    def write(self, chunk: bytes) -> None:
        if self.problem is not None:
            return
        self.size += len(chunk)
        if self.size > settings.FILE_LIMIT:
            self._give_up(FILE_TOO_LARGE.error(limit=told_size(settings.FILE_LIMIT)))
            return
        if len(self._first) < FIRST_BYTES:
            self._first += chunk[: FIRST_BYTES - len(self._first)]
        self._digest.update(chunk)
        self._try(lambda: self._file.write(self._sealer.feed(chunk)))

    def finish(self) -> None:
        """The last chunk; from here on the content can be read and kept."""
        if self.problem is None and self.size == 0:
            self._give_up(FILE_EMPTY.error())
        if self.problem is None:
            self._try(self._end)

    def chunks(self) -> Iterator[bytes]:
        """The plain content, read back; raises what went wrong."""
        if self.problem is not None:
            raise self.problem
        self._file.seek(0)
        return opened(self._file, self.key)

    def keep_as(self, ref: str) -> None:
        """Puts the content into the drawer under a reference, whole or not at all; raises what went wrong."""
        if self.problem is None:
            self._try(lambda: _link(self._file.name, folder() / ref))
        if self.problem is not None:
            raise self.problem
        self.discard()

    def discard(self) -> None:
        """Removes the temporary file; what was kept stays."""
        if self._file is not None:
            with suppress(
                OSError
            ):  # a full disk refuses what was still to be written; the file goes all the same
                self._file.close()

    def _begin(self) -> None:
        waiting = folder() / "incoming"
        waiting.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(waiting)
        self._file = tempfile.NamedTemporaryFile(dir=waiting)  # noqa: SIM115 - closed by discard

    def _end(self) -> None:
        self._file.write(self._sealer.finish())
        self._file.flush()
        os.fsync(self._file.fileno())

    def _try(self, write: Any) -> None:
        try:
            write()
        except OSError as failed:
            self._give_up((DISK_FULL if failed.errno in _FULL else FILE_NOT_WRITTEN).error())

    def _give_up(self, problem: NovationError) -> None:
        self.problem = problem
        self.discard()


def _link(temporary: str, final: Path) -> None:
    os.link(temporary, final)
    handle = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(waiting: Path) -> None:
    """What a killed process left behind."""
    for path in waiting.iterdir():
        if path.stat().st_mtime < time.time() - _STALE:
            path.unlink(missing_ok=True)


def told_size(size: int) -> str:
    """1.5 GB, 20 MB, 3 KB: the same in both languages."""
    for unit, length in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if size >= length:
            return f"{size / length:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} B"
