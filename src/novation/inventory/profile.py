"""Counts what one column holds, batch by batch; keeps counters, masked samples and, until it is judged, a few values."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa

from novation.inventory.closer import Closer
from novation.inventory.distinct import Distinct
from novation.inventory.kernels.columns_bits import BIT, CHECKED
from novation.inventory.kernels.columns_layout import CHARACTERS, FILLED, LONGEST, REPEATED
from novation.inventory.kernels.columns_state import State
from novation.inventory.kernels.columns_tables import LISTS
from novation.inventory.masking import mask
from novation.inventory.strings import Strings, strings
from novation.inventory.unclaimed import Unclaimed

_SAMPLES = 3
_NEAR = 1024  # rows in which samples are looked for first
_COUNTED = (*CHECKED.items(), ("qq", "cn.qq"), ("wechat", "cn.wechat"))
_SAMPLED = dict(CHECKED.items()) | {
    "name.usual": "person.name", "name.latin": "person.name", "name.east": "person.name", "address": "place.address",
    "date": "person.birth-date", "qq": "cn.qq", "wechat": "cn.wechat"}  # fmt: skip
_LISTED = [(bit, kind) for bit, kind in enumerate(LISTS) if kind]
_SAMPLED_BITS = [(BIT[name], kind) for name, kind in _SAMPLED.items()]


class ColumnProfile:
    """Counters of one column; `feed` takes any number of batches in order."""

    def __init__(self, name: str, type_: pa.DataType, cues: frozenset[str] = frozenset()) -> None:
        self.name = name
        self.type = type_
        self.cues = cues
        self.rows = 0
        self.words: Counter[str] = Counter()
        self.telling: Counter[str] = Counter()
        self.looks: Counter[str] = Counter()
        self.state = State()
        self.distinct = Distinct(self.state)
        self.hits: Counter[str] = Counter()
        self.samples: dict[str, list[str]] = {}
        self.closer = Closer()
        self._unclaimed = Unclaimed(cues)

    def feed(self, array: pa.Array) -> None:
        """Counts one Arrow array of this column."""
        self.rows += len(array)
        if pa.types.is_boolean(self.type):
            self._feed_boolean(array)
            return
        values = strings(array)
        if values is None or not len(values):
            return
        masks = self.state.look(values.data, values.offsets, values.valid, values.weights)
        self.distinct.saw(values)
        self._sample(values, masks)
        self.closer.saw(values, masks)
        if not pa.types.is_temporal(self.type) and not pa.types.is_floating(self.type):
            self._unclaimed.feed(values, masks, self.state)
        self._settle()

    def _feed_boolean(self, array: pa.Array) -> None:
        filled = len(array) - array.null_count
        self.state.c[FILLED] += filled
        self.looks["boolean"] += filled
        self.words["boolean"] += filled
        self.telling["boolean"] += filled

    def _settle(self) -> None:
        """Names for the counters, so that what judges reads words and not bits."""
        state = self.state
        counts, inside, telling = state.counts.tolist(), state.inside.tolist(), state.telling.tolist()
        self.looks = Counter({name: counts[bit] for name, bit in BIT.items() if counts[bit]})
        self.words = Counter({kind: inside[bit] for bit, kind in _LISTED if inside[bit]})
        self.telling = Counter({kind: telling[bit] for bit, kind in _LISTED if telling[bit]})
        self.hits = Counter(self._unclaimed.hits)
        for bit, kind in _COUNTED:
            self.hits[kind] += self.looks[bit]
        self.hits = +self.hits

    @property
    def inside(self) -> Counter[str]:
        """Identifiers found inside longer values by kind, and how often."""
        return self._unclaimed.inside

    @property
    def named(self) -> Counter[str]:
        """Names and addresses inside texts."""
        return self._unclaimed.named

    @property
    def matters(self) -> Counter[str]:
        """Rows that say something sensitive about a person, by matter."""
        return self._unclaimed.matters

    @property
    def filled(self) -> int:
        return self.state[FILLED]

    @property
    def characters(self) -> int:
        return self.state[CHARACTERS]

    @property
    def longest(self) -> int:
        return self.state[LONGEST]

    @property
    def years(self) -> np.ndarray:
        """Days by year."""
        return self.state.years

    @property
    def lowest(self) -> float | None:
        """Smallest whole number."""
        return float(self.state.bounds[0]) if np.isfinite(self.state.bounds[0]) else None

    @property
    def highest(self) -> float | None:
        return float(self.state.bounds[1]) if np.isfinite(self.state.bounds[1]) else None

    @property
    def decimals(self) -> tuple[float, float]:
        """Least and most of the decimal numbers; (inf, -inf) where there are none."""
        return float(self.state.bounds[2]), float(self.state.bounds[3])

    @property
    def repeated(self) -> int:
        """Rows whose value had been seen shortly before."""
        return self.state[REPEATED]

    @property
    def shapes(self) -> int:
        """About how many shapes (digits, capitals, small letters, signs) the values have: linear counting, up to 1,024."""
        free = 1024 - int(self.state.shapes.sum())
        return round(-1024 * float(np.log(max(free, 1) / 1024)))

    @property
    def surnames(self) -> int:
        """About how many surnames the Han names have."""
        return int(self.state.surnames.sum())

    def _sample(self, values: Strings, masks: np.ndarray) -> None:
        if len(self.samples.get("", ())) < _SAMPLES:
            self._keep("", "", values, _first_rows(masks, -1))
        counts = self.state.counts.tolist()
        for bit, kind in _SAMPLED_BITS:
            if counts[bit] and len(self.samples.get(kind, ())) < _SAMPLES:
                self._keep(kind, kind, values, _first_rows(masks, 1 << bit))

    def _keep(self, key: str, kind: str, values: Strings, rows: np.ndarray) -> None:
        kept = self.samples.setdefault(key, [])
        for row in rows.tolist():
            masked = mask(values.text(row), kind)
            if len(kept) < _SAMPLES and masked and masked not in kept:
                kept.append(masked)

    def share(self, count: int) -> float:
        """Part of the filled rows."""
        return count / self.filled if self.filled else 0.0

    @property
    def mean_length(self) -> float:
        """Characters of a filled value on average."""
        return self.characters / self.filled if self.filled else 0.0


def _first_rows(masks: np.ndarray, bits: int) -> np.ndarray:
    """A few of the first rows whose mask has any of the bits."""
    rows = np.flatnonzero(masks[:_NEAR] & bits != 0)
    if len(rows) < 2 * _SAMPLES and len(masks) > _NEAR:
        rows = np.flatnonzero(masks & bits != 0)
    return rows[: 2 * _SAMPLES]
