"""A random sample of a journal, stratified by tag, that anybody can draw again from its seed and size.

Of each tag those entries are drawn whose `sha256("<seed>:<index>")` is smallest; `sha256sum` suffices to check one.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from itertools import count, groupby
from typing import NamedTuple

from novation.control.approvals.models import Sample
from novation.control.journal.models import LogEntry


class Stratum(NamedTuple):
    """A tag: how many entries it has, and which were drawn."""

    tag: str
    total: int
    entries: list[LogEntry]


def rank(seed: str, index: int) -> str:
    return hashlib.sha256(f"{seed}:{index}".encode()).hexdigest()


def drawn(seed: str, indices: Iterable[int], each: int) -> list[int]:
    """The `each` entries of smallest rank, in the order of the journal."""
    return sorted(heapq.nsmallest(each, indices, key=lambda index: rank(seed, index)))


def strata(sample: Sample) -> list[Stratum]:
    """The sample as it was drawn: from the journal's first `size` entries, however long it is by now."""
    stream = sample.case.ref
    chosen = dict(_chosen(sample, stream))
    wanted = [index for _, indices in chosen.values() for index in indices]
    found = {e.index: e for e in LogEntry.objects.filter(stream=stream, index__in=wanted)}
    return [
        Stratum(tag, total, [found[index] for index in indices])
        for tag, (total, indices) in sorted(chosen.items())
    ]


def _chosen(sample: Sample, stream: str) -> Iterator[tuple[str, tuple[int, list[int]]]]:
    """Of each tag how many there are and which are drawn, in one pass over the index that holds few in memory."""
    entries = LogEntry.objects.filter(stream=stream, index__lt=sample.size).order_by("tag", "index")
    rows = entries.values_list("tag", "index").iterator(chunk_size=5_000)
    for tag, those in groupby(rows, key=lambda row: row[0]):
        counter = count()
        indices = drawn(
            sample.seed, (index for (_, index), _ in zip(those, counter, strict=False)), sample.each
        )
        yield tag, (next(counter), indices)
