"""A random sample of a journal, stratified by tag, that anybody can draw again from its seed and size.

Of each tag those entries are drawn whose `sha256("<seed>:<index>")` is smallest; `sha256sum` suffices to check one.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from novation.control.approvals.models import Sample
from novation.control.journal.models import LogEntry
from novation.control.journal.reading import tags_of


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
    chosen: Mapping[str, tuple[int, list[int]]] = {
        tag: _of_tag(sample, stream, tag) for tag in tags_of(stream)
    }
    wanted = [index for _, indices in chosen.values() for index in indices]
    found = {e.index: e for e in LogEntry.objects.filter(stream=stream, index__in=wanted)}
    return [
        Stratum(tag, total, [found[index] for index in indices])
        for tag, (total, indices) in sorted(chosen.items())
        if total
    ]


def _of_tag(sample: Sample, stream: str, tag: str) -> tuple[int, list[int]]:
    entries = LogEntry.objects.filter(stream=stream, tag=tag, index__lt=sample.size)
    indices = list(entries.values_list("index", flat=True))
    return len(indices), drawn(sample.seed, indices, sample.each)
