"""A column of a table looked at apart from the others, where and when one likes, with the same outcome.

Columns know nothing of each other until they are judged, so a table may be divided by columns without any difference.
By rows it can't: which values stood shortly before, whether numbers run on, which samples came first depend on the rows
before, and on how these came in batches. Hence the cuts: a column is fed in the very pieces that the whole was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from novation.inventory.profile import ColumnProfile


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """One column and how its rows are cut; `look` gives its counters."""

    name: str
    type: pa.DataType
    cues: frozenset[str]
    cuts: tuple[int, ...]

    def look(self, values: Iterable[pa.Array]) -> ColumnProfile:
        """Counts the values of the column, which may come in pieces of any length."""
        profile = ColumnProfile(self.name, self.type, self.cues)
        for piece in _recut(values, self.cuts):
            profile.feed(piece)
        return profile


def _recut(values: Iterable[pa.Array], cuts: Sequence[int]) -> Iterator[pa.Array]:
    coming = iter(values)
    held: list[pa.Array] = []
    for rows in cuts:
        there = sum(map(len, held))
        while there < rows:
            held.append(next(coming))
            there += len(held[-1])
        whole = held[0] if len(held) == 1 else pa.concat_arrays(held)
        yield whole.slice(0, rows)
        held = [whole.slice(rows)] if there > rows else []
