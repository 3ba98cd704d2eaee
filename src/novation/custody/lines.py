"""The bytes of a journal as lines: whole ones, and the torn end that a crash may leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from novation.custody.entries import Entry, parse_entry
from novation.errors import NovationError
from novation.errors.custody import JOURNAL_INDEX_WRONG, JOURNAL_LINE_MALFORMED


@dataclass(frozen=True, slots=True)
class Lines:
    """`whole` without their line ends; `torn` is what follows the last line end."""

    whole: list[bytes]
    torn: bytes

    def parsed(self) -> Iterator[Entry | None]:
        """Each line's entry, None where it is not one."""
        for line in self.whole:
            try:
                yield parse_entry(line)
            except (NovationError, ValueError):
                yield None

    def strict(self) -> Iterator[tuple[Entry, int]]:
        """Each entry with the length of its line and line end.

        Raises `journal.line-malformed`, `journal.index-wrong`.
        """
        for index, entry in enumerate(self.parsed()):
            if entry is None:
                raise JOURNAL_LINE_MALFORMED.error(line=index + 1)
            if entry.index != index:
                raise JOURNAL_INDEX_WRONG.error(line=index + 1, expected=index, found=entry.index)
            yield entry, len(self.whole[index]) + 1


def read_lines(data: bytes) -> Lines:
    *whole, torn = data.split(b"\n")
    return Lines(whole, torn)
