"""Cryptographic erasure of working copies: the key goes first, then the files (NIST SP 800-88, cryptographic erase)."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from novation.engine.keys import KEY_BYTES, key_path, sync_folder


def erase(work_dir: Path | str) -> int:
    """Destroys the work key, then the working copies; returns the number of files removed.

    The key is overwritten with random bytes, synced, unlinked and its folder synced before any copy is touched: a
    crash at any point leaves copies that nobody can read, and running it again finishes the work. On flash storage
    and copy-on-write file systems an overwritten block may survive below the file system; the certificate has to
    say so, and whole-disk encryption is the remedy.
    """
    folder = Path(work_dir)
    if not folder.exists():
        return 0
    removed = sum(1 for path in folder.rglob("*") if path.is_file())
    _destroy_key(folder)
    shutil.rmtree(folder)
    sync_folder(folder.parent)
    return removed


def _destroy_key(folder: Path) -> None:
    for path in (key_path(folder), *folder.glob(".key.*.part")):
        if path.exists():
            _overwrite(path)
            path.unlink()
            sync_folder(folder)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(max(KEY_BYTES, path.stat().st_size)))
        file.flush()
        os.fsync(file.fileno())
