"""Finds personal data inside the texts of one column, chunk by chunk."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import polars as pl
import pyarrow as pa

from novation.handover.discovery.columns import Column, open_column
from novation.handover.discovery.finders import Finder
from novation.handover.discovery.first_use import announce
from novation.handover.discovery.places import Place
from novation.handover.discovery.span_frames import frame_of
from novation.handover.discovery.texts import Texts
from novation.handover.progress import Progress, Silent
from novation.messages import Text

_TEXTS = 65_536
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Detection:
    """One span. `row` counts from 0 without the header; `start` and `end` count Unicode code points, end
    exclusive.

    `type` is a slug of `types()`, `confidence` from 0 to 1, `masked` the span with its signs hidden, `text`
    the span itself, only where it was asked for.
    """

    row: int
    start: int
    end: int
    type: str
    confidence: float
    masked: str
    text: str | None = None


def detect(
    path: Place,
    *,
    column: str | None = None,
    table: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    only: Collection[str] = (),
    matters: bool = False,
    reveal: bool = False,
) -> Iterator[Detection]:
    """Every span of personal data in a column, in the order of rows and places; streamed in bounded memory.

    `path` is a file or the address of a database; a `.txt` file without `column` is read line by line.
    `only` keeps some types, `matters` adds sensitive matters, `reveal` gives the text of each span. Raises
    as `open_column`, and `discovery.no-such-type`, at the call and not at the first span.
    """
    finder = Finder(only, matters=matters)
    chosen = open_column(path, column=column, table=table, sheet=sheet, encoding=encoding)
    return _detections(frames(chosen, finder, reveal=reveal))


def detect_texts(
    texts: Iterable[str | None], *, only: Collection[str] = (), matters: bool = False, reveal: bool = False
) -> Iterator[Detection]:
    """Every span of personal data in texts at hand; `row` counts them from 0. Raises
    `discovery.no-such-type`.

    A surrogate half, which no UTF-8 text can hold, counts as one sign and stands as U+FFFD.
    """
    finder = Finder(only, matters=matters)
    found = (frame_of(chunk, finder.find(chunk), reveal=reveal) for chunk in _chunks(texts))
    return _detections(found)


def frames(
    column: Column, finder: Finder, *, reveal: bool = False, progress: Progress | None = None
) -> Iterator[pl.DataFrame]:
    """The spans of a column as data frames, one for each chunk: columns `row`, `start`, `end`, `type`,
    `confidence`, `masked` and with `reveal` also `text`. What was odd about the column is told to `progress`
    at the end.
    """
    progress = progress or Silent()
    announce(progress)
    progress.start(Text(f"查看 {column.source}", f"Looking through {column.source}"), column.rows)
    for texts in column.chunks():
        yield frame_of(texts, finder.find(texts), reveal=reveal)
        progress.advance(len(texts))
    for remark in column.remarks():
        progress.remark(remark)


def _detections(found: Iterable[pl.DataFrame]) -> Iterator[Detection]:
    for frame in found:
        for row in frame.iter_rows():
            yield Detection(*row)


def _chunks(texts: Iterable[str | None]) -> Iterator[Texts]:
    rest = iter(texts)
    first = 0
    while group := list(islice(rest, _TEXTS)):
        rows = np.arange(first, first + len(group))
        yield from Texts(rows, _array(group)).parts()
        first += len(group)


def _array(group: list[str | None]) -> pa.LargeStringArray:
    try:
        return pa.array(group, pa.large_string())
    except UnicodeEncodeError:
        return pa.array([t if t is None else _HALVES.sub("\ufffd", t) for t in group], pa.large_string())
