"""How a CSV file is written: delimiter, title lines above the header, the header, where the records begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from novation.engine.sources.naming import clean_name

FULL_WIDTH_COMMA = "，"
DELIMITERS = (",", "\t", ";", "|", FULL_WIDTH_COMMA)
STAND_IN = "\x1f"
"""The parser takes one-byte delimiters only: ASCII's unit separator stands for a full-width comma."""
SAMPLE_RECORDS = 100
_TITLE_LINES_AT_MOST = 20
_EVEN_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Layout:
    """The head of a table of records: which record is the header, how many columns, where the body starts.

    `header_at` is None where the first record already is data; `body_at` counts characters of the decoded text.
    `header_delimiter` differs from `delimiter` where only the header was typed with full-width commas.
    """

    delimiter: str
    header_delimiter: str
    header_at: int | None
    header: tuple[str, ...]
    titles: tuple[str, ...]
    width: int
    body_at: int


@cache
def _field(delimiter: str, quoting: bool) -> re.Pattern[str]:
    """One field and what ends it, by the rules of the Arrow parser: a quote counts at the start of a field only."""
    plain = rf"([^{re.escape(delimiter)}\r\n]*)"
    quoted = rf'"([^"]*+(?:""[^"]*+)*+)(?:"{plain}|\Z)|' if quoting else ""
    return re.compile(rf"(?:{quoted}{plain})({re.escape(delimiter)}|\r\n|\r|\n|\Z)")


def records(text: str, delimiter: str, quoting: bool = True) -> Iterator[tuple[list[str], int]]:
    """Each record that is not a blank line, with the offset just behind it. For heads and odd rows, not for data."""
    pattern = _field(delimiter, quoting)
    fields: list[str] = []
    position = 0
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:  # cannot happen: every text has a field at every position
            return
        groups = match.groups()
        if quoting:
            inside, after, plain, end = groups
            fields.append(plain if inside is None else inside.replace('""', '"') + (after or ""))
        else:
            fields.append(groups[0])
            end = groups[1]
        position = match.end()
        if end != delimiter:
            if fields != [""]:
                yield fields, position
            fields = []
        elif position == len(text):
            yield [*fields, ""], position


def surplus_at(record: str, width: int, delimiter: str, quoting: bool) -> int:
    """The offset in a long record at which its fields beyond `width` begin."""
    pattern, position = _field(delimiter, quoting), 0
    for _ in range(width):
        match = pattern.match(record, position)
        position = match.end() if match else len(record)
    return position


def find_layout(head: str, *, whole: bool) -> Layout:
    """Reads the layout from the beginning of the text; `whole` says that the head is all there is."""
    delimiter = max(DELIMITERS, key=lambda sign: (_consistency(head, sign, whole), -DELIMITERS.index(sign)))
    if _consistency(head, delimiter, whole) == 0:
        delimiter = ","
    sample = _sample(head, delimiter, whole)
    rows = [fields for fields, _ in sample]
    header_at = header_place(rows)
    header_delimiter = delimiter
    if header_at is not None and len(rows[header_at]) == 1 and FULL_WIDTH_COMMA in rows[header_at][0]:
        header_delimiter = FULL_WIDTH_COMMA
        rows[header_at] = rows[header_at][0].split(FULL_WIDTH_COMMA)
    first = 0 if header_at is None else header_at + 1
    header = () if header_at is None else tuple(rows[header_at])
    begin = sample[first - 1][1] if first else _first_titles_end(sample, rows)
    titles = _titles(head, sample, header_at)
    return Layout(delimiter, header_delimiter, header_at, header, titles, _width(rows, header), begin)


def separates(head: str, *, whole: bool) -> bool:
    """Whether some ASCII delimiter cuts nearly all records into the same number of fields, as prose never is."""
    return any(_consistency(head, sign, whole) >= _EVEN_SHARE for sign in DELIMITERS if sign.isascii())


