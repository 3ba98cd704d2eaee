"""The plain type of values: whole numbers, decimals, days, instants; years and range are kept for later judgement."""

from __future__ import annotations

import numpy as np
import polars as pl

from novation.inventory.values import Bools, Ints, Values

_YMD = r"^(1[89]\d{2}|20\d{2}|2100)[-/.年](?:0?[1-9]|1[0-2])[-/.月](?:0?[1-9]|[12]\d|3[01])日?"
_DMY = r"^(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](1[89]\d{2}|20\d{2}|2100)"
_MONTH = r"^(1[89]\d{2}|20\d{2})[-/.年](?:0?[1-9]|1[0-2])月?$"
_PACKED = r"^(19\d{2}|20\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d[0-5]\d)?$"
_NUMBER_HEADS = "+-0123456789¥￥$€£"
CODE = r"^[0-9A-Za-z][0-9A-Za-z_\-./#]*$"
_CLOCK = r"[ T]+\d{1,2}[:时]\d{2}(?:[:分]\d{2}秒?(?:\.\d+)?)?\s*(?:Z|UTC|[AaPp][Mm]|[+\-]\d{2}:?\d{2})?$"
_FLOAT = r"^[¥￥$€£]?\s?[+\-]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+(?:[eE][+\-]?\d+)?\s?(?:元|%|€|EUR|USD|CNY)?$|^[¥￥$€£]\s?\d+$|^[+\-]?\d{1,3}(?:,\d{3})+$|^\d+元$|^\d(?:\.\d+)?[eE]\+?\d+$"
DAMAGED = r"^\d(?:\.\d+)?E\+\d{1,2}$"
MASKED = r"\*{2,}|[xX]{4,}|●{2,}|#{3,}"


def integers(values: Values) -> Bools:
    """Whole numbers without leading zeros (a code like 007 is a text)."""
    return values.matches_among(values.opening("+-0123456789", 1, 20), r"^[+\-]?(?:0|[1-9]\d{0,18})$")


def decimals(values: Values) -> Bools:
    return values.matches_among(values.opening(_NUMBER_HEADS, 1, 40), _FLOAT)


def dates(values: Values) -> tuple[Bools, Bools, Ints]:
    """Days or instants; which have a time of day; and the year of each (0 where it is none)."""
    marked = values.none()
    year = np.zeros(len(values), np.int64)
    open_rows = np.flatnonzero(values.opening("0123456789", 6, 40))
    for pattern in (_YMD, _DMY, _MONTH, _PACKED):
        if not len(open_rows):
            break
        some = values.series.gather(pl.Series(open_rows, dtype=pl.UInt32))
        found = some.str.extract(pattern, 1).cast(pl.Int64).fill_null(0).to_numpy()
        hit = open_rows[found > 0]
        year[hit] = found[found > 0]
        marked[hit] = True
        open_rows = open_rows[found == 0]
    if not marked.any():
        return marked, marked, year
    clock = values.matches_among(marked & values.opening("", 12), _CLOCK)
    plain = values.matches_among(marked & ~clock, rf"(?:{_YMD}|{_DMY})$|{_MONTH}|{_PACKED}")
    marked &= clock | plain
    year[~marked] = 0
    return marked, marked & clock, year
