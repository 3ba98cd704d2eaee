"""The beginning of a CSV file: its encoding, its layout, and where the records begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from novation.engine.sources.codecs_mended import MIXED
from novation.engine.sources.csv_survey import QUICK_FROM, Survey, survey_file
from novation.engine.sources.dialect import FULL_WIDTH_COMMA, Layout, find_layout
from novation.engine.sources.encoding import Encoding, decoded, find_encoding, presumed_utf8

HEAD_CHARS = 1 << 16
HEAD_CHARS_AT_MOST = 1 << 22


@dataclass(frozen=True, slots=True)
class Head:
    """`text` is long enough to hold a full header; `body_at` is where the records begin, in bytes of the file.

    `survey` counts records of this layout; None where the file had to be looked at in another way.
    """

    path: Path
    encoding: Encoding
    text: str
    layout: Layout
    body_at: int
    survey: Survey | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the parser can read the records as they lie in the file."""
        return self.encoding.name == "utf-8" and self.layout.delimiter != FULL_WIDTH_COMMA

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but blank lines."""
        return not self.text.strip("\ufeff\r\n")

    @property
    def line_ending(self) -> str:
        """What ends the first line; a line end inside a quoted header would be an odd thing."""
        found = re.search(r"\r\n|\n|\r", self.text)
        return found.group() if found else "\n"


def find_head(path: Path, declared: str | None) -> Head:
    """Raises what `find_encoding` raises."""
    return _quick(path, declared) or _read(path, find_encoding(path, declared))


def _quick(path: Path, declared: str | None) -> Head | None:
    """One pass where the beginning speaks for UTF-8 and the rest proves it; else None."""
    size = path.stat().st_size
    mark = presumed_utf8(path, declared) if size >= QUICK_FROM else None
    if mark is None:
        return None
    try:
        head = _read(path, Encoding("utf-8", mark, size, 0, 0, 0))
    except UnicodeDecodeError:
        return None
    if not head.is_plain:
        return None
    found = survey_file(path, head.layout.delimiter, head.body_at, head.layout.width)
    if found is None:
        return None
    encoding = Encoding("utf-8", mark, found.size, found.nuls, found.quotes, found.scientific)
    return Head(path, encoding, head.text, head.layout, head.body_at, found)


def _read(path: Path, encoding: Encoding) -> Head:
    text, whole = _beginning(path, encoding)
    layout = find_layout(text, whole=whole)
    titles = text[: layout.body_at]
    if encoding.name == MIXED:  # there one character may have been several bytes
        body_at = _end_of_lines(path, len(encoding.bom), titles.count("\n"))
    else:
        body_at = len(encoding.bom) + len(titles.encode(encoding.name))
    return Head(path, encoding, text, layout, body_at)


def _beginning(path: Path, encoding: Encoding) -> tuple[str, bool]:
    """The beginning of the text, and whether that is all of it."""
    head = ""
    limit = HEAD_CHARS
    for piece in decoded(path, encoding.name, len(encoding.bom)):
        head += piece
        while len(head) >= limit:
            if "\n" in head[:limit] or "\r" in head[:limit] or limit >= HEAD_CHARS_AT_MOST:
                return head[:limit], len(head) == limit == encoding.size
            limit <<= 2
    return head, True


def _end_of_lines(path: Path, begin: int, count: int) -> int:
    """The offset behind so many lines."""
    with path.open("rb") as file:
        file.seek(begin)
        for _ in range(count):
            file.readline()
        return file.tell()
