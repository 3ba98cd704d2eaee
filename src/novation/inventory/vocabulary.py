"""Closed lists of values: gender, countries, states of consent …"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from novation.inventory.tables import load


@dataclass(frozen=True)
class WordList:
    """`telling`: words of which at least one must occur before the list convinces by itself."""

    kind: str
    worth: float
    words: frozenset[str]
    telling: frozenset[str]


@cache
def word_lists() -> tuple[WordList, ...]:
    return tuple(
        WordList(
            kind,
            float(entry["worth"]),
            frozenset(w.lower() for w in entry["words"]),
            frozenset(w.lower() for w in entry["telling"]),
        )
        for kind, entry in load("vocabulary.yaml")["lists"].items()
    )
