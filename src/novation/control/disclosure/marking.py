"""What leaves the room carries the reference of who took it: as lines in text, a column in CSV, a banner in HTML. Pure."""

from __future__ import annotations

import csv
import io
import re
from html import escape

MARKABLE = 5 * 1024 * 1024
_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)


def kind_of(name: str, media_type: str) -> str:
    """`csv`, `html`, `text`, or nothing where a mark would break the file."""
    if media_type != "text/plain":
        return ""
    ending = name.rpartition(".")[2].lower()
    if ending in ("csv", "tsv"):
        return "csv"
    return "html" if ending in ("html", "htm", "xhtml") else "text"


def marked(data: bytes, kind: str, stamp: str) -> bytes:
    """The content with the stamp; content of no known kind as it is."""
    if kind == "csv":
        return _csv(data, stamp)
    if kind == "html":
        return _html(data, stamp)
    if kind == "text":
        line = stamp.encode()
        return line + b"\n\n" + data.rstrip(b"\n") + b"\n\n" + line + b"\n"
    return data


def _csv(data: bytes, stamp: str) -> bytes:
    """A last column, so that the mark stays with every row that is copied on."""
    text = data.decode("utf-8-sig")
    comma = "\t" if "\t" in text.partition("\n")[0] else ","
    out = io.StringIO()
    writer = csv.writer(out, delimiter=comma, lineterminator="\r\n")
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=comma)):
        writer.writerow([*row, "issued_to" if number == 0 else stamp])
    return out.getvalue().encode("utf-8-sig")


def _html(data: bytes, stamp: str) -> bytes:
    banner = f'<p style="border:1px solid;padding:.5rem;font:.8rem monospace">{escape(stamp)}</p>'.encode()
    at = [found.start() for found in _BODY_END.finditer(data)]
    end = at[-1] if at else len(data)
    return data[:end] + banner + data[end:]


def csv_of(lines: list[list[str]]) -> bytes:
    """A table as CSV; a cell that a spreadsheet would run as a formula is written as text."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[_inert(cell) for cell in line] for line in lines])
    return out.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
