"""PDF documents: the text of each page and of its form fields, by pypdf."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

from novation.engine.sources.documents import DocumentTable, Piece
from novation.engine.sources.source import Kind, Source, SourceTable
from novation.errors.sources import BROKEN, ENCRYPTED

_DAMAGE = (
    PyPdfError, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError,
    NotImplementedError, ZeroDivisionError, AssertionError, zlib.error, OverflowError, MemoryError,
)  # fmt: skip
"""What pypdf raises on files that break the format; it has no one family for it."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the content


class PdfSource(Source):
    """A PDF file with text; pages that are pictures only are counted in the remarks."""

    kind: ClassVar[Kind] = "document"

    def _find_tables(self) -> list[SourceTable]:
        try:
            reader = PdfReader(self.path)
            if reader.is_encrypted and not reader.decrypt(""):
                raise ENCRYPTED.error(file=self.path.name)
            pages = len(reader.pages)
        except FileNotDecryptedError:
            raise ENCRYPTED.error(file=self.path.name) from None
        except _DAMAGE as broken:
            raise BROKEN.error(file=self.path.name, kind="PDF") from broken
        return [PdfTable(self.path, self.name, pages)]


class PdfTable(DocumentTable):
    """A row for each line of a page (`page 1`, …) and each filled form field (`form`); properties as `properties`."""

    def __init__(self, path: Path, source: str, pages: int) -> None:
        super().__init__(source)
        self._path = path
        self._pages = pages

    def _pieces(self) -> Iterator[Piece]:
        reader = _opened(self._path)
        empty = broken = 0
        for number in range(self._pages):
            text = _page_text(reader, number)
            broken += text is None
            empty += text is not None and not text.strip()
            for line in (text or "").splitlines():
                if line.strip():
                    yield f"page {number + 1}", line.strip()
        yield from _around(reader)
        self._say_what_was_not_read(empty, broken)

    def _say_what_was_not_read(self, empty: int, broken: int) -> None:
        if empty:
            self._remark(
                "document.no-text",
                "{count} 页没有文字（可能是扫描图片），没有读取。",
                "{count} pages have no text (they may be scans) and were not read.",
                empty,
            )
        if broken:
            self._remark(
                "document.broken-pages",
                "{count} 页已损坏，没有读取。",
                "{count} pages are damaged and were not read.",
                broken,
            )


def _opened(path: Path) -> PdfReader:
    reader = PdfReader(path)
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def _page_text(reader: PdfReader, number: int) -> str | None:
    """None where the page is damaged."""
    try:
        return reader.pages[number].extract_text()
    except _DAMAGE:
        return None


def _around(reader: PdfReader) -> Iterator[Piece]:
    try:
        fields = reader.get_form_text_fields() or {}
        properties = dict(reader.metadata or {})
    except _DAMAGE:
        return
    for value in fields.values():
        if value:
            yield "form", str(value)
    for name, value in properties.items():
        if value and name in ("/Author", "/Title", "/Subject", "/Keywords"):
            yield "properties", str(value)
