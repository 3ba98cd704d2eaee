"""From working copies to the SQL of what they say: words looked up, each row beside its subject."""

from __future__ import annotations

import pyarrow as pa

from novation.disposition.table_facts import FactTable, Lookup, TableQuery, table_query
from novation.engine.abreast import beside_subjects
from novation.engine.expressions import one
from novation.engine.identifiers import quote_identifier
from novation.engine.queries import Queries
from novation.engine.staging import ROW

MANY_WORDS = 100_000
"""Up to so many different words of a column are looked up in memory."""

FEW_WORDS = 32
"""Up to so many are told in the query itself."""

ROWS_WORTH_FOLDING = 2
"""Rows a person from which a table is folded by itself before it is put together with the others."""


def understood(engine: Queries, table: FactTable) -> TableQuery:
    """What a table says, its words looked up already. Wants the view `place_words`."""
    query = table_query(table)
    engine.register(table.table_id, f"tables/{table.table_id}")
    cases = {
        lookup.name: lookup.case_sql(meanings)
        for lookup in query.lookups
        if (meanings := _look_up(engine, table.table_id, lookup)) is not None
    }
    return query.told(cases)


def source_of(engine: Queries, table: FactTable, query: TableQuery) -> str:
    """The columns that a table's facts look into, and the subject of each row; made for one reading."""
    columns = query.columns or (ROW,)
    return beside_subjects(engine, table.table_id, {c: c for c in columns}, query.subject)


def rows_of(engine: Queries, table: FactTable, query: TableQuery, people: int) -> str:
    """The SQL of what one table says; of many rows a person folded by itself first."""
    source = source_of(engine, table, query)
    worth = engine.rows(f"tables/{table.table_id}") >= people * ROWS_WORTH_FOLDING
    return query.folded(source) if worth else query.rows(source)


def _look_up(engine: Queries, table_id: str, lookup: Lookup) -> list[dict[str, object]] | None:
    """Makes what a column's words mean a table; where there are few, gives the rows too."""
    words = engine.distinct(f"tables/{table_id}", lookup.columns, MANY_WORDS)
    if words is None:
        engine.execute(f"CREATE OR REPLACE TABLE different_words AS SELECT * FROM {lookup.distinct}")
        text = lookup.meaning("different_words")
        if one(engine.fetch_arrow("SELECT count(*) FROM different_words"))[0] > MANY_WORDS:
            engine.execute(f"CREATE OR REPLACE TABLE {quote_identifier(lookup.name)} AS {text}")
            return None
    else:
        names = [f"r{n}" for n in range(words.num_columns)]
        engine.register_arrow("given_words", words.rename_columns(names))
        text = lookup.meaning("given_words")
    meanings = engine.fetch_arrow(text)
    engine.register_arrow(lookup.name, meanings)
    texts = all(pa.types.is_string(field.type) for field in list(meanings.schema)[:-1])
    return meanings.to_pylist() if texts and len(meanings) <= FEW_WORDS else None
