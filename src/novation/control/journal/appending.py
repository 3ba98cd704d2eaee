"""Appending to a stream inside the transaction of the deed it records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection

from novation.control.journal.models import BLOCK_LEVEL, LogEntry, Node, Opening, Stream
from novation.control.journal.opening import closed
from novation.custody.entries import Entry, Reference
from novation.evidence.instants import write_instant
from novation.evidence.merkle import Frontier, leaf_hash

INSTALLATION = "installation"


@dataclass(frozen=True, slots=True)
class Record:
    """What a deed says of itself: the tag, who did it (a person's reference), neutral references. No personal data."""

    tag: str
    by: str = ""
    refs: Mapping[str, Reference] = field(default_factory=dict)
    only: str = ""
    """The side whose matter alone it is: the other side's copy of the log shows that there is an entry, and no more."""


def append(stream: str, records: Sequence[Record], *, at: datetime | None = None) -> list[LogEntry]:
    """Writes the records as the next entries of the stream; the caller's transaction commits them with the deed.

    Writers of one stream wait for each other from here to their commit, those of other streams do not.
    Raises `journal.tag-malformed`, `journal.reference-not-neutral`.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a journal entry is written in the transaction of its deed")
    instant = write_instant(at or datetime.now(UTC))
    _ensure(stream)
    head = Stream.objects.select_for_update().get(pk=stream)
    frontier = Frontier(head.size, bytes(head.frontier))
    rows, nodes, openings = [], [], []
    for record in records:
        entry = Entry(frontier.size, instant, record.tag, dict(record.refs), record.by or None)
        if record.only:
            opening, entry = closed(stream, entry, record.only)
            openings.append(opening)
        line = entry.line()
        leaf = leaf_hash(line)
        rows.append(_row(stream, entry, line, leaf))
        nodes += [
            Node(stream_id=stream, level=level, number=number, hash=node)
            for level, number, node in frontier.append(leaf)
            if level >= BLOCK_LEVEL
        ]
    LogEntry.objects.bulk_create(rows)
    if openings:
        Opening.objects.bulk_create(openings)
    if nodes:
        Node.objects.bulk_create(nodes)
    Stream.objects.filter(pk=stream).update(size=frontier.size, frontier=frontier.packed)
    return rows


def _ensure(stream: str) -> None:
    Stream.objects.bulk_create([Stream(name=stream)], ignore_conflicts=True)


def _row(stream: str, entry: Entry, line: bytes, leaf: bytes) -> LogEntry:
    return LogEntry(
        stream_id=stream,
        index=entry.index,
        at=entry.at,
        tag=entry.tag,
        by=entry.by or "",
        line=line.decode(),
        leaf=leaf,
    )
