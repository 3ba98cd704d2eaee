"""Entries of one side: in the log that both have stands a commitment; what it commits to is opened to that side alone."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from novation.control.journal.models import LogEntry, Opening
from novation.custody.entries import Entry

CLOSED = "side-entry.recorded"
CHUNK = 500


def commitment(salt: str, line: str) -> str:
    """What the entry holds; whoever has salt and line can compute it with `sha256sum`."""
    return "sha256:" + hashlib.sha256(f"{salt}\n{line}".encode()).hexdigest()


def closed(stream: str, entry: Entry, side: str) -> tuple[Opening, Entry]:
    """The opening of an entry, and the entry that stands in the log for it: its place, its time, whose it is."""
    line, salt = entry.line().decode(), secrets.token_hex(16)
    said = {"side": side, "commitment": commitment(salt, line)}
    outer = Entry(entry.index, entry.at, CLOSED, dict(said), entry.by)
    return Opening(stream_id=stream, index=entry.index, side=side, tag=entry.tag, line=line, salt=salt), outer


def openings(stream: str, indices: Iterable[int], sides: Collection[str]) -> dict[int, Opening]:
    """Those that a reader of these sides may have."""
    if not sides:
        return {}
    found = Opening.objects.filter(stream=stream, index__in=list(indices), side__in=list(sides))
    return {one.index: one for one in found}


def opened(stream: str, entries: Sequence[LogEntry], sides: Collection[str]) -> list[LogEntry]:
    """The entries as a reader of these sides reads them: tag and line of what is open to them, in its place."""
    wanted = [entry.index for entry in entries if entry.tag == CLOSED]
    found = openings(stream, wanted, sides) if wanted else {}
    return [_open(entry, found[entry.index]) if entry.index in found else entry for entry in entries]


def opened_one_by_one(stream: str, entries: Iterator[LogEntry], sides: Collection[str]) -> Iterator[LogEntry]:
    """The same of many, a piece at a time."""
    while piece := list(islice(entries, CHUNK)):
        yield from opened(stream, piece, sides)


def _open(entry: LogEntry, opening: Opening) -> LogEntry:
    return LogEntry(
        stream_id=entry.stream_id, index=entry.index, at=entry.at, tag=opening.tag, by=entry.by,
        line=opening.line, leaf=entry.leaf,
    )  # fmt: skip


def fits(opening: Opening, line: str) -> bool:
    """Whether an opening is what the entry of its place committed to."""
    try:
        refs = json.loads(line)["refs"]
    except (ValueError, KeyError, TypeError):
        return False
    return refs == {"side": opening.side, "commitment": commitment(opening.salt, opening.line)}


def tags_open_to(stream: str, sides: Collection[str]) -> set[str]:
    """The tags that occur among what is open to a reader of these sides."""
    return set(
        Opening.objects.filter(stream=stream, side__in=list(sides))
        .order_by()
        .values_list("tag", flat=True)
        .distinct()
    )
