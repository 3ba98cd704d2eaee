"""Finds many byte strings at once in a stream: every position is looked at, however many needles there are.

The first 8 (or 4) bytes at each position are hashed into a bitmap of the needles' beginnings; the few that hit
are looked up in a sorted array and compared in full (Rabin and Karp's idea, with numpy over whole blocks).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SHORTEST = 4
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")

Hit = tuple[int, int]  # position, needle number


def folded(content: bytes) -> bytes:
    """ASCII letters in lower case: e-mail addresses are found in any case."""
    return content.translate(_LOWER)


@dataclass(frozen=True, slots=True)
class _Beginnings:
    """The needles that share a width of beginning, sorted by it."""

    width: int
    words: npt.NDArray[np.uint64]
    numbers: npt.NDArray[np.int64]
    bitmap: npt.NDArray[np.bool_]
    shift: np.uint64


class NeedleIndex:
    """An index over byte strings of at least four bytes; `longest` is the greatest length in bytes."""

    def __init__(self, needles: Sequence[bytes]) -> None:
        self._needles = [folded(needle) for needle in needles]
        self.longest = max(map(len, self._needles), default=0)
        long = [n for n, needle in enumerate(self._needles) if len(needle) >= 8]
        short = [n for n, needle in enumerate(self._needles) if SHORTEST <= len(needle) < 8]
        self._groups = [self._beginnings(8, long), self._beginnings(4, short)]

    def _beginnings(self, width: int, numbers: list[int]) -> _Beginnings:
        joined = b"".join(self._needles[n][:width] for n in numbers)
        words = np.frombuffer(joined, f"<u{width}").astype(np.uint64)
        order = np.argsort(words, kind="stable")
        bits = int(np.clip(np.ceil(np.log2(max(len(words), 1))) + 5, 16, 27))
        shift = np.uint64(64 - bits)
        bitmap = np.zeros(1 << bits, bool)
        bitmap[(words * _MULTIPLIER) >> shift] = True
        return _Beginnings(width, words[order], np.array(numbers, np.int64)[order], bitmap, shift)

    def hits(self, block: bytes) -> Iterable[Hit]:
        """Positions in the folded block at which a needle stands, and which one."""
        for group in self._groups:
            if len(group.words) and len(block) >= group.width:
                yield from self._hits(block, group)

    def _hits(self, block: bytes, group: _Beginnings) -> Iterable[Hit]:
        words = _words(block, group.width)
        places = np.flatnonzero(group.bitmap[(words * _MULTIPLIER) >> group.shift])
        low = np.searchsorted(group.words, words[places], "left")
        high = np.searchsorted(group.words, words[places], "right")
        real = np.flatnonzero(high > low)
        for place, first, last in zip(
            places[real].tolist(), low[real].tolist(), high[real].tolist(), strict=True
        ):
            for number in group.numbers[first:last].tolist():
                if block.startswith(self._needles[number], place):
                    yield place, number


def _words(block: bytes, width: int) -> npt.NDArray[np.uint64]:
    """The `width` bytes from each position on, as a number."""
    count = len(block) - width + 1
    words = np.empty(count, np.uint64)
    for offset in range(min(width, count)):
        here = len(range(offset, count, width))
        words[offset::width] = np.frombuffer(block, f"<u{width}", here, offset)
    return words
