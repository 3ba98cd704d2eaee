"""What a source is: a file with tables in it, read as Arrow batches, and what could not be read with its reason."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from novation.errors import NovationError
from novation.messages import Text

ROW = "_row"
SURPLUS = "_surplus"
RESERVED = (ROW, SURPLUS)

Kind = Literal[
    "csv",
    "excel",
    "parquet",
    "jsonl",
    "sqlite",
    "postgresql",
    "mysql",
    "document",
    "collection",
    "remote",
    "unknown",
]

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not read: the source (or `source/table`), the reason for people, its code."""

    source: str
    reason: Text
    code: str

    @classmethod
    def because(cls, source: str, error: NovationError) -> Skipped:
        return cls(source, Text(error.message("zh"), error.message("en")), error.code)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know about a table that was read; `count` is how often, never which value."""

    code: str
    text: Text
    count: int = 1


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written, so that it can be written again the same way.

    `header_line` is the ordinal of the header among the records (None: there is no header); the records before it
    are `titles`, kept word for word. `body_at` is the byte offset of the first record after the header, counted in
    the file. `header` are the header cells word for word, before cleaning.
    """

    encoding: str
    bom: bool
    delimiter: str
    quoting: bool
    line_ending: str
    header_line: int | None
    header: tuple[str, ...]
    titles: tuple[str, ...]
    body_at: int


class SourceTable(ABC):
    """One table of a source. `schema` is that of the batches: `_row` (int64) first, then the columns."""

    def __init__(self, source: str, name: str) -> None:
        self.source = source
        self.name = name
        self._remarks: dict[str, Remark] = {}

    @property
    @abstractmethod
    def schema(self) -> pa.Schema: ...

    @abstractmethod
    def batches(self) -> Iterator[pa.RecordBatch]:
        """Streams the table in bounded memory. Raises `sources.broken-midway` if it can't be read to its end."""

    @property
    def rows(self) -> int | None:
        """Rows, where that is known without reading the table once more."""
        return None

    @property
    def dialect(self) -> Dialect | None:
        """How the file is written (CSV only)."""
        return None

    @property
    def columns(self) -> list[str]:
        return [name for name in self.schema.names if name != ROW]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was noticed; those that count values are complete once `batches` has been read to its end."""
        return tuple(self._remarks.values())

    def _remark_damage(self, faults: int, foreign: int) -> None:
        for remark in mended_remark(faults, foreign):
            self._remarks[remark.code] = remark

    def _remark(self, code: str, zh: str, en: str, count: int = 1, **values: object) -> None:
        """Says it once; said again with the same code, the newer count stands."""
        self._remarks[code] = Remark(code, Text(zh, en).format(count=count, **values), count)


def mended_remark(faults: int, foreign: int) -> list[Remark]:
    """What a person should know about a text whose encoding was damaged or mixed."""
    found = []
    if foreign:
        text = Text(
            "{count} 个字段与其余内容编码不同，已按 GB18030 读取。",
            "{count} fields are in another encoding than the rest; they were read as GB18030.",
        )
        found.append(Remark("text.mixed-encodings", text.format(count=foreign), foreign))
    if faults:
        text = Text(
            "{count} 处有无法识别的字节，已替换为 U+FFFD。",
            "{count} places hold bytes that can't be read; they were replaced by U+FFFD.",
        )
        found.append(Remark("text.invalid-bytes", text.format(count=faults), faults))
    return found


class Source(ABC):
    """A file with tables. Opening never fails for what is in the file: what can't be read is in `skipped`."""

    kind: ClassVar[Kind]

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = name
        self._skipped: list[Skipped] = []

    @property
    def encoding(self) -> str | None:
        """The encoding of the text (CSV, JSON lines)."""
        return None

    def tables(self) -> list[SourceTable]:
        """The tables that can be read. Raises only if a declaration (encoding, sheet) is wrong."""
        return list(self._tables)

    @property
    def skipped(self) -> list[Skipped]:
        """What of this source is not read, with the reason."""
        _ = self._tables
        return list(self._skipped)

    @cached_property
    def _tables(self) -> list[SourceTable]:
        """Reads what the source holds, once."""
        try:
            return self._find_tables()
        except NovationError as error:
            if error.code in DECLARED_WRONGLY:
                raise
            self._skipped.append(Skipped.because(self.name, error))
            return []

    @abstractmethod
    def _find_tables(self) -> list[SourceTable]: ...

    def digest(self) -> str:
        """`sha256:<hex>` over the bytes of the file, streamed."""
        return "sha256:" + self._hash().hexdigest()

    def _hash(self) -> hashlib._Hash:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256")


DECLARED_WRONGLY = frozenset(
    {"sources.encoding-mismatch", "sources.encoding-not-known", "sources.no-sheet", "sources.no-schema"}
)


def ordinals(first: int, count: int) -> pa.Array:
    """`_row` of a batch whose rows are numbered on."""
    return pa.array(np.arange(first, first + count, dtype=np.int64))


def text_schema(names: list[str]) -> pa.Schema:
    """The schema of a table whose columns are all text."""
    return pa.schema([pa.field(ROW, pa.int64(), nullable=False), *(pa.field(n, pa.string()) for n in names)])
