"""Entries of the journal in words: what was done, by whom, and what it names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from novation.control.accounts.models import Person
from novation.control.actions import ACTIONS
from novation.control.journal.models import LogEntry
from novation.control.journal.tag_words import TAG_WORDS
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as people read it. `refs`: name and value of everything it names, people by name where known."""

    entry: LogEntry
    text: Text
    by: Text | str
    refs: tuple[tuple[str, Any], ...]

    @property
    def index(self) -> int:
        return self.entry.index


def words_of(tag: str) -> Text:
    """What a tag says; one that nobody gave words for stands as it is."""
    if tag in ACTIONS:
        return ACTIONS[tag].title
    return TAG_WORDS.get(tag, Text(tag, tag))


def told(entries: Sequence[LogEntry]) -> list[Told]:
    """The entries of a page; the people they name are looked up at once."""
    parsed = [json.loads(entry.line)["refs"] for entry in entries]
    names = _names(entries, parsed)
    return [
        Told(entry, words_of(entry.tag), _who(entry.by, names), _refs(refs, names))
        for entry, refs in zip(entries, parsed, strict=True)
    ]


def _names(entries: Sequence[LogEntry], parsed: Iterable[dict[str, Any]]) -> dict[str, str]:
    wanted = {entry.by for entry in entries}
    wanted |= {v for refs in parsed for v in refs.values() if isinstance(v, str) and v.startswith("pr_")}
    return dict(Person.objects.filter(ref__in=wanted).values_list("ref", "name"))


def _who(by: str, names: dict[str, str]) -> Text | str:
    if by == "system" or not by:
        return Text("系统", "the system")
    return names.get(by, by)


def _refs(refs: dict[str, Any], names: dict[str, str]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, names.get(value, value) if isinstance(value, str) else value) for name, value in refs.items()
    )
