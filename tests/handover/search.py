"""Looks for words in everything that a folder holds: bytes in several encodings, and inside archives and databases."""

from __future__ import annotations

import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def patterns(words: Iterable[str]) -> dict[str, set[bytes]]:
    """Each word as the bytes that it may stand in."""
    return {word: {word.encode(encoding, "ignore") for encoding in ENCODINGS} - {b""} for word in words}


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The name and bytes of every file below, with the members of archives unpacked, and every path as bytes itself."""
    for path in sorted(folder.rglob("*")):
        shown = path.relative_to(folder).as_posix()
        yield f"name of {shown}", shown.encode()
        if not path.is_file():
            continue
        content = path.read_bytes()
        yield shown, content
        if content[:4] == b"PK\x03\x04":
            yield from _members(path, shown)


def _members(path: Path, shown: str) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f"{shown}!{name}", archive.read(name)
    except (zipfile.BadZipFile, zlib.error):
        return


def found_in(folder: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """The words that were found, each with the places."""
    wanted = patterns(words)
    found: dict[str, list[str]] = {}
    for shown, content in contents(folder):
        for word, forms in wanted.items():
            if any(form in content for form in forms):
                found.setdefault(word, []).append(shown)
    return found


def cells(folder: Path) -> dict[str, str]:
    """All text of every Parquet file below, by its path, cells parted by line ends."""
    texts = {}
    for path in sorted(folder.rglob("*.parquet")):
        table = pq.read_table(path)
        columns = [[str(v) for v in column.to_pylist() if v is not None] for column in table.columns]
        texts[path.relative_to(folder).as_posix()] = "\n".join("\n".join(column) for column in columns)
    return texts


def rows_of(database: Path) -> str:
    """All text of all tables of a database, as its own library reads them."""
    base = sqlite3.connect(database)
    try:
        names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "\n".join(
            str(v) for name in names for row in base.execute(f'SELECT * FROM "{name}"') for v in row
        )
    finally:
        base.close()
