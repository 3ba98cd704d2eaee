"""Purposes and statutory terms of a package: read by class, and written to novation.toml where nothing is said there yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import tomlkit

from novation.engine import Engine
from novation.handover.opening import save
from novation.handover.project import Project

OBTAINED = "data-obtained"


def promises(engine: Engine, parts: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """For which basis each category that came was held, and which statutory terms run: lines about classes, not people."""
    came = {part.partition("/")[0] for part in parts}
    rows = engine.fetch_arrow("SELECT category, basis FROM purposes ORDER BY ALL").to_pylist()
    purposes = [row for row in rows if row["category"] in came]
    retention = engine.fetch_arrow(
        "SELECT category, place, law, floor, count(DISTINCT class_id)::BIGINT AS classes FROM retention "
        "WHERE floor <> 'no-floor' GROUP BY ALL ORDER BY ALL"
    ).to_pylist()
    return {"purposes": purposes, "retention": retention}


def write_terms(project: Project, purposes: Sequence[Mapping[str, str]], obtained_on: date) -> None:
    """Adds the bases that the seller told and the day of receipt; what the buyer wrote stays."""
    document = tomlkit.parse(project.settings_path.read_text("utf-8"))
    added = [
        *(_add(document, "basis", one["category"], one["basis"]) for one in purposes),
        _add(document, "events", OBTAINED, obtained_on),
    ]
    if any(added):
        save(project, document)
        project.journal.append("terms.added", settings=project.settings_digest(), count=sum(added))


def _add(document: tomlkit.TOMLDocument, table: str, key: str, value: object) -> bool:
    found: Any = document.get(table)
    if found is None:
        found = tomlkit.table()
        document.add(table, found)
    if key in found:
        return False
    found.add(key, value)
    return True
