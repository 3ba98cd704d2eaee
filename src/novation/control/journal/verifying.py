"""Reads a stream again from the first entry and names everything that does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from novation.control.journal.models import BLOCK_LEVEL, LogEntry, Node, Opening, SignedHead, Stream
from novation.control.journal.opening import CLOSED, fits
from novation.errors import NovationError
from novation.errors.control import (
    LOG_COLUMNS_DIFFER,
    LOG_ENTRY_CHANGED,
    LOG_GAP,
    LOG_HEAD_DIFFERS,
    LOG_NODE_CHANGED,
    LOG_OPENING_DIFFERS,
)
from novation.errors.custody import (
    JOURNAL_CHECKPOINT_FORGED,
    JOURNAL_CHECKPOINT_MISMATCH,
    JOURNAL_ENTRIES_REMOVED,
)
from novation.evidence import checkpoint as checkpoints
from novation.evidence.keys import PublicKey
from novation.evidence.merkle import Frontier, leaf_hash
from novation.evidence.problems import Problem

CHUNK = 5_000


def verify(
    stream: str, origin: str, key: PublicKey, *, on_progress: Callable[[int], None] | None = None
) -> list[Problem]:
    """All problems of a stream: of each entry, of the kept subtrees, of the head, of the signed heads. None: []."""
    row = Stream.objects.filter(pk=stream).first()
    if row is None:
        return []
    reading = _Reading(stream)
    for count, entry in enumerate(_entries(stream), 1):
        reading.take(*entry)
        if on_progress and count % CHUNK == 0:
            on_progress(count)
    return [
        *reading.problems,
        *reading.check_nodes(),
        *reading.check_head(row),
        *reading.check_notes(origin, key),
        *reading.check_openings(),
    ]


def _entries(stream: str) -> Iterator[tuple[int, str, str, str, str, bytes]]:
    query = LogEntry.objects.filter(stream=stream).order_by("index")
    yield from query.values_list("index", "at", "tag", "by", "line", "leaf").iterator(chunk_size=CHUNK)


class _Reading:
    """What is known of the stream from the entries read so far."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self.problems: list[Problem] = []
        self._frontier = Frontier()
        self._closed: dict[int, str] = {}
        self._nodes: dict[tuple[int, int], bytes] = {}
        sizes = SignedHead.objects.filter(stream=stream).values_list("size", flat=True)
        self._wanted = set(sizes)
        self._roots = {0: Frontier().root()}

    def take(self, index: int, at: str, tag: str, by: str, line: str, leaf: bytes) -> None:
        expected = self._frontier.size
        if index != expected:
            self.problems.append(Problem(LOG_GAP, {"expected": expected, "found": index}))
        found = leaf_hash(line.encode())
        if found != bytes(leaf):
            self.problems.append(Problem(LOG_ENTRY_CHANGED, {"index": index}))
        elif not _agrees(line, index, at, tag, by):
            self.problems.append(Problem(LOG_COLUMNS_DIFFER, {"index": index}))
        if tag == CLOSED:
            self._closed[index] = line
        for level, number, node in self._frontier.append(found):
            if level >= BLOCK_LEVEL:
                self._nodes[level, number] = node
        if self._frontier.size in self._wanted:
            self._roots[self._frontier.size] = self._frontier.root()

    def check_openings(self) -> Iterator[Problem]:
        """Every entry of one side has the opening that it committed to, and no other entry has one."""
        found = Opening.objects.filter(stream=self.stream).order_by("index")
        for opening in found.iterator(chunk_size=CHUNK):
            line = self._closed.pop(opening.index, "")
            if not fits(opening, line):
                yield Problem(LOG_OPENING_DIFFERS, {"index": opening.index})
        for index in sorted(self._closed):
            yield Problem(LOG_OPENING_DIFFERS, {"index": index})

    def check_nodes(self) -> Iterator[Problem]:
        kept = Node.objects.filter(stream=self.stream).values_list("level", "number", "hash")
        stored = {(level, number): bytes(node) for level, number, node in kept}
        for level, number in sorted(self._nodes.keys() | stored.keys()):
            if self._nodes.get((level, number)) != stored.get((level, number)):
                first = number << level
                yield Problem(LOG_NODE_CHANGED, {"first": first, "last": first + (1 << level) - 1})

    def check_head(self, row: Stream) -> Iterator[Problem]:
        if row.size != self._frontier.size or bytes(row.frontier) != self._frontier.packed:
            yield Problem(LOG_HEAD_DIFFERS, {"expected": row.size, "found": self._frontier.size})

    def check_notes(self, origin: str, key: PublicKey) -> Iterator[Problem]:
        fitting = 0
        for number, (size, note) in enumerate(
            SignedHead.objects.filter(stream=self.stream).order_by("size").values_list("size", "note"), 1
        ):
            try:
                one = checkpoints.verify(note, origin, key)
            except NovationError:
                yield Problem(JOURNAL_CHECKPOINT_FORGED, {"number": number})
                continue
            if one.size != size or one.size > self._frontier.size:
                yield Problem(JOURNAL_ENTRIES_REMOVED, {"expected": one.size, "found": self._frontier.size})
            elif self._roots[one.size] != one.root:
                yield Problem(JOURNAL_CHECKPOINT_MISMATCH, {"size": one.size, "first": fitting})
            else:
                fitting = one.size


def _agrees(line: str, index: int, at: str, tag: str, by: str) -> bool:
    try:
        said = json.loads(line)
    except ValueError:
        return False
    return (said.get("index"), said.get("at"), said.get("tag"), said.get("by", "")) == (index, at, tag, by)
