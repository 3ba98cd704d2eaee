"""Records as they lie in the project, read once as long as nobody writes them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from novation.control.operations.folders import place
from novation.control.operations.models import ProjectLink
from novation.evidence import canonical

Record = Mapping[str, Any]
Stamp = tuple[int, int, int]
T = TypeVar("T")


def record(link: ProjectLink, name: str) -> Record | None:
    """A record of the project by its file name, or None where the step that writes it has not been taken."""
    path = place(link.folder) / "records" / name
    stamp = stamp_of(path)
    return _read(path, stamp) if stamp else None


def stamp_of(path: Path) -> Stamp | None:
    """What changes when a file is written anew; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


@functools.lru_cache(maxsize=24)
def _read(path: Path, stamp: Stamp) -> Record:
    value: Record = canonical.parse(path.read_bytes())
    return value


def derived(link: ProjectLink, name: str, make: Callable[[Record], T]) -> T | None:
    """What `make` gives of a record, worked out once for each version of the file; None where there is none."""
    path = place(link.folder) / "records" / name
    stamp = stamp_of(path)
    return _derive(make, path, stamp) if stamp else None


@functools.lru_cache(maxsize=24)
def _derive(make: Callable[[Record], T], path: Path, stamp: Stamp) -> T:
    return make(_read(path, stamp))


def digest_of(link: ProjectLink, name: str) -> str:
    """The digest of a record's bytes, or nothing where there is none."""
    path = place(link.folder) / "records" / name
    stamp = stamp_of(path)
    return _digest(path, stamp) if stamp else ""


@functools.lru_cache(maxsize=24)
def _digest(path: Path, stamp: Stamp) -> str:
    return canonical.digest_bytes(path.read_bytes())


def packed(path: Path, digest: str) -> Record | None:
    """A record wherever it lies, if it still is the one with this digest: folders of packages can be exchanged."""
    stamp = stamp_of(path)
    return _read(path, stamp) if stamp and _digest(path, stamp) == digest else None
