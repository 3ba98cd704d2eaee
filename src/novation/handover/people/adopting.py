"""The buyer keeps the references that the seller gave: choices, requests and later messages name people by them.

Who was a customer of the buyer before keeps the reference they had there, and the seller's leads to it (`people/aliases`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from novation.engine import Engine
from novation.engine.identifiers import quote_identifier
from novation.engine.sources import is_url
from novation.handover import tables as shapes
from novation.handover.people.keeping import ALIASES
from novation.handover.project import Project
from novation.seal.quarantine import RECORD as OPENED

REGISTER = "subjects.parquet"


def adopt_references(
    project: Project, engine: Engine, tables: Sequence[shapes.Table], sources: Iterable[Mapping[str, Any]]
) -> bool:
    """Gives the people of opened packages the references that stand there; whether there is any such package."""
    names = {source["name"] for source in sources if _is_register(project, source)}
    found = [table for table in tables if table.source in names and _names_people(table)]
    if not found:
        return False
    for table in found:
        engine.register(table.id, f"tables/{table.id}")
        engine.register(f"links_{table.id}", f"links/{table.id}")
    engine.register("refs", "refs")
    pairs = " UNION ".join(
        f"SELECT l.subject, v.subject_ref::VARCHAR AS subject_ref FROM {quote_identifier(t.id)} v "
        f"JOIN {quote_identifier('links_' + t.id)} l USING (_row) WHERE l.subject >= 0 AND v.subject_ref IS NOT NULL"
        for t in found
    )
    engine.execute(f"CREATE OR REPLACE TABLE adopted AS {pairs}")
    engine.write(
        "refs",
        "SELECT r.subject, coalesce(a.subject_ref, r.subject_ref) AS subject_ref FROM refs r "
        "LEFT JOIN (SELECT subject, min(subject_ref) AS subject_ref FROM adopted GROUP BY subject) a USING (subject) "
        "ORDER BY r.subject",
    )
    return True


def lead_adopted_on(engine: Engine) -> None:
    """After the buyer's own earlier references came back: the seller's that did not stay lead to those that did."""
    engine.register("refs", "refs")
    fresh = (
        "SELECT a.subject_ref AS alias, r.subject_ref FROM adopted a JOIN refs r USING (subject) "
        "WHERE a.subject_ref <> r.subject_ref"
    )
    if engine.has(ALIASES):
        engine.register("aliases_before", ALIASES)
        fresh = (
            f"WITH fresh AS ({fresh}) SELECT b.alias, b.subject_ref FROM aliases_before b "
            "ANTI JOIN fresh f ON f.alias = b.alias UNION SELECT * FROM fresh"
        )
    engine.write(ALIASES, fresh)
    engine.execute("DROP TABLE adopted")


def _is_register(project: Project, source: Mapping[str, Any]) -> bool:
    if is_url(source["path"]):
        return False
    path = project.source_path(source["path"])
    return path.name == REGISTER and (path.parent.parent / OPENED).is_file()


def _names_people(table: shapes.Table) -> bool:
    return any(column.name == "subject_ref" for column in table.columns)
