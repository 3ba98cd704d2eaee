"""The rows of a table beside whatever they were linked to: read side by side where they stand in step, else joined."""

from __future__ import annotations

from collections.abc import Mapping

from novation.engine.identifiers import quote_identifier
from novation.engine.queries import Queries
from novation.engine.staging import ROW


def beside_subjects(engine: Queries, table_id: str, columns: Mapping[str, str], subject: str) -> str:
    """SQL to select from: columns of a table under other names, and the subject of each row; made for **one** reading.

    `columns`: name in the copy -> name here. Joining on the row number costs more than reading both copies: it hashes
    what stands in order already.
    """
    view, copy, links = f"abreast_{table_id}", f"tables/{table_id}", f"links/{table_id}"
    if engine.side_by_side(view, {copy: columns, links: {"subject": subject}}):
        return quote_identifier(view)
    engine.register(table_id, copy)
    engine.register(f"links_{table_id}", links)
    named = ", ".join(f"v.{quote_identifier(n)} AS {quote_identifier(shown)}" for n, shown in columns.items())
    return (
        f"(SELECT {named}, l.subject AS {quote_identifier(subject)} FROM {quote_identifier(table_id)} v "
        f"JOIN {quote_identifier(f'links_{table_id}')} l ON l.{ROW} = v.{ROW})"
    )
