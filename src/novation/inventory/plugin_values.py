"""Asks the detectors that are plug-ins about whole values which no kernel knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from novation.inventory.strings import Strings

if TYPE_CHECKING:
    from novation.inventory.detectors import Loaded
    from novation.inventory.values import Values

_LOOK = 256  # values that a plug-in sees before it is worth showing it all
_WORTH = 0.04  # share of them it must recognise


class Plugins:
    """All declared detectors but those of `known` kinds; they load when they are asked for the first time."""

    def __init__(self, cues: frozenset[str], known: Collection[str]) -> None:
        self._cues = cues
        self._known = known

    @cached_property
    def _loaded(self) -> list[Loaded]:
        from novation.inventory.detectors import (
            loaded,  # here: they bring Polars and libraries of number formats
        )

        chosen = [one for one in loaded() if one.detector.kind not in self._known]
        return [one for one in chosen if one.kind in self._cues or not one.worth.cue]

    def ask(self, values: Strings, rows: np.ndarray) -> Counter[str]:
        """Rows by kind: of the first values, and of all where some are recognised or the header names the kind."""
        first = _taken(values, rows[:_LOOK])
        everything: Values | None = first if len(rows) <= _LOOK else None
        hits: Counter[str] = Counter()
        for one in self._loaded:
            marked = one.detector.match_values(first)
            if one.kind not in self._cues and first.count(marked) < _WORTH * first.rows:
                continue
            if everything is None:
                everything = _taken(values, rows)
            hits[one.detector.kind] += everything.count(one.detector.match_values(everything))
        return hits


def _taken(values: Strings, rows: np.ndarray) -> Values:
    import polars as pl

    from novation.inventory.values import Values

    series = pl.Series(values.array.take(pa.array(rows)))
    weights = values.weights[rows] if len(values.weights) else None
    return Values(series.str.strip_chars(" \t\r\n'\"`="), weights)
