"""What each tool's types count as: reads types.yaml and turns what tools say into slugs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from novation.inventory.span_types import SPAN_TYPES

FILE = Path(__file__).with_name("types.yaml")


@dataclass(frozen=True)
class Counts:
    """`to`: slugs that a tool's type may hit, the first of them bears its false alarms; `only_hits`: it bears none."""

    to: tuple[str, ...]
    only_hits: bool = False


class Mapping:
    """The table of one tool."""

    def __init__(self, table: dict[str, Any], own: bool = False, without: Iterable[str] = ()) -> None:
        """`own`: the table of Novation, whose types are the slugs; `without`: slugs that this form of it does not look for."""
        self._without = frozenset(without)
        self._counts = {kind: _counts(entry) for kind, entry in table.items()}
        if own:
            self._counts |= {slug: Counts((slug,)) for slug in SPAN_TYPES}

    def counts(self, kind: str) -> Counts:
        """What a type counts as; KeyError for one that stands in no table."""
        return self._counts[kind]

    def known(self) -> set[str]:
        """Every slug the tool can hit."""
        return {slug for counts in self._counts.values() for slug in counts.to} - self._without

    def unknown(self, kinds: Iterable[str]) -> list[str]:
        return sorted(set(kinds) - set(self._counts))


def _counts(entry: Any) -> Counts:
    if entry == "nothing":
        return Counts((), only_hits=True)
    if isinstance(entry, dict):
        return Counts(tuple(entry["only-hits"]), only_hits=True)
    return Counts(tuple(entry))


def load() -> dict[str, Any]:
    """The whole table: `spans` and `columns` by tool, `gold` by label."""
    table: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return table


def of(part: str, tool: str) -> Mapping:
    """The table of a tool (`part`: spans or columns); Novation's two forms share one."""
    own = tool.startswith("novation")
    without = ("person-name", "address") if tool == "novation-ids" else ()
    return Mapping(load()[part]["novation" if own else tool], own and part == "spans", without)
