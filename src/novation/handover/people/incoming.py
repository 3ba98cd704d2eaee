"""Letters of the seller about corrections and erasures: put aside as they came, opened by whoever holds the buyer's key.

`incoming/<reference>.age`, `records/incoming/<reference>.json`. A new value stays encrypted under the work key; the record
has its keyed digest, so it can be written to a source without anybody typing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novation.custody.durable import write_durably
from novation.errors.takeover import LETTER_MALFORMED
from novation.evidence import canonical
from novation.handover.people.finding import People
from novation.handover.people.messages import TYPE
from novation.handover.people.sealed_values import keep_value, kept_value
from novation.handover.project import Project, now
from novation.seal.keys import read_identities
from novation.seal.letters import open_letter
from novation.terms import Category

FOLDER = "incoming"
RECORD = "novation-incoming-change@v1"
KINDS = ("correct", "erase")
_NAME = re.compile(r"[a-z]{2}_[a-z]{4,28}")


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of the person's own rows that a letter may mean."""

    table: str
    row: int
    column: str


def put_aside(project: Project, reference: str, letter: bytes) -> str:
    """Keeps a letter as it came; returns its digest. Raises ValueError for a reference that is none."""
    folder = project.folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    write_durably(folder / f"{_safe(reference)}.age", letter)
    return canonical.digest_bytes(letter)


def open_letters(project: Project, identity: Path) -> list[dict[str, Any]]:
    """Opens every letter that has not been opened yet; returns their records, which hold no value.

    Raises `seal.other-recipient`, `seal.tampered`, `letter.malformed`; letters before the bad one stay opened.
    """
    identities = read_identities(identity)
    opened = []
    with project.held():
        for path in sorted((project.folder / FOLDER).glob("*.age")):
            name = f"{FOLDER}/{_safe(path.stem)}.json"
            if not project.has_record(name):
                opened.append(_opened(project, path, open_letter(path, identities), name))
    return opened


def incoming(project: Project) -> Iterator[dict[str, Any]]:
    """The records of all letters that were opened."""
    for path in sorted(project.record_path(FOLDER).glob("*.json")):
        yield canonical.parse(path.read_bytes())


def incoming_change(project: Project, reference: str) -> dict[str, Any] | None:
    """The record of one letter; None while nobody has opened it."""
    name = f"{FOLDER}/{_safe(reference)}.json"
    found: dict[str, Any] | None = (
        project.read_record(name, "person open-changes") if project.has_record(name) else None
    )
    return found


def spots(project: Project, change: Mapping[str, Any]) -> list[Spot]:
    """The cells of the person's rows that a correction may mean: the same column of the same table, or of the same kind.

    One: it is clear. Several: a person chooses. Raises `subject.unknown`, `people.index-stale`.
    """
    from novation.handover import tables as shapes

    tables = {t.id: t for t in shapes.tables_of(project.read_record("scan.json", "scan"))}
    with People(project) as people:
        held = people.numbered(people.named(change["subject"]))
    exact, alike = [], []
    for table_id, rows in held.items():
        for column in tables[table_id].columns:
            for wanted in change["cells"]:
                found = [Spot(table_id, row["_row"], column.name) for row in rows]
                if column.name == wanted["column"] and tables[table_id].name == wanted["table"]:
                    exact += found
                elif column.kind == wanted["kind"] != "":
                    alike += found
    return exact or alike


def value_of(project: Project, change: Mapping[str, Any]) -> str:
    """The new value that a letter brought."""
    return kept_value(project, change["value"])


def _opened(project: Project, path: Path, content: bytes, name: str) -> dict[str, Any]:
    letter = _checked(canonical.parse(content), project.settings().case, path.name)
    values = [part["value"] for part in letter["parts"] if "value" in part]
    record = {
        "type": RECORD,
        "reference": path.stem,
        "subject": letter["subject"],
        "kind": letter["kind"],
        "categories": letter["categories"],
        "cells": [
            {"table": part["table"], "column": column["name"], "kind": column["kind"]}
            for part in letter["parts"]
            for column in part["columns"]
        ],
        "value": keep_value(project, values[0]) if values else "",
        "opened_at": now(),
    }
    project.record_path(FOLDER).mkdir(exist_ok=True)
    digest = project.write_record(name, record)
    project.journal.append("letter.opened", letter=canonical.digest_bytes(path.read_bytes()), record=digest)
    return record


def _checked(letter: Any, case: str, file: str) -> dict[str, Any]:
    """A stranger may have written it: only what is as it must be is taken."""
    try:
        if letter["type"] != TYPE or letter["case"] != case or letter["kind"] not in KINDS:
            raise ValueError("not a message for this case")
        _texts([letter["subject"], *letter["categories"]])
        for part in letter["parts"]:
            _texts([part["table"], part.get("value", "")])
            _texts([word for column in part["columns"] for word in (column["name"], column["kind"])])
        list(map(Category, letter["categories"]))
    except (KeyError, TypeError, ValueError) as problem:
        raise LETTER_MALFORMED.error(file=file) from problem
    found: dict[str, Any] = letter
    return found


def _texts(values: Sequence[object]) -> None:
    if not all(isinstance(value, str) and len(value) < 10_000 for value in values):
        raise ValueError("not a text")


def _safe(reference: str) -> str:
    if not _NAME.fullmatch(reference):
        raise ValueError("a letter is named by a reference")
    return reference
