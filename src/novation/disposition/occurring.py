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
    found: list[dict[str, list[str]]] = [{} for _ in range(groups)]
    for name, values in codes.items():
        words = [str(word) for word in FACT_FIELDS[name]]
        for pair in np.unique(group * len(words) + values):
            at, code = divmod(int(pair), len(words))
            found[at].setdefault(name, []).append(words[code])
    return [{**same, **{k: v[0] if len(v) == 1 else v for k, v in facts.items()}} for facts in found]
