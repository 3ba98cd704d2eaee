"""Takes rows out of one worksheet's XML, as a stream, and notes which shared strings the sheet still uses.

Where nothing but the cells depends on positions, the rows below move up; in a sheet with formulas, tables,
merged cells and the like nothing moves, and a removed row stays as an empty one (ECMA-376 part 1, 18.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

import numpy as np

from novation.destruction.excel_markup import regular
from novation.destruction.excel_value import with_values

BLOCK_BYTES = 4 << 20

_PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
_ROW = re.compile(
    rb"<" + _PREFIX + rb"row(?=[\s/>])[^>]*?(?:/>|(?<!/)>.*?</" + _PREFIX + rb"row\s*>)", re.DOTALL
)
_CELL = re.compile(
    rb"<" + _PREFIX + rb"c(?=[\s/>])([^>]*?)(?:/>|(?<!/)>(.*?)</" + _PREFIX + rb"c\s*>)", re.DOTALL
)
_NUMBER = re.compile(rb"""\br\s*=\s*["'][A-Z]*(\d+)["']""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]+)\d+["']""")
_CELL_NUMBER = re.compile(rb"(<" + _PREFIX + rb"""c\s(?:[^>]*?\s)?r\s*=\s*["'][A-Z]+)\d+""")
_ROW_NUMBER = re.compile(rb"(<" + _PREFIX + rb"""row\s(?:[^>]*?\s)?r\s*=\s*["'])\d+""")
_SHARED = re.compile(
    rb"<"
    + _PREFIX
    + rb"""c\s(?:[^>]*?\s)?t\s*=\s*["']s["'][^>]*>\s*<"""
    + _PREFIX
    + rb"v(?:\s[^>]*)?>\s*(\d+)"
)
_REFERENCE = re.compile(rb"\$?([A-Z]+)\$?(\d+)")
_VALUE = re.compile(rb"<" + _PREFIX + rb"(?:v|is)(?:\s[^>]*)?(?<!/)>")
_MOVABLE = re.compile(
    rb"<" + _PREFIX + rb"(f|mergeCells|conditionalFormatting|dataValidations|tableParts|drawing|legacyDrawing"
    rb"|legacyDrawingHF|rowBreaks|scenarios|protectedRanges|extLst|oleObjects|controls|customSheetViews|sortState)"
    rb"(?=[\s/>])"
)
_DIMENSION = re.compile(rb"<" + _PREFIX + rb"dimension\s[^>]*/>")
_LINK = re.compile(rb"(<" + _PREFIX + rb"""hyperlink\s(?:[^>]*?\s)?ref\s*=\s*["'])([^"']+)(["'][^>]*>)""")
_LINK_ID = re.compile(rb"""\s[\w.-]+:id\s*=\s*["']([^"']+)["']""")
_NO_LINKS = re.compile(rb"<(" + _PREFIX + rb"hyperlinks)\s*>\s*</\1\s*>")
_ROW_IN_REFERENCE = re.compile(rb"\d+")
_END = re.compile(rb"</" + _PREFIX + rb"sheetData\s*>")


@dataclass(frozen=True, slots=True)
class SheetRemoval:
    """By the sheet's own 1-based row numbers and 0-based column numbers."""

    rows: frozenset[int] = frozenset()
    cells: Mapping[int, frozenset[int]] = field(default_factory=dict)  # row -> columns
    moves_up: bool = False
    values: Mapping[int, Mapping[int, str]] = field(default_factory=dict)  # row -> column -> new text

    def unlinks(self, reference: bytes) -> bool:
        """Whether a hyperlink of this cell goes: of one that is removed, or that says something else from now on."""
        found = _REFERENCE.match(reference)
        changed = found is not None and _column(found[1]) in self.values.get(int(found[2]), ())
        return changed or self.takes(reference)

    def takes(self, reference: bytes) -> bool:
        """Whether the cell of a reference such as `B7` or `B7:C7` is removed or blanked."""
        found = _REFERENCE.match(reference)
        if not found:
            return False
        row = int(found[2])
        return row in self.rows or _column(found[1]) in self.cells.get(row, ())


@dataclass(slots=True)
class SheetTally:
    """What was done; `changed`: rows with new values. `links`: relationship ids of hyperlinks that went with their cells."""

    deleted: int = 0
    blanked: int = 0
    changed: int = 0
    links: set[bytes] = field(default_factory=set)


def positions_matter(chunks: Iterator[bytes]) -> bool:
    """Whether something in the sheet beside the cells names rows, so that rows must not move."""
    tail = b""
    for chunk in chunks:
        if _MOVABLE.search(tail + chunk):
            return True
        tail = chunk[-64:]
    return False


