"""Copies that lie in the order of a number: the rows of one number are read from one row group, whatever the size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


class OrderedCopy:
    """A copy in the order of people or profiles; `bounds` are the first and last number of each row group."""

    def __init__(self, file: pq.ParquetFile) -> None:
        self._file = file
        self._bounds: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def rows_of(self, column: str, number: int, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows with the number; `columns`: those wanted, `column` among them."""
        lowest, highest = self._bounds_of(column)
        groups = np.flatnonzero((lowest <= number) & (highest >= number)).tolist()
        # A few thousand rows: handing them to other threads takes longer than reading them.
        rows = self._file.read_row_groups(groups, columns=columns, use_threads=False)
        return rows.filter(pc.equal(rows[column], number))

    def _bounds_of(self, column: str) -> tuple[np.ndarray, np.ndarray]:
        if column not in self._bounds:
            metadata = self._file.metadata
            place = self._file.schema_arrow.get_field_index(column)
            found = [metadata.row_group(g).column(place).statistics for g in range(metadata.num_row_groups)]
            self._bounds[column] = (
                np.array([s.min for s in found], np.int64),
                np.array([s.max for s in found], np.int64),
            )
        return self._bounds[column]
