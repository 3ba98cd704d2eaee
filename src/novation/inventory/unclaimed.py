"""What the column pass leaves open: what stands inside longer values, and kinds that only a plug-in knows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

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
_NAMED = 4096  # texts of a batch in which names and addresses are looked for: they cost several times as much
_BY_MODEL = frozenset({CODES["person-name"], CODES["address"]})
_IN_KERNEL = frozenset(CHECKED.values()) | {"cn.qq", "cn.wechat", "cn.resident-id-later"}


class Unclaimed:
    """Counts over all batches, in rows or places.

    `inside`: identifiers in longer values; `hits`: whole values; `matters`: rows that speak of a sensitive matter of a
    person; `named`: names and addresses in the `named_texts` of `texts` that were looked through for them.
    """

    def __init__(self, cues: frozenset[str]) -> None:
        self._is_text = "text.free" in cues
        self.inside: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self.matters: Counter[str] = Counter()
        self.named: Counter[str] = Counter()
        self.texts = self.named_texts = 0
        self._plugins = Plugins(cues, _IN_KERNEL)

    def feed(self, values: Strings, masks: np.ndarray, same: np.ndarray) -> None:
        """Looks at what no strong type claims; `masks` and `same` are those of the column pass."""
        free = (masks & (_CLAIMED | _DONE)) == 0
        open_ = np.flatnonzero(free & (masks & _OPEN != 0) & (masks & _LONG == 0))
        if len(open_):
            self.hits += self._plugins.ask(values, open_)
        longer = _once(values, same, np.flatnonzero(free & (masks & (_MAYBE | _LONG) != 0)))
        telling = masks & _TELLING != 0
        if self._is_text:
            telling |= masks & _LETTERS != 0
        texts = _once(values, same, np.flatnonzero(telling))
        self._read(values, texts)
        sentences = np.count_nonzero(masks & (_SENTENCE | _LONG) != 0)
        if len(texts) and (self._is_text or sentences >= _TEXTS * np.count_nonzero(masks)):
            named = self._name(values, texts, longer)
            longer = longer.where(~np.isin(longer.rows, named.rows, assume_unique=True))
        self._find(values, longer)

    def _find(self, values: Strings, longer: _Texts) -> None:
        """Counts the identifiers in some values."""
        if len(longer):
            self._count(values, longer, find_spans(_chosen(values, longer), names=False))

    def _count(self, values: Strings, among: _Texts, spans: Spans) -> None:
        """Counts identifiers, those that fill their value by themselves apart."""
        if not len(spans):
            return
        sizes = (values.offsets[among.rows + 1] - values.offsets[among.rows])[spans.rows]
        whole = (spans.ends - spans.starts) * 10 >= sizes * 9
        times = among.times[spans.rows]
        for code in np.unique(spans.types).tolist():
            if code in _BY_MODEL:
                continue
            kind = SPAN_TYPES[SLUGS[code]].kind
            here = spans.types == code
            self.hits[kind] += int(times[here & whole].sum())
            self.inside[kind] += int(times[here & ~whole].sum())
        self.hits, self.inside = +self.hits, +self.inside

    def _read(self, values: Strings, texts: _Texts) -> None:
        """Counts the rows that speak of sensitive matters."""
        if not len(texts):
            return
        found = find_matters(_chosen(values, texts)).personal()
        for code in np.unique(found.codes).tolist():
            about = np.unique(found.rows[found.codes == code])
            self.matters[MATTER_SLUGS[code]] += int(texts.times[about].sum())

    def _name(self, values: Strings, texts: _Texts, longer: _Texts) -> _Texts:
        """Counts names and addresses, and in the same go identifiers; the texts that were looked through."""
        some = texts
        if len(texts) > _NAMED:
            some = texts.where(np.linspace(0, len(texts) - 1, _NAMED).astype(np.int64))
        spans = find_spans(_chosen(values, some), names=True)
        for code in _BY_MODEL:
            count = int(some.times[spans.rows[spans.types == code]].sum())
            if count:
                self.named[SPAN_TYPES[SLUGS[code]].kind] += count
        self.texts += int(texts.times.sum())
        self.named_texts += int(some.times.sum())
        also = np.isin(some.rows, longer.rows, assume_unique=True)
        self._count(values, some, spans.select(also[spans.rows]))
        return some


@dataclass(frozen=True)
class _Texts:
    """Rows with different values, and how many rows of the column each stands for."""

    rows: np.ndarray
    times: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, chosen: np.ndarray) -> _Texts:
        return _Texts(self.rows[chosen], self.times[chosen])


def _once(values: Strings, same: np.ndarray, rows: np.ndarray) -> _Texts:
    """Each value once, as far as the column pass knows that it came again."""
    times = values.weights[rows] if len(values.weights) else np.ones(len(rows), np.int64)
    first = same[rows]
    if np.array_equal(first, rows):
        return _Texts(rows, times)
    totals = np.bincount(first, weights=times).astype(np.int64)
    kept = np.flatnonzero(totals)
    return _Texts(kept, totals[kept])


def _chosen(values: Strings, texts: _Texts) -> pa.Array:
    return values.array if len(texts) == len(values) else values.array.take(pa.array(texts.rows))
