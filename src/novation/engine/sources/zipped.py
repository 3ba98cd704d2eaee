"""ZIP files as sources: unpacked into a private folder within limits; nothing is written outside it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from stat import S_ISLNK

from novation.engine.sources.archives import PARTS_AT_MOST, RATIO_AT_MOST, RATIO_FROM
from novation.engine.sources.collection import Collection
from novation.engine.sources.private import private_folder, room
from novation.engine.sources.source import Skipped
from novation.errors import ErrorKind
from novation.errors.sources import BROKEN, ENCRYPTED, UNSAFE_MEMBER, ZIP_BOMB

_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_SYSTEM_FILES = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class ZipSource(Collection):
    """The files of a ZIP file. Raises nothing for what is in it: a bomb is skipped whole, an odd member by itself."""

    def _files(self) -> Iterator[tuple[str, Path]]:
        try:
            with zipfile.ZipFile(self.path) as archive:
                members = [m for m in archive.infolist() if not m.is_dir()]
                if len(members) > PARTS_AT_MOST:
                    raise ZIP_BOMB.error(file=self.path.name, reason=f"{len(members)} parts")
                folder = private_folder(self)
                left = room(folder)
                for number, member in enumerate(sorted(members, key=lambda m: m.filename)):
                    label = _label(member)
                    if label.startswith(_SYSTEM_FILES) or label.rpartition("/")[2] in _SYSTEM_FILES:
                        continue
                    if refusal := _refusal(member, label):
                        self._skip(label, refusal)
                        continue
                    # The name inside the folder is ours: theirs could lead anywhere, or be too long.
                    target = folder / str(number) / (PurePosixPath(label).name[-100:] or "file")
                    target.parent.mkdir(mode=0o700)
                    try:
                        left -= self._unpack(archive, member, target, left)
                    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
                        self._skip(label, BROKEN)
                        continue
                    yield label, target
        except (zipfile.BadZipFile, OSError, ValueError) as broken:
            raise BROKEN.error(file=self.path.name, kind="ZIP") from broken

    def _unpack(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int) -> int:
        """Counts what really comes out: sizes written in an archive may lie."""
        size = 0
        with archive.open(member) as packed, target.open("xb") as file:
            while piece := packed.read(_CHUNK):
                size += len(piece)
                if size > left:
                    raise ZIP_BOMB.error(file=self.path.name, reason=f"> {left >> 30} GB")
                if size > RATIO_FROM and size > RATIO_AT_MOST * max(1, member.compress_size):
                    raise ZIP_BOMB.error(file=self.path.name, reason=f"> {RATIO_AT_MOST}:1")
                file.write(piece)
        return size

    def _skip(self, label: str, kind: ErrorKind) -> None:
        error = kind.error(file=PurePosixPath(label).name, kind="ZIP")
        self._skipped.append(Skipped.because(f"{self.name}/{label}", error))


def _label(member: zipfile.ZipInfo) -> str:
    """The name; Chinese programs write it in GBK without saying so (APPNOTE.TXT, appendix D, knows only CP437)."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


def _refusal(member: zipfile.ZipInfo, label: str) -> ErrorKind | None:
    parts = label.replace("\\", "/").split("/")
    if ".." in parts or label.startswith(("/", "\\")) or ":" in parts[0] or "\0" in label:
        return UNSAFE_MEMBER
    if S_ISLNK(member.external_attr >> 16):
        return UNSAFE_MEMBER
    return ENCRYPTED if member.flag_bits & _ENCRYPTED else None
