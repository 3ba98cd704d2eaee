"""Sketches of columns kept with the working copies, so that a table that did not change is still related to one that did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from novation.inventory import Sketch, TableFinding, TableScanner, keyed_columns

if TYPE_CHECKING:
    from novation.engine import Engine

FOLDER = "sketches/"
SCHEMA = pa.schema(
    [
        ("column", pa.string()), ("rows", pa.int64()), ("count", pa.int64()),
        ("limit", pa.uint64()), ("hashes", pa.list_(pa.uint64())),
    ]
)  # fmt: skip


class KeptSketches:
    """The sketches of one table's columns that may refer to others or be referred to."""

    def __init__(self, sketches: dict[str, Sketch]) -> None:
        self._sketches = sketches

    def sketch(self, column: str) -> Sketch:
        """KeyError for a column that is no key."""
        return self._sketches[column]


def keep(engine: Engine, table_id: str, scanner: TableScanner, finding: TableFinding) -> KeptSketches:
    """Stages them encrypted like the rows: a hash of a telephone number is soon guessed."""
    sketches = {name: scanner.sketch(name) for name in keyed_columns(finding)}
    rows = [
        {"column": name, "rows": s.rows, "count": s.count, "limit": s.limit, "hashes": s.hashes}
        for name, s in sketches.items()
    ]
    engine.stage(FOLDER + table_id, SCHEMA, pa.Table.from_pylist(rows, SCHEMA).to_batches())
    return KeptSketches(sketches)


def recall(engine: Engine, table_id: str) -> KeptSketches:
    """What `keep` staged."""
    engine.register("kept_sketches", FOLDER + table_id)
    rows = engine.fetch_arrow("SELECT * FROM kept_sketches")
    engine.unregister("kept_sketches")
    return KeptSketches(dict(_sketches(rows)))


def _sketches(rows: pa.Table) -> Iterator[tuple[str, Sketch]]:
    for n in range(rows.num_rows):
        column, count_of_rows, count, limit = (rows[name][n].as_py() for name in SCHEMA.names[:-1])
        yield column, Sketch(count_of_rows, count, limit, rows["hashes"][n].values.to_numpy())


def has_sketches(engine: Engine, table_id: str) -> bool:
    """Whether any are kept of this table, be it of no column."""
    return engine.has(FOLDER + table_id)
