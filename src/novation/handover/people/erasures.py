"""The ledger of erasures: who was erased, known again by keyed tags of their contacts only; replayed after a restore.

`records/erasures.jsonl`, one canonical JSON a line, only ever appended to. It holds no name and no contact.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from novation.errors.person_changes import LEDGER_KEY
from novation.evidence import canonical
from novation.handover.people.changes import change_digest
from novation.handover.people.finding import Found, People
from novation.handover.people.sealed_values import key_check
from novation.handover.project import Project, now

LEDGER = "erasures.jsonl"


@dataclass
class Replayed:
    """`again`: references of people erased once more; `returned`: of people who came back since, for staff to see to;
    `unproven`: lines whose erasure the journal does not know."""

    again: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    unproven: int = 0


def note_erasure(project: Project, change: Mapping[str, Any], tags: list[str]) -> None:
    """Appends one line, durably, before the journal says that the person is erased."""
    line = canonical.encode(
        {
            "at": now(),
            "change": change_digest(change),
            "key": key_check(project),
            "request": change["request"],
            "subject": change["subject"],
            "tags": sorted(tags),
        }
    )
    with project.record_path(LEDGER).open("ab") as file:
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())


def ledger(project: Project) -> Iterator[dict[str, Any]]:
    path = project.record_path(LEDGER)
    if path.is_file():
        for line in path.read_bytes().splitlines():
            if line:
                yield canonical.parse(line)


def replay_erasures(project: Project) -> Replayed:
    """Erases again whoever stands in the ledger and is found in the sources, by what the law lets go now.

    Run it after scan, link, decide and the index, whenever sources were restored. Whoever has a later day in their
    rows than their erasure came back as a customer: they are told, not erased. Raises `erasure.key-gone`.
    """
    from novation.handover.people.changing import execute_again
    from novation.handover.people.proposing import propose_erasure

    found, changes = Replayed(), []
    known = {e.refs.get("change") for e in project.journal.entries() if e.tag == "person.erased"}
    for reference, line in _present(project, found, known):
        change = propose_erasure(project, line["request"], reference)
        if change["parts"]:
            changes.append(change)
            found.again.append(reference)
    execute_again(project, changes)
    return found


def _present(project: Project, found: Replayed, known: set[Any]) -> list[tuple[str, Mapping[str, Any]]]:
    there: dict[str, Mapping[str, Any]] = {}
    lines = list(ledger(project))
    if not lines:
        return []
    with People(project) as people:
        for line in lines:
            if line["key"] != key_check(project):
                raise LEDGER_KEY.error()
            if line["change"] not in known:
                found.unproven += 1
                continue
            for person in _matched(people, line["tags"]):
                if _came_back(people, person, line["at"]):
                    if person.reference not in found.returned:
                        found.returned.append(person.reference)
                else:
                    there[person.reference] = line
    return [(reference, line) for reference, line in there.items() if reference not in found.returned]


def _matched(people: People, tags: list[str]) -> list[Found]:
    """Only by contacts that are one person's now as well: a shared telephone erases nobody."""
    matches = [people.tagged(tag) for tag in tags]
    return list({one[0].subject: one[0] for one in matches if len(one) == 1}.values())


def _came_back(people: People, person: Found, erased_at: str) -> bool:
    limit = date.fromisoformat(erased_at[:10])
    days = (
        _day(row.get(name))
        for table in people.record(person)
        for name, kind, _ in table.columns
        if kind.startswith("time.")
        for row in table.rows
    )
    return any(day is not None and day > limit for day in days)


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
