"""Closed lists of values (gender, countries, states of consent …) and words that make a note sensitive."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from novation.inventory.tables import load
from novation.inventory.values import Values


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


def count_sensitive(values: Values) -> dict[str, int]:
    """Rows whose text holds a word of a sensitive theme (health, child, belief)."""
    result: dict[str, int] = {}
    themes = load("vocabulary.yaml")["sensitive_words"]
    every = [word for words in themes.values() for word in words]
    some = values.series.str.contains_any(every, ascii_case_insensitive=True).to_numpy()
    if not some.any():
        return result
    values = values.take(some)
    lower = values.series.str.to_lowercase()
    for theme, words in themes.items():
        marked = lower.str.contains_any(list(words)).to_numpy()
        if marked.any():
            result[theme] = values.count(marked)
    return result
