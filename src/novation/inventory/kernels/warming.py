"""First use: compiles all kernels and builds their tables, or loads them from the cache, and says how long that took."""

from __future__ import annotations

import time

import numpy as np
import pyarrow as pa

from novation.inventory.kernels.columns_tables import is_kept
from novation.inventory.kernels.compiling import cache_folder

ENTRIES = {
    "columns": "scan",
    "identifiers": "scan",
    "naming": "tag_block",
    "phrases": "find_phrases",
}
"""The kernels that take seconds to compile, by their module."""
_done: list[float] = []


def is_compiled() -> bool:
    """Whether all kernels are ready in this process or lie in the cache: then `warm` takes a second."""
    return bool(_done) or (is_kept() and all(_is_cached(module, entry) for module, entry in ENTRIES.items()))


def _is_cached(module: str, entry: str) -> bool:
    folder = cache_folder(module)
    return folder is not None and any(folder.rglob(f"{module}.{entry}-*.nbc"))


def warm() -> float:
    """Makes the kernels ready; returns the seconds it took (up to 20 the first time, then about one)."""
    from novation.inventory.kernels.columns_state import State
    from novation.inventory.matters import find_matters
    from novation.inventory.spans import find_spans

    began = time.perf_counter()
    flat = np.frombuffer(b"a", np.uint8), np.array([0, 1], np.int64)
    State().look(*flat, np.zeros(0, np.bool_), np.zeros(0, np.int64))
    texts = pa.array(["a １３８００１３８０００"])  # hidden digits: the rare kernels are compiled too
    find_spans(texts, names=True, code_points=True)
    find_matters(texts)
    _done.append(time.perf_counter() - began)
    return _done[-1]
