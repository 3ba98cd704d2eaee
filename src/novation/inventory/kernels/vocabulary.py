"""The cue words of `cues.yaml` as arrays that the kernels search: by first and by last character."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.layout import EDGE, GLUE, PAIRS, SIGNS, STOP
from novation.inventory.tables import load

_FAMILIES = tuple(load("kernels/cues.yaml"))
FAMILY: dict[str, int] = {name: at for at, name in enumerate(_FAMILIES, start=1)}
"""The code of every family of cue words, from 1; 0 is no cue."""

_STOPS = ",;!?.。，、；！？"
_GLUE = " \t\r\n:=#([<{\"'-*/~_@|+>)]}`$&%^\\：（）“”【】｜\u3000\xa0＝—「→"


def words(side: str) -> list[tuple[str, int]]:
    """All words of a side (`before` or `after`) with the code of their family; a word belongs to the first family."""
    found: dict[str, int] = {}
    for name, sides in load("kernels/cues.yaml").items():
        for word in sides[side]:
            found.setdefault(word.lower(), FAMILY[name])
    return sorted(found.items(), key=lambda entry: (-len(entry[0].encode()), entry[0]))


def pair_place(sign: int, neighbour: int) -> int:
    """Place in the table of pairs for a character and the one beside it (towards the middle of the word)."""
    return (sign * 31 + neighbour * 7) & (PAIRS - 1)


def block(side: str, base: int) -> NDArray[np.int32]:
    """The words of a side for place `base` of `t`, as `layout` describes it."""
    singles: dict[int, int] = {}
    pairs: dict[int, list[tuple[bytes, int]]] = {}
    edges: set[int] = set()
    for word, family in words(side):
        turned = [ord(sign) for sign in (reversed(word) if side == "before" else word)]
        edges.add(turned[0])
        if len(turned) == 1:
            singles[turned[0]] = family
        else:
            pairs.setdefault(pair_place(turned[0], turned[1]), []).append((word.encode(), family))
    alone, buckets = np.zeros(SIGNS, np.int32), np.zeros(PAIRS, np.int32)
    alone[list(singles)] = list(singles.values())
    sorts = _sorts(edges)
    at = base + len(sorts) + SIGNS + PAIRS
    ordered = [entry for entries in pairs.values() for entry in entries]
    for place, entries in pairs.items():
        buckets[place] = at << 8 | len(entries)
        at += 3 * len(entries)
    records = []
    for word_bytes, family in ordered:
        records.append((at, len(word_bytes), family))
        at += len(word_bytes)
    signs = np.frombuffer(b"".join(word for word, _ in ordered), np.uint8)
    return np.concatenate(
        [sorts, alone, buckets, np.array(records, np.int32).ravel(), signs.astype(np.int32)]
    )


def _sorts(edges: set[int]) -> NDArray[np.int32]:
    """What each character is to the search."""
    sorts = np.zeros(SIGNS, np.uint8)
    sorts[[ord(sign) for sign in _STOPS]] = STOP
    sorts[[ord(sign) for sign in _GLUE]] = GLUE
    sorts[list(edges)] |= EDGE
    return sorts.view("<i4")
