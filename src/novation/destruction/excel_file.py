"""Rewrites a workbook without the removed rows, inside its ZIP: formats, other sheets and all else stay.

Purged too: shared strings nobody refers to any more, hyperlinks and comments of removed cells. Not changed, but
reported as remarks: values that formulas elsewhere computed from removed cells, pivot caches, embedded objects.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO

from defusedxml.ElementTree import fromstring

from novation.destruction.excel_markup import is_regular, regular
from novation.destruction.excel_sheet import SheetRemoval, SheetTally, UsedStrings, positions_matter, rewrite

BLOCK_BYTES = 1 << 20
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
_ITEM = re.compile(
    rb"<(" + _PREFIX + rb")si(?=[\s/>])[^>]*?(?:/>|(?<!/)>.*?</" + _PREFIX + rb"si\s*>)", re.DOTALL
)
_COMMENT = re.compile(
    rb"<("
    + _PREFIX
    + rb"""(?:comment|threadedComment))\s(?:[^>]*?\s)?ref\s*=\s*["']([^"']+)["'].*?</\1\s*>""",
    re.DOTALL,
)
_RELATION = re.compile(rb"<" + _PREFIX + rb"Relationship\s[^>]*/>")
_RELATION_ID = re.compile(rb"""\sId\s*=\s*["']([^"']+)["']""")
_COPIES = (
    "xl/pivotCache/",
    "xl/externalLinks/",
    "xl/embeddings/",
    "xl/revisions/",
    "xl/queryTables/",
    "customXml/",
)


@dataclass(frozen=True, slots=True)
class Workbook:
    """Where the parts lie: sheet name -> part name, and the shared strings' part."""

    sheets: Mapping[str, str]
    strings: str | None
    may_hold_copies: bool


def open_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Reads the workbook's table of parts. Raises KeyError or ParseError where it has none, DefusedXmlException for entities."""
    main = "xl/workbook.xml"
    targets = _relations(archive, main)
    tree = fromstring(archive.read(main))
    sheets = {}
    for sheet in tree.iter():
        if sheet.tag.endswith("}sheet"):
            key = sheet.get(_OFFICE + "id") or sheet.get(_STRICT + "id") or ""
            sheets[sheet.get("name", "")] = targets[key][1]
    strings = next((target for kind, target in targets.values() if kind == "sharedStrings"), None)
    names = archive.namelist()
    return Workbook(sheets, strings, any(name.startswith(_COPIES) for name in names))


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relationship id -> (kind, part name) of a part's relationships (ECMA-376 part 2)."""
    name = _relations_name(part)
    if name not in archive.namelist():
        return {}
    found = {}
    for relation in fromstring(archive.read(name)):
        target = relation.get("Target", "")
        full = target[1:] if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
        found[relation.get("Id", "")] = (
            relation.get("Type", "").rpartition("/")[2],
            posixpath.normpath(full),
        )
    return found


def _relations_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def rows_may_move(archive: zipfile.ZipFile, workbook: Workbook) -> bool:
    """Whether no sheet of the workbook has anything but cells and links that names rows."""
    for part in workbook.sheets.values():
        with archive.open(part) as sheet:
            if positions_matter(_chunks(sheet)):
                return False
    return True


def rewrite_workbook(
    source: BinaryIO, target: BinaryIO, removals: Mapping[str, SheetRemoval]
) -> dict[str, SheetTally]:
    """Writes the workbook less the removals (by sheet name) to `target`; returns what was done, by sheet name."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        workbook = open_workbook(old)
        used = UsedStrings()
        tallies: dict[str, SheetTally] = {}
        done = {workbook.strings}
        for sheet, part in workbook.sheets.items():
            removal = removals.get(sheet, SheetRemoval())
            tallies[sheet] = _copy_sheet(old, new, part, removal, used)
            done.add(part)
            done |= _copy_companions(old, new, part, removal, tallies[sheet].links)
        if workbook.strings:
            _purge_strings(old, new, workbook.strings, used)
        for info in old.infolist():
            if info.filename not in done:
                _copy(old, new, info)
    return tallies


@contextmanager
def regular_part(archive: zipfile.ZipFile, part: str) -> Iterator[IO[bytes] | regular]:
    """A part's XML as it is, or made regular where it is unusual."""
    with archive.open(part) as probe:
        plain = is_regular(_chunks(probe))
    with archive.open(part) as source:
        yield source if plain else regular(source)


def _copy_sheet(
    old: zipfile.ZipFile, new: zipfile.ZipFile, part: str, removal: SheetRemoval, used: UsedStrings
) -> SheetTally:
    with regular_part(old, part) as source, _create(new, old.getinfo(part)) as target:
        return rewrite(source, target.write, removal, used)


def _copy_companions(
    old: zipfile.ZipFile, new: zipfile.ZipFile, part: str, removal: SheetRemoval, links: set[bytes]
) -> set[str]:
    """Relationships and comments of a sheet, less those of removed cells; returns the parts written."""
    done = set()
    for kind, target in _relations(old, part).values():
        if kind in ("comments", "threadedComment") and target in old.namelist():
            _write(old, new, target, lambda text: _COMMENT.sub(_unless(removal), text))
            done.add(target)
    name = _relations_name(part)
    if links and name in old.namelist():
        _write(old, new, name, lambda text: _RELATION.sub(_unless_linked(links), text))
        done.add(name)
    return done


def _unless(removal: SheetRemoval) -> Callable[[re.Match[bytes]], bytes]:
    return lambda found: b"" if removal.takes(found[2]) else found[0]


def _unless_linked(links: set[bytes]) -> Callable[[re.Match[bytes]], bytes]:
    def keep(found: re.Match[bytes]) -> bytes:
        name = _RELATION_ID.search(found[0])
        return b"" if name and name[1] in links else found[0]

    return keep


def _write(old: zipfile.ZipFile, new: zipfile.ZipFile, part: str, change: Callable[[bytes], bytes]) -> None:
    with _create(new, old.getinfo(part)) as target:
        target.write(change(old.read(part)))


def _purge_strings(old: zipfile.ZipFile, new: zipfile.ZipFile, part: str, used: UsedStrings) -> None:
    """Empties the shared strings that no cell refers to; indexes stay, so no cell changes."""
    with regular_part(old, part) as source, _create(new, old.getinfo(part)) as target:
        carry, index = b"", 0
        while fresh := source.read(max(BLOCK_BYTES, len(carry))):
            carry += fresh
            position = 0
            for item in _ITEM.finditer(carry):
                target.write(carry[position : item.start()])
                target.write(item[0] if index in used else b"<%ssi><%st/></%ssi>" % ((item[1],) * 3))
                position = item.end()
                index += 1
            carry = carry[position:]
        target.write(carry)


def _copy(old: zipfile.ZipFile, new: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    if info.is_dir():
        return
    with old.open(info) as source, _create(new, info) as target:
        for chunk in _chunks(source):
            target.write(chunk)


def _create(new: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    fresh = zipfile.ZipInfo(info.filename, info.date_time)
    fresh.compress_type = zipfile.ZIP_DEFLATED
    fresh.external_attr = info.external_attr
    part = new.open(fresh, "w", force_zip64=True)
    return io.BufferedWriter(part, BLOCK_BYTES)  # type: ignore[arg-type]


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(BLOCK_BYTES):
        yield chunk
