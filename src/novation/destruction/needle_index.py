"""Finds many byte strings at once in a stream: every position is looked at, however many needles there are.

The 24, 16, 8 or 4 bytes at each position are hashed into a bitmap of the needles' anchors; the few that hit are looked
up in a sorted array and compared in full (Rabin and Karp's idea, with numpy over whole blocks). The anchor of a needle
is its end where that is a number (numbers of one operator begin alike), else its beginning (addresses end alike), and
as wide as the needle allows: three full-width digits fill 8 bytes, and thousands of numbers have those in common.
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


WIDTHS = (24, 16, 8, 4)


@dataclass(frozen=True, slots=True)
class _Anchors:
    """Hashes of the anchors of one width, sorted. `offsets`: where in its needle each anchor stands."""

    width: int
    hashes: npt.NDArray[np.uint64]
    numbers: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]
    bitmap: npt.NDArray[np.bool_]
    shift: np.uint64


class NeedleIndex:
    """An index over byte strings of at least four bytes; `longest` is the greatest length in bytes."""

    def __init__(self, needles: Sequence[bytes]) -> None:
        self._needles = [folded(needle) for needle in needles]
        self.longest = max(map(len, self._needles), default=0)
        wanted: dict[int, list[int]] = {width: [] for width in WIDTHS}
        for number, needle in enumerate(self._needles):
            width = next((w for w in WIDTHS if len(needle) >= w), None)
            if width:
                wanted[width].append(number)
        self._groups = [self._anchors(width, numbers) for width, numbers in wanted.items() if numbers]

    def _anchors(self, width: int, numbers: list[int]) -> _Anchors:
        needles = [self._needles[n] for n in numbers]
        offsets = np.array([len(x) - width if x[-width:].isalnum() else 0 for x in needles], np.int64)
        joined = b"".join(x[at : at + width] for x, at in zip(needles, offsets.tolist(), strict=True))
        columns = np.frombuffer(joined, f"<u{min(width, 8)}").astype(np.uint64).reshape(len(needles), -1)
        hashes = _mixed(list(columns.T))
        order = np.argsort(hashes, kind="stable")
        bits = int(np.clip(np.ceil(np.log2(max(len(hashes), 1))) + 5, 16, 27))
        shift = np.uint64(64 - bits)
        bitmap = np.zeros(1 << bits, bool)
        bitmap[hashes >> shift] = True
        return _Anchors(
            width, hashes[order], np.array(numbers, np.int64)[order], offsets[order], bitmap, shift
        )

    def hits(self, block: bytes) -> Iterable[Hit]:
        """Positions in the folded block at which a needle stands, and which one."""
        words = {width: _words(block, width) for width in {min(g.width, 8) for g in self._groups}}
        for group in self._groups:
            if len(block) >= group.width:
                yield from self._hits(block, group, words[min(group.width, 8)])

    def _hits(self, block: bytes, group: _Anchors, words: npt.NDArray[np.uint64]) -> Iterable[Hit]:
        count = len(block) - group.width + 1
        hashes = _mixed([words[at : at + count] for at in range(0, group.width, 8)])
        places = np.flatnonzero(group.bitmap[hashes >> group.shift])
        low = np.searchsorted(group.hashes, hashes[places], "left")
        high = np.searchsorted(group.hashes, hashes[places], "right")
        real = np.flatnonzero(high > low)
        for place, first, last in zip(
            places[real].tolist(), low[real].tolist(), high[real].tolist(), strict=True
        ):
            for entry in range(first, last):
                number, start = int(group.numbers[entry]), place - int(group.offsets[entry])
                if start >= 0 and block.startswith(self._needles[number], start):
                    yield start, number


def _mixed(words: Sequence[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint64]:
    """One hash of several words, element by element; two anchors that meet in it are told apart by the full look."""
    mixed = words[0] * _MULTIPLIER
    for more in words[1:]:
        mixed = (mixed ^ (mixed >> np.uint64(29)) ^ more) * _MULTIPLIER
    return mixed


def _words(block: bytes, width: int) -> npt.NDArray[np.uint64]:
    """The `width` bytes from each position on, as a number."""
    count = max(len(block) - width + 1, 0)
    words = np.empty(count, np.uint64)
    for offset in range(min(width, count)):
        here = len(range(offset, count, width))
        words[offset::width] = np.frombuffer(block, f"<u{width}", here, offset)
    return words
