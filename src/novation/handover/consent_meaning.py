"""What a word of a consent register means: the same patterns that `decide` uses in SQL, for one word at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def meaning(word: str, patterns: Sequence[tuple[str, str]]) -> str:
    """The outcome of the first pattern that the plain word in lower case holds; empty where none does."""
    plain = word.strip().lower()
    return next((outcome for pattern, outcome in patterns if _compiled(pattern).search(plain)), "")
