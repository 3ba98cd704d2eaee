"""Finding entries of a stream by index, tag, person and time; never by counting, so that a million entries are no more than ten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from novation.control.journal.models import LogEntry, Opening, Stream
from novation.evidence.instants import write_instant

PAGE = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show: entries below index `before`, newest first; empty fields ask for nothing."""

    tag: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None
    sides: frozenset[str] = frozenset()
    """Whose own entries are found by the tag they have for their side."""


@dataclass(frozen=True, slots=True)
class Page:
    """`older`: the index to go on below; None: these are the first ones."""

    entries: list[LogEntry]
    older: int | None


def page(stream: str, wanted: Filter, count: int = PAGE) -> Page:
    """One page, newest first."""
    found = list(select(stream, wanted).order_by("-index")[: count + 1])
    return Page(found[:count], found[count - 1].index if len(found) > count else None)


def select(stream: str, wanted: Filter) -> QuerySet[LogEntry]:
    """The entries that fit, in no order."""
    found = LogEntry.objects.filter(stream=stream)
    if wanted.tag:
        own = Opening.objects.filter(stream=stream, tag=wanted.tag, side__in=list(wanted.sides))
        found = found.filter(Q(tag=wanted.tag) | Q(index__in=own.values("index")))
    if wanted.by:
        found = found.filter(by=wanted.by)
    if wanted.before is not None:
        found = found.filter(index__lt=wanted.before)
    if wanted.since is not None:
        found = found.filter(index__gte=first_at(stream, _midnight(wanted.since)))
    if wanted.until is not None:
        found = found.filter(index__lt=first_at(stream, _midnight(wanted.until + timedelta(days=1))))
    return found


def first_at(stream: str, instant: str) -> int:
    """The index of the first entry at or after an instant, by halving: entries are written in the order of time."""
    row = Stream.objects.filter(pk=stream).first()
    low, high = 0, row.size if row else 0
    while low < high:
        middle = (low + high) // 2
        at = LogEntry.objects.filter(stream=stream, index=middle).values_list("at", flat=True).first()
        if at is not None and at < instant:
            low = middle + 1
        else:
            high = middle
    return low


def tags_of(stream: str) -> list[str]:
    """The tags that occur, by skipping from one to the next in the index: one query, however long the journal."""
    with connection.cursor() as cursor:
        cursor.execute(_TAGS, [stream, stream])
        return [tag for (tag,) in cursor.fetchall()]


_TAGS = """
WITH RECURSIVE skip(tag) AS (
    SELECT min(tag) FROM journal_entry WHERE stream_id = %s
    UNION ALL
    SELECT (SELECT min(e.tag) FROM journal_entry e WHERE e.stream_id = %s AND e.tag > skip.tag)
    FROM skip WHERE skip.tag IS NOT NULL
)
SELECT tag FROM skip WHERE tag IS NOT NULL
"""


def size_of(stream: str) -> int:
    row = Stream.objects.filter(pk=stream).first()
    return row.size if row else 0


def lines(stream: str, size: int) -> Iterable[str]:
    """The canonical lines of the first `size` entries."""
    found = LogEntry.objects.filter(stream=stream, index__lt=size).order_by("index")
    return found.values_list("line", flat=True).iterator(chunk_size=5_000)


def _midnight(day: date) -> str:
    """The beginning of a day where the installation stands, as entries write instants."""
    local = datetime.combine(day, time(), timezone.get_current_timezone())
    return write_instant(local.astimezone(UTC))
