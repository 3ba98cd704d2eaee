"""Opens every layer of a file in which a value could still lie: its bytes, its members, its columns, its slack."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from novation.destruction.sqlite_file import quoted
from novation.destruction.sqlite_slack import slack

CHUNK = 4 << 20
UNPACKED_AT_MOST = 8 << 30
"""A member that unpacks to more is searched as far as this, and reported as not searched to its end."""

UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    pa.ArrowException,
    sqlite3.Error,
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A stream of bytes. `bounded`: values are set apart from each other; in slack they may run together."""

    name: str
    chunks: Callable[[], Iterator[bytes]]
    bounded: bool = True


def layers(path: Path) -> Iterator[Layer]:
    """The layers of a file, by its content. Their chunks raise one of `UNREADABLE` where a layer is broken."""
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"SQLite format 3\0"):
        yield Layer("tables", lambda: _sqlite_values(path))
        yield Layer("free space", lambda: slack(path), bounded=False)
        return
    is_log = path.name.endswith(("-wal", "-journal"))
    yield Layer("bytes", lambda: _read(path), bounded=not is_log)
    if head.startswith(b"PAR1"):
        yield Layer("columns", lambda: _parquet_values(path))
    if head.startswith(b"PK\x03\x04"):
        yield from _members(path)
    if head.startswith(b"\x1f\x8b"):
        yield Layer("unpacked", lambda: _unpacked(path))


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _unpacked(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _members(path: Path) -> Iterator[Layer]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    for number, member in enumerate(members):
        # a member's name may say who it is about: the number stands for it, but inside an Office file
        name = member.filename if member.filename.startswith(("xl/", "docProps/")) else f"member {number + 1}"
        yield Layer(name, lambda member=member: _member(path, member))  # type: ignore[misc]


def _member(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        left = UNPACKED_AT_MOST
        while chunk := file.read(CHUNK):
            yield chunk
            left -= len(chunk)
            if left <= 0:
                raise zipfile.BadZipFile("too large")


def _parquet_values(path: Path) -> Iterator[bytes]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=1 << 15):
            for column in batch.columns:
                yield _joined(column) + b"\n"


def _joined(column: pa.Array) -> bytes:
    """The values of a column as text, one a line."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_nested(kind):
        return "\n".join(str(value) for value in column.to_pylist()).encode("utf-8", "replace")
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return b"\n".join(value for value in column.to_pylist() if value is not None)
    values = column.cast(pa.string()).drop_null()
    joined = pc.binary_join(pa.ListArray.from_arrays([0, len(values)], values), "\n")
    return bytes(joined[0].as_buffer() or b"")


def _sqlite_values(path: Path) -> Iterator[bytes]:
    """Every value of every table, the engine's own and those of modules too, text and blobs as bytes."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = bytes
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        ).fetchall()
        for name in [b"sqlite_master", *(name for (name,) in names)]:
            cursor = connection.execute(f"SELECT * FROM {quoted(name.decode('utf-8'))}")
            while rows := cursor.fetchmany(10_000):
                cells = (cell for row in rows for cell in row if cell is not None)
                yield (
                    b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells)
                    + b"\n"
                )
