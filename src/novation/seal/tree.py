"""The folder of a bag as it lies on disk: every plain file with its size; links and special files named."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from novation.errors import seal as errors
from novation.seal.names import fold, is_nfc, is_portable
from novation.seal.problem import Problem


@dataclass(frozen=True, slots=True)
class BagLimits:
    """What a bag may be before anything of it is read; sizes in bytes."""

    files: int = 200_000
    tag_bytes: int = 256 * 1024 * 1024
    total_bytes: int = 8 * 1024**4


@dataclass(slots=True)
class Tree:
    """Plain files by path inside the bag (`/`-joined) with their sizes in bytes, and what else was found."""

    files: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def total(self) -> int:
        return sum(self.files.values())


def walk(folder: Path, *, strict: bool, limits: BagLimits) -> Tree:
    """Lists the folder without following or opening anything. `strict` adds the package's rules about names."""
    tree = Tree()
    pending = [""]
    while pending:
        prefix = pending.pop()
        entries = _entries(folder, prefix, tree)
        if strict and prefix not in ("", "data/") and not entries:
            tree.problems.append(Problem.of(errors.EMPTY_FOLDER, prefix.rstrip("/")))
        for entry in entries:
            if _take(prefix + entry.name, entry, tree, strict):
                pending.append(f"{prefix}{entry.name}/")
        if len(tree.files) + len(pending) > limits.files:
            tree.problems.append(Problem.of(errors.TOO_MANY_FILES, prefix or ".", limit=limits.files))
            return tree
    if tree.total() > limits.total_bytes:
        tree.problems.append(Problem.of(errors.TOO_LARGE, ".", size=tree.total(), limit=limits.total_bytes))
    if strict:
        tree.problems += name_problems(tree.files)
    return tree


def _entries(folder: Path, prefix: str, tree: Tree) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder / prefix) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        tree.problems.append(Problem.of(errors.UNREADABLE_FILE, prefix or ".", why=error.strerror or ""))
        return []


def _take(name: str, entry: os.DirEntry[str], tree: Tree, strict: bool) -> bool:
    """Notes one entry; True if it is a folder to go into."""
    found = entry.stat(follow_symlinks=False)
    if stat.S_ISDIR(found.st_mode):
        return True
    if stat.S_ISLNK(found.st_mode):
        tree.problems.append(Problem.of(errors.LINK, name))
    elif not stat.S_ISREG(found.st_mode):
        tree.problems.append(Problem.of(errors.SPECIAL_FILE, name))
    else:
        # A second name outside the package could change the file after it was checked.
        if strict and found.st_nlink > 1:
            tree.problems.append(Problem.of(errors.LINK, name))
        tree.files[name] = found.st_size
    return False


def name_problems(names: Iterable[str]) -> list[Problem]:
    """Names that are not NFC, not portable, or that collide on a file system that ignores case."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for name in names:
        if not is_portable(name):
            problems.append(Problem.of(errors.FORBIDDEN_NAME, name))
        elif not is_nfc(name):
            problems.append(Problem.of(errors.NAME_NOT_NFC, name))
        other = seen.setdefault(fold(name), name)
        if other != name:
            problems.append(Problem.of(errors.NAME_COLLISION, name, other=other))
    return problems
