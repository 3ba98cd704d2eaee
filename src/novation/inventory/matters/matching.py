"""The matters, their phrases, and how sure a phrase is with what stands near it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels import phrases as kernel
from novation.inventory.kernels import phrases_reading as reading
from novation.inventory.matters.automaton import Entry, build, fold
from novation.inventory.tables import load, term
from novation.messages import Text
from novation.terms import Category

SURE, PLAIN, WEAK = 1, 2, 3
_STRENGTHS = {"sure": SURE, "plain": PLAIN, "weak": WEAK}
_ROLES = {
    "person": reading.PERSON,
    "generic": reading.GENERIC,
    "affirm": reading.AFFIRM,
    "grown": reading.GROWN,
    "years": reading.YEARS,
    "months": reading.MONTHS,
    "block": reading.BLOCK,
}
_CHILD_AGE = "*child-age*"  # stands for an age below 14; the kernel reports it, no text matches it


@dataclass(frozen=True)
class Matter:
    """`code` is what finds carry; `pipl`, `gdpr`, `standard` say why it is sensitive, `facts` are rows of the law facts.

    `confirmed` is false where that reading was not confirmed in the text of the law or standard.
    """

    slug: str
    code: int
    category: Category
    text: Text
    pipl: str
    gdpr: str
    standard: str
    facts: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True)
class Lexicon:
    """The table for the kernel, and of each phrase its matter (0 none) and how strong it is (SURE, PLAIN, WEAK)."""

    table: reading.Phrases
    code: NDArray[np.uint8]
    strength: NDArray[np.uint8]
    entries: tuple[Entry, ...]


def _read_matters() -> dict[str, Matter]:
    return {
        slug: Matter(
            slug,
            int(entry["code"]),
            term(Category, entry["category"]),
            Text(entry["zh"], entry["en"]),
            entry["pipl"],
            entry["gdpr"],
            entry["standard"],
            tuple(entry["facts"]),
            entry["confirmed"] == "true",
        )
        for slug, entry in load("matters/matters.yaml").items()
    }


MATTERS: dict[str, Matter] = _read_matters()
"""Every matter by its slug (`health`, `religion`, …)."""

SLUGS: dict[int, str] = {matter.code: slug for slug, matter in MATTERS.items()}
"""The slug of every code."""


def phrases_of(slug: str) -> list[tuple[str, int]]:
    """The phrases of a matter with their strength, as written."""
    return [
        (phrase.strip(), _STRENGTHS[strength])
        for lists in load(f"matters/words/{slug}.yaml").values()
        for strength, text in lists.items()
        for phrase in text.split(",")
    ]


class _Collected:
    """Phrases by their folded form: the first matter that claims one keeps it, at its greatest strength."""

    def __init__(self) -> None:
        self.place: dict[str, int] = {}
        self.text: list[str] = []
        self.role: list[int] = []
        self.code: list[int] = []
        self.strength: list[int] = []

    def add(self, phrase: str, role: int, code: int = 0, strength: int = 0) -> None:
        key = " ".join(fold(phrase.removesuffix("*")).split())
        at = self.place.setdefault(key, len(self.text))
        if at == len(self.text):
            self.text.append(phrase)
            self.role.append(role)
            self.code.append(code)
            self.strength.append(strength)
            return
        if phrase.endswith("*"):
            self.text[at] = phrase
        if self.code[at] == code and code:
            self.strength[at] = min(self.strength[at], strength)
        if not (role & reading.BLOCK and self.code[at]) and not (code and self.code[at]):
            self.role[at] |= role


@cache
def lexicon() -> Lexicon:
    """All phrases, read and built once a process."""
    found = _Collected()
    found.add(_CHILD_AGE, reading.MATTER | reading.PERSON, MATTERS["child"].code, PLAIN)
    for slug, matter in MATTERS.items():
        role = reading.MATTER | (reading.PERSON if slug == "child" else 0)
        for phrase, strength in phrases_of(slug):
            found.add(phrase, role, matter.code, strength)
    for name, text in load("matters/context.yaml").items():
        for phrase in text.split(","):
            found.add(phrase.strip(), _ROLES[name])
    entries = tuple(Entry(text, role) for text, role in zip(found.text, found.role, strict=True))
    return Lexicon(
        build(entries, 0), np.array(found.code, np.uint8), np.array(found.strength, np.uint8), entries
    )


def _confidence(strength: int, near: int) -> int:
    """Hundredths; 50 and more means that the text says something about a person."""
    person = bool(near & kernel.NEAR_PERSON)
    affirmed = bool(near & kernel.NEAR_AFFIRM)
    value = {SURE: 86, PLAIN: 58, WEAK: 22}[strength]
    if person:
        value += {SURE: 10, PLAIN: 26, WEAK: 30}[strength]
    elif near & kernel.ROW_PERSON:
        value += {SURE: 8, PLAIN: 16, WEAK: 20}[strength]
    if affirmed:
        value += {SURE: 3, PLAIN: 12, WEAK: 12}[strength]
    if near & kernel.NEAR_GENERIC:
        value -= 16 if person or strength == SURE else 40
    elif near & kernel.ROW_GENERIC:
        value -= 4 if person else 14
    return max(5, min(99, value))


@cache
def confidence_table() -> NDArray[np.float32]:
    """Confidence by strength (row) and by what stood near (column)."""
    table = np.zeros((4, 256), np.float32)
    for strength in (SURE, PLAIN, WEAK):
        for near in range(256):
            table[strength, near] = _confidence(strength, near) / 100
    return table


def confidence(
    codes: NDArray[np.uint8], strength: NDArray[np.uint8], near: NDArray[np.uint8]
) -> NDArray[np.float32]:
    """From 0 to 1, for many finds at once; a child beside a word for grown people is held to be none."""
    value = confidence_table()[strength, near]
    grown = (codes == MATTERS["child"].code) & (near & kernel.NEAR_GROWN != 0)
    return np.where(grown, np.minimum(value, 0.3), value).astype(np.float32)
