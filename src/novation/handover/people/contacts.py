"""The texts by which a person can be found, from all tables that have any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novation.engine import Engine
from novation.engine.abreast import beside_subjects
from novation.handover import tables as shapes
from novation.handover.people.tags import FINDING, bare_of, token_of


def contact_selects(engine: Engine, tables: Sequence[shapes.Table]) -> Iterator[str]:
    """SQL of `token, subject` of every table with a column that a person can be found by; each to be read once."""
    for table in tables:
        yield from _contacts(engine, table)


def _contacts(engine: Engine, table: shapes.Table) -> list[str]:
    """All columns in one reading: a row gives as many texts as it has contacts."""
    found = {column.name: column.kind for column in table.columns if column.kind in FINDING}
    if not found:
        return []
    rows = beside_subjects(engine, table.id, {name: f"c{n}" for n, name in enumerate(found)}, "subject")
    bare = ", ".join(f"{bare_of(kind, f'c{n}')} AS b{n}" for n, kind in enumerate(found.values()))
    tokens = ", ".join(token_of(kind, f"b{n}") for n, kind in enumerate(found.values()))
    return [
        f"SELECT unnest([{tokens}]) AS token, subject FROM (SELECT {bare}, subject FROM {rows} WHERE subject >= 0)"
    ]
