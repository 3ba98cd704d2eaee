"""What the column pass leaves open: what stands inside longer values, and kinds that only a plug-in knows."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa

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

    def feed(self, values: Strings, masks: np.ndarray) -> None:
        """Looks at what no strong type claims; `masks` are those of the column pass."""
        free = (masks & (_CLAIMED | _DONE)) == 0
        longer = free & (masks & (_MAYBE | _LONG) != 0)
        self._find(values, np.flatnonzero(longer))
        open_ = np.flatnonzero(free & (masks & _OPEN != 0) & (masks & _LONG == 0))
        if len(open_):
            self.hits += self._plugins.ask(values, open_)
        self._read(values, masks)

    def _find(self, values: Strings, rows: np.ndarray) -> None:
        """Counts the identifiers in some values."""
        if not len(rows):
            return
        spans = find_spans(_chosen(values, rows), names=False)
        if not len(spans):
            return
        sizes = (values.offsets[rows + 1] - values.offsets[rows])[spans.rows]
        whole = (spans.ends - spans.starts) * 10 >= sizes * 9
        times = _times(values, rows)[spans.rows]
        for code in np.unique(spans.types).tolist():
            kind = SPAN_TYPES[SLUGS[code]].kind
            here = spans.types == code
            self.hits[kind] += int(times[here & whole].sum())
            self.inside[kind] += int(times[here & ~whole].sum())
        self.hits, self.inside = +self.hits, +self.inside

    def _read(self, values: Strings, masks: np.ndarray) -> None:
        """Sensitive matters in every text; names and addresses in some, evenly spread."""
        telling = masks & _TELLING != 0
        if self._is_text:
            telling |= masks & _LETTERS != 0
        rows = np.flatnonzero(telling)
        if not len(rows):
            return
        found = find_matters(_chosen(values, rows)).personal()
        times = _times(values, rows)
        for code in np.unique(found.codes).tolist():
            about = np.unique(found.rows[found.codes == code])
            self.matters[MATTER_SLUGS[code]] += int(times[about].sum())
        sentences = np.count_nonzero(masks & (_SENTENCE | _LONG) != 0)
        if self._is_text or sentences >= _TEXTS * np.count_nonzero(masks):
            self._name(values, rows)

    def _name(self, values: Strings, rows: np.ndarray) -> None:
        some = rows if len(rows) <= _NAMED else rows[np.linspace(0, len(rows) - 1, _NAMED).astype(np.int64)]
        spans = find_spans(_chosen(values, some), names=True)
        times = _times(values, some)
        for code in _BY_MODEL:
            count = int(times[spans.rows[spans.types == code]].sum())
            if count:
                self.named[SPAN_TYPES[SLUGS[code]].kind] += count
        self.texts += int(_times(values, rows).sum())
        self.named_texts += int(times.sum())


def _chosen(values: Strings, rows: np.ndarray) -> pa.Array:
    return values.array if len(rows) == len(values) else values.array.take(pa.array(rows))


def _times(values: Strings, rows: np.ndarray) -> np.ndarray:
    return values.weights[rows] if len(values.weights) else np.ones(len(rows), np.int64)
