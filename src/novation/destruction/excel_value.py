"""Writes new texts into the cells of one row of a worksheet's XML; formats stay, and a formula is never overwritten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

_PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
_OPEN = re.compile(rb"<(" + _PREFIX + rb")row(?=[\s/>])[^>]*?(/?)>")
_CELL = re.compile(
    rb"<(" + _PREFIX + rb")c(?=[\s/>])([^>]*?)(?:/>|(?<!/)>(.*?)</" + _PREFIX + rb"c\s*>)", re.DOTALL
)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]+)\d+["']""")
_TYPE = re.compile(rb"""\s\bt\s*=\s*["']([^"']*)["']""")
_FORMULA = re.compile(rb"<" + _PREFIX + rb"f(?=[\s/>])")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?")


class NotWritable(ValueError):
    """The cell holds a formula, or the row has no place for it."""


def with_values(row: bytes, number: int, values: Mapping[int, str]) -> bytes:
    """The row element with these texts in its columns (0-based). Raises NotWritable."""
    for column, text in sorted(values.items()):
        row = _with_value(row, number, column, text)
    return row


def _with_value(row: bytes, number: int, column: int, text: str) -> bytes:
    opening = _OPEN.match(row)
    if opening is None or opening[2]:
        raise NotWritable
    position = 0
    for cell in _CELL.finditer(row, opening.end()):
        place = _PLACE.search(cell[2])
        at = _column(place[1]) if place else position
        position = at + 1
        if at == column:
            return row[: cell.start()] + _written(cell, text) + row[cell.end() :]
        if at > column:
            return row[: cell.start()] + _fresh(opening[1], number, column, text) + row[cell.start() :]
    end = row.rindex(b"</")
    return row[:end] + _fresh(opening[1], number, column, text) + row[end:]


def _written(cell: re.Match[bytes], text: str) -> bytes:
    """In the format of the cell; a number stays a number where one stood there."""
    content = cell[3] or b""
    if _FORMULA.search(content):
        raise NotWritable
    kind = _TYPE.search(cell[2])
    attributes = _TYPE.sub(b"", cell[2])
    is_number = bool(content) and (kind is None or kind[1] == b"n") and _NUMBER.fullmatch(text) is not None
    return _cell(cell[1], attributes, text, is_number=is_number)


def _fresh(prefix: bytes, number: int, column: int, text: str) -> bytes:
    return _cell(prefix, b' r="%s%d"' % (_letters(column), number), text, is_number=False)


def _cell(prefix: bytes, attributes: bytes, text: str, *, is_number: bool) -> bytes:
    said = escape(text).encode()
    if is_number:
        return b"<%sc%s><%sv>%s</%sv></%sc>" % (prefix, attributes, prefix, said, prefix, prefix)
    inside = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (prefix, prefix, said, prefix, prefix)
    return b'<%sc%s t="inlineStr">%s</%sc>' % (prefix, attributes, inside, prefix)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _letters(column: int) -> bytes:
    found = b""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = bytes([65 + rest]) + found
    return found
