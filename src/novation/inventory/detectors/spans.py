"""Places inside free text: row, start and end, in bytes of the UTF-8 text, and how to get characters from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from novation.inventory.values import Bools, Ints, Values

_MOST_ROUNDS = 64  # matches of one pattern looked for inside one value


@dataclass(frozen=True)
class Spans:
    """Parallel arrays; `starts` and `ends` count bytes from the beginning of value `rows[i]`."""

    rows: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def empty(cls) -> Spans:
        nothing = np.zeros(0, np.int64)
        return cls(nothing, nothing, nothing)

    @classmethod
    def from_positions(cls, values: Values, starts: Ints, ends: Ints) -> Spans:
        """From positions in `values.data`."""
        rows = np.searchsorted(values.offsets, starts, side="right") - 1
        base = values.offsets[rows]
        return cls(rows, starts - base, ends - base)

    def positions(self, values: Values) -> tuple[Ints, Ints]:
        base = values.offsets[self.rows]
        return base + self.starts, base + self.ends

    def in_characters(self, values: Values) -> Spans:
        """The same places counted in characters (code points)."""
        leads = np.zeros(values.data.size + 1, np.int64)
        np.cumsum((values.data & 0xC0) != 0x80, out=leads[1:])
        starts, ends = self.positions(values)
        base = leads[values.offsets[self.rows]]
        return Spans(self.rows, leads[starts] - base, leads[ends] - base)

    def texts(self, values: Values, most: int) -> list[str]:
        """The first few texts found; for samples that are masked at once."""
        starts, ends = self.positions(values)
        return [
            bytes(values.data[a:b]).decode("utf-8", "replace")
            for a, b in zip(starts[:most], ends[:most], strict=True)
        ]

    def select(self, keep: np.ndarray) -> Spans:
        return Spans(self.rows[keep], self.starts[keep], self.ends[keep])

    @classmethod
    def joined(cls, parts: list[Spans]) -> Spans:
        parts = [p for p in parts if len(p)]
        if not parts:
            return cls.empty()
        return cls(*(np.concatenate([getattr(p, f) for p in parts]) for f in ("rows", "starts", "ends")))


class Taken:
    """Places already claimed, as positions in `values.data`; whoever claims first keeps a place."""

    def __init__(self) -> None:
        self._starts = np.zeros(0, np.int64)
        self._ends = np.zeros(0, np.int64)

    def claim(self, starts: Ints, ends: Ints) -> Bools:
        """Marks the places that were free, and takes them; of a chain of overlapping places the first is taken."""
        order = np.lexsort((-ends, starts))
        first, last = starts[order], ends[order]
        reach = np.maximum.accumulate(last)
        free = np.ones(len(first), np.bool_)
        free[1:] = first[1:] >= reach[:-1]
        if len(self._starts):
            at = np.searchsorted(self._ends, first, side="right")
            after = np.append(self._starts, np.iinfo(np.int64).max)[at]
            free &= after >= last
        merged = np.concatenate([self._starts, first[free]])
        place = np.argsort(merged, kind="stable")
        self._starts = merged[place]
        self._ends = np.concatenate([self._ends, last[free]])[place]
        marked = np.zeros(len(starts), np.bool_)
        marked[order[free]] = True
        return marked


def pattern_spans(values: Values, pattern: str, group: int = 0) -> Spans:
    """Every match of a pattern (or of one of its groups), found for all rows at once, one match a round."""
    rows = np.flatnonzero(values.matches(pattern))
    if not len(rows):
        return Spans.empty()
    text = values.series.gather(pl.Series(rows, dtype=pl.UInt32))
    cut = np.zeros(len(rows), np.int64)
    parts: list[Spans] = []
    for _ in range(_MOST_ROUNDS):
        frame = pl.DataFrame({"t": text}).select(
            pl.col("t").str.find(pattern).alias("at"),
            pl.col("t").str.extract(pattern, 0).str.len_bytes().alias("size"),
            pl.col("t").str.extract(pattern, 0).alias("whole"),
            pl.col("t").str.extract(pattern, group).alias("part"),
        )
        at = frame["at"].to_numpy().astype(np.int64)
        size = frame["size"].to_numpy().astype(np.int64)
        inner = np.zeros(len(at), np.int64)
        width = size
        if group:
            inside = frame.select(pl.col("whole").str.find(pl.col("part"), literal=True).alias("i"))["i"]
            inner = inside.to_numpy().astype(np.int64)
            width = frame["part"].str.len_bytes().to_numpy().astype(np.int64)
        begin = cut + at + inner
        parts.append(Spans(rows, begin, begin + width))
        step = at + np.maximum(size, 1)
        text = _cut(text, step)
        cut = cut + step
        left = text.str.contains(pattern).to_numpy()
        if not left.any():
            break
        rows, cut, text = rows[left], cut[left], text.filter(pl.Series(left))
    return Spans.joined(parts)


def _cut(text: pl.Series, step: Ints) -> pl.Series:
    """Drops the first `step` bytes of each text."""
    raw = pl.DataFrame({"t": text.cast(pl.Binary), "s": step})
    return raw.select(pl.col("t").bin.slice(pl.col("s")).cast(pl.String))["t"]
