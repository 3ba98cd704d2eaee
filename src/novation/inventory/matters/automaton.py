"""Builds the phrase table that the kernel walks: folded signs, a trie with hashed edges, roles of the phrases."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels import phrases_reading as kernel
from novation.inventory.matters.marks import marks_of
from novation.inventory.tables import load

_STOPS = "。！？!?\n\r；;…"
_BLANKS = " \t-_\u00a0\u3000\u2010\u2011\u2019'"
_MOST_SIGNS = 4095
_PLANE = 65_536


@dataclass(frozen=True)
class Entry:
    """A phrase as it is written in the lists (a trailing `*` takes the rest of the word) with its role bits."""

    text: str
    role: int


@cache
def fold_table() -> NDArray[np.uint16]:
    """For each code point below 65,536 the sign it is read as: simplified, half width, lower case, no accent."""
    table = np.arange(_PLANE, dtype=np.uint16)
    for pair in load("matters/folding.yaml")["traditional"].split():
        table[ord(pair[0])] = ord(pair[1])
    for code in [*range(0x41, 0x250), *range(0x1E00, 0x1F00), *range(0xFF01, 0xFF5F)]:
        plain = unicodedata.normalize("NFKD", chr(code).lower())[:1].lower()
        if plain and ord(plain) < _PLANE and (plain.isalnum() or code > 0xFF00):
            table[code] = ord(plain)
    for sign in _BLANKS:
        table[ord(sign)] = ord(" ")
    return table


def kind_of(code: int) -> int:
    """Which borders a sign (folded) has."""
    sign = chr(code)
    if sign in _STOPS:
        return kernel.STOP
    if 0x61 <= code <= 0x7A or (0xDF <= code < 0x250 and sign.isalpha()):
        return kernel.LATIN
    if 0xAC00 <= code <= 0xD7A3:
        return kernel.HANGUL
    if 0x30A1 <= code <= 0x30FC:
        return kernel.KATAKANA
    if 0x30 <= code <= 0x39:
        return kernel.DIGIT
    return kernel.WIDE if code >= 0x2E80 else kernel.OTHER


def fold(text: str) -> str:
    """The phrase in folded signs, blanks run together."""
    table = fold_table()
    return "".join(chr(table[ord(c)]) if ord(c) < _PLANE else c for c in text)


def _sign_numbers(folded: Sequence[str]) -> dict[str, int]:
    numbers = {" ": kernel.BLANK_SIGN, "s": kernel.PLURAL_SIGN}
    for sign in sorted(set("".join(folded)) - set(numbers)):
        numbers[sign] = len(numbers) + 1
    if len(numbers) > _MOST_SIGNS:
        raise ValueError(f"the lists use {len(numbers)} signs, {_MOST_SIGNS} at most")
    return numbers


def _sign_table(numbers: dict[str, int]) -> NDArray[np.uint16]:
    folded = fold_table()
    own = np.zeros(_PLANE, np.uint16)
    kinds = np.array([kind_of(code) for code in range(_PLANE)], np.uint16)
    for sign, number in numbers.items():
        own[ord(sign)] = number
    entries: NDArray[np.uint16] = ((kinds[folded] << kernel.KIND_SHIFT) | own[folded]).astype(np.uint16)
    return entries


def build(entries: Sequence[Entry], child: int) -> kernel.Phrases:
    """The table of these phrases; phrase numbers are places in `entries`, `child` the number ages are reported under.

    ValueError where a phrase is empty or occurs twice.
    """
    folded = [fold(entry.text.removesuffix("*")).strip() for entry in entries]
    if not all(folded) or len(set(folded)) != len(folded):
        raise ValueError("a phrase is empty or written twice")
    told = [entry.role & kernel.TOLD != 0 for entry in entries]
    numbers = _sign_numbers(folded)
    rows = [[numbers[sign] for sign in text] for text in folded]
    edges, ends = _edges(rows)
    root = np.zeros(_MOST_SIGNS + 1, np.int32)
    leaving, signs = edges >> kernel.KIND_SHIFT, edges & kernel.SIGN_MASK
    root[signs[leaving == 0]] = 1 + np.flatnonzero(leaving == 0)
    first = np.searchsorted(leaving, np.arange(len(edges) + 2)).astype(np.int32)
    what = np.full(len(edges) + 1, -1, np.int32)
    for number, (entry, state) in enumerate(zip(entries, ends.tolist(), strict=True)):
        goes_on = kernel.GOES_ON if entry.text.endswith("*") else 0
        what[state] = number << kernel.TERM_SHIFT | entry.role << kernel.ROLE_SHIFT | goes_on
    root = np.where(what[root] >= 0, -root, root)  # state 0 ends no phrase
    marks = marks_of([text for text, each in zip(folded, told, strict=True) if each], fold_table())
    parts = [root, signs.astype(np.int32), first, what, marks]
    at = kernel.ROOT + np.cumsum([len(part) for part in parts])
    head = np.zeros(kernel.ROOT, np.int32)
    head[kernel.CHILD] = child
    head[[kernel.EDGES, kernel.FIRST, kernel.ENDS, kernel.MARKS]] = at[:4]
    return kernel.Phrases(_sign_table(numbers), _begins(rows, told), np.concatenate([head, *parts]))


def _edges(rows: list[list[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Edges (`state << 12 | sign`) in order, the k-th leading to state k + 1, and the state each phrase ends in."""
    state = np.zeros(len(rows), np.int64)
    length = np.array([len(row) for row in rows])
    edges: list[NDArray[np.int64]] = []
    made = 1
    for depth in range(int(length.max())):
        alive = np.flatnonzero(length > depth)
        signs = np.array([rows[k][depth] for k in alive], np.int64)
        fresh, place = np.unique(state[alive] << kernel.KIND_SHIFT | signs, return_inverse=True)
        edges.append(fresh)
        state[alive] = made + place
        made += len(fresh)
    return np.concatenate(edges), state


def _begins(rows: list[list[int]], told: list[bool]) -> NDArray[np.uint8]:
    two, three, whole = kernel.TWO, kernel.THREE, kernel.WHOLE
    table = np.zeros(kernel.BEGINS_MASK + 1, np.uint8)
    for row, each in zip(rows, told, strict=True):
        times = 1 + (kernel.TOLD_TWO // two if each else 0)  # the bits once more, three places higher
        if len(row) > 1:
            pair = (row[0] * kernel.PAIR + row[1]) & kernel.BEGINS_MASK
            table[pair] |= (two | (whole if len(row) == 2 else 0)) * times
            if len(row) > 2:
                table[(pair * kernel.PAIR + row[2]) & kernel.BEGINS_MASK] |= three * times
    return table
