"""Folds the rows of each person without hashing: subjects are numbered 0, 1, 2 …, so a fact's place is the subject itself.

SQL still says what each row says (`table_facts`); only "the greatest of all rows counts, the bits add up" is done here,
over plain arrays: a fifth of the memory of a hash table and no spill. Where even that is too much, or another engine
runs, `table_facts.fold_sql` says the same in SQL; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from novation.disposition.table_facts import COLUMNS, TYPES, TableQuery
from novation.engine.queries import Queries

NOTHING = -(1 << 62)
"""Stands for NULL: less than anything that a row can say."""

SMALL = {"place": np.int16, "hold": np.int8}
"""Facts whose numbers are small; the others take eight bytes."""

PART = 1 << 21
"""People handed on at a time."""

FEW = 4

SHARE = 2
"""The arrays take at most this part of the memory limit, as the engine takes its own beside them."""

MOST_SLICES = 8
"""Every slice of people reads all tables once more; of more than so many, SQL that spills is no slower."""


def room(subjects: int, said: Iterable[str]) -> int:
    """The bytes that folding takes."""
    return subjects * (8 + sum(np.dtype(SMALL.get(name, np.int64)).itemsize for name in said))


def slices(subjects: int, said: Iterable[str], memory: int) -> list[range]:
    """The people in as few slices as fit into their share of the memory (bytes), each to be folded by itself; [] if too many."""
    parts = max(1, -(-room(subjects, said) * SHARE // memory)) if memory else 0
    if not 0 < parts <= MOST_SLICES:
        return []
    step = max(1, -(-subjects // parts))
    return [range(first, min(first + step, subjects)) for first in range(0, max(subjects, 1), step)]


class Folded:
    """The facts so far of a slice of people: an array for each that any table says, and the marks."""

    def __init__(self, people: range, said: Sequence[str]) -> None:
        self.said = said
        self._first = people.start
        self._marks = np.zeros(len(people), np.int64)
        self._best = {
            name: np.full(len(people), -1 if name in SMALL else NOTHING, SMALL.get(name, np.int64))
            for name in said
        }

    def add(self, engine: Queries, query: TableQuery, source: str) -> None:
        """Every row of a table about these people; an IndexError for a subject that there isn't."""
        said = query.said
        columns = "".join(f", {_number(name)} AS {name}" for name in said)
        with engine.reader(f"SELECT subject{columns}, marks FROM ({query.rows(source)})") as rows:
            for batch in rows:
                subjects = batch["subject"].to_numpy() - self._first
                for name in said:
                    self._raise(name, subjects, batch[name].to_numpy())
                self._mark(subjects, batch["marks"].to_numpy())

    def _raise(self, name: str, subjects: np.ndarray, values: np.ndarray) -> None:
        """Rows that say nothing are left out: each would cost a look into memory far away."""
        best = self._best[name]
        saying = np.flatnonzero(values >= 0 if name in SMALL else values > NOTHING)
        np.maximum.at(best, subjects[saying], values[saying].astype(best.dtype, copy=False))

    def _mark(self, subjects: np.ndarray, marks: np.ndarray) -> None:
        """Most tables mark all their rows alike: then a plain assignment does, however often a subject comes."""
        if not len(marks):
            return
        different = np.unique(marks) if marks.min() != marks.max() else marks[:1]
        if len(different) > FEW:
            np.bitwise_or.at(self._marks, subjects, marks)
            return
        for bits in different.tolist():
            self._marks[subjects[marks == bits]] |= bits

    def parts(self) -> Iterator[pa.Table]:
        """Everybody of whom any row speaks, in parts: `subject`, COLUMNS, `marks`."""
        for first in range(0, len(self._marks), PART):
            here = slice(first, first + PART)
            there = np.flatnonzero(self._marks[here])
            yield pa.table(
                {
                    "subject": there + (first + self._first),
                    **{name: self._column(name, here, there) for name in COLUMNS},
                    "marks": self._marks[here][there],
                }
            )

    def _column(self, name: str, here: slice, there: np.ndarray) -> pa.Array:
        is_time = TYPES.get(name) == "TIMESTAMP"
        kind = pa.timestamp("us") if is_time else pa.int64()
        if name not in self._best:
            return pa.nulls(len(there), kind)
        values = self._best[name][here][there].astype(np.int64)
        numbers = pa.array(values, pa.int64(), mask=values == (-1 if name in SMALL else NOTHING))
        return numbers.cast(kind)


def said_by(queries: Iterable[TableQuery]) -> list[str]:
    """The facts that any of these tables says."""
    said: Mapping[str, None] = dict.fromkeys(name for query in queries for name in query.said)
    return [name for name in COLUMNS if name in said]


def _number(name: str) -> str:
    value = f"epoch_us({name})" if TYPES.get(name) == "TIMESTAMP" else f"{name}::BIGINT"
    return f"coalesce({value}, {-1 if name in SMALL else NOTHING})"
