"""Which values of the facts occur among people put together: one word, or a list where the law makes no difference."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from novation.terms import FACT_FIELDS

Words = dict[str, str | list[str]]


def facts_that_occur(
    codes: Mapping[str, np.ndarray], group: np.ndarray, groups: int, same: Mapping[str, str]
) -> list[Words]:
    """For each group every value that occurs in it; `same` are facts in which no two of these people differ."""
    columns = [_occurring(name, values, group, groups) for name, values in codes.items()]
    names = list(codes)
    return [{**same, **dict(zip(names, row, strict=True))} for row in zip(*columns, strict=True)]


def _occurring(name: str, values: np.ndarray, group: np.ndarray, groups: int) -> list[str | list[str]]:
    """For each group the word or the words of one fact; the few different sets of words are put together once."""
    words = [str(word) for word in FACT_FIELDS[name]]
    seen = np.zeros((groups, len(words)), bool)
    seen[group, values] = True
    sets, number = np.unique(np.packbits(seen, axis=1), axis=0, return_inverse=True)
    told: list[str | list[str]] = []
    for bits in np.unpackbits(sets, axis=1, count=len(words)):
        occurring = [words[code] for code in np.flatnonzero(bits)]
        told.append(occurring[0] if len(occurring) == 1 else occurring)
    return [told[n] for n in number.reshape(-1).tolist()]
