"""Which cells of a sheet are merged, and the header that two rows make together (ISO/IEC 29500-1, 18.3.1.54)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from novation.engine.sources.dialect import looks_like_header

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_LONGEST = 256
_CHUNK = 1 << 20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells; rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def merged_areas(path: Path, sheet: str) -> list[Area]:
    """The merged cells of a sheet; none where the file is no .xlsx or its parts are not where they should be."""
    if not zipfile.is_zipfile(path):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            return _areas(archive, part) if part else []
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, KeyError, OSError):
        return []


def joined_header(
    above: Sequence[str | None], below: Sequence[str | None], row: int, areas: Sequence[Area], width: int
) -> list[str] | None:
    """Names such as "联系方式 手机" of a header in two rows; None unless cells of the upper row are merged sideways.

    Only merged cells prove that the second row is header too: it could be the first person otherwise, and no value
    may become the name of a column.
    """
    groups = [a for a in areas if a.top == a.bottom == row and a.right > a.left]
    if not groups or not looks_like_header(below) or not any(below):
        return None
    upper, lower = (list(cells) + [None] * (width - len(cells)) for cells in (above, below))
    grouped = {place for group in groups for place in range(group.left, group.right + 1)}
    if any(lower[place] for place in range(width) if place not in grouped):
        return None  # a person has a value there, a header that is merged downwards has not
    for group in groups:
        if not all(lower[group.left : group.right + 1]):
            return None
        for place in range(group.left, min(group.right + 1, width)):
            upper[place] = upper[group.left]
    return [" ".join(filter(None, [a, b])) for a, b in zip(upper, lower, strict=True)]


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    book = fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
    wanted = next(
        (e.get(_RELATION) for e in book.iter() if e.get("name") == sheet and e.get(_RELATION)), None
    )
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    for relation in relations:
        if relation.get("Id") == wanted:
            return posixpath.normpath(posixpath.join("/xl", relation.get("Target") or "")).lstrip("/")
    return None


def _areas(archive: zipfile.ZipFile, part: str) -> list[Area]:
    found: dict[Area, None] = {}
    with archive.open(part) as file:
        before = b""
        while chunk := file.read(_CHUNK):
            for left, top, right, bottom in _MERGED.findall(before + chunk):
                found[Area(int(top) - 1, _column(left), int(bottom) - 1, _column(right))] = None
            before = chunk[-_LONGEST:]
    return list(found)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
