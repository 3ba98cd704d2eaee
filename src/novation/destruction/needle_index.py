"""Finds many byte strings at once in a stream: every position is looked at, however many needles there are.

The 8 (or 4) bytes at each position are hashed into a bitmap of the needles' anchors; the few that hit are looked up
in a sorted array and compared in full (Rabin and Karp's idea, with numpy over whole blocks). The anchor of a needle is
its end where that is a number (numbers of one operator begin alike), else its beginning (addresses end alike).
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
class _Anchors:
    """Anchors of one width, sorted. `offsets`: where in its needle each stands."""

    width: int
    words: npt.NDArray[np.uint64]
    numbers: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]
    bitmap: npt.NDArray[np.bool_]
    shift: np.uint64


class NeedleIndex:
    """An index over byte strings of at least four bytes; `longest` is the greatest length in bytes."""

    def __init__(self, needles: Sequence[bytes]) -> None:
        self._needles = [folded(needle) for needle in needles]
        self.longest = max(map(len, self._needles), default=0)
        long = [n for n, needle in enumerate(self._needles) if len(needle) >= 8]
        short = [n for n, needle in enumerate(self._needles) if SHORTEST <= len(needle) < 8]
        self._groups = [self._anchors(8, long), self._anchors(4, short)]

    def _anchors(self, width: int, numbers: list[int]) -> _Anchors:
        needles = [self._needles[n] for n in numbers]
        offsets = np.array([len(x) - width if x[-width:].isalnum() else 0 for x in needles], np.int64)
        joined = b"".join(x[at : at + width] for x, at in zip(needles, offsets.tolist(), strict=True))
        words = np.frombuffer(joined, f"<u{width}").astype(np.uint64)
        order = np.argsort(words, kind="stable")
        bits = int(np.clip(np.ceil(np.log2(max(len(words), 1))) + 5, 16, 27))
        shift = np.uint64(64 - bits)
        bitmap = np.zeros(1 << bits, bool)
        bitmap[(words * _MULTIPLIER) >> shift] = True
        return _Anchors(
            width, words[order], np.array(numbers, np.int64)[order], offsets[order], bitmap, shift
        )

    def hits(self, block: bytes) -> Iterable[Hit]:
        """Positions in the folded block at which a needle stands, and which one."""
        for group in self._groups:
            if len(group.words) and len(block) >= group.width:
                yield from self._hits(block, group)

    def _hits(self, block: bytes, group: _Anchors) -> Iterable[Hit]:
        words = _words(block, group.width)
        places = np.flatnonzero(group.bitmap[(words * _MULTIPLIER) >> group.shift])
        low = np.searchsorted(group.words, words[places], "left")
        high = np.searchsorted(group.words, words[places], "right")
        real = np.flatnonzero(high > low)
        for place, first, last in zip(
            places[real].tolist(), low[real].tolist(), high[real].tolist(), strict=True
        ):
            for entry in range(first, last):
                number, start = int(group.numbers[entry]), place - int(group.offsets[entry])
                if start >= 0 and block.startswith(self._needles[number], start):
                    yield start, number


def _words(block: bytes, width: int) -> npt.NDArray[np.uint64]:
    """The `width` bytes from each position on, as a number."""
    count = len(block) - width + 1
    words = np.empty(count, np.uint64)
    for offset in range(min(width, count)):
        here = len(range(offset, count, width))
        words[offset::width] = np.frombuffer(block, f"<u{width}", here, offset)
    return words
