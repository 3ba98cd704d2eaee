"""Opens any file as a source; what can't be read becomes a source without tables that says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from novation.engine.sources.collection import FolderSource, Opener
from novation.engine.sources.database import is_database_url
from novation.engine.sources.database.login import parse_login
from novation.engine.sources.delimited import CsvSource
from novation.engine.sources.discover import kind_of
from novation.engine.sources.documents import TextSource
from novation.engine.sources.excel import ExcelSource
from novation.engine.sources.jsonl import JsonSource
from novation.engine.sources.mail import MailSource
from novation.engine.sources.parquet import ParquetSource
from novation.engine.sources.places import is_remote_url
from novation.engine.sources.source import Kind, Source, SourceTable
from novation.engine.sources.sqlite import SqliteSource
from novation.engine.sources.word import WordSource
from novation.engine.sources.zipped import ZipSource
from novation.errors import NovationError
from novation.errors.sources import EMPTY, NOT_FOUND, TOO_DEEP, UNKNOWN_KIND, UNREADABLE

ARCHIVES_WITHIN = 3
"""How deep a ZIP file may lie in others."""


class UnreadSource(Source):
    """A file that is not read, and the reason."""

    kind: ClassVar[Kind] = "unknown"

    def __init__(self, path: Path, name: str, error: NovationError) -> None:
        super().__init__(path, name)
        self._error = error

    def _find_tables(self) -> list[SourceTable]:
        raise self._error


def open_source(
    path: Path | str,
    *,
    name: str,
    encoding: str | None = None,
    sheet: str | None = None,
    password_env: str | None = None,
) -> Source:
    """A source of the kind its content shows. `encoding` (CSV, JSON) and `sheet` (Excel) are declarations.

    A folder or ZIP file is one source with the tables of all its files.
    `path` may be a URL behind which files lie (`s3://bucket/key`, `s3://bucket/prefix/`; see `remote`), or the URL of a database (`postgresql://`, `mysql://`, `mariadb://`); `password_env` names the
    environment variable that holds its password.
    Raises `sources.not-found`; `.url-broken`, `.url-option`, `.password-unset` for a URL. A declaration that proves wrong is raised by `tables()`; whatever else is wrong with
    the file is in `skipped`.
    """
    if isinstance(path, str) and is_database_url(path):
        return _open_database(path, name, password_env)

    def opener(depth: int) -> Opener:
        return lambda file, label: _open(file, label, encoding, sheet, opener, depth)

    if isinstance(path, str) and is_remote_url(path):
        from novation.engine.sources.remote import RemoteSource  # fsspec is loaded only for those who use it

        return RemoteSource(path, name, opener(1))
    path = Path(path)
    if path.is_dir():
        return FolderSource(path, name, opener(1))
    if not path.is_file():
        raise NOT_FOUND.error(file=path.name)
    return _open(path, name, encoding, sheet, opener, 0)


def _open(
    path: Path,
    name: str,
    encoding: str | None,
    sheet: str | None,
    opener: Callable[[int], Opener],
    depth: int,
) -> Source:
    try:
        kind = kind_of(path)
        empty = path.stat().st_size == 0
    except PermissionError:
        return UnreadSource(path, name, UNREADABLE.error(file=path.name))
    if kind == "collection":
        if depth >= ARCHIVES_WITHIN:
            return UnreadSource(path, name, TOO_DEEP.error(file=path.name))
        return ZipSource(path, name, opener(depth + 1))
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
    if kind == "document":
        return _open_document(path, name, encoding)
    return UnreadSource(path, name, (EMPTY if empty else UNKNOWN_KIND).error(file=path.name))


def _open_document(path: Path, name: str, encoding: str | None) -> Source:
    with path.open("rb") as file:
        head = file.read(5)
    if head == b"%PDF-":
        from novation.engine.sources.pdf import PdfSource  # a library that few runs need

        return PdfSource(path, name)
    if head.startswith(b"PK\x03\x04"):
        return WordSource(path, name)
    if path.suffix.lower() == ".eml":
        return MailSource(path, name)
    return TextSource(path, name, encoding)


def _open_database(url: str, name: str, password_env: str | None) -> Source:
    """The drivers are loaded only here: most runs need neither."""
    login = parse_login(url, password_env)
    if login.engine == "postgresql":
        from novation.engine.sources.database.postgresql import PostgresSource

        return PostgresSource(login, name)
    from novation.engine.sources.database.mysql import MysqlSource

    return MysqlSource(login, name)
