"""What a request of one person would change: rows and cells that go, and what stays with its reason and article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from novation.destruction.new_values import CORRECTABLE
from novation.errors.person_changes import CELL_UNKNOWN, NOT_CORRECTABLE, NOTHING_TO_CHANGE
from novation.handover import tables as shapes
from novation.handover.deciding import project_packs
from novation.handover.explaining import subject
from novation.handover.people.changes import CHANGE, ChangeKind, footing
from novation.handover.people.database_changes import has_key
from novation.handover.people.finding import People
from novation.handover.people.sealed_values import keep_value
from novation.handover.project import Project
from novation.handover.source_places import removable_from
from novation.law.packset import Packs
from novation.terms import Category, Hold, Place, Retention, SellerCopy
from novation.terms.vocabulary import Term

_STAYS = ("key.", "consent.", "objection.")
"""Kinds that a row which stays keeps: what it is found by, and what proves and honours a choice."""


class WhyKept(Term):
    FLOOR = "floor", "法定保存期限未满", "the law orders it to be kept for a time that still runs"
    LAW = "law", "法律要求限制保存", "the law wants it kept restricted"
    HOLD = "hold", "有未结债权、争议或法律保留", "an open claim, a dispute or a legal hold"
    UNDECIDED = "undecided", "判定未定，由人决定", "not decided; a person decides"
    BY_HAND = (
        "by-hand",
        "来源不能由软件改写，须在原系统删除",
        "its source cannot be rewritten; it is erased in its own system",
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    why: WhyKept
    grounds: tuple[dict[str, str], ...] = ()

    def as_dict(self, category: str) -> dict[str, Any]:
        return {"category": category, "why": str(self.why), "grounds": [dict(one) for one in self.grounds]}


def propose_erasure(project: Project, request: str, reference: str) -> dict[str, Any]:
    """The change that would erase what may go; nothing is written. Raises `person-change.nothing` never: an empty
    change tells why everything stays. Raises `subject.unknown`, `people.index-stale`."""
    explained = subject(project, reference)
    packs = project_packs(project)
    kept = {
        verdict["facts"]["category"]: found
        for verdict in explained["verdicts"]
        if (found := _kept(verdict, explained["rules"], packs)) is not None
    }
    tables, sources = _tables(project)
    parts, by_hand, places = [], set(), []
    with People(project) as people:
        held = people.numbered(people.named(explained["subject_ref"]))
    for table_id, rows in held.items():
        table = tables[table_id]
        part = _erased(table, rows, kept)
        if part is None:
            continue
        source = sources[table.source]
        if removable_from(project, source) or has_key(project, source, table.name):
            parts.append(part)
        else:
            by_hand |= {str(category) for category in table.categories if str(category) not in kept}
            places.append({"source": table.source, "name": table.name, "rows": _numbers(part)})
    stays = [found.as_dict(category) for category, found in sorted(kept.items())]
    stays += [_Kept(WhyKept.BY_HAND).as_dict(category) for category in sorted(by_hand)]
    change = _change(project, ChangeKind.ERASE, request, explained["subject_ref"], parts, stays)
    return {**change, "by_hand": places}


def _numbers(part: Mapping[str, Any]) -> list[int]:
    """The rows of which something goes, as the reader numbers them."""
    return sorted({*part["rows"], *(row for rows in part["cells"].values() for row in rows)})


def propose_correction(
    project: Project, request: str, reference: str, *, table: str, row: int, column: str, value: str
) -> dict[str, Any]:
    """The change that would write one value into one cell; `row` is the `_row` of one of the person's own rows.

    The value itself is kept encrypted until it is written. Raises `person-change.no-such-cell`,
    `person-change.kind-unsupported`.
    """
    tables, sources = _tables(project)
    with People(project) as people:
        person = people.named(reference)
        held = people.numbered(person)
    shape = tables.get(table)
    rows = {one["_row"] for one in held.get(table, [])}
    if shape is None or row not in rows or column not in {c.name for c in shape.columns}:
        raise CELL_UNKNOWN.error(what=f"{table}, {row}, {column}"[:80])
    source = sources[shape.source]
    in_file = source["kind"] in CORRECTABLE and removable_from(project, source)
    if not in_file and not has_key(project, source, shape.name):
        raise NOT_CORRECTABLE.error(source=shape.source, kind=source["kind"])
    part = {**_part(shape), "cells": {column: [row]}, "value": keep_value(project, value)}
    return _change(project, ChangeKind.CORRECT, request, person.reference, [part], [])


def something(change: Mapping[str, Any]) -> None:
    """Raises `person-change.nothing` of a change that changes nothing."""
    if not change["parts"]:
        raise NOTHING_TO_CHANGE.error()


def _tables(project: Project) -> tuple[dict[str, shapes.Table], dict[str, dict[str, Any]]]:
    scan = project.read_record("scan.json", "scan")
    tables = {table.id: table for table in shapes.attached(shapes.tables_of(scan))}
    return tables, {source["name"]: source for source in scan["sources"]}


def _kept(verdict: Mapping[str, Any], rules: Mapping[str, Any], packs: Packs) -> _Kept | None:
    """Why this category of this person has to stay; None: it may go. A floor blocks even what is in lawful use."""
    floors = [a["law"] for a in verdict["answers"] if a["retention"] == Retention.RUNNING]
    if floors:
        return _Kept(WhyKept.FLOOR, tuple(_floors(verdict["facts"], floors, packs)))
    if verdict["facts"].get("hold", "none") != Hold.NONE:
        return _Kept(WhyKept.HOLD)
    outcome = verdict["seller_copy_now"]
    if outcome == SellerCopy.RETAIN_RESTRICTED:
        return _Kept(WhyKept.LAW, tuple(_cited(rules[one]["citation"]) for one in verdict["seller_reasons"]))
    return _Kept(WhyKept.UNDECIDED) if outcome == SellerCopy.UNDECIDED else None


def _floors(facts: Mapping[str, Any], laws: list[str], packs: Packs) -> list[dict[str, str]]:
    """The entries of the packs that bind this category where the person or the seller is."""
    category, places = Category(facts["category"]), {Place(facts["place"]), Place(facts["seller_place"])}
    entries = [
        entry
        for law in laws
        for entry in packs[law].retention
        if entry.floor_years
        and category in entry.category
        and (not entry.places or places & set(entry.places))
    ]
    return [_cited({"zh": entry.citation.text.zh, "en": entry.citation.text.en}) for entry in entries]


def _cited(text: Mapping[str, str]) -> dict[str, str]:
    return {"zh": text["zh"], "en": text["en"]}


def _erased(
    table: shapes.Table, rows: list[dict[str, Any]], kept: Mapping[str, _Kept]
) -> dict[str, Any] | None:
    """A row goes whole where nothing in it has to stay; else the cells of what may go, but never its keys."""
    whole: list[int] = []
    cells: dict[str, list[int]] = {}
    for row in rows:
        filled = [c for c in table.columns if row.get(c.name) is not None and str(row[c.name]) != ""]
        staying = [
            c for c in filled if str(c.category) in kept or (table.is_register and c.kind.startswith(_STAYS))
        ]
        if not staying:
            whole.append(row["_row"])
            continue
        for column in filled:
            if column not in staying and not column.kind.startswith(_STAYS):
                cells.setdefault(column.name, []).append(row["_row"])
    if not whole and not cells:
        return None
    return {
        **_part(table),
        "rows": sorted(whole),
        "cells": {name: sorted(found) for name, found in cells.items()},
    }


def _part(table: shapes.Table) -> dict[str, Any]:
    return {"table": table.id, "source": table.source, "name": table.name, "rows": [], "cells": {}}


def _change(
    project: Project, kind: ChangeKind, request: str, reference: str, parts: list[Any], stays: list[Any]
) -> dict[str, Any]:
    return {
        "type": CHANGE,
        "kind": str(kind),
        "request": request,
        "subject": reference,
        "footing": footing(project),
        "parts": parts,
        "stays": stays,
    }
