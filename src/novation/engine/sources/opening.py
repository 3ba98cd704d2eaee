"""Opens any file as a source; what can't be read becomes a source without tables that says why."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from novation.engine.sources.delimited import CsvSource
from novation.engine.sources.discover import kind_of
from novation.engine.sources.excel import ExcelSource
from novation.engine.sources.jsonl import JsonSource
from novation.engine.sources.parquet import ParquetSource
from novation.engine.sources.source import Kind, Source, SourceTable
from novation.engine.sources.sqlite import SqliteSource
from novation.errors import NovationError
from novation.errors.sources import EMPTY, NOT_FOUND, UNKNOWN_KIND, UNREADABLE


class UnreadSource(Source):
    """A file that is not read, and the reason."""

    kind: ClassVar[Kind] = "unknown"

    def __init__(self, path: Path, name: str, error: NovationError) -> None:
        super().__init__(path, name)
        self._error = error

    def _find_tables(self) -> list[SourceTable]:
        raise self._error


def open_source(
    path: Path | str, *, name: str, encoding: str | None = None, sheet: str | None = None
) -> Source:
    """A source of the kind its content shows. `encoding` (CSV, JSON) and `sheet` (Excel) are declarations.

    Raises `sources.not-found`. A declaration that proves wrong is raised by `tables()`; whatever else is wrong with
    the file is in `skipped`.
    """
    path = Path(path)
    if not path.is_file():
        raise NOT_FOUND.error(file=path.name)
    try:
        kind = kind_of(path)
        empty = path.stat().st_size == 0
    except PermissionError:
        return UnreadSource(path, name, UNREADABLE.error(file=path.name))
    if kind == "csv":
        return CsvSource(path, name, encoding)
    if kind == "jsonl":
        return JsonSource(path, name, encoding)
    if kind == "excel":
        return ExcelSource(path, name, sheet)
    if kind == "parquet":
        return ParquetSource(path, name)
    if kind == "sqlite":
        return SqliteSource(path, name)
    return UnreadSource(path, name, (EMPTY if empty else UNKNOWN_KIND).error(file=path.name))
