"""Tags in order, in little memory: dealt out by their first bits, and each part sorted by itself.

The engine's own sort and its DISTINCT need the memory limit and more for the eighty million tags of ten million people.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

FILES = {"hi": np.uint64, "lo": np.uint64, "subject": np.int64}
"""The columns of the index, each a file of fixed width, sorted by tag: a search reads a few pages of them and nothing else."""
_ROW = np.dtype(list(FILES.items()))
_BITS = 7
_LEFT = "tags-"
"""Parts of a filling that was killed are told by their name and removed by the next."""


class Sorter:
    """Takes batches in any order, gives rows in order and each once. The parts hold keyed tags, as the index does."""

    def __init__(self, parts: Path, closing: contextlib.ExitStack) -> None:
        self._paths = [parts / f"{part:03}" for part in range(1 << _BITS)]
        self._closing = closing
        self._files = [closing.enter_context(path.open("wb")) for path in self._paths]

    def take(self, batch: pa.RecordBatch) -> None:
        rows = np.empty(batch.num_rows, _ROW)
        for name in FILES:
            rows[name] = batch[name].to_numpy(zero_copy_only=False)
        part = (rows["hi"] >> np.uint64(64 - _BITS)).astype(np.uint8)
        order = np.argsort(part, kind="stable")
        rows, ends = rows[order], np.cumsum(np.bincount(part, minlength=len(self._files)))
        for file, first, last in zip(self._files, [0, *ends[:-1]], ends, strict=True):
            file.write(rows[first:last].tobytes())

    def ordered(self) -> Iterator[np.ndarray]:
        self._closing.close()
        for path in self._paths:
            rows = np.fromfile(path, _ROW)
            path.unlink()
            rows = rows[np.lexsort([rows[name] for name in reversed(FILES)])]
            yield rows[np.concatenate([[True], rows[1:] != rows[:-1]])] if len(rows) else rows


@contextlib.contextmanager
def sorter(folder: Path) -> Iterator[Sorter]:
    for left in folder.glob(f"{_LEFT}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_LEFT, dir=folder) as parts, contextlib.ExitStack() as closing:
        yield Sorter(Path(parts), closing)