def _first_titles_end(sample: list[tuple[list[str], int]], rows: list[list[str]]) -> int:
    """Without a header, title lines are still no data."""
    count = title_lines(rows)
    return sample[count - 1][1] if count else 0


def _titles(head: str, sample: list[tuple[list[str], int]], header_at: int | None) -> tuple[str, ...]:
    count = header_at if header_at is not None else title_lines([fields for fields, _ in sample])
    ends = [0, *(end for _, end in sample[:count])]
    return tuple(head[a:b].strip("\r\n") for a, b in zip(ends, ends[1:], strict=False))


def _sample(head: str, delimiter: str, whole: bool) -> list[tuple[list[str], int]]:
    """The first records; the last one of a head that was cut off is left out, it may be half a record."""
    found = []
    for record in records(head, delimiter):
        found.append(record)
        if len(found) > SAMPLE_RECORDS:
            break
    if len(found) > SAMPLE_RECORDS or (not whole and len(found) > 1):
        found.pop()
    return found


def _consistency(head: str, delimiter: str, whole: bool) -> float:
    """The share of records with the usual number of fields; 0 where the delimiter separates nothing."""
    widths = [len(fields) for fields, _ in _sample(head, delimiter, whole)]
    if not widths:
        return 0.0
    usual, times = _usual(widths)
    return times / len(widths) if usual > 1 else 0.0


def _usual(widths: Sequence[int]) -> tuple[int, int]:
    """The most frequent width, of equals the larger, and how often it occurs."""
    return max(Counter(widths).items(), key=lambda item: (item[1], item[0]))


def _width(rows: list[list[str]], header: Sequence[str]) -> int:
    """As many columns as the header has, or as most records have if that is more (a header cut short)."""
    body = [len(row) for row in rows]
    return max(len(header), _usual(body)[0] if body else 0, 1)


def title_lines(rows: Sequence[Sequence[str | None]]) -> int:
    """How many records at the top are titles ("导出时间：…"): they fill at most one cell where others fill more."""
    widths = [_filled(row) for row in rows]
    usual = max(widths, default=0)
    count = 0
    while count < min(len(rows), _TITLE_LINES_AT_MOST) and widths[count] <= 1 < usual:
        if not _is_title(rows[count], rows[count + 1 :]):
            break
        count += 1
    return count if count < len(rows) else 0


def _is_title(row: Sequence[str | None], below: Sequence[Sequence[str | None]]) -> bool:
    """A lone cell above wider rows is a title, unless it is a header typed with full-width commas.

    One filled cell in a row as wide as the table may also be a header whose other names are empty. It is a title
    if the next filled row reads like a header, and it says a value itself or the rows further down hold values.
    """
    if len(row) <= 1:
        return not row or FULL_WIDTH_COMMA not in (row[0] or "")
    filled = [other for other in below if _filled(other) > 1]
    if not filled or not looks_like_header(filled[0]) or _filled(filled[0]) < len(filled[0]):
        return False
    return (
        _filled(row) == 0 or _says_a_value(row) or not all(looks_like_header(other) for other in filled[1:])
    )


def _says_a_value(row: Sequence[str | None]) -> bool:
    return any(sign in (row[0] or "") for sign in ":：0123456789")


def _filled(row: Sequence[str | None]) -> int:
    return sum(1 for cell in row if cell and clean_name(cell))


def header_place(rows: Sequence[Sequence[str | None]]) -> int | None:
    """Which record is the header; None where the table begins with data at once.

    Taking a row of data for the header would put a person's data into column names, and from there into reports.
    """
    if not rows:
        return None
    place = title_lines(rows)
    if place >= len(rows):
        return None
    return place if looks_like_header(rows[place]) else None


_VALUE = re.compile(r"\d{7,}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|[^\s@]+@[^\s@]+\.\w+|^[+-]?\d+(?:\.\d+)?$")


def looks_like_header(row: Sequence[str | None]) -> bool:
    """Names of columns hold no long number, date or address, and are not numbers."""
    return not any(_VALUE.search(clean_name(cell)) for cell in row if cell)
