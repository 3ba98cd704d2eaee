"""Tables that take a second to build, kept on disk beside the compiled kernels under a digest of what they are made of."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from novation.inventory.kernels.compiling import cache_base

_ROOM = Path(__file__).resolve().parent.parent
_SOURCES = ("python-stdnum", "numpy")  # whose versions the tables depend on


def kept(
    name: str, made_of: Sequence[str], state: str, build: Callable[[], tuple[np.ndarray, ...]]
) -> tuple[np.ndarray, ...]:
    """What `build` gives, read from the file of an earlier run where nothing it is made of has changed since.

    `made_of` are files of the inventory room, `state` is whatever else the tables depend on. A file that is damaged
    is built and written anew; where nothing can be written the tables are built every time.
    """
    path = _path(name, made_of, state)
    if path is not None and path.exists():
        try:
            with np.load(path, allow_pickle=False) as stored:
                return tuple(stored[f"a{k}"] for k in range(len(stored.files)))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            pass  # half a file of a run that was killed: it is replaced below
    made = build()
    if path is not None:
        _write(path, made)
    return made


def is_kept(name: str, made_of: Sequence[str], state: str) -> bool:
    """Whether the tables need not be built."""
    path = _path(name, made_of, state)
    return path is not None and path.exists()


def _path(name: str, made_of: Sequence[str], state: str) -> Path | None:
    base = cache_base()
    if base is None:
        return None
    digest = hashlib.sha256(state.encode())
    for source in _SOURCES:
        digest.update(version(source).encode())
    for file in made_of:
        digest.update(file.encode() + (_ROOM / file).read_bytes())
    return base / f"tables-{name}-{digest.hexdigest()[:16]}.npz"


def _write(path: Path, made: tuple[np.ndarray, ...]) -> None:
    """Under a name of its own first, so that nobody reads half a file."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            np.savez(file, **{f"a{k}": table for k, table in enumerate(made)})  # type: ignore[arg-type]
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
