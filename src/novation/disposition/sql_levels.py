"""Nested SELECTs, each of which adds named columns; a column that is constant or repeats another is only remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_CONSTANT = re.compile(r"true|false|-?[0-9]+")


class Levels:
    """`levels[name]` is the SQL by which the next level says a column: its name, another column's, or a constant."""

    def __init__(self, text: str, columns: Iterable[str]) -> None:
        self._text = text
        self._columns = dict.fromkeys(columns)
        self._said: dict[str, str] = {}

    @property
    def text(self) -> str:
        return self._text

    def __getitem__(self, name: str) -> str:
        return self._said.get(name, name)

    def add(self, columns: Sequence[tuple[str, str]]) -> None:
        """One more SELECT around the query, with these columns as (name, expression)."""
        new: dict[str, str] = {}
        by_expression: dict[str, str] = {}
        for name, expression in columns:
            if _CONSTANT.fullmatch(expression) or expression in self._columns:
                self._said[name] = expression
            elif expression in by_expression:
                self._said[name] = by_expression[expression]
            else:
                new[name] = expression
                by_expression[expression] = name
        if new:
            added = ", ".join(f"{expression} AS {name}" for name, expression in new.items())
            self._text = f"SELECT {', '.join(self._columns)}, {added} FROM ({self._text})"
            self._columns |= dict.fromkeys(new)

    def keep(self, names: Iterable[str]) -> None:
        """From the next level on only these columns, and those that stand for them, go along."""
        wanted = {self[name] for name in names}
        self._columns = {name: None for name in self._columns if name in wanted}

    def drop(self, names: Iterable[str]) -> None:
        """From the next level on these columns don't go along."""
        unwanted = {self[name] for name in names}
        self._columns = {name: None for name in self._columns if name not in unwanted}


def all_of(tests: Iterable[str]) -> str:
    """Whether all of these hold; constants are worked out."""
    kept = list(dict.fromkeys(test for test in tests if test != "true"))
    if "false" in kept:
        return "false"
    return _joined(kept, " AND ", "true")


def any_of(tests: Iterable[str]) -> str:
    """Whether any of these holds; constants are worked out."""
    kept = list(dict.fromkeys(test for test in tests if test != "false"))
    if "true" in kept:
        return "true"
    return _joined(kept, " OR ", "false")


def none_of(tests: Iterable[str]) -> str:
    """Whether none of these holds; constants are worked out."""
    found = any_of(tests)
    return {"true": "false", "false": "true"}.get(found, f"NOT {found}")


def _joined(tests: Sequence[str], word: str, none: str) -> str:
    if len(tests) > 1:
        return "(" + word.join(f"({test})" for test in tests) + ")"
    return tests[0] if tests else none
