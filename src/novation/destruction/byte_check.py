"""Checks a rewritten text file on its bytes, with the old file's layout: kept records untouched, cells empty."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

import numpy as np

from novation.destruction.removal import Removal, Rows, as_rows

Rewrite = Callable[[BinaryIO, BinaryIO, Removal], int]
"""Writes the first file less the removal to the second; returns the rows seen."""


class _Digest(io.RawIOBase):
    """A file that is only hashed."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.hash.update(content)
        return len(content)


def same_bytes_kept(old: BinaryIO, new: BinaryIO, removal: Removal, rewrite: Rewrite) -> bool:
    """Whether every untouched record stands in `new` as in `old`, in order, and blanking `new` again changes nothing."""
    touched = np.unique(np.concatenate([as_rows([]), *removal.cells.values()]))
    before = _digest(old, replace(removal, rows=np.union1d(removal.rows, touched), cells={}), rewrite)
    after = _digest(new, replace(removal, rows=_renumbered(touched, removal.rows), cells={}), rewrite)
    if after[1] != before[1] - len(removal.rows):
        return False
    return before[0] == after[0] and _is_blank(new, removal, rewrite)


def _is_blank(new: BinaryIO, removal: Removal, rewrite: Rewrite) -> bool:
    if not removal.cells:
        return True
    again = {column: _renumbered(rows, removal.rows) for column, rows in removal.cells.items()}
    blanked, _ = _digest(new, replace(removal, rows=as_rows([]), cells=again), rewrite)
    new.seek(0)
    return blanked == hashlib.file_digest(new, "sha256").digest()  # type: ignore[arg-type]


def _renumbered(rows: Rows, removed: Rows) -> Rows:
    """Where kept rows stand once the removed ones are gone."""
    return rows - np.searchsorted(removed, rows)


def _digest(file: BinaryIO, removal: Removal, rewrite: Rewrite) -> tuple[bytes, int]:
    file.seek(0)
    sink = _Digest()
    rows = rewrite(file, sink, removal)  # type: ignore[arg-type]
    return sink.hash.digest(), rows
