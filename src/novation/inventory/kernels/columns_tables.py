"""The tables of the column pass, built at first use and kept beside the compiled kernels."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from novation.inventory.kernels import columns_layout as at
from novation.inventory.kernels import kept_tables
from novation.inventory.openings import openings
from novation.inventory.vocabulary import word_lists

LISTS: tuple[str, ...] = ("", *(words.kind for words in word_lists()), "place.city")
"""Kind of each bit of the word lists; bit 0 marks words for nothing."""
_MADE_OF = (
    "kernels/columns_building.py", "kernels/columns_layout.py", "kernels/columns_signs.py", "kernels/columns_values.py",
    "columns.yaml", "names.yaml", "vocabulary.yaml", "name_words.dat", "values.py", "vocabulary.py",
    "detectors/regions.py",
)  # fmt: skip


class Signs(NamedTuple):
    """Read only, shared by all threads; see `columns_layout`."""

    t: np.ndarray
    w: np.ndarray


def signs() -> Signs:
    """The tables of this day."""
    return _signs(date.today())


@cache
def _signs(today: date) -> Signs:
    t, w = kept_tables.kept("columns", _MADE_OF, f"{today.year}", _build)
    t[at.OPENS : at.OPENS + at.OPENINGS] = openings()
    t[at.TODAY] = int(today.strftime("%Y%m%d"))
    t.flags.writeable = w.flags.writeable = False
    return Signs(t, w)


def is_kept() -> bool:
    """Whether the tables need not be built."""
    return kept_tables.is_kept("columns", _MADE_OF, f"{date.today().year}")


def _build() -> tuple[np.ndarray, ...]:
    from novation.inventory.kernels.columns_building import build  # here: it is seldom needed and loads much

    return build()
