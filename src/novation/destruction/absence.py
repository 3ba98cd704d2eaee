"""Looks, after a destruction, for what must be gone: in every file of given folders and every layer of each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from novation.destruction.layers import UNREADABLE, Layer, layers
from novation.destruction.needle_index import folded
from novation.destruction.needles import Needles, stands_alone


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should be gone is still there. `count`: places; `values`: distinct needles. Never a value."""

    file: str
    layer: str
    kind: str
    count: int
    values: int


@dataclass(frozen=True, slots=True)
class Unsearched:
    """A file, or a layer of it, that could not be read to its end."""

    file: str
    layer: str


@dataclass(frozen=True, slots=True)
class Absence:
    """The answer. `too_short`: needles of under four bytes that no search can tell from chance, by kind."""

    files: int
    bytes: int
    needles: int
    findings: tuple[Finding, ...]
    unsearched: tuple[Unsearched, ...]
    too_short: dict[str, int]
    spelled: bool

    @property
    def is_absent(self) -> bool:
        """Nothing was found, and everything could be searched for everywhere."""
        return not self.findings and not self.unsearched and not self.too_short


def verify_absence(places: Iterable[Path], needles: Needles) -> Absence:
    """Searches files, and folders with all below them, hidden files too; links are not followed.

    Every position of every layer is looked at for every needle, in UTF-8, GB18030, UTF-16 and JSON escapes,
    letters in either case, numbers full-width and grouped. Encrypted files are searched as the bytes they are.
    """
    findings: list[Finding] = []
    unsearched: list[Unsearched] = []
    files = total = 0
    for name, path in _files(places):
        files += 1
        try:
            for layer in layers(path):
                search = _Search(needles, layer)
                try:
                    search.run()
                except UNREADABLE:
                    unsearched.append(Unsearched(name, layer.name))
                total += search.bytes
                findings += search.findings(name)
        except UNREADABLE:
            unsearched.append(Unsearched(name, "bytes"))
    return Absence(
        files,
        total,
        needles.count,
        tuple(findings),
        tuple(unsearched),
        dict(needles.too_short),
        needles.spelled,
    )


def _files(places: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    seen: set[Path] = set()
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in inside:
            if path.is_symlink() or not path.is_file() or path.resolve() in seen:
                continue
            seen.add(path.resolve())
            yield (path.relative_to(place.parent).as_posix() if place.is_dir() else path.name), path


class _Search:
    """One layer, block by block; blocks overlap by the longest needle and what touches it."""

    def __init__(self, needles: Needles, layer: Layer) -> None:
        self._needles = needles
        self._layer = layer
        self._margin = needles.index.longest + 8
        self._counts: Counter[int] = Counter()
        self.bytes = 0
        self._base = 0  # where the block begins in the stream

    def run(self) -> None:
        carry = b""
        done = 0  # matches that begin before this place of the carry were counted
        for chunk in self._layer.chunks():
            self.bytes += len(chunk)
            block = carry + folded(chunk)
            self._base = self.bytes - len(block)
            limit = len(block) - self._margin
            if limit <= done:
                carry = block
                continue
            self._count(block, done, limit)
            keep = max(limit - 8, 0)  # what stands before a match tells whether it stands alone
            carry, done = block[keep:], limit - keep
        self._base = self.bytes - len(carry)
        self._count(carry, done, len(carry))

    def _count(self, block: bytes, begin: int, end: int) -> None:
        for place, number in self._needles.index.hits(block):
            if begin <= place < end:
                form = self._needles.forms[number]
                odd = (self._base + place) % 2 == 1
                if not self._layer.bounded or stands_alone(block, place, form, odd=odd):
                    self._counts[form.needle] += 1

    def findings(self, file: str) -> Iterator[Finding]:
        places: Counter[str] = Counter()
        values: Counter[str] = Counter()
        for needle, count in self._counts.items():
            places[self._needles.kinds[needle]] += count
            values[self._needles.kinds[needle]] += 1
        for kind in sorted(places):
            yield Finding(file, self._layer.name, kind, places[kind], values[kind])
