"""The rows of a table beside the people they are about, and the texts by which a person can be found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from novation.engine import Engine
from novation.engine.identifiers import quote_identifier
from novation.handover import tables as shapes
from novation.handover.people.tags import FINDING, bare_of, token_of


def contact_selects(engine: Engine, tables: Sequence[shapes.Table]) -> Iterator[str]:
    """SQL of `token, subject` of every table with a column that a person can be found by; each to be read once."""
    for table in tables:
        yield from _contacts(engine, table)


def beside_people(engine: Engine, table: shapes.Table, columns: Mapping[str, str], subject: str) -> str:
    """SQL of columns under other names with the person of each row, made for one reading.

    Copies whose rows stand in the same order are read side by side: joining ten million rows would first hash them.
    """
    copy, links = f"tables/{table.id}", f"links/{table.id}"
    view = f"beside_{table.id}"
    if engine.side_by_side(view, {copy: columns, links: {"subject": subject}}):
        return f"SELECT * FROM {quote_identifier(view)}"
    engine.register(table.id, copy)
    engine.register(f"links_{table.id}", links)
    named = ", ".join(f"v.{quote_identifier(n)} AS {quote_identifier(shown)}" for n, shown in columns.items())
    return (
        f"SELECT {named}, l.subject AS {quote_identifier(subject)} FROM {quote_identifier(table.id)} v "
        f"JOIN {quote_identifier('links_' + table.id)} l USING (_row)"
    )


def _contacts(engine: Engine, table: shapes.Table) -> list[str]:
    """All columns in one reading: a row gives as many texts as it has contacts."""
    found = {column.name: column.kind for column in table.columns if column.kind in FINDING}
    if not found:
        return []
    rows = beside_people(engine, table, {name: f"c{n}" for n, name in enumerate(found)}, "subject")
    bare = ", ".join(f"{bare_of(kind, f'c{n}')} AS b{n}" for n, kind in enumerate(found.values()))
    tokens = ", ".join(token_of(kind, f"b{n}") for n, kind in enumerate(found.values()))
    return [
        f"SELECT unnest([{tokens}]) AS token, subject FROM (SELECT {bare}, subject FROM ({rows}) WHERE subject >= 0)"
    ]
