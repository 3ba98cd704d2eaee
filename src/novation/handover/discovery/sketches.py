"""Sketches of columns kept with the working copies, so that a table that did not change is still related to one that did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
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
    sketches = {name: scanner.sketch(name).kept() for name in keyed_columns(finding)}
    rows = [
        {"column": name, "rows": s.rows, "count": s.count, "limit": s.limit, "hashes": s.hashes}
        for name, s in sketches.items()
    ]
    engine.stage(FOLDER + table_id, SCHEMA, pa.Table.from_pylist(rows, SCHEMA).to_batches())
    return KeptSketches(sketches)


def recall(engine: Engine, table_id: str) -> KeptSketches:
    """What `keep` staged."""
    engine.register("kept_sketches", FOLDER + table_id)
    rows = engine.fetch_arrow("SELECT * FROM kept_sketches").to_pylist()
    engine.unregister("kept_sketches")
    return KeptSketches(
        {
            r["column"]: Sketch(r["rows"], r["count"], r["limit"], np.array(r["hashes"], np.uint64))
            for r in rows
        }
    )


def kept(engine: Engine, table_id: str) -> bool:
    """Whether there are any of this table."""
    return engine.has(FOLDER + table_id)
