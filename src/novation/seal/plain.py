"""Plain files on disk: opened without following links, digested in one pass, written so that they last."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from novation.errors import seal as errors

Progress = Callable[[int], None]
_CHUNK = 1 << 20
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_plain(path: Path) -> BinaryIO:
    """Opens a file for reading, never through a link, never waiting on a pipe. Raises OSError."""
    return os.fdopen(os.open(path, _READ), "rb")


def digest_file(
    path: Path, algorithms: tuple[str, ...], size: int, progress: Progress | None = None
) -> dict[str, str]:
    """Digests of one file in one pass; stops after `size` + 1 bytes, so a file that grows cannot run on for ever."""
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    left = size + 1
    with open_plain(path) as source:
        while left > 0 and (chunk := source.read(min(_CHUNK, left))):
            left -= len(chunk)
            for one in hashes.values():
                one.update(chunk)
            if progress:
                progress(len(chunk))
    return {name: one.hexdigest() for name, one in hashes.items()}


def write_lasting(path: Path, content: bytes) -> None:
    """Writes a new file whole and pushes it to the disk. Raises `seal.folder-taken` if the name is in use."""
    try:
        with path.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError:
        raise errors.FOLDER_TAKEN.error(file=path.name) from None


def replace_lasting(path: Path, content: bytes) -> None:
    """Replaces a file in one step: after a crash it holds the old content or the new."""
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """Makes names in a folder last through a power cut, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
