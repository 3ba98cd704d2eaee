"""First use: compiles all kernels and builds their tables, or loads them from the cache, and says how long that took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
_BESIDE = ("columns", "phrases")  # what a second process compiles meanwhile: about half of the work
_LONGEST_WAIT = 120.0
_done: list[float] = []


def is_compiled() -> bool:
    """Whether all kernels are ready in this process or lie in the cache: then `warm` takes a second."""
    return bool(_done) or (is_kept() and not _missing(*ENTRIES))


def _missing(*modules: str) -> bool:
    return not all(_is_cached(module, ENTRIES[module]) for module in modules)


def _is_cached(module: str, entry: str) -> bool:
    folder = cache_folder(module)
    return folder is not None and any(folder.rglob(f"{module}.{entry}-*.nbc"))


def warm() -> float:
    """Makes the kernels ready; returns the seconds it took (up to 20 the first time, then about one).

    Where much has to be compiled, and there are cores and a cache for it, a second process compiles a part of it into the
    cache. Whatever it did not do, for whatever reason, is done here.
    """
    began = time.perf_counter()
    with _helper():
        _find_spans()
    _look_at_columns()
    _done.append(time.perf_counter() - began)
    return _done[-1]


def _find_spans() -> None:
    from novation.inventory.spans import find_spans

    # Hidden digits: the rare kernels are compiled too.
    find_spans(pa.array(["a １３８００１３８０００"]), names=True, code_points=True)


def _look_at_columns() -> None:
    """Also what the helper calls."""
    from novation.inventory.kernels.columns_state import State
    from novation.inventory.matters import find_matters

    flat = np.frombuffer(b"a", np.uint8), np.array([0, 1], np.int64)
    State().look(*flat, np.zeros(0, np.bool_), np.zeros(0, np.int64))
    find_matters(pa.array(["a"]))


@contextmanager
def _helper() -> Iterator[None]:
    """A process that compiles into the cache while the body runs, waited for behind it; none where it would not help."""
    process = _started()
    try:
        yield
        if process is not None:
            process.wait(_LONGEST_WAIT)
    except subprocess.TimeoutExpired:
        pass  # it is done here instead
    finally:
        if process is not None:
            process.kill()
            process.wait()


def _started() -> subprocess.Popen[bytes] | None:
    others = [module for module in ENTRIES if module not in _BESIDE]
    if not (
        _cores() > 1 and _missing(*_BESIDE) and _missing(*others) and cache_folder("columns") is not None
    ):
        return None
    if getattr(sys, "frozen", False) or "python" not in Path(sys.executable or "").name.lower():
        return None  # a program that holds Python in itself would be started a second time
    work = f"from {__name__} import _look_at_columns; _look_at_columns()"
    try:
        return subprocess.Popen(
            [sys.executable, "-c", work],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
