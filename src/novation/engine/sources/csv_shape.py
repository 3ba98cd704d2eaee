"""Measures a CSV file before it is read: how many records, how many of another width, whether quotes quote."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from novation.engine.sources.csv_head import Head
from novation.engine.sources.csv_records import Parsing, blocks
from novation.engine.sources.ragged import Widths
from novation.errors.sources import ROW_TOO_LARGE

BLOCK_BYTES = 1 << 20
BLOCK_BYTES_AT_MOST = 1 << 27
"""The block grows until the longest row fits into one; beyond the limit the quoting is at fault, or the file."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Records, those of them with too few and with too many fields, and how to parse them."""

    rows: int
    short: int
    long: int
    how: Parsing

    @property
    def ragged(self) -> int:
        return self.short + self.long


def measure(head: Head, names: list[str]) -> Shape:
    """The survey tells all about a regular file; else the parser counts. Raises `sources.row-too-large`.

    An odd number of quotation marks means that one is open. Then the file is also read without quoting, and that
    reading is taken if it has fewer ragged rows, or no more of them and does not swallow rows.
    """
    if surveyed := _surveyed(head):
        return surveyed
    if not head.encoding.quotes:
        return _count_plain(head, names)
    try:
        quoted = _count(head, names, quoting=True)
    except pa.ArrowInvalid:
        quoted = None
    if quoted and head.encoding.quotes % 2 == 0:
        return quoted
    plain = _count_plain(head, names)
    if quoted is None:
        return plain
    better = plain.ragged < quoted.ragged or (plain.ragged == quoted.ragged and plain.rows > quoted.rows)
    return plain if better else quoted


def _surveyed(head: Head) -> Shape | None:
    """Only where there is nothing to weigh: all rows of one width, no quotation mark left over."""
    found = head.survey
    if found is None or found.odd or found.is_open or found.quotes % 2:
        return None
    block = BLOCK_BYTES
    while block < found.longest:
        block <<= 3
    if block > BLOCK_BYTES_AT_MOST:
        return None
    return Shape(found.rows, 0, 0, Parsing(block, found.quotes > 0, found.inner_lines > 0))


def _count_plain(head: Head, names: list[str]) -> Shape:
    try:
        return _count(head, names, quoting=False)
    except pa.ArrowInvalid as huge:
        raise ROW_TOO_LARGE.error(file=head.path.name, limit=BLOCK_BYTES_AT_MOST >> 20) from huge


def _count(head: Head, names: list[str], quoting: bool) -> Shape:
    block = BLOCK_BYTES
    while True:
        widths = Widths(head.layout.width)
        how = Parsing(block, quoting, quoting)
        try:
            rows = sum(b.num_rows for b in blocks(head, names, how, widths, names[:1]))
        except pa.ArrowInvalid:
            if block >= BLOCK_BYTES_AT_MOST:
                raise
            block <<= 3
            continue
        return Shape(rows + widths.short + widths.long, widths.short, widths.long, how)
