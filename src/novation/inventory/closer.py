"""A few hundred values of a column, held until it is judged: for looks too rare to ask every value for them."""

# ruff: noqa: SIM905

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from novation.inventory.kernels.columns_bits import BIT
from novation.inventory.strings import Strings

_ROWS = 256  # rows looked at, evenly spread over the first batches
_LONGEST = 120  # bytes; longer values are texts, and this look is not for texts
_BLANKS = " \t\r\n\u3000\u00a0\ufeff'\"`="
_AS_DECIMAL = re.compile(r"^(\d{5,18})\.0$")
_UNSAID = frozenset(
    "均为否 均无 无异常 全否 自住 本人 同上 不填 未填 未留 未知 不详 不明 待补 待定 待填 保密 匿名 测试 法定 暂无 没有 否认 无证 空 (空) 拒绝 同手机 机器人 系统 "
    "n/a na none null unknown tbd tbc same refused declined withheld anonymous test keine sin なし 未回答 없음".split()
)
_SURE = sum(
    1 << BIT[n]
    for n in ("resident-id", "mobile", "uscc", "plate", "email", "mac", "url", "clock", "hk-id", "tw-id")
)
_FILLER, _UNLIKE = 0.08, 0.8  # a value this frequent among others that hardly come twice stands for “nothing”


class Closer:
    """Distinct values of a sample with the rows each stands for; words for “not said” are left out of account."""

    def __init__(self) -> None:
        self._texts: list[pa.Array] = []
        self._weights: list[NDArray[np.int64]] = []
        self._room = _ROWS
        self._all = 0
        self._shares: dict[re.Pattern[str], float] = {}

    def saw(self, values: Strings, masks: NDArray[np.int64]) -> None:
        """Keeps some of the rows of a batch that are not empty (their mask is not 0)."""
        if self._room <= 0:
            return
        filled = int(np.count_nonzero(masks))
        rows = spread(filled, min(filled, self._room))
        if filled < len(masks):
            rows = np.flatnonzero(masks != 0)[rows]  # numpy is five times as quick with truth values
        self._room -= len(rows)
        if np.count_nonzero(masks[rows] & _SURE) >= 0.97 * len(rows):
            return  # what they are is beyond doubt
        rows = rows[values.offsets[rows + 1] - values.offsets[rows] <= _LONGEST]
        texts = values.array.take(pa.array(rows))
        self._texts.append(texts if texts.type == pa.large_string() else texts.cast(pa.large_string()))
        self._weights.append(values.weights[rows] if len(values.weights) else np.ones(len(rows), np.int64))

    @cached_property
    def _counted(self) -> tuple[list[str], NDArray[np.int64]]:
        if not self._texts:
            return [], np.zeros(0, np.int64)
        coded = pa.chunked_array(self._texts).combine_chunks().dictionary_encode()
        weights = np.concatenate(self._weights)
        totals = np.bincount(coded.indices.to_numpy(), weights=weights).astype(np.int64)
        self._texts, self._weights, self._all = [], [], int(totals.sum())
        return _without_fillers([_tidy(text) for text in coded.dictionary.to_pylist()], totals)

    @property
    def values(self) -> list[str]:
        """The distinct values, half-width and trimmed."""
        return self._counted[0]

    @property
    def weights(self) -> NDArray[np.int64]:
        """Rows that each of `values` stands for."""
        return self._counted[1]

    @cached_property
    def rows(self) -> int:
        return int(self.weights.sum())

    @property
    def said(self) -> float:
        """Part of the rows looked at that say something at all."""
        return self.rows / self._all if self.rows else 1.0

    def share(self, pattern: re.Pattern[str]) -> float:
        """Part of the rows whose value the pattern matches from end to end."""
        if pattern not in self._shares:  # several looks ask for the same
            self._shares[pattern] = self.part([pattern.fullmatch(value) is not None for value in self.values])
        return self._shares[pattern]

    def holds(self, pattern: re.Pattern[str]) -> float:
        """Part of the rows in whose value the pattern occurs."""
        return self.part([pattern.search(value) is not None for value in self.values])

    def part(self, marked: list[bool] | NDArray[np.bool_]) -> float:
        """Part of the rows whose value is marked."""
        return float(self.weights[np.array(marked, np.bool_)].sum()) / self.rows if self.rows else 0.0

    @cached_property
    def named(self) -> float:
        """Part of the rows that the model of names takes for a person's name from end to end."""
        return self.named_as(self.values)

    def named_as(self, written: list[str]) -> float:
        """The same for the values written otherwise (one for each of `values`)."""
        from novation.inventory.spans import find_spans  # here: few columns need the model
        from novation.inventory.unclaimed import PERSON

        if not written:
            return 0.0
        spans = find_spans(pa.array(written), names=True)
        spans = spans.select(spans.types == PERSON)
        sizes = np.array([len(value.encode()) for value in written])
        covered = np.bincount(spans.rows, weights=spans.ends - spans.starts, minlength=len(sizes))
        return self.part(covered >= 0.7 * np.maximum(sizes, 1))


@lru_cache(maxsize=64)
def spread(rows: int, some: int) -> NDArray[np.int64]:
    """Places of some of so many rows, evenly spread; kept, since the columns of a batch have equally many."""
    places: NDArray[np.int64] = np.linspace(0, rows - 1, some).astype(np.int64)
    places.flags.writeable = False
    return places


def _tidy(text: str) -> str:
    plain = (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip(_BLANKS)
    return _AS_DECIMAL.sub(r"\1", plain) if plain.endswith(".0") else plain


def _without_fillers(values: list[str], totals: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int64]]:
    rows = int(totals.sum())
    often = totals >= max(4, _FILLER * rows)
    rest = int(totals[~often].sum())
    alone = rest >= 0.2 * rows and np.count_nonzero(~often) >= _UNLIKE * rest
    kept = [
        i
        for i, value in enumerate(values)
        if value and value.lower() not in _UNSAID and not (alone and often[i] and not _numbered(value))
    ]
    return [values[i] for i in kept], totals[kept]


def _numbered(value: str) -> bool:
    return sum(sign.isdigit() for sign in value) >= 3
