"""Asks the detectors that are plug-ins about whole values which no kernel knows."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from novation.inventory.closer import spread
from novation.inventory.openings import plug_ins
from novation.inventory.strings import Strings
from novation.inventory.worth import worths

if TYPE_CHECKING:
    from novation.inventory.detectors.base import Detector
    from novation.inventory.values import Values

_LOOK = 256  # values that a plug-in sees before it is worth showing it all
_WORTH = 0.04  # share of the open values it must recognise
_BLANKS = " \t\r\n'\"`="


class Plugins:
    """The plug-ins that may speak in a column; their code loads when a value can be of their kind for the first time."""

    def __init__(self, cues: frozenset[str]) -> None:
        said = {kind: worths()[kind] for kind in plug_ins()}
        self._cued = {kind for kind, worth in said.items() if worth.reported_as in cues}
        self._bits = {k: plug_ins()[k] for k, w in said.items() if k in self._cued or not w.cue}
        self.bits = sum(self._bits.values())
        """Those of `openings.plug_ins` that are asked at all."""

    @cached_property
    def _detectors(self) -> dict[str, Detector]:
        from novation.inventory.detectors import loaded  # here: they bring Polars and number formats

        return {one.detector.kind: one.detector for one in loaded()}

    def ask(self, values: Strings, rows: NDArray[np.int64], asked: NDArray[np.int32]) -> Counter[str]:
        """How many of these rows are of which kind; `asked` says of each which plug-ins its first signs and length allow.

        The column pass has seen every value. Those that can be of a kind are shown to its plug-in: all where they are few or
        the header names the kind, else some spread evenly over the batch, and all where enough of these are recognised.
        """
        hits: Counter[str] = Counter()
        some = int(np.bitwise_or.reduce(asked))
        for kind, bit in self._bits.items():
            if some & bit and (count := self._count(kind, values, rows[asked & bit != 0], len(rows))):
                hits[kind] += count
        return hits

    def _count(self, kind: str, values: Strings, rows: NDArray[np.int64], among: int) -> int:
        recognised = self._detectors[kind].match_values
        if kind not in self._cued and len(rows) > _LOOK:
            some = _taken(values, rows[spread(len(rows), _LOOK)])
            if np.count_nonzero(recognised(some)) * len(rows) < _WORTH * among * len(some):
                return 0
        every = _taken(values, rows)
        return every.count(recognised(every))


def _taken(values: Strings, rows: NDArray[np.int64]) -> Values:
    import polars as pl

    from novation.inventory.values import Values

    taken = pc.ascii_trim(values.array.take(pa.array(rows)), characters=_BLANKS)
    return Values(pl.Series(taken), values.weights[rows] if len(values.weights) else None)
