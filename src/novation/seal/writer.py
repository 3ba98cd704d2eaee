"""Writing a bag: built in a folder beside its final name, and renamed only when every byte of it is on the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from novation.errors import seal as errors
from novation.seal.declaration import DECLARATION, info_text
from novation.seal.envelope import EncryptingSink, Sealed, encrypting_sink
from novation.seal.keys import Recipient
from novation.seal.manifest import manifest_text
from novation.seal.names import fold, is_nfc, is_portable, is_safe
from novation.seal.plain import fsync_folder, replace_lasting, write_lasting

SIGNATURES = frozenset(f"signatures/{role}.sig" for role in ("hander-over", "witness", "receiver"))
"""The only files that may be in no manifest: they sign the tag manifest and come after it."""
_RESERVED = frozenset(
    {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "fetch.txt"}
)

Sign = Callable[[bytes], Mapping[str, bytes]]
"""Takes the bytes of `tagmanifest-sha256.txt`, gives signature files by name (`signatures/hander-over.sig`)."""


class BagWriter:
    """Writes one bag to `folder`; use it in a `with`, add files, then `finish`.

    Until `finish` returns, only `<folder>.partial` exists; it is removed when the block ends early, and one left
    by a crash is replaced by the next run. Raises `seal.folder-taken` if `folder` exists.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.partial = self.folder.with_name(self.folder.name + ".partial")
        self._payload: dict[str, Sealed] = {}
        self._tags: dict[str, str] = {}
        self._folded: set[str] = set()
        self._done = False

    def __enter__(self) -> Self:
        if os.path.lexists(self.folder):
            raise errors.FOLDER_TAKEN.error(file=self.folder.name)
        remove_folder(self.partial)
        (self.partial / "data").mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        if not self._done:
            remove_folder(self.partial)

    @property
    def payload(self) -> Mapping[str, Sealed]:
        """Digest and size of every payload file so far, by path."""
        return self._payload

    def add_payload(self, name: str, content: bytes) -> None:
        """Adds a payload file as it stands; in a package it has to be encrypted already (see `encrypted`)."""
        write_lasting(self._claim(name, payload=True), content)
        self._payload[name] = Sealed(hashlib.sha256(content).hexdigest(), len(content))

    def add_tag(self, name: str, content: bytes) -> None:
        """Adds a tag file, which anybody can read: never personal data."""
        write_lasting(self._claim(name, payload=False), content)
        self._tags[name] = hashlib.sha256(content).hexdigest()

    @contextmanager
    def encrypted(self, name: str, recipients: Sequence[Recipient]) -> Iterator[EncryptingSink]:
        """A sink for the plaintext of a payload file (`data/….age`), encrypted to `recipients` as it is written."""
        with encrypting_sink(self._claim(name, payload=True), recipients) as sink:
            yield sink
        self._payload[name] = sink.sealed

    def _claim(self, name: str, *, payload: bool) -> Path:
        right_place = name.startswith("data/") is payload and name not in _RESERVED | SIGNATURES
        if not (is_safe(name) and is_portable(name) and is_nfc(name) and right_place):
            raise errors.FORBIDDEN_NAME.error(file=name)
        if fold(name) in self._folded:
            raise errors.NAME_COLLISION.error(file=name, other=name)
        self._folded.add(fold(name))
        path = self.partial / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def finish(self, info: Mapping[str, str] | None = None, sign: Sign | None = None) -> Path:
        """Writes declaration, `bag-info.txt` (`info` and Payload-Oxum) and manifests, signs, renames; gives `folder`."""
        oxum = f"{sum(part.size for part in self._payload.values())}.{len(self._payload)}"
        self._write("bagit.txt", DECLARATION)
        self._write("bag-info.txt", info_text({**(info or {}), "Payload-Oxum": oxum}))
        self._write("manifest-sha256.txt", manifest_text({n: p.sha256 for n, p in self._payload.items()}))
        tagmanifest = manifest_text(self._tags)
        write_lasting(self.partial / "tagmanifest-sha256.txt", tagmanifest)
        for name, signature in (sign(tagmanifest) if sign else {}).items():
            _write_signature(self.partial, name, signature)
        for inner in [path for path in self.partial.rglob("*") if path.is_dir()]:
            fsync_folder(inner)
        fsync_folder(self.partial)
        if os.path.lexists(self.folder):
            raise errors.FOLDER_TAKEN.error(file=self.folder.name)
        self.partial.rename(self.folder)
        fsync_folder(self.folder.parent)
        self._done = True
        return self.folder

    def _write(self, name: str, content: bytes) -> None:
        write_lasting(self.partial / name, content)
        self._tags[name] = hashlib.sha256(content).hexdigest()


def add_signature(folder: Path, role: str, signature: bytes) -> Path:
    """Puts a signature over the tag manifest beside the others (`role`: hander-over, witness, receiver)."""
    return _write_signature(Path(folder), f"signatures/{role}.sig", signature)


def _write_signature(folder: Path, name: str, signature: bytes) -> Path:
    if name not in SIGNATURES:
        raise errors.UNEXPECTED_FILE.error(file=name)
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    replace_lasting(path, signature)
    return path


def remove_folder(folder: Path) -> None:
    """Removes a folder of ours; a link or file in its place is removed itself, never what it points to."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
