"""Signed-off changes in databases on a server: each database in one transaction, row by row as it was scanned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from novation.engine.sources.database.changing import RowChange, change_rows, row_change
from novation.engine.sources.database.tables import DatabaseSource, DatabaseTable
from novation.errors.person_changes import NOT_CORRECTABLE
from novation.errors.sources import ROW_CHANGED
from novation.handover.people.changes import ChangeKind
from novation.handover.people.finding import People
from novation.handover.people.sealed_values import kept_value
from novation.handover.project import Project
from novation.handover.source_places import open_entry

KINDS = frozenset({"postgresql", "mysql"})
Place = tuple[str, str, int]
"""Source, id of the table, row."""


def change_databases(
    project: Project,
    changes: Sequence[Mapping[str, Any]],
    sources: Mapping[str, Any],
    run: dict[str, Any],
    note: Any,
) -> None:
    """Carries out the parts that lie in databases; what was committed in this run already is left alone.

    Raises `sources.row-changed`, `sources.row-refused`, `person-change.kind-unsupported`.
    """
    wanted = {
        name: one for name, one in _wanted(project, changes, sources).items() if name not in run["committed"]
    }
    for name, rows in wanted.items():
        source = open_source_named(project, name)
        tables = {table.name: table for table in source.tables() if isinstance(table, DatabaseTable)}
        made = [_made(tables, table, row, new, sources[name]) for table, row, new in rows]
        change_rows(source.login, made)
        run["committed"].append(name)
        note(run)


def open_source_named(project: Project, name: str) -> DatabaseSource:
    entry = next(one for one in project.settings().sources if one.name == name)
    source = open_entry(project, entry)
    if not isinstance(source, DatabaseSource):
        raise NOT_CORRECTABLE.error(source=name, kind=source.kind)
    return source


def has_key(project: Project, source: Mapping[str, Any], table: str) -> bool:
    """Whether a row of a table can be found by a key; without one nothing is changed there."""
    if source["kind"] not in KINDS:
        return False
    found = {one.name: one for one in open_source_named(project, source["name"]).tables()}
    held = found.get(table)
    return isinstance(held, DatabaseTable) and bool(held.described.key)


def _wanted(
    project: Project, changes: Iterable[Mapping[str, Any]], sources: Mapping[str, Any]
) -> dict[str, list[tuple[str, Mapping[str, Any], dict[str, str | None] | None]]]:
    """By source: table, the row as it was scanned, and its new values (None: it goes); each row once."""
    found: dict[Place, tuple[str, Mapping[str, Any], dict[str, str | None] | None]] = {}
    with People(project) as people:
        for change in changes:
            parts = [part for part in change["parts"] if sources[part["source"]]["kind"] in KINDS]
            held = people.numbered(people.named(change["subject"])) if parts else {}
            for part in parts:
                rows = {one["_row"]: one for one in held.get(part["table"], [])}
                for row, new in _told(project, change, part):
                    if row not in rows:
                        raise ROW_CHANGED.error(table=part["name"])
                    place = (part["source"], part["table"], row)
                    before = found.get(place)
                    if new is None or (before is not None and before[2] is None):
                        found[place] = (part["name"], rows[row], None)
                    else:
                        found[place] = (part["name"], rows[row], {**((before and before[2]) or {}), **new})
    by_source: dict[str, list[tuple[str, Mapping[str, Any], dict[str, str | None] | None]]] = {}
    for (source, _, _), one in sorted(found.items(), key=lambda item: item[0]):
        by_source.setdefault(source, []).append(one)
    return by_source


def _told(
    project: Project, change: Mapping[str, Any], part: Mapping[str, Any]
) -> Iterable[tuple[int, dict[str, str | None] | None]]:
    for row in part["rows"]:
        yield row, None
    for column, rows in part["cells"].items():
        for row in rows:
            erased = change["kind"] == ChangeKind.ERASE
            yield row, {column: None if erased else kept_value(project, part["value"])}


def _made(
    tables: Mapping[str, DatabaseTable],
    table: str,
    row: Mapping[str, Any],
    new: dict[str, str | None] | None,
    source: Mapping[str, Any],
) -> RowChange:
    held = tables.get(table)
    made = row_change(held, row, new) if held is not None else None
    if made is None:
        raise NOT_CORRECTABLE.error(source=source["name"], kind=source["kind"])
    return made
