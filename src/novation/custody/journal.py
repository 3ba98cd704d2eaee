"""The journal on disk: one canonical JSON object a line, the leaves of an RFC 9162 Merkle tree."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from novation.custody import durable
from novation.custody.audit import audit
from novation.custody.entries import Entry, Reference
from novation.custody.lines import Lines, read_lines
from novation.errors.custody import JOURNAL_TORN
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.instants import write_instant
from novation.evidence.keys import PrivateKey, PublicKey
from novation.evidence.merkle import Tree
from novation.evidence.problems import Problem


@dataclass(frozen=True, slots=True)
class Head:
    """How many entries there are and the root over them (32 bytes)."""

    size: int
    root: bytes

    def as_dict(self) -> dict[str, object]:
        """What a plan records of the position it rests on."""
        return {"size": self.size, "root": "sha256:" + self.root.hex()}


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That the entry at `index` is in the journal of `size` entries; `proof` goes from the leaf to the root."""

    index: int
    size: int
    leaf: bytes
    proof: tuple[bytes, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "index": self.index,
            "size": self.size,
            "leaf": self.leaf.hex(),
            "proof": [node.hex() for node in self.proof],
        }


class Journal:
    """Append-only; several processes may append, a lock on the file keeps them in line. One object is for one thread.

    An append is one write of one line and an fsync: after a crash at any byte the entry is there whole, or it
    counts as not written. `repaired` lists what was cut off by this object.
    """

    def __init__(
        self, path: Path | str, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.path = Path(path)
        self.repaired: list[Problem] = []
        self._clock = clock
        self._entries: list[Entry] = []
        self._tree = Tree()
        self._stamp: tuple[int, int, int] | None = None
        self._bytes = 0

    def append(self, tag: str, *, by: str | None = None, **references: Reference) -> Entry:
        """Adds an entry and returns it once it is on the disk.

        Raises `journal.tag-malformed`, `journal.reference-not-neutral`, and, where the journal itself is
        damaged, `journal.line-malformed` or `journal.index-wrong`.
        """
        at = write_instant(self._clock())
        Entry(0, at, tag, references, by)  # refuse before the file is touched
        created = not self.path.exists()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as file, _lock(file, fcntl.LOCK_EX):
            self._load(file)
            self._cut(file)
            entry = Entry(len(self._entries), at, tag, references, by)
            line = entry.line() + b"\n"
            # One unbuffered write, so no part of the line waits in this process.
            written = os.write(file.fileno(), line)
            if written != len(line):
                raise OSError(f"only {written} of {len(line)} bytes were written")
            os.fsync(file.fileno())
            self._take(entry, len(line))
            self._stamp = _stamp(file)
        if created:
            durable.sync_folder(self.path.parent)
        return entry

    def entries(self) -> list[Entry]:
        """All entries; raises `journal.line-malformed` or `journal.index-wrong` for a damaged journal."""
        self._refresh()
        return list(self._entries)

    def head(self) -> Head:
        self._refresh()
        return Head(self._tree.size, self._tree.root())

    def checkpoint(self, private_key: PrivateKey, origin: str) -> str:
        """The head, signed (C2SP tlog-checkpoint)."""
        head = self.head()
        return Checkpoint(origin, head.size, head.root).sign(private_key)

    def inclusion(self, index: int, size: int | None = None) -> Inclusion:
        """The proof that an entry is in the journal as it was at `size` entries (default: now)."""
        self._refresh()
        proof = tuple(self._tree.inclusion_proof(index, size))
        return Inclusion(index, self._tree.size if size is None else size, self._tree.leaf(index), proof)

    def consistency(self, old_size: int, size: int | None = None) -> list[bytes]:
        """The proof that the journal of `size` entries (default: now) continues the one of `old_size`."""
        self._refresh()
        return self._tree.consistency_proof(old_size, size)

    def verify(self, checkpoints: Iterable[str | bytes], origin: str, key: PublicKey) -> list[Problem]:
        """Everything wrong with the file, held against signed checkpoints of this journal, whoever kept them.

        Unlike the other methods it does not stop at the first damage. Nothing wrong: an empty list.
        """
        return audit(self._read(), checkpoints, origin, key)

    def torn(self) -> Problem | None:
        """The unfinished last line, if there is one; the next append cuts it off."""
        found = self._read().torn
        return Problem(JOURNAL_TORN, {"count": len(found)}) if found else None

    def _read(self) -> Lines:
        if not self.path.exists():
            return Lines([], b"")
        with self.path.open("rb") as file, _lock(file, fcntl.LOCK_SH):
            return read_lines(file.read())

    def _refresh(self) -> None:
        if not self.path.exists():
            self._forget()
            return
        with self.path.open("rb") as file, _lock(file, fcntl.LOCK_SH):
            self._load(file)

    def _load(self, file: BinaryIO) -> None:
        """Reads what was added since; a file that was replaced or shortened is read anew."""
        stamp = _stamp(file)
        if stamp == self._stamp:
            return
        self._forget()
        file.seek(0)
        for entry, length in read_lines(file.read()).strict():
            self._take(entry, length)
        self._stamp = stamp

    def _cut(self, file: BinaryIO) -> None:
        size = os.fstat(file.fileno()).st_size
        if size > self._bytes:
            self.repaired.append(Problem(JOURNAL_TORN, {"count": size - self._bytes}))
            os.ftruncate(file.fileno(), self._bytes)
            os.fsync(file.fileno())

    def _take(self, entry: Entry, length: int) -> None:
        self._entries.append(entry)
        self._tree.append(entry.leaf)
        self._bytes += length

    def _forget(self) -> None:
        self._entries, self._tree, self._stamp, self._bytes = [], Tree(), None, 0


def _stamp(file: BinaryIO) -> tuple[int, int, int]:
    status = os.fstat(file.fileno())
    return status.st_ino, status.st_size, status.st_mtime_ns


@contextmanager
def _lock(file: BinaryIO, kind: int) -> Iterator[None]:
    fcntl.flock(file, kind)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
