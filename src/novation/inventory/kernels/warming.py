"""First use: compiles the kernels, or loads them from the cache, and says how long that took."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from novation.inventory.kernels.compiling import cache_folder
from novation.inventory.kernels.identifiers import scan
from novation.inventory.kernels.tables import tables


def is_compiled() -> bool:
    """Whether the identifier kernel is ready in this process or lies in the cache: then `warm` takes a second."""
    if _dispatcher().signatures:
        return True
    folder = cache_folder("identifiers")
    return folder is not None and any(folder.rglob("identifiers.scan-*.nbc"))


def warm() -> float:
    """Makes the kernel ready; returns the seconds it took (up to 20 the first time, then under one)."""
    began = time.perf_counter()
    buf, offsets = np.frombuffer(b"a", np.uint8), np.array([0, 1], np.int64)
    offsets.flags.writeable = False
    numbers = [np.zeros(1, np.int64) for _ in range(3)]
    scan(buf, offsets, tables(), *numbers, np.zeros(1, np.uint8), np.zeros(1, np.float32))
    return time.perf_counter() - began


def _dispatcher() -> Any:
    return scan
