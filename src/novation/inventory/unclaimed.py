"""What the column pass leaves open: identifiers inside longer values, and kinds that only a plug-in knows."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl
import pyarrow as pa

from novation.inventory.detectors import loaded
from novation.inventory.kernels.columns_bits import BIT, CHECKED, STRONG
from novation.inventory.span_types import SLUGS, SPAN_TYPES
from novation.inventory.spans import find_spans
from novation.inventory.strings import Strings
from novation.inventory.values import Values
from novation.inventory.vocabulary import count_sensitive

_CLAIMED = sum(1 << BIT[name] for name in STRONG)
_OPEN = sum(1 << BIT[name] for name in ("maybe", "code", "digits", "long"))
_MAYBE, _LONG = 1 << BIT["maybe"], 1 << BIT["long"]
_DONE = sum(1 << BIT[name] for name in ("date", "decimal", "timed", "degrees", "version"))
_FOREIGN_TEXT = (1 << BIT["sentence"]) | (1 << BIT["ascii"])
_LOOK = 256  # values that a plug-in sees before it is worth showing it all
_WORTH = 0.04  # share of them it must recognise
_IN_KERNEL = frozenset(CHECKED.values()) | {"cn.qq", "cn.wechat", "cn.resident-id-later"}


class Unclaimed:
    """Counts over all batches: `inside` places in longer values, `hits` whole values, `themes` rows of sensitive words."""

    def __init__(self, cues: frozenset[str]) -> None:
        self._cues = cues
        self.inside: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self.themes: Counter[str] = Counter()
        self._plugins = [one for one in loaded() if one.detector.kind not in _IN_KERNEL]

    def feed(self, values: Strings, masks: np.ndarray) -> None:
        """Looks at what no strong type claims; `masks` are those of the column pass."""
        free = (masks & _CLAIMED == 0) & (masks & _DONE == 0)
        texts = free & (masks & (_MAYBE | _LONG) != 0)
        if texts.any():
            self._find(values, texts)
        coded = np.flatnonzero(free & (masks & _OPEN != 0) & (masks & _LONG == 0))
        if len(coded):
            self._ask(values, coded)
        themed = (masks & _LONG != 0) | (masks & _FOREIGN_TEXT == _FOREIGN_TEXT)
        if themed.any():
            some = values.array.filter(pa.array(themed))
            self.themes.update(
                count_sensitive(
                    Values(pl.Series(some), values.weights[themed] if len(values.weights) else None)
                )
            )

    def _find(self, values: Strings, marks: np.ndarray) -> None:
        rows = np.flatnonzero(marks)
        some = values.array if len(rows) == len(values) else values.array.take(pa.array(rows))
        spans = find_spans(some, names=False)
        if not len(spans.rows):
            return
        sizes = (values.offsets[rows + 1] - values.offsets[rows])[spans.rows]
        whole = (spans.ends - spans.starts) * 10 >= sizes * 9
        times = values.weights[rows[spans.rows]] if len(values.weights) else np.ones(len(whole), np.int64)
        for code in np.unique(spans.types).tolist():
            kind = SPAN_TYPES[SLUGS[code]].kind
            here = spans.types == code
            self.hits[kind] += int(times[here & whole].sum())
            self.inside[kind] += int(times[here & ~whole].sum())
        self.hits, self.inside = +self.hits, +self.inside

    def _ask(self, values: Strings, rows: np.ndarray) -> None:
        """Plug-ins see the first values, and all where they recognise some or the header names their kind."""
        first = _taken(values, rows[:_LOOK])
        everything: Values | None = first if len(rows) <= _LOOK else None
        for one in self._plugins:
            named = one.kind in self._cues
            if one.worth.cue and not named:
                continue
            marked = one.detector.match_values(first)
            if not named and first.count(marked) < _WORTH * first.rows:
                continue
            if everything is None:
                everything = _taken(values, rows)
            self.hits[one.detector.kind] += everything.count(one.detector.match_values(everything))


def _taken(values: Strings, rows: np.ndarray) -> Values:
    series = pl.Series(values.array.take(pa.array(rows)))
    return Values(
        series.str.strip_chars(" \t\r\n'\"`="), values.weights[rows] if len(values.weights) else None
    )
