"""Marks the raw bytes with which phrases begin, in every way they can be written: what `kernels/phrases_told.py` asks first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.phrases_told import (
    ALONE_AT,
    ALONE_BITS,
    ANY_OTHER,
    ASCII_AT,
    FACTOR,
    MARKS_SIZE,
    PAIR_BITS,
)

_FEW = 4
"""Letters are written in more ways (full width, with accents) than Han signs: such a sign is marked without the next one."""


def marks_of(phrases: Sequence[str], folding: NDArray[np.uint16]) -> NDArray[np.int32]:
    """The marks of phrases in folded signs; `folding` says of each code point the sign it is read as."""
    ways = _ways({sign for phrase in phrases for sign in phrase[:2]}, folding)
    long = {sign: [_number(way) for way in written if len(way) == 3] for sign, written in ways.items()}
    alone = {sign for sign, written in long.items() if len(written) > _FEW}
    alone |= {phrase for phrase in phrases if len(phrase) == 1}
    pairs = {phrase[:2] for phrase in phrases if phrase[0] not in alone}
    keys = [a | b << 24 for pair in pairs for a, b in product(long[pair[0]], long[pair[1]])]
    mixed = {pair[0] for pair in pairs if len(long[pair[1]]) < len(ways[pair[1]])}
    keys += [a | ANY_OTHER << 24 for sign in mixed for a in long[sign]]
    bits = np.zeros(MARKS_SIZE, np.uint32)
    _set(bits[:ALONE_AT], _hashed(keys, PAIR_BITS))
    _set(bits[ALONE_AT:ASCII_AT], _hashed([a for sign in alone for a in long[sign]], ALONE_BITS))
    _set(bits[ASCII_AT:], np.array(_after_ascii(phrases, ways), np.int64))
    return bits.view(np.int32)


def _after_ascii(phrases: Sequence[str], ways: dict[str, list[bytes]]) -> list[int]:
    """Places of the marks for phrases that begin with an ASCII sign: the sign, then the byte behind it."""
    heads = {sign: [way[0] for way in written if len(way) == 1] for sign, written in ways.items()}
    found = set()
    for phrase in {phrase[:2] for phrase in phrases if heads[phrase[0]]}:
        second = {way[0] for way in ways[phrase[1]]} if len(phrase) > 1 else range(256)
        found |= {a | b << 7 for a, b in product(heads[phrase[0]], second)}
    return sorted(found)


def _ways(signs: set[str], folding: NDArray[np.uint16]) -> dict[str, list[bytes]]:
    """Of each sign all signs that are read as it, in UTF-8."""
    codes = np.argsort(folding, kind="stable")
    read = folding[codes]
    order = sorted(signs)
    first = np.searchsorted(read, [ord(sign) for sign in order])
    last = np.searchsorted(read, [ord(sign) for sign in order], "right")
    return {
        sign: [chr(code).encode() for code in codes[a:b].tolist()]
        for sign, a, b in zip(order, first, last, strict=True)
    }


def _number(way: bytes) -> int:
    return int.from_bytes(way, "little")


def _hashed(keys: Sequence[int], size: int) -> NDArray[np.int64]:
    return (np.array(keys, np.uint64) * FACTOR >> np.uint64(64 - size)).astype(np.int64)


def _set(bits: NDArray[np.uint32], places: NDArray[np.int64]) -> None:
    np.bitwise_or.at(bits, places >> 5, np.uint32(1) << (places & 31).astype(np.uint32))
