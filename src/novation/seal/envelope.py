"""age encryption (age-encryption.org/v1) as streams: sealed while it is written, so no plaintext touches the disk."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from novation.errors import NovationError
from novation.errors import seal as errors
from novation.seal.header import read_stanzas
from novation.seal.keys import Identity, Recipient
from novation.seal.plain import Progress, open_plain

_BUFFER = 1 << 18


@dataclass(frozen=True, slots=True)
class Sealed:
    """One file as it lies on the disk: SHA-256 in hex and size in bytes."""

    sha256: str
    size: int


class _Out(io.RawIOBase):
    """Writes to a file, counting and digesting; stops with `seal.bomb` when the limit in bytes is passed."""

    def __init__(self, file: BinaryIO, name: str, limit: int | None = None) -> None:
        self._file, self._name, self._limit = file, name, limit
        self._hash = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self.size += len(chunk)
        if self._limit is not None and self.size > self._limit:
            raise errors.BOMB.error(file=self._name, what=f"{self._limit} B")
        self._hash.update(chunk)
        self._file.write(chunk)
        return len(chunk)

    def flush(self) -> None:
        if not self._file.closed:
            self._file.flush()

    def result(self) -> Sealed:
        return Sealed(self._hash.hexdigest(), self.size)


class _In(io.RawIOBase):
    """Reads a file through a large buffer (age asks for 8 KiB at a time), counting and digesting."""

    def __init__(self, file: BinaryIO, progress: Progress | None) -> None:
        self._file, self._progress = file, progress
        self._hash = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._file.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._hash.update(chunk)
        self.size += len(chunk)
        if self._progress:
            self._progress(len(chunk))
        return len(chunk)

    def result(self) -> Sealed:
        return Sealed(self._hash.hexdigest(), self.size)


class EncryptingSink(io.BufferedWriter):
    """What `encrypting_sink` gives: a plain binary sink; `sealed` is known when its block has ended."""

    sealed: Sealed
    _written = 0

    def write(self, chunk: Any) -> int:
        done = super().write(chunk)
        self._written += done
        return done

    def tell(self) -> int:
        return self._written

    def seekable(self) -> bool:
        return False


@contextmanager
def encrypting_sink(path: Path, recipients: Sequence[Recipient]) -> Iterator[EncryptingSink]:
    """A binary sink whose bytes land in `path` encrypted to all `recipients`.

    The plaintext goes through a pipe to a thread that encrypts; nothing plain is on the disk. `path` appears only
    when the block ends well; after an exception in the block or in the thread nothing is left. Raises
    `seal.no-recipient`, `seal.encryption-failed`. After the block `sink.sealed` holds digest and size of the ciphertext.
    """
    if not recipients:
        raise errors.NO_RECIPIENT.error()
    partial = path.with_name(path.name + ".partial")
    source, target = os.pipe()
    worker = _Encryption(source, partial, list(recipients))
    worker.start()
    sink = EncryptingSink(io.FileIO(target, "w"), _BUFFER)
    ended_well = False
    try:
        yield sink
        with suppress(BrokenPipeError):  # the thread has the reason
            sink.flush()
            ended_well = True
    except BrokenPipeError:
        ended_well = worker.failure is None
    finally:
        worker.cancelled = not ended_well
        _close(sink)
        worker.join()
        if not ended_well or worker.failure:
            partial.unlink(missing_ok=True)
        if worker.failure:
            raise errors.ENCRYPTION_FAILED.error(file=path.name) from worker.failure
    sink.sealed = worker.sealed
    partial.replace(path)


def _close(sink: EncryptingSink) -> None:
    """Ends the pipe; a broken pipe is told by the thread that broke it, not here."""
    with suppress(BrokenPipeError):
        sink.close()
    if not sink.raw.closed:
        sink.raw.close()


class _Encryption(threading.Thread):
    """Reads plaintext from a pipe and writes ciphertext to a file, until the pipe ends."""

    def __init__(self, source: int, path: Path, recipients: list[Recipient]) -> None:
        super().__init__(name="age", daemon=True)
        self._source, self._path, self._recipients = source, path, recipients
        self.failure: BaseException | None = None
        self.cancelled = False
        self.sealed = Sealed("", 0)

    def run(self) -> None:
        try:
            with os.fdopen(self._source, "rb", _BUFFER) as plain, self._path.open("xb") as out:
                counted = _Out(out, self._path.name)
                pyrage.encrypt_io(plain, counted, self._recipients)
                out.flush()
                os.fsync(out.fileno())
                self.sealed = counted.result()
        except (OSError, pyrage.EncryptError) as error:
            self.failure = error


@dataclass(frozen=True, slots=True)
class Opened:
    """Digests and sizes of one decrypted file: as it came (`sealed`) and as it is now (`plain`)."""

    sealed: Sealed
    plain: Sealed


_PROBE = 1 << 26
"""Bytes of plaintext that a file may have which is opened only to see whether it can be."""


def decrypt_to(
    path_in: Path,
    path_out: Path,
    identities: Sequence[Identity],
    limit_bytes: int | None = None,
    *,
    name: str | None = None,
    expected_sha256: str | None = None,
    progress: Progress | None = None,
) -> Opened:
    """Decrypts one file; `path_out` appears only when all of it was authentic.

    `limit_bytes` bounds the plaintext; `expected_sha256` (hex) is what the ciphertext has to be; `name` is how errors
    call the file. Raises `seal.other-recipient`, `seal.truncated`, `seal.tampered`, `seal.not-encrypted`, `seal.bomb`,
    `seal.manifest-mismatch`, OSError.
    """
    shown = name or path_in.name
    read_stanzas(path_in, shown)
    partial = path_out.with_name(path_out.name + ".partial")
    try:
        with open_plain(path_in) as source, partial.open("wb") as out:
            opened = _decrypt(source, out, shown, identities, limit_bytes, progress)
            out.flush()
            os.fsync(out.fileno())
        if expected_sha256 is not None and opened.sealed.sha256 != expected_sha256:
            raise errors.CHANGED_FILE.error(file=shown)
        partial.replace(path_out)
        return opened
    finally:
        partial.unlink(missing_ok=True)


def check_identities(path: Path, identities: Sequence[Identity], name: str) -> None:
    """Whether any of the identities opens a (small) file; nothing is written. Raises what `decrypt_to` raises."""
    read_stanzas(path, name)
    with open_plain(path) as source:
        _decrypt(source, io.BytesIO(), name, identities, _PROBE, None)


def _decrypt(
    source: BinaryIO,
    out: BinaryIO,
    name: str,
    identities: Sequence[Identity],
    limit: int | None,
    progress: Progress | None,
) -> Opened:
    counted_in, counted_out = _In(source, progress), _Out(out, name, limit)
    buffered = io.BufferedReader(counted_in, _BUFFER)
    try:
        pyrage.decrypt_io(buffered, counted_out, list(identities))
    except pyrage.DecryptError as error:
        raise _told(str(error), name) from None
    except OSError as error:
        # pyrage tells a failed authentication as an OSError without a number; a disk error has one.
        if error.errno is None:
            raise errors.TAMPERED.error(file=name) from None
        raise
    while buffered.read(_BUFFER):  # the digest covers the whole file
        pass
    return Opened(counted_in.result(), counted_out.result())


def _told(message: str, name: str) -> NovationError:
    """The words of the age library as one of our errors."""
    if "No matching keys" in message or "passphrase" in message.lower():
        return errors.OTHER_RECIPIENT.error(file=name)
    if "failed to fill" in message:  # the file ends before the nonce of its stream
        return errors.TRUNCATED.error(file=name)
    return errors.TAMPERED.error(file=name)
