"""What the column pass leaves open: what stands inside longer values, and kinds that only a plug-in knows."""

from __future__ import annotations

from collections import Counter
from copy import copy
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from novation.inventory.kernels.arrays import Spans
from novation.inventory.kernels.columns_bits import BIT, STRONG
from novation.inventory.kernels.columns_layout import ASKED, NOTHING_INSIDE
from novation.inventory.kernels.columns_state import State
from novation.inventory.matters import PERSONAL, find_matters
from novation.inventory.matters import SLUGS as MATTER_SLUGS
from novation.inventory.plugin_values import Plugins
from novation.inventory.span_types import CODES, SLUGS, SPAN_TYPES
from novation.inventory.spans import find_spans
from novation.inventory.strings import Strings

_CLAIMED = sum(1 << BIT[name] for name in STRONG)
_OPEN = sum(1 << BIT[name] for name in ("maybe", "code", "digits", "long"))
_MAYBE, _LONG, _LETTERS, _ADDRESS = (1 << BIT[n] for n in ("maybe", "long", "letters", "address"))
_DONE = sum(1 << BIT[name] for name in ("date", "decimal", "timed", "degrees", "version"))
_DIGITS = 1 << BIT["digits"]
_SENTENCE = 1 << BIT["sentence"]
_TELLING = sum(1 << BIT[name] for name in ("sentence", "long", "health", "child", "belief"))
_TEXTS = (
    0.2  # share of sentences from which names are looked for in a column, unless the header says it is text
)
_NEARLY_ALL = 0.9  # share of the bytes of a column from which it is handed on as it is
PERSON = CODES["person-name"]
_CODES = 256  # more than the code of any type
_BY_MODEL = frozenset({PERSON, CODES["address"]})

Ints = NDArray[np.int64]


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
        self._alone: Counter[str] = Counter()
        """Identifiers that fill a value of this batch by themselves."""
        self._plugins = Plugins(cues)

    def __getstate__(self) -> dict[str, object]:
        """The counts travel, what counted them does not: a column that comes from elsewhere has been looked at."""
        return {name: value for name, value in self.__dict__.items() if name != "_plugins"}

    def feed(self, values: Strings, masks: Ints, state: State) -> None:
        """Looks at what no strong type claims in a batch; `masks` and `state` are what the column pass says of it."""
        some = int(np.bitwise_or.reduce(masks)) if len(masks) else 0
        known: Counter[str] = Counter()
        self._alone = Counter()
        longer = _Texts(values, state.same, np.zeros(0, np.int64))
        if some & (_OPEN | _MAYBE):
            if state[ASKED] & self._plugins.bits:
                rows = _with_and_without(masks, _OPEN, _CLAIMED | _DONE | _LONG, some)
                if len(rows):
                    known = self._plugins.ask(values, rows, state.asked[rows])
            if some & (_MAYBE | _LONG):
                rows = _with_and_without(masks, _MAYBE | _LONG, _CLAIMED | _DONE, some)
                longer = _Texts(values, state.same, rows[state.asked[rows] & NOTHING_INSIDE == 0])
        wanted = _TELLING | _LETTERS if self._is_text else _TELLING
        if some & wanted:
            texts = _Texts(values, state.same, np.flatnonzero(masks & wanted != 0))
            self._read(texts)
            sentences = np.count_nonzero(masks & (_SENTENCE | _LONG))
            if self._is_text or sentences >= _TEXTS * np.count_nonzero(masks):
                self._name(texts, longer)
                longer = longer.without(texts)
            elif np.array_equal(longer.rows, texts.rows):
                longer = texts  # their copy can be used again
        self._find(longer)
        self.hits += known | self._alone  # what both know is one value and not two

    def _find(self, longer: _Texts) -> None:
        """Counts the identifiers in some values."""
        if len(longer):
            spans = find_spans(longer.array, names=False)
            self._count(longer, spans, longer.times_of(spans.rows))

    def _count(self, among: _Texts, spans: Spans, times: Ints) -> None:
        """Counts identifiers, those that fill their value by themselves apart; `times` are the rows each stands for."""
        if not len(spans):
            return
        offsets, rows = among.values.offsets, among.rows_of(spans.rows)
        whole = (spans.ends - spans.starts) * 10 >= (offsets[rows + 1] - offsets[rows]) * 9
        every = np.bincount(spans.types, times, _CODES)
        alone = np.bincount(spans.types[whole], times[whole], _CODES)
        for code in np.flatnonzero(every).tolist():
            if code in _BY_MODEL:
                continue
            kind = SPAN_TYPES[SLUGS[code]].kind
            self._alone[kind] += int(alone[code])
            self.inside[kind] += int(every[code] - alone[code])
        self.inside = +self.inside

    def _read(self, texts: _Texts) -> None:
        """Counts the rows that speak of sensitive matters."""
        found = find_matters(texts.array)
        told = found.confidence >= PERSONAL
        rows, codes = found.rows[told], found.codes[told]
        for code in np.flatnonzero(np.bincount(codes)).tolist():
            about = rows[codes == code]  # in order
            about = about[np.diff(about, prepend=-1) != 0]
            count = int(texts.times_of(about).sum())
            if count:
                self.matters[MATTER_SLUGS[code]] += count

    def _name(self, texts: _Texts, longer: _Texts) -> None:
        """Counts names and addresses, and in the same go the identifiers in those of `longer`."""
        spans = find_spans(texts.array, names=True)
        times = texts.times_of(spans.rows)
        for code in _BY_MODEL:
            count = int(times[spans.types == code].sum())
            if count:
                self.named[SPAN_TYPES[SLUGS[code]].kind] += count
        self._count(texts, spans, times * longer.marks[texts.rows_of(spans.rows)])


