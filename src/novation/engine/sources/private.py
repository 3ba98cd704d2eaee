"""A folder for copies that must not outlive their use: readable by nobody else, gone with its owner."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

SPARE_BYTES = 1 << 30
"""Of the disk, what unpacking and fetching leave free."""


def private_folder(owner: object) -> Path:
    """A new folder of mode 0700 in the system's place for temporary files (TMPDIR), removed when `owner` is."""
    folder = tempfile.mkdtemp(prefix="novation-")
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def room(folder: Path) -> int:
    """Bytes that may still be written there."""
    return max(0, shutil.disk_usage(folder).free - SPARE_BYTES)
