"""What the data plane says a request would change: no values, only tables, columns, counts and the law's reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from novation.control.informing.models import Arrival
from novation.control.operations.folders import open_project, required
from novation.control.rights.models import Request
from novation.errors.takeover import NOT_RECEIVED
from novation.messages import Text
from novation.terms import Category


@dataclass(frozen=True, slots=True)
class Going:
    """Of one table: how many rows go whole, and in which columns how many cells."""

    source: str
    table: str
    rows: int
    columns: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Staying:
    category: Category
    why: Text
    grounds: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`digest` is what the handler signs."""

    digest: str
    going: tuple[Going, ...]
    staying: tuple[Staying, ...]


def proposed_erasure(request: Request) -> dict[str, Any]:
    """The change as a document; raises `project.not-linked`, `people.index-stale`, `subject.unknown`, `project.busy`."""
    from novation.handover.people.proposing import propose_erasure

    return propose_erasure(open_project(required(request.case)), request.ref, request.subject)


def proposal(request: Request) -> Proposal:
    """The same for a page."""
    from novation.handover.people.changes import change_digest
    from novation.handover.people.proposing import WhyKept

    change = proposed_erasure(request)
    going = tuple(
        Going(
            part["source"],
            part["name"],
            len(part["rows"]),
            tuple((name, len(rows)) for name, rows in sorted(part["cells"].items())),
        )
        for part in change["parts"]
    )
    staying = tuple(
        Staying(
            Category(one["category"]),
            WhyKept(one["why"]).text,
            tuple(Text(ground["zh"], ground["en"]) for ground in one["grounds"]),
        )
        for one in change["stays"]
    )
    return Proposal(change_digest(change), going, staying)


def cells_of(request: Request) -> list[str]:
    """The person's cells as `table/row/column · where it is`, to choose from; no values."""
    from novation.handover import tables as shapes
    from novation.handover.people import People

    project = open_project(required(request.case))
    tables = {t.id: t for t in shapes.tables_of(project.read_record("scan.json", "scan"))}
    with People(project) as people:
        held = people.numbered(people.named(request.subject))
    return [
        _cell(table, row["_row"], column.name, tables[table].name)
        for table, rows in held.items()
        for row in rows
        for column in tables[table].columns
    ]


def letter_about(request: Request) -> dict[str, Any]:
    """The opened message of the seller that a request came from; raises `request.not-received`."""
    from novation.handover.people.incoming import incoming_change

    arrival = Arrival.objects.filter(request=request).first()
    project = open_project(required(request.case))
    change = incoming_change(project, arrival.source) if arrival else None
    if change is None or not change["value"]:
        raise NOT_RECEIVED.error()
    return change


def cells_meant(request: Request) -> list[str]:
    """The cells that the message may mean, to choose from; one where it is clear."""
    from novation.handover import tables as shapes
    from novation.handover.people.incoming import spots

    project = open_project(required(request.case))
    tables = {t.id: t for t in shapes.tables_of(project.read_record("scan.json", "scan"))}
    return [
        _cell(one.table, one.row, one.column, tables[one.table].name)
        for one in spots(project, letter_about(request))
    ]


def _cell(table: str, row: int, column: str, name: str) -> str:
    return f"{table}/{row}/{column} · {name}, {row + 1}"
