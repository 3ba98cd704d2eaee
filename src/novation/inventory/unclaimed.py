"""What the column pass leaves open: what stands inside longer values, and kinds that only a plug-in knows."""

from __future__ import annotations

from collections import Counter
from copy import copy
from functools import cached_property

import numpy as np
import pyarrow as pa

from novation.inventory.kernels.arrays import Spans
from novation.inventory.kernels.columns_bits import BIT, CHECKED, STRONG
from novation.inventory.matters import SLUGS as MATTER_SLUGS
from novation.inventory.matters import find_matters
from novation.inventory.plugin_values import Plugins
from novation.inventory.span_types import CODES, SLUGS, SPAN_TYPES
from novation.inventory.spans import find_spans
from novation.inventory.strings import Strings

_CLAIMED = sum(1 << BIT[name] for name in STRONG)
_OPEN = sum(1 << BIT[name] for name in ("maybe", "code", "digits", "long"))
_MAYBE, _LONG, _LETTERS, _ADDRESS = (1 << BIT[n] for n in ("maybe", "long", "letters", "address"))
_DONE = sum(1 << BIT[name] for name in ("date", "decimal", "timed", "degrees", "version"))
_SENTENCE = 1 << BIT["sentence"]
_TELLING = sum(1 << BIT[name] for name in ("sentence", "long", "health", "child", "belief"))
_TEXTS = (
    0.2  # share of sentences from which names are looked for in a column, unless the header says it is text
)
PERSON = CODES["person-name"]
_BY_MODEL = frozenset({PERSON, CODES["address"]})
_IN_KERNEL = frozenset(CHECKED.values()) | {"cn.qq", "cn.wechat", "cn.resident-id-later"}


class Unclaimed:
    """Counts over all batches, in rows or places.

    `inside`: identifiers in longer values; `hits`: whole values; `matters`: rows that speak of a sensitive matter of a
    person; `named`: names and addresses in texts.
    """

    def __init__(self, cues: frozenset[str]) -> None:
        self._is_text = "text.free" in cues
        self.inside: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self.matters: Counter[str] = Counter()
        self.named: Counter[str] = Counter()
        self._plugins = Plugins(cues, _IN_KERNEL)

    def feed(self, values: Strings, masks: np.ndarray, same: np.ndarray) -> None:
        """Looks at what no strong type claims; `masks` and `same` are those of the column pass."""
        some = int(np.bitwise_or.reduce(masks)) if len(masks) else 0
        longer = none = _Texts(values, same, np.zeros(0, np.int64))
        if some & (_OPEN | _MAYBE):
            free = (masks & (_CLAIMED | _DONE)) == 0
            open_ = np.flatnonzero(free & (masks & _OPEN != 0) & (masks & _LONG == 0))
            if len(open_):
                self.hits += self._plugins.ask(values, open_)
            longer = _Texts(values, same, np.flatnonzero(free & (masks & (_MAYBE | _LONG) != 0)))
        wanted = _TELLING | _LETTERS if self._is_text else _TELLING
        texts = _Texts(values, same, np.flatnonzero(masks & wanted)) if some & wanted else none
        if len(texts):
            self._read(texts)
            sentences = np.count_nonzero(masks & (_SENTENCE | _LONG))
            if self._is_text or sentences >= _TEXTS * np.count_nonzero(masks):
                self._name(texts, longer)
                longer = longer.where(~np.isin(longer.rows, texts.rows, assume_unique=True))
            elif np.array_equal(longer.rows, texts.rows):
                longer = texts  # their copy can be used again
        self._find(longer)

    def _find(self, longer: _Texts) -> None:
        """Counts the identifiers in some values."""
        if len(longer):
            self._count(longer, find_spans(longer.array, names=False))

    def _count(self, among: _Texts, spans: Spans) -> None:
        """Counts identifiers, those that fill their value by themselves apart."""
        if not len(spans):
            return
        offsets, rows = among.values.offsets, among.rows[spans.rows]
        whole = (spans.ends - spans.starts) * 10 >= (offsets[rows + 1] - offsets[rows]) * 9
        times = among.times[spans.rows]
        for code in np.unique(spans.types).tolist():
            if code in _BY_MODEL:
                continue
            kind = SPAN_TYPES[SLUGS[code]].kind
            here = spans.types == code
            self.hits[kind] += int(times[here & whole].sum())
            self.inside[kind] += int(times[here & ~whole].sum())
        self.hits, self.inside = +self.hits, +self.inside

    def _read(self, texts: _Texts) -> None:
        """Counts the rows that speak of sensitive matters."""
        found = find_matters(texts.array).personal()
        for code in np.unique(found.codes).tolist():
            about = np.unique(found.rows[found.codes == code])
            self.matters[MATTER_SLUGS[code]] += int(texts.times[about].sum())

    def _name(self, texts: _Texts, longer: _Texts) -> None:
        """Counts names and addresses, and in the same go the identifiers in those of `longer`."""
        spans = find_spans(texts.array, names=True)
        for code in _BY_MODEL:
            count = int(texts.times[spans.rows[spans.types == code]].sum())
            if count:
                self.named[SPAN_TYPES[SLUGS[code]].kind] += count
        also = np.isin(texts.rows, longer.rows, assume_unique=True)
        self._count(texts, spans.select(also[spans.rows]))


class _Texts:
    """Some rows of a column, each value once as far as the column pass knows that it came again.

    `rows` are those looked at, in order, and `times` how many rows of the column each stands for.
    """

    def __init__(self, values: Strings, same: np.ndarray, rows: np.ndarray) -> None:
        self.values = values
        self.rows = rows
        self.times = values.weights[rows] if len(values.weights) else np.ones(len(rows), np.int64)
        first = same[rows]
        if not np.array_equal(first, rows):
            totals = np.bincount(first, weights=self.times).astype(np.int64)
            self.rows = np.flatnonzero(totals)
            self.times = totals[self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, chosen: np.ndarray) -> _Texts:
        """Some of them."""
        part = copy(self)
        part.rows, part.times = self.rows[chosen], self.times[chosen]
        part.__dict__.pop("array", None)
        return part

    @cached_property
    def array(self) -> pa.Array:
        """The values."""
        every = self.values.array
        return every if len(self) == len(every) else every.take(pa.array(self.rows))
