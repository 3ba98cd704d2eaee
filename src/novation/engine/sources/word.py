"""Word documents (.docx): paragraphs of every part, as ISO/IEC 29500-1 (WordprocessingML) stores them."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, ClassVar
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from novation.engine.sources.archives import check_archive
from novation.engine.sources.documents import DocumentTable, Piece
from novation.engine.sources.source import Kind, Source, SourceTable
from novation.errors.sources import BROKEN_MIDWAY

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml\Z")
_PROPERTIES = "docProps/core.xml"
_MEDIA = ("word/media/", "word/embeddings/")


class WordSource(Source):
    """A .docx file. Deleted text that is still in it (tracked changes) is read too: it is still there."""

    kind: ClassVar[Kind] = "document"

    def _find_tables(self) -> list[SourceTable]:
        check_archive(self.path)
        return [WordTable(self.path, self.name)]


class WordTable(DocumentTable):
    """A row for each paragraph, cells of tables included; `part` is `document`, `header1`, `comments`, …

    The authors of comments and changes are parts `author`, the document's properties `properties`.
    """

    def __init__(self, path: Path, source: str) -> None:
        super().__init__(source)
        self._path = path
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
        self._parts = sorted(
            (n for n in names if _TEXT_PARTS.match(n)), key=lambda n: ("document" not in n, n)
        )
        self._has_properties = _PROPERTIES in names
        if media := sum(name.startswith(_MEDIA) for name in names):
            self._remark(
                "document.embedded",
                "文档中有 {count} 个图片或嵌入对象没有读取。",
                "{count} pictures or embedded objects in the document were not read.",
                media,
            )

    def _pieces(self) -> Iterator[Piece]:
        done = 0
        try:
            with zipfile.ZipFile(self._path) as archive:
                for name in self._parts:
                    with archive.open(name) as part:
                        for piece in _paragraphs(part, posixpath.basename(name).removesuffix(".xml")):
                            yield piece
                            done += 1
                if self._has_properties:
                    with archive.open(_PROPERTIES) as part:
                        yield from _properties(part)
        except (ParseError, DefusedXmlException, zipfile.BadZipFile, OSError, ValueError) as broken:
            raise BROKEN_MIDWAY.error(table=self.name, row=done) from broken


def _paragraphs(part: IO[bytes], label: str) -> Iterator[Piece]:
    authors: set[str] = set()
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        tag = _plain(element.tag)
        if event == "start":
            author = _attribute(element, "author")
            if author and author not in authors:
                authors.add(author)
                yield "author", author
            continue
        if tag != "p":
            continue
        if text := _text(element).strip():
            yield label, text
        element.clear()  # memory stays that of one paragraph; one inside a text box was told already


def _text(paragraph: Element) -> str:
    pieces = []
    for element in paragraph.iter():
        tag = _plain(element.tag)
        if tag in ("t", "delText", "instrText"):
            pieces.append(element.text or "")
        elif tag in ("tab", "br", "cr"):
            pieces.append("\t" if tag == "tab" else "\n")
    return "".join(pieces)


def _plain(tag: str) -> str:
    return tag.removeprefix(_W).removeprefix(_STRICT)


def _attribute(element: Element, name: str) -> str:
    return element.get(_W + name) or element.get(_STRICT + name) or ""


def _properties(part: IO[bytes]) -> Iterator[Piece]:
    for _, element in iterparse(part, forbid_dtd=True):
        if element.text and element.text.strip() and not len(element):
            yield "properties", element.text.strip()
