"""Holds a journal file against signed checkpoints and names everything that does not fit."""

from __future__ import annotations

from collections.abc import Iterable

from novation.custody.lines import Lines
from novation.errors import NovationError
from novation.errors.custody import (
    JOURNAL_CHECKPOINT_BY_ANOTHER,
    JOURNAL_CHECKPOINT_FORGED,
    JOURNAL_CHECKPOINT_MISMATCH,
    JOURNAL_CHECKPOINT_UNREADABLE,
    JOURNAL_ENTRIES_REMOVED,
    JOURNAL_INDEX_WRONG,
    JOURNAL_LINE_MALFORMED,
    JOURNAL_TORN,
)
from novation.evidence import checkpoint as checkpoints
from novation.evidence import merkle
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import PublicKey
from novation.evidence.problems import Problem

_BY_ANOTHER = {"note.not-signed", "checkpoint.other-origin"}


def audit(lines: Lines, notes: Iterable[str | bytes], origin: str, key: PublicKey) -> list[Problem]:
    """The problems of the lines themselves, then of each checkpoint, then of both together."""
    verified, problems = _verified(notes, origin, key)
    return [*_line_problems(lines), *problems, *_compare(lines, verified)]


def _line_problems(lines: Lines) -> list[Problem]:
    result = []
    for index, entry in enumerate(lines.parsed()):
        if entry is None:
            result.append(Problem(JOURNAL_LINE_MALFORMED, {"line": index + 1}))
        elif entry.index != index:
            values = {"line": index + 1, "expected": index, "found": entry.index}
            result.append(Problem(JOURNAL_INDEX_WRONG, values))
    if lines.torn:
        result.append(Problem(JOURNAL_TORN, {"count": len(lines.torn)}))
    return result


def _verified(
    notes: Iterable[str | bytes], origin: str, key: PublicKey
) -> tuple[list[Checkpoint], list[Problem]]:
    good, problems = [], []
    for number, note in enumerate(notes, 1):
        try:
            good.append(checkpoints.verify(note, origin, key))
        except NovationError as error:
            kind = JOURNAL_CHECKPOINT_UNREADABLE
            if error.code in _BY_ANOTHER:
                kind = JOURNAL_CHECKPOINT_BY_ANOTHER
            elif error.code == "note.signature-invalid":
                kind = JOURNAL_CHECKPOINT_FORGED
            problems.append(Problem(kind, {"number": number}))
    return sorted(good, key=lambda c: c.size), problems


def _compare(lines: Lines, verified: list[Checkpoint]) -> list[Problem]:
    """The tree is over the lines as they stand, sound or not: an edited line then shows in the root."""
    tree = merkle.Tree(merkle.leaf_hash(line) for line in lines.whole)
    result: list[Problem] = []
    fitting = 0  # the entries before this one are proven unchanged by an earlier checkpoint
    for one in verified:
        if one.size > tree.size:
            result.append(Problem(JOURNAL_ENTRIES_REMOVED, {"expected": one.size, "found": tree.size}))
        elif tree.root(one.size) != one.root:
            result.append(Problem(JOURNAL_CHECKPOINT_MISMATCH, {"size": one.size, "first": fitting}))
        else:
            fitting = one.size
    return result
