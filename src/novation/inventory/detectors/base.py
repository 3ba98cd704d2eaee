"""What a detector is: it marks whole values that are of its kind, and finds its kind inside free text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from novation.inventory.detectors.spans import Spans, pattern_spans
from novation.inventory.runs import Runs
from novation.inventory.values import Bools, Ints, Values


@dataclass(frozen=True)
class Text:
    """Free text ready to be searched: the values and their runs of letters and digits, cut once for all detectors."""

    values: Values
    runs: Runs


class Detector(Protocol):
    """A plug-in of `detectors.yaml`; it never sees one value at a time."""

    kind: str

    def match_values(self, values: Values) -> Bools:
        """Which values are, as a whole, of this kind."""
        ...

    def find(self, text: Text) -> Spans:
        """Where values of this kind stand inside free text."""
        ...


class FixedWidth:
    """A number of known lengths, written with or without blanks and hyphens, judged on its bytes."""

    def __init__(
        self, kind: str, lengths: tuple[int, ...], judge: Callable[[np.ndarray], Bools], heads: str = ""
    ) -> None:
        self.kind = kind
        self.lengths = tuple(sorted(lengths))
        self._judge = judge
        self._heads = np.ones(256, np.bool_)
        if heads:
            self._heads[:] = False
            self._heads[np.frombuffer(heads.encode(), np.uint8)] = True

    def match_values(self, values: Values) -> Bools:
        marked = values.none()
        if not values.numbered or not (values.lengths >= self.lengths[0]).any():
            return marked
        compact = values.compact
        for length in self.lengths:
            rows = compact.rows_of_length(length)
            if len(rows):
                rows = rows[self._heads[compact.heads_of(rows)]]
            if len(rows):
                marked[rows[self._judge(_upper(compact.matrix(rows, length)))]] = True
        return marked

    def find(self, text: Text) -> Spans:
        parts = []
        for length in self.lengths:
            starts = text.runs.starts[text.runs.lengths == length]
            if len(starts):
                good = starts[self._judge(_upper(text.values.data[starts[:, None] + np.arange(length)]))]
                parts.append(Spans.from_positions(text.values, good, good + length))
        return Spans.joined(parts)


class Pattern:
    """A kind that its shape alone tells: a regular expression for the whole, another one for inside a text.

    `needs` (and `inside_needs` for the search in texts) are texts of which one must occur somewhere in the batch,
    otherwise nothing is tried; `heads` are the
    signs with which a value can open, `size` its shortest and longest length in bytes.
    """

    def __init__(
        self,
        kind: str,
        whole: str,
        inside: str | None = None,
        *,
        group: int = 0,
        needs: tuple[str, ...] = (),
        inside_needs: tuple[str, ...] = (),
        heads: str = "",
        size: tuple[int, int] = (1, 1 << 30),
    ) -> None:
        self.kind = kind
        self._whole = whole
        self._inside = inside
        self._group = group
        self._needs = needs
        self._inside_needs = inside_needs or needs
        self._heads = heads
        self._size = size

    def match_values(self, values: Values) -> Bools:
        if self._needs and not values.has(*self._needs):
            return values.none()
        return values.matches_among(values.opening(self._heads, *self._size), self._whole)

    def find(self, text: Text) -> Spans:
        if self._inside is None or (self._inside_needs and not text.values.has(*self._inside_needs)):
            return Spans.empty()
        return pattern_spans(text.values, self._inside, self._group)


def _upper(matrix: np.ndarray) -> np.ndarray:
    lower = (matrix >= 97) & (matrix <= 122)
    return np.where(lower, matrix - 32, matrix).astype(np.uint8)


def chain_positions(runs: Runs, found: Ints, count: int) -> tuple[Ints, Ints]:
    """Start of the first and end of the last run of chains of `count` runs."""
    return runs.starts[found], runs.ends[found + count - 1]
