"""Ways to damage a file or a package, for the tests that look whether anybody notices."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def flip(path: Path, position: int, bit: int = 0) -> None:
    """Flips one bit of the byte at `position`."""
    content = bytearray(path.read_bytes())
    content[position] ^= 1 << bit
    path.write_bytes(bytes(content))


@contextmanager
def flipped(path: Path, position: int, bit: int = 0) -> Iterator[None]:
    """One bit is other than it was, and as it was again afterwards."""
    content = path.read_bytes()
    flip(path, position, bit)
    try:
        yield
    finally:
        path.write_bytes(content)


def places(path: Path, count: int, seed: str) -> list[tuple[int, int]]:
    """The first, the last and `count` further bytes of a file, each with a bit; the same for the same seed."""
    size = path.stat().st_size
    rng = random.Random(f"{seed}{path.name}")
    chosen = {0, size - 1, *(rng.randrange(size) for _ in range(count))}
    return [(place, rng.randrange(8)) for place in sorted(chosen)]
