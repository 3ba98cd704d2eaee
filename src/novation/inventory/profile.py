"""Counts what one column holds, batch by batch; keeps counters and a few masked samples, never the values."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl
import pyarrow as pa

from novation.inventory import people, shapes
from novation.inventory.detectors import Text, loaded
from novation.inventory.detectors.base import Detector
from novation.inventory.detectors.spans import Taken
from novation.inventory.distinct import Distinct
from novation.inventory.masking import mask
from novation.inventory.runs import alphanumeric_runs
from novation.inventory.values import Bools, Values
from novation.inventory.vocabulary import count_sensitive, count_words

_SAMPLES = 3
_WHOLE = 200  # characters; longer values are texts
_CLAIMS = 0.9  # a detector of this strength keeps what it marks; later ones do not see it
_FEW = 4096  # values; more distinct ones in a batch cannot come from a closed list
_CITY = r"^[\u4e00-\u9fff]{1,8}(?:市|区|县|州|盟|旗|省|镇|乡|街道)$"
_SENTENCE = r"[，。！？；]|[,.!?;:] \S+ \S+|\S+ \S+ \S+ \S+ \S+"
_TEXT_BYTES = 12  # shorter values are looked at as a whole only
_TEXT_CUES = ["微信", "weixin", "wechat", "WeChat", "QQ", "qq", "护照", "assport", "通行证", "台胞"]


class ColumnProfile:
    """Counters of one column; `feed` takes any number of batches in order."""

    def __init__(self, name: str, type_: pa.DataType, cues: frozenset[str] = frozenset()) -> None:
        self.name = name
        self.type = type_
        self.cues = cues
        self.rows = 0
        self.filled = 0
        self.hits: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.telling: Counter[str] = Counter()
        self.looks: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.themes: Counter[str] = Counter()
        self.years = np.zeros(2201, np.int64)
        self.characters = 0
        self.longest = 0
        self.distinct = Distinct()
        self.samples: dict[str, list[str]] = {}
        self.lowest: float | None = None
        self.highest: float | None = None

    def feed(self, array: pa.Array) -> None:
        """Counts one Arrow array of this column."""
        self.rows += len(array)
        if pa.types.is_boolean(self.type):
            self._feed_boolean(array)
            return
        values = Values.of(array)
        if not len(values):
            return
        self.filled += values.rows
        lengths = values.series.str.len_chars().to_numpy().astype(np.int64)
        self.characters += int(lengths.sum() if values.weights is None else (lengths * values.weights).sum())
        self.longest = max(self.longest, int(lengths.max()))
        self.distinct.feed(values)
        short = values if lengths.max() <= _WHOLE else values.take(lengths <= _WHOLE)
        claimed = self._count_whole(short)
        plain = self._count_looks(short, claimed)
        self._count_inside(short.take(~claimed & (short.lengths >= _TEXT_BYTES)))
        self._count_themes(short.take(plain))
        if short.rows < values.rows:
            long = values.take(lengths > _WHOLE)
            self.looks["letters"] += long.rows
            self.looks["sentence"] += long.rows
            self._count_inside(long)
            self._count_themes(long)
        self._sample("", short if len(short) else values, None)

    def _feed_boolean(self, array: pa.Array) -> None:
        filled = len(array) - array.null_count
        self.filled += filled
        self.looks["boolean"] += filled
        self.words["boolean"] += filled
        self.telling["boolean"] += filled

    def _count_whole(self, values: Values) -> Bools:
        """Values that are, as a whole, of a kind; returns those a trusted detector claims."""
        claimed = values.none()
        if not len(values) or pa.types.is_temporal(self.type) or pa.types.is_floating(self.type):
            return claimed
        left, where = values, np.arange(len(values))
        for one in loaded():
            if one.worth.cue and one.kind not in self.cues:
                continue
            marked = one.detector.match_values(left)
            if not marked.any():
                continue
            self.hits[one.detector.kind] += left.count(marked)
            self._sample(one.kind, left, marked)
            if one.worth.strength >= _CLAIMS:
                claimed[where[marked]] = True
                if marked.all():
                    break
                left, where = left.take(~marked), where[~marked]
        return claimed

    def _count_looks(self, values: Values, claimed: Bools) -> Bools:
        """Names, addresses and plain types among what is not claimed; returns what may be running text."""
        if not len(values) or claimed.all():
            self.looks["code"] += values.rows
            return values.none()
        where = np.flatnonzero(~claimed)
        rest = values.take(~claimed) if claimed.any() else values
        text = values.none()
        self._count_types(rest)
        if rest.weights is not None or len(rest) <= _FEW:
            self._count_words(rest)
        if not rest.wide and not rest.latin:
            return text
        letters = rest.matches(r"\p{L}")
        self.looks["letters"] += rest.count(letters)
        looks, usual = people.chinese_names(rest)
        self.looks["name"] += rest.count(looks)
        self.looks["name.usual"] += rest.count(usual)
        where, rest = where[~looks & letters], rest.take(~looks & letters)
        if not len(rest):
            return text
        looks, usual = people.other_names(rest)
        self.looks["name"] += rest.count(looks)
        self.looks["name.latin"] += rest.count(looks)
        self.looks["name.usual"] += rest.count(usual)
        found = people.addresses(rest)
        self.looks["address"] += rest.count(found)
        where, rest = where[~found], rest.take(~found)
        self.looks["city"] += rest.count(rest.matches_among(rest.opening("", 3, 30), _CITY))
        self.looks["sentence"] += rest.count(rest.matches_among(rest.opening("", 16), _SENTENCE))
        text[where[rest.lengths >= _TEXT_BYTES]] = True
        return text

    def _count_words(self, values: Values) -> None:
        for kind, (inside, telling) in count_words(values).items():
            self.words[kind] += inside
            self.telling[kind] += telling

    def _count_types(self, values: Values) -> None:
        if not values.numbered:
            self.looks["code"] += values.count(values.matches_among(_ascii_opening(values), shapes.CODE))
            return
        whole = shapes.integers(values)
        self._count_integers(values, whole)
        days, clock, year = shapes.dates(values)
        self.looks["date"] += values.count(days)
        self.looks["clock"] += values.count(clock)
        weights = None if values.weights is None else values.weights[days]
        self.years += np.bincount(year[days], weights=weights, minlength=2201).astype(np.int64)[:2201]
        other = ~whole & ~days
        if not other.any():
            return
        rest = values.take(other)
        broken = shapes.decimals(rest)
        self.looks["decimal"] += rest.count(broken)
        coded = rest.matches_among(_ascii_opening(rest) & ~broken, shapes.CODE)
        self.looks["code"] += rest.count(coded)
        self.looks["digits"] += rest.count(rest.matches_among(coded & rest.opening("0"), r"^[0-9]+$"))
        if rest.has("E+"):
            self.looks["damaged"] += rest.count(rest.matches(shapes.DAMAGED))
        if rest.has("**", "XXXX", "xxxx"):
            self.looks["masked"] += rest.count(rest.matches(shapes.MASKED))

    def _count_integers(self, values: Values, whole: Bools) -> None:
        count = values.count(whole)
        for look in ("integer", "digits", "code"):
            self.looks[look] += count
        if not count:
            return
        numbers = values.series.filter(pl.Series(whole)).cast(pl.Float64, strict=False)
        low, high = numbers.min(), numbers.max()
        if isinstance(low, float) and isinstance(high, float):
            self.lowest = low if self.lowest is None else min(low, self.lowest)
            self.highest = high if self.highest is None else max(high, self.highest)

    def _count_inside(self, values: Values) -> None:
        """Kinds that stand inside longer texts; the first detector that claims a place keeps it."""
        if not len(values):
            return
        if pa.types.is_temporal(self.type) or pa.types.is_floating(self.type):
            return
        telling = values.none()
        if values.numbered or values.has("@"):
            telling |= values.matches(r"[0-9]{5}|@|[0-9] [0-9]|[0-9]-[0-9]")
        if values.wide or values.latin:
            telling |= values.series.str.contains_any(_TEXT_CUES).to_numpy()
        values = values.take(telling)
        if not len(values):
            return
        text = Text(values, alphanumeric_runs(values))
        taken = Taken()
        for one in loaded():
            self._claim(one.detector, one.kind, text, taken)

    def _count_themes(self, values: Values) -> None:
        if len(values):
            self.themes.update(count_sensitive(values))

    def _claim(self, detector: Detector, kind: str, text: Text, taken: Taken) -> None:
        spans = detector.find(text)
        if not len(spans):
            return
        spans = spans.select(taken.claim(*spans.positions(text.values)))
        if not len(spans):
            return
        weights = text.values.weights
        self.inside[kind] += len(spans) if weights is None else int(weights[spans.rows].sum())
        kept = self.samples.setdefault("inside:" + kind, [])
        if not kept:
            kept += [mask(found, kind) for found in spans.texts(text.values, 1)]

    def _sample(self, kind: str, values: Values, marked: Bools | None) -> None:
        kept = self.samples.setdefault(kind, [])
        if len(kept) >= _SAMPLES or not len(values):
            return
        rows = np.arange(min(_SAMPLES, len(values))) if marked is None else np.flatnonzero(marked)[:_SAMPLES]
        for text in values.series.gather(pl.Series(rows, dtype=pl.UInt32)).to_list():
            masked = mask(text, kind)
            if len(kept) < _SAMPLES and masked not in kept:
                kept.append(masked)

    def share(self, count: int) -> float:
        """Part of the filled rows."""
        return count / self.filled if self.filled else 0.0

    @property
    def mean_length(self) -> float:
        """Characters of a filled value on average."""
        return self.characters / self.filled if self.filled else 0.0


def _ascii_opening(values: Values) -> Bools:
    return (values.heads < 0x80) & (values.lengths <= 64)
