"""One whole number holds all facts about a person: what makes a profile is compared, grouped and joined as one value.

From the lowest bit: each of FACT_COLUMNS as its place in its vocabulary, the categories held, the categories of which a
column is more sensitive than the category is by itself. SQL builds the number by `packed_sql`, reads it by `field_sql`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from novation.disposition.table_facts import HELD, RAISABLE, category_bit
from novation.engine.identifiers import quote_text
from novation.terms import FACT_FIELDS

STATES = ("none", "given", "refused", "withdrawn")
FACT_COLUMNS = (
    "place",
    "age",
    "activity",
    "relationship",
    "marketing",
    "transfer",
    "sensitive",
    "guardian",
    "objection",
    "hold",
)
"""The person's facts that make a profile, besides which categories are held."""


def vocabulary(name: str) -> list[str]:
    """The words of a fact, in the order of their codes."""
    return [str(word) for word in FACT_FIELDS[name]] if name in FACT_FIELDS else list(STATES)


VOCABULARIES = {name: vocabulary(name) for name in FACT_COLUMNS}


def _layout() -> dict[str, tuple[int, int]]:
    """Name → (lowest bit, bits)."""
    widths = {name: (len(words) - 1).bit_length() for name, words in VOCABULARIES.items()}
    widths |= {"held": len(HELD), "raised": len(RAISABLE)}
    found, at = {}, 0
    for name, width in widths.items():
        found[name] = (at, width)
        at += width
    return found


LAYOUT = _layout()
BITS = sum(width for _, width in LAYOUT.values())
"""At most 63: the number is a signed 64-bit integer."""


def code_of(name: str, word: object) -> int:
    """The code of a word of one fact."""
    return VOCABULARIES[name].index(str(word))


def packed_sql(codes: Mapping[str, str]) -> str:
    """SQL that packs SQL expressions of codes, one for each name of LAYOUT."""
    parts = (f"({codes[name]})::BIGINT * {1 << at}" for name, (at, _) in LAYOUT.items())
    return " + ".join(parts)


def field_sql(name: str, key: str = "key") -> str:
    """SQL that reads one code (or the bits of `held`, `raised`) out of a packed number."""
    at, width = LAYOUT[name]
    return f"(({key} >> {at}) & {(1 << width) - 1})"


def word_sql(name: str, key: str = "key") -> str:
    """SQL that says one fact in its word."""
    whens = " ".join(f"WHEN {code} THEN {quote_text(word)}" for code, word in enumerate(VOCABULARIES[name]))
    return f"CASE {field_sql(name, key)} {whens} END"


def fields(keys: np.ndarray) -> dict[str, np.ndarray]:
    """Packed numbers taken apart: every name of LAYOUT, the last two as bits of categories (`category_bit`)."""
    found = {name: keys >> at & ((1 << width) - 1) for name, (at, width) in LAYOUT.items()}
    for name, categories in (("held", HELD), ("raised", RAISABLE)):
        bits = found[name]
        found[name] = np.zeros(len(keys), np.int64)
        for number, category in enumerate(categories):
            found[name] |= (bits >> number & 1) * category_bit(category)
    return found


def held_sql(category: object, key: str = "key") -> str:
    """SQL that says whether somebody holds a category."""
    return f"({key} & {1 << (LAYOUT['held'][0] + [str(c) for c in HELD].index(str(category)))}) <> 0"


def raised_sql(category: object, key: str = "key") -> str:
    """SQL that says whether somebody has a column that is more sensitive than its category is by itself."""
    names = [str(c) for c in RAISABLE]
    if str(category) not in names:
        return "false"
    return f"({key} & {1 << (LAYOUT['raised'][0] + names.index(str(category)))}) <> 0"
