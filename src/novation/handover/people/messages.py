"""What the buyer is told of a correction or an erasure after the handover: a letter that only the buyer's key opens.

`records/told/<change>.age`. The letter names the person by the reference that went along in the package, the table and
columns, and of a correction the new value. Rows are not named: the seller's numbers have moved since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from novation.custody.durable import write_durably
from novation.evidence import canonical
from novation.handover import tables as shapes
from novation.handover.people.changes import FOLDER as CHANGES
from novation.handover.people.sealed_values import kept_value
from novation.handover.project import Project, file_digest
from novation.seal.keys import parse_recipients
from novation.seal.letters import seal_letter
from novation.terms import Category

TYPE = "novation-person-change-message@v1"
FOLDER = "told"


def keep_letter(project: Project, kept: Mapping[str, Any]) -> None:
    """Writes the letter of a change that was carried out, before its value is forgotten; nothing where nothing was sealed."""
    recipients = project.settings().recipients
    if not (project.has_record("sealed.json") and recipients):
        return
    path = project.record_path(_name(kept["sign_off"]["change"]))
    if path.is_file():
        return
    content = canonical.encode(_letter(project, kept["change"]))
    path.parent.mkdir(mode=0o700, exist_ok=True)
    write_durably(path, seal_letter(content, parse_recipients("\n".join(recipients))))


def letter_of(project: Project, change: str) -> bytes | None:
    """The letter about a change, as it goes to the buyer; None where there is none."""
    path = project.record_path(_name(change))
    return path.read_bytes() if path.is_file() else None


def letter_digest(project: Project, change: str) -> str:
    path = project.record_path(_name(change))
    return file_digest(path) if path.is_file() else ""


def carried_out(project: Project) -> Iterator[tuple[str, Mapping[str, Any], date]]:
    """Digest, document and day of sign-off of every change that was carried out, in the order of their names."""
    for path in sorted(project.record_path(CHANGES).glob("*.json")):
        kept = canonical.parse(path.read_bytes())
        if kept["done"] == "carried-out":
            yield kept["sign_off"]["change"], kept["change"], date.fromisoformat(kept["sign_off"]["at"][:10])


def categories_of(project: Project, change: Mapping[str, Any]) -> list[Category]:
    """The categories of data that a change touched, in the order of the vocabulary."""
    tables = _tables(project)
    found: set[Category] = set()
    for part in change["parts"]:
        table = tables.get(part["table"])
        if table is not None:
            whole = set(table.categories) if part["rows"] else set()
            found |= whole | {c.category for c in table.columns if c.name in part["cells"]}
    return [one for one in Category if one in found and one is not Category.NONE]


def _letter(project: Project, change: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": TYPE,
        "case": project.settings().case,
        "subject": change["subject"],
        "kind": change["kind"],
        "categories": [str(one) for one in categories_of(project, change)],
        "parts": [_part(project, part) for part in change["parts"]],
    }


def _part(project: Project, part: Mapping[str, Any]) -> dict[str, Any]:
    table = _tables(project).get(part["table"])
    kinds = {column.name: column.kind for column in table.columns} if table else {}
    told: dict[str, Any] = {
        "table": part["table"],
        "whole_rows": bool(part["rows"]),
        "columns": [{"name": name, "kind": kinds.get(name, "")} for name in sorted(part["cells"])],
    }
    return {**told, "value": kept_value(project, part["value"])} if "value" in part else told


def _tables(project: Project) -> dict[str, shapes.Table]:
    scan = project.read_record("scan.json", "scan")
    return {table.id: table for table in shapes.attached(shapes.tables_of(scan))}


def _name(change: str) -> str:
    return f"{FOLDER}/{change.removeprefix('sha256:')[:32]}.age"
