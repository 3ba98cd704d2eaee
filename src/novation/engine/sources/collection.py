"""Many files as one source: a folder, a ZIP file, or what lies behind a URL; each file is read by its own reader."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from novation.engine.sources.discover import discover
from novation.engine.sources.source import Dialect, Kind, Remark, Skipped, Source, SourceTable
from novation.errors import NovationError
from novation.errors.sources import NO_TABLE

Opener = Callable[[Path, str], Source]
"""Opens a file under a name; bound to the declarations of the whole."""


class CollectedTable(SourceTable):
    """A table of one of the files, named `folder/file.csv`, or `folder/file.xlsx/sheet` where a file has several."""

    def __init__(self, inner: SourceTable, owner: Collection, name: str) -> None:
        super().__init__(owner.name, name)
        self._inner = inner
        self._owner = owner  # while a table is in use its unpacked file must not go

    @property
    def schema(self) -> pa.Schema:
        return self._inner.schema

    def batches(self) -> Iterator[pa.RecordBatch]:
        return self._inner.batches()

    @property
    def rows(self) -> int | None:
        return self._inner.rows

    @property
    def dialect(self) -> Dialect | None:
        return self._inner.dialect

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return self._inner.remarks


class Collection(Source):
    """A source whose files are found by `_files`. Opening a file never costs the others."""

    kind: ClassVar[Kind] = "collection"

    def __init__(self, path: Path, name: str, opener: Opener) -> None:
        super().__init__(path, name)
        self._opener = opener
        self._opened: list[tuple[str, Source]] = []

    @abstractmethod
    def _files(self) -> Iterator[tuple[str, Path]]:
        """Each file: its name within the collection, with `/`, and where it can be read."""

    def _find_tables(self) -> list[SourceTable]:
        tables: list[SourceTable] = []
        for label, path in self._files():
            source = self._opener(path, f"{self.name}/{label}")
            tables += self._of(label, source)
            self._opened.append((label, source))
        if not self._opened and not self._skipped:
            raise NO_TABLE.error(file=self.path.name)
        return tables

    def _digest_of_files(self) -> str:
        _ = self._tables
        whole = hashlib.sha256()
        for label, source in self._opened:
            whole.update(f"{label}\0{source.digest()}\n".encode())
        return "sha256:" + whole.hexdigest()

    def _of(self, label: str, source: Source) -> list[SourceTable]:
        try:
            tables = source.tables()
        except NovationError as problem:  # a declared encoding or sheet that does not fit this file
            self._skipped.append(Skipped.because(f"{self.name}/{label}", problem))
            return []
        self._skipped += source.skipped
        several = len(tables) > 1 or isinstance(source, Collection)
        return [CollectedTable(t, self, f"{label}/{t.name}" if several else label) for t in tables]


class FolderSource(Collection):
    """A folder with all below it (see `discover` for what is left out)."""

    def _files(self) -> Iterator[tuple[str, Path]]:
        for path in discover(self.path):
            yield path.relative_to(self.path).as_posix(), path

    def digest(self) -> str:
        """`sha256:<hex>` over the names and digests of all files."""
        return self._digest_of_files()
