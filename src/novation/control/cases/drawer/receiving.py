"""How Django takes uploads: small ones in memory, all others encrypted while they stream in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from novation.control.cases.drawer.incoming import Incoming


class SealedUpload(UploadedFile):
    """An uploaded file of which only the encrypted form lies on the disk; reading decrypts."""

    def __init__(self, incoming: Incoming, name: str, content_type: str) -> None:
        plain = io.BufferedReader(_Plain(incoming))
        super().__init__(plain, name, content_type, incoming.size)  # type: ignore[arg-type]
        self.incoming = incoming

    def close(self) -> None:
        """At the end of the request: what nobody kept is gone."""
        self.incoming.discard()


class _Plain(io.RawIOBase):
    """The plain content as a stream that can be read from the start again."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming
        self._chunks: Iterator[bytes] | None = None
        self._rest = b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if offset or whence:
            raise io.UnsupportedOperation("only to the start")
        self._chunks, self._rest = None, b""
        return 0

    def tell(self) -> int:
        return 0

    def readinto(self, buffer: Any, /) -> int:
        if self._chunks is None:
            self._chunks = self._incoming.chunks()
        if not self._rest:
            self._rest = next(self._chunks, b"")
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


class SealedUploads(FileUploadHandler):
    """Whoever is not signed in uploads nothing; what is too large or does not fit the disk is told when it is used."""

    incoming: Incoming

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not _known(self.request):
            raise StopUpload(connection_reset=True)
        self.incoming = Incoming()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.incoming.write(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:
        self.incoming.finish()
        return SealedUpload(self.incoming, self.file_name or "file", self.content_type or "")

    def upload_interrupted(self) -> None:
        self.incoming.discard()


def _known(request: Any) -> bool:
    """Signed in, or a program whose token was read before its body."""
    user = getattr(request, "user", None)
    return bool(getattr(user, "is_authenticated", False) or getattr(request, "auth", None))