def _with_and_without(masks: Ints, wanted: int, never: int, some: int) -> Ints:
    """Rows whose mask has a wanted bit and none of those it must never have; `some` has the bits of all masks."""
    has = masks & wanted != 0
    return np.flatnonzero(has & (masks & never == 0) if some & never else has)


class _Texts:
    """Some rows of a column, each value once as far as the column pass knows that it came again.

    `rows` are those looked at, in order, and `times` how many rows of the column each stands for. `array` holds their
    values; where they are nearly all text of the column it is the column as it is, which costs less than a copy, and what
    is found in the other values counts for no row.
    """

    def __init__(self, values: Strings, same: NDArray[np.int32], rows: Ints) -> None:
        self.values = values
        self.rows = rows
        self.times = values.weights[rows] if len(values.weights) else np.ones(len(rows), np.int64)
        first = same[rows]
        if not np.array_equal(first, rows):
            weights = self.times if len(values.weights) else None
            totals = np.bincount(first, weights).astype(np.int64, copy=False)
            self.rows = np.flatnonzero(totals != 0)
            self.times = totals[self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def without(self, others: _Texts) -> _Texts:
        """Those that are not among `others`."""
        left = ~others.marks[self.rows]
        part = copy(self)
        part.rows, part.times = self.rows[left], self.times[left]
        for made in ("array", "marks", "_whole", "_every_times"):
            part.__dict__.pop(made, None)
        return part

    @cached_property
    def marks(self) -> NDArray[np.bool_]:
        """Of every row of the column whether it is one of them."""
        marks = np.zeros(len(self.values), np.bool_)
        marks[self.rows] = True
        return marks

    @cached_property
    def _whole(self) -> bool:
        offsets = self.values.offsets
        size = int((offsets[self.rows + 1] - offsets[self.rows]).sum())
        return size >= _NEARLY_ALL * int(offsets[-1] - offsets[0])

    @cached_property
    def array(self) -> pa.Array:
        """The values."""
        every = self.values.array
        return every if self._whole else every.take(pa.array(self.rows))

    @cached_property
    def _every_times(self) -> Ints:
        times = np.zeros(len(self.values), np.int64)
        times[self.rows] = self.times
        return times

    def rows_of(self, places: Ints) -> Ints:
        """The rows of the column at some places of `array`."""
        return places if self._whole else self.rows[places]

    def times_of(self, places: Ints) -> Ints:
        """How many rows each of some places of `array` stands for."""
        return self._every_times[places] if self._whole else self.times[places]
