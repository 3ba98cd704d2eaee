"""What all databases share: a source whose tables are described by the server's catalogue and streamed as text."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from novation.engine.sources.database.content import ContentDigest
from novation.engine.sources.database.login import Login
from novation.engine.sources.mending import to_text
from novation.engine.sources.naming import unique_names
from novation.engine.sources.source import ROW, Skipped, Source, SourceTable, ordinals
from novation.errors import NovationError
from novation.errors.sources import LEFT_OUT, TABLE_FORBIDDEN

COMMENT = b"comment"
"""Key of a comment in the metadata of a field and of a schema, UTF-8."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the catalogue describes it. `readable` is false for binary values, `allowed` without a right."""

    name: str
    comment: str = ""
    readable: bool = True
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class Described:
    """A table as the catalogue describes it; `key` are the columns of its primary key, `how` what kind it is."""

    schema: str
    name: str
    how: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"{self.schema}.{self.name}"


class DatabaseSource(Source):
    """A database on a server. `path` is its URL without password, for showing only: there is no file."""

    def __init__(self, login: Login, name: str) -> None:
        super().__init__(Path(login.shown), name)
        self.login = login

    def digest(self) -> str:
        """`sha256:<hex>` over all that was read; a table not read yet is read for it (its rows change any time)."""
        whole = hashlib.sha256(self.login.shown.encode())
        for table in self._tables:
            assert isinstance(table, DatabaseTable)
            try:
                whole.update(table.content_digest().encode())
            except NovationError as problem:  # reading the table will say so again; the others still count
                whole.update(problem.code.encode())
        return "sha256:" + whole.hexdigest()

    def _leave_out(self, described: Described, kind_zh: str, kind_en: str) -> None:
        error = LEFT_OUT.error(table=described.place, kind_zh=kind_zh, kind_en=kind_en)
        self._skipped.append(Skipped.because(f"{self.name}/{described.place}", error))

    def _forbidden(self, described: Described) -> None:
        error = TABLE_FORBIDDEN.error(table=described.place)
        self._skipped.append(Skipped.because(f"{self.name}/{described.place}", error))


class DatabaseTable(SourceTable):
    """All columns are text as the server writes them; NULL is null; binary values are null and remarked.

    `_row` is the ordinal in the order of the primary key, or in the order in which the server gave the rows.
    Comments stand in the metadata under `comment`: that of the table in the schema's, that of a column in its field's.
    """

    def __init__(self, login: Login, source: str, described: Described, name: str) -> None:
        super().__init__(source, name)
        self.login = login
        self.described = described
        self.chosen = [c for c in described.columns if c.allowed]
        self._faulty = 0
        self._digest: str | None = None
        self._say_what_is_left_out()

    @cached_property
    def schema(self) -> pa.Schema:
        names = unique_names([c.name for c in self.chosen])
        fields = [
            pa.field(
                name, pa.string(), metadata={COMMENT: column.comment.encode()} if column.comment else None
            )
            for name, column in zip(names, self.chosen, strict=True)
        ]
        comment = self.described.comment
        metadata = {COMMENT: comment.encode()} if comment else None
        return pa.schema([pa.field(ROW, pa.int64(), nullable=False), *fields], metadata=metadata)

    def batches(self) -> Iterator[pa.RecordBatch]:
        schema, first = self.schema, 0
        digest = ContentDigest(self.described.place, schema.names[1:])
        for columns, count in self._stream():
            texts = [self._text(column) for column in columns]
            batch = pa.record_batch([ordinals(first, count), *texts], schema=schema)
            digest.add(batch)
            yield batch
            first += count
        self._digest = digest.hexdigest()

    def content_digest(self) -> str:
        """Hex; of the last reading to the end, else the table is read for it."""
        if self._digest is None:
            for _ in self.batches():
                pass
        assert self._digest is not None
        return self._digest

    @abstractmethod
    def _stream(self) -> Iterator[tuple[list[pa.Array], int]]:
        """Binary columns in the order of the schema, and the number of rows, in bounded memory."""

    def _text(self, raw: pa.Array) -> pa.Array:
        text, faulty = to_text(raw)
        if faulty:
            self._faulty += faulty
            self._remark(
                "database.not-utf8",
                "{count} 个文本值不是 UTF-8，已按 GB18030 读取或替换无法识别的字节。",
                "{count} text values are not UTF-8; they were read as GB18030, or their faulty bytes replaced.",
                self._faulty,
            )
        return text

    def _say_what_is_left_out(self) -> None:
        binary = sum(not c.readable for c in self.chosen)
        forbidden = len(self.described.columns) - len(self.chosen)
        if binary:
            self._remark(
                "database.binary",
                "{count} 列为二进制内容，没有读取。",
                "{count} columns hold binary values, which were not read.",
                binary,
            )
        if forbidden:
            self._remark(
                "database.columns-forbidden",
                "{count} 列无权读取。",
                "{count} columns may not be read by this user.",
                forbidden,
            )
        if not self.described.key:
            self._remark(
                "database.no-key",
                "此表没有主键，_row 为服务器给出各行的顺序，下次读取可能不同。",
                "This table has no primary key; _row is the order in which the server gave the rows, "
                "which may be another next time.",
            )
