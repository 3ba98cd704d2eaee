"""Documents as free text: one table `document` with a row for each paragraph, page or header line."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from novation.engine.sources.encoding import Encoding, find_encoding
from novation.engine.sources.lines import lines
from novation.engine.sources.source import Kind, Source, SourceTable, ordinals, text_schema
from novation.errors.sources import EMPTY

TABLE = "document"
COLUMNS = ["part", "text"]
BATCH_ROWS = 4096

Piece = tuple[str, str]
"""Where in the document a text stands (`body`, `page 3`, `header1`, `subject`), and the text."""


class DocumentTable(SourceTable):
    """`part` says where a text stands, `text` is the text; `_row` counts the pieces in their order."""

    def __init__(self, source: str) -> None:
        super().__init__(source, TABLE)

    @property
    def schema(self) -> pa.Schema:
        return text_schema(COLUMNS)

    def batches(self) -> Iterator[pa.RecordBatch]:
        first, held = 0, list[Piece]()
        for piece in self._pieces():
            held.append(piece)
            if len(held) >= BATCH_ROWS:
                yield self._batch(held, first)
                first, held = first + len(held), []
        if held:
            yield self._batch(held, first)

    def _batch(self, pieces: list[Piece], first: int) -> pa.RecordBatch:
        parts, texts = zip(*pieces, strict=True)
        columns = [pa.array(parts, pa.string()), pa.array(map(_writable, texts), pa.string())]
        return pa.record_batch([ordinals(first, len(pieces)), *columns], schema=self.schema)

    @abstractmethod
    def _pieces(self) -> Iterator[Piece]: ...


def _writable(text: str) -> str:
    """Half a surrogate pair, as damaged documents have, is no character and becomes U+FFFD."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not text.isascii() else text


class TextSource(Source):
    """A text file without columns (.txt, .md): a row for each line that is not blank."""

    kind: ClassVar[Kind] = "document"

    def __init__(self, path: Path, name: str, declared: str | None = None) -> None:
        super().__init__(path, name)
        self._declared = declared
        self._found: Encoding | None = None

    @property
    def encoding(self) -> str | None:
        return self._encoding().name

    def _encoding(self) -> Encoding:
        if self._found is None:
            self._found = find_encoding(self.path, self._declared)
        return self._found

    def _find_tables(self) -> list[SourceTable]:
        if self.path.stat().st_size == 0:
            raise EMPTY.error(file=self.path.name)
        return [TextTable(self.path, self.name, self._encoding())]


class TextTable(DocumentTable):
    """Lines, streamed."""

    def __init__(self, path: Path, source: str, encoding: Encoding) -> None:
        super().__init__(source)
        self._path = path
        self._encoding = encoding
        self._remark_damage(encoding.faults, encoding.foreign)

    def batches(self) -> Iterator[pa.RecordBatch]:
        first = 0
        for chunk in lines(self._path, self._encoding):
            parts = pa.array(["body"]).take(pa.array([0] * len(chunk), pa.int8()))
            yield pa.record_batch([ordinals(first, len(chunk)), parts, chunk], schema=self.schema)
            first += len(chunk)

    def _pieces(self) -> Iterator[Piece]:
        for chunk in lines(self._path, self._encoding):
            for line in chunk.to_pylist():
                yield "body", line
