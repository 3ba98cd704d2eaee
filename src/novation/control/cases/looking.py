"""What happened in a case since somebody last looked: entries of its journal, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Subquery

from novation.control.accounts.models import Person
from novation.control.actions import ACTIONS, Policy, sight
from novation.control.cases.audience import opened_sides
from novation.control.cases.models import Case, Looked
from novation.control.cases.team import names_of
from novation.control.journal.models import LogEntry, Stream
from novation.control.journal.opening import opened
from novation.control.journal.tag_words import TAG_WORDS
from novation.control.roles import EVERY_CASE_ROLE
from novation.custody.entries import Entry, parse_entry
from novation.evidence.instants import read_instant
from novation.messages import Text

SINCE = sight("case.since", zh="上次查看以来", en="Since you last looked", policy=Policy(EVERY_CASE_ROLE))
SHOWN = 100
OTHER_WORDS = {
    "access.refused": Text("被拒绝的尝试", "An attempt that was refused"),
    "case.opened": Text("开立案件", "The case was opened"),
}
_NOTHING_LIKE_IT = Text("日志条目", "Journal entry")


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words: when, who (empty: the installation), what, and whom else it names."""

    index: int
    at: datetime
    who: str
    what: Text
    tag: str
    named: tuple[str, ...]
    refs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Since:
    """`entries` the latest first, at most a hundred of `count`; `size`: of the journal now."""

    entries: list[Told]
    count: int
    size: int
    looked_at: datetime | None


def since_last_look(case: Case, person: Person) -> Since:
    """What a person has not seen yet of a case's journal."""
    looked = Looked.objects.filter(case=case, person=person).first()
    size = Stream.objects.filter(pk=case.ref).values_list("size", flat=True).first() or 0
    seen = looked.size if looked else 0
    rows = LogEntry.objects.filter(stream=case.ref, index__gte=max(seen, size - SHOWN), index__lt=size)
    read = opened(case.ref, list(rows.order_by("-index")), opened_sides(person, case.ref))
    entries = tell([parse_entry(entry.line.encode()) for entry in read])
    return Since(entries, size - seen, size, looked.at if looked else None)


def unseen(case: Case, person: Person) -> int:
    """How many entries a person has not seen yet, in one query."""
    looked = Looked.objects.filter(case=case, person=person).values("size")[:1]
    row = (
        Stream.objects.filter(pk=case.ref).annotate(seen=Subquery(looked)).values_list("size", "seen").first()
    )
    return row[0] - (row[1] or 0) if row else 0


def mark_seen(case: Case, person: Person, size: int) -> None:
    """Up to where a person has looked: what they were shown, so nothing that came meanwhile is passed over."""
    now = Stream.objects.filter(pk=case.ref).values_list("size", flat=True).first() or 0
    Looked.objects.update_or_create(case=case, person=person, defaults={"size": min(size, now)})


def words_of(tag: str) -> Text:
    """What a tag says, from the action that writes it."""
    if tag in OTHER_WORDS:
        return OTHER_WORDS[tag]
    action = ACTIONS.get(tag)
    return action.title if action else TAG_WORDS.get(tag, _NOTHING_LIKE_IT)


def tell(entries: Sequence[Entry]) -> list[Told]:
    """Entries in words, with the names of all people in one query."""
    people = names_of(ref for entry in entries for ref in _people(entry))
    return [_told(entry, people) for entry in entries]


def _told(entry: Entry, people: Mapping[str, str]) -> Told:
    others = tuple(people[ref] for ref in _people(entry)[1:] if ref in people)
    return Told(
        entry.index,
        read_instant(entry.at),
        people.get(entry.by or "", ""),
        words_of(entry.tag),
        entry.tag,
        others,
        entry.refs,
    )


def _people(entry: Entry) -> list[str]:
    """Who did it first, then whom the references name."""
    named = [value for value in entry.refs.values() if isinstance(value, str) and value.startswith("pr_")]
    return [entry.by or "", *named]
