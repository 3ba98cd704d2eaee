"""Readings: what programs may read of a case, each under a sight, as plain values; rooms register their own.

A reading gives dataclasses of text, numbers, terms, days and instants, never a model: what leaves is what is named.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_args, get_origin, get_type_hints

from novation.control.actions import Sight
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a long list is wanted: `limit` rows after the one whose key is `after` (empty: from the first)."""

    after: str
    limit: int

    def cut(self, rows: Any) -> list[Any]:
        """Of a query over things with references, in the order in which they were made; raises KeyError as below."""
        found = rows.order_by("pk")
        if self.after:
            last = rows.filter(ref=self.after).values_list("pk", flat=True).first()
            if last is None:
                raise KeyError(self.after)
            found = found.filter(pk__gt=last)
        return list(found[: self.limit + 1])


@dataclass(frozen=True, slots=True)
class Reading:
    """`row`: the dataclass of what is read; `many`: a list of them; `windowed`: the function cuts the list itself."""

    name: str
    title: Text
    sight: Sight
    function: Callable[..., Any]
    row: type
    many: bool
    windowed: bool

    @property
    def key(self) -> str:
        """The first field of a row is its key, and the cursor of its list."""
        return fields(self.row)[0].name

    @property
    def doc(self) -> str:
        return inspect.getdoc(self.function) or ""

    def rows(self, case: Any, actor: Any, window: Window) -> list[Any]:
        """Up to `limit` + 1 rows after the cursor; raises KeyError where there is no row with that key."""
        if self.windowed:
            return list(self.function(case, actor, window))
        return _cut(list(self.function(case, actor)), self.key, window)

    def every(self, case: Any, actor: Any, at_once: int = 500) -> Iterator[Any]:
        """All rows, read a window at a time: however many there are, few are held."""
        after = ""
        while True:
            rows = self.rows(case, actor, Window(after, at_once))
            yield from rows[:at_once]
            if len(rows) <= at_once:
                return
            after = str(getattr(rows[at_once - 1], self.key))


READINGS: dict[str, Reading] = {}


def reading(
    name: str, *, zh: str, en: str, sight: Sight
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers `function(case, actor) -> Row | list[Row]`, or `(case, actor, window)` where lists are long.

    `name` is its place in the addresses of the API (`team`: `/api/v1/cases/<ref>/team`); the docstring is printed there.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in READINGS:
            raise ValueError(f"reading defined twice: {name}")
        given = get_type_hints(function)["return"]
        many = get_origin(given) in (list, Sequence)
        row = get_args(given)[0] if many else given
        windowed = len(inspect.signature(function).parameters) > 2
        READINGS[name] = Reading(name, Text(zh, en), sight, function, row, many, windowed)
        return function

    return register


def _cut(rows: list[Any], key: str, window: Window) -> list[Any]:
    start = 0
    if window.after:
        keys = [str(getattr(row, key)) for row in rows]
        if window.after not in keys:
            raise KeyError(window.after)
        start = keys.index(window.after) + 1
    return rows[start : start + window.limit + 1]
