"""Puts a new file in an old one's place so that a crash leaves the one or the other, and clears the old blocks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

ZEROS = bytes(1 << 20)
Step = Callable[[str], None]


def nothing(step: str) -> None:
    """The hook that does nothing; tests pass one that stops the process at a step."""


def new_name(path: Path) -> Path:
    return path.with_name(f".{path.stem}.novation-new{path.suffix}")


def work_name(path: Path) -> Path:
    return path.with_name(f".{path.stem}.novation-work{path.suffix}")


def old_name(path: Path) -> Path:
    return path.with_name(f".{path.stem}.novation-old{path.suffix}")


def create(path: Path) -> BinaryIO:
    """Opens a new file that only its owner may read: it holds personal data before it takes the old one's rights."""
    return os.fdopen(
        os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "w+b"
    )


def flush(path: Path) -> None:
    """Forces the file to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Forces names in the folder to the disk; where a folder cannot be opened (Windows) there is nothing to do."""
    if os.name == "posix":
        flush(folder)


def clear(path: Path) -> bool:
    """Overwrites the file with zeros and removes it (NIST SP 800-88r2, clear); returns whether it was overwritten.

    On copy-on-write file systems, flash storage and snapshots the old blocks may survive: this cannot be seen from here.
    """
    overwritten = _overwrite(path)
    path.unlink(missing_ok=True)
    flush_folder(path.parent)
    return overwritten


def _overwrite(path: Path) -> bool:
    try:
        with path.open("r+b", buffering=0) as file:
            left = os.fstat(file.fileno()).st_size
            while left > 0:
                left -= file.write(memoryview(ZEROS)[: min(left, len(ZEROS))])
            os.fsync(file.fileno())
    except OSError:
        return False
    return True


def tidy(path: Path) -> None:
    """Removes what an interrupted run left beside `path`, which must exist. A kept link to the living file is only unlinked."""
    for leftover in (new_name(path), work_name(path), old_name(path)):
        if not leftover.exists():
            continue
        if leftover.samefile(path):
            leftover.unlink()
        else:
            clear(leftover)
    for leftover in (new_name(path), work_name(path)):
        for suffix in ("-wal", "-shm", "-journal"):
            beside = leftover.with_name(leftover.name + suffix)
            if beside.exists():
                clear(beside)


def has_other_names(path: Path) -> bool:
    """Whether the file has further hard links, which keep the old content and must not be overwritten."""
    return path.stat().st_nlink > 1


def replace(path: Path, step: Step = nothing) -> bool:
    """Puts `new_name(path)`, complete and flushed, in place of `path`; returns whether the old was overwritten.

    Before the rename the old file gets a second name, so that its blocks can be reached afterwards.
    """
    new, old = new_name(path), old_name(path)
    shutil.copymode(path, new)
    _keep_owner(path, new)
    flush(new)
    shared = has_other_names(path)
    linked = not shared and _link(path, old)
    step("linked")
    new.replace(path)
    step("renamed")
    flush_folder(path.parent)
    step("flushed")
    return clear(old) if linked else False


def _link(path: Path, old: Path) -> bool:
    try:
        os.link(path, old)
    except OSError:  # a file system without hard links
        return False
    flush_folder(path.parent)
    return True


def _keep_owner(path: Path, new: Path) -> None:
    status = path.stat()
    if os.name == "posix" and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        try:
            os.chown(new, status.st_uid, status.st_gid)
        except PermissionError:  # only the superuser may give files away; the content matters more
            return