def rewrite(
    source: IO[bytes] | regular, write: Callable[[bytes], object], removal: SheetRemoval, used: UsedStrings
) -> SheetTally:
    """Copies the sheet's XML less the removal; notes the shared strings that remain in use."""
    tally = SheetTally()
    number = shift = 0
    for between, row in _rows(source):
        if row is None:
            tally.links |= links_of(between, removal)
            write(_tail(between, removal, shift))
            continue
        write(_DIMENSION.sub(b"", between) if removal.rows else between)
        found = _NUMBER.search(row[: row.index(b">") + 1])
        number = int(found[1]) if found else number + 1
        if number in removal.rows:
            tally.deleted += 1
            shift += removal.moves_up
            continue
        columns = removal.cells.get(number)
        if columns:
            row, blanked = _blank(row, columns)
            tally.blanked += blanked
        if number in removal.values:
            row = with_values(row, number, removal.values[number])
            tally.changed += 1
        used.note(row)
        write(_moved(row, number - shift) if shift else row)
    return tally


def _tail(tail: bytes, removal: SheetRemoval, shift: int) -> bytes:
    """What follows the cells, with the hyperlinks of removed cells dropped and the others moved along."""
    if not (removal.rows or removal.cells or removal.values):
        return tail
    gone = np.array(sorted(removal.rows), np.int64)

    def link(found: re.Match[bytes]) -> bytes:
        if removal.unlinks(found[2]):
            return b""
        return found[1] + (_ROW_IN_REFERENCE.sub(moved, found[2]) if shift else found[2]) + found[3]

    def moved(found: re.Match[bytes]) -> bytes:
        number = int(found[0])
        return b"%d" % (number - int(np.searchsorted(gone, number)))

    return _NO_LINKS.sub(b"", _LINK.sub(link, tail))


def links_of(tail: bytes, removal: SheetRemoval) -> set[bytes]:
    """Relationship ids of the hyperlinks whose cells are removed."""
    found = (_LINK_ID.search(link[0]) for link in _LINK.finditer(tail) if removal.unlinks(link[2]))
    return {link[1] for link in found if link}


def first_column(source: IO[bytes] | regular) -> int:
    """The leftmost column (from 0) in which any cell has a value."""
    leftmost = None
    for _, row in _rows(source):
        if row is None or leftmost == 0:
            continue
        position = 0
        for cell in _CELL.finditer(row):
            place = _PLACE.search(cell[1])
            column = _column(place[1]) if place else position
            position = column + 1
            if cell[2] and _VALUE.search(cell[2]):
                leftmost = column if leftmost is None else min(leftmost, column)
                break
    return leftmost or 0


class UsedStrings:
    """The set of shared-string indexes in use, as a growing mask."""

    def __init__(self) -> None:
        self.mask = np.zeros(1024, bool)

    def note(self, row: bytes) -> None:
        found = np.array(_SHARED.findall(row), dtype=bytes)
        if not len(found):
            return
        indexes = found.astype(np.int64)
        highest = int(indexes.max())
        if highest >= len(self.mask):
            grown = np.zeros(max(highest + 1, 2 * len(self.mask)), bool)
            grown[: len(self.mask)] = self.mask
            self.mask = grown
        self.mask[indexes] = True

    def __contains__(self, index: int) -> bool:
        return index < len(self.mask) and bool(self.mask[index])


def _rows(source: IO[bytes] | regular) -> Iterator[tuple[bytes, bytes | None]]:
    """Pairs of (bytes before, row element); the last pair is all that follows the rows, without a row.

    In memory: a block, one row, and what follows the rows.
    """
    carry = b""
    while fresh := source.read(max(BLOCK_BYTES, len(carry))):
        carry += fresh
        position = 0
        for row in _ROW.finditer(carry):
            yield carry[position : row.start()], row[0]
            position = row.end()
        carry = carry[position:]
        if _END.search(carry):
            break
    yield carry + source.read(), None


def _blank(row: bytes, columns: frozenset[int]) -> tuple[bytes, int]:
    """The row without the cells in these columns (an absent cell is an empty one)."""
    pieces = []
    position = copied = blanked = 0
    for cell in _CELL.finditer(row):
        place = _PLACE.search(cell[1])
        column = _column(place[1]) if place else position
        position = column + 1
        if column in columns:
            pieces.append(row[copied : cell.start()])
            if not place:  # cells without a place count on: an empty one stays
                pieces.append(
                    b"<" + row[cell.start() + 1 :].split(b" ")[0].split(b">")[0].split(b"/")[0] + b"/>"
                )
            copied = cell.end()
            blanked += 1
    return b"".join([*pieces, row[copied:]]), blanked


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _moved(row: bytes, number: int) -> bytes:
    text = b"%d" % number
    head = row.index(b">") + 1
    start = _ROW_NUMBER.sub(lambda found: found[1] + text, row[:head], count=1)
    return start + text.join(_kept(row[head:]))


def _kept(cells: bytes) -> list[bytes]:
    """The cells cut at their row numbers: pieces to be joined by the new number."""
    parts = _CELL_NUMBER.split(cells)
    return [before + letters for before, letters in zip(parts[:-1:2], parts[1::2], strict=True)] + parts[-1:]
