"""detectpii: its patterns for names of columns, then those for values on a hundred rows (its own catalogues do the same)."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from protocol import Adapter, main, timed

ROWS = 100


class DetectPii(Adapter):
    name = "detectpii"
    package = "detectpii"

    def load(self) -> None:
        from detectpii.model import Column, Table
        from detectpii.scanner import DataScanner, MetadataScanner

        self._column, self._table = Column, Table
        self._metadata, self._data = MetadataScanner(), DataScanner()

    def columns(self, path: Path) -> tuple[dict[str, str | None], float]:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row, _ in zip(csv.reader(file), range(ROWS + 1), strict=False)]
        table = self._table(name="table", schema="public", columns=[self._column(name=n) for n in rows[0]])
        found: dict[str, str | None] = {}

        def work() -> None:
            for column, values in zip(table.columns, zip(*rows[1:], strict=True), strict=True):
                found[column.name] = self._one(table, column, values)

        return found, timed(work)

    def schema(self, path: Path) -> tuple[dict[str, str | None], float]:
        with path.open(encoding="utf-8", newline="") as file:
            told = list(csv.DictReader(file))
        table = self._table(name="table", schema="public", columns=[])
        found: dict[str, str | None] = {}

        def work() -> None:
            for row in told:
                said = self._metadata.scan(table=table, column=self._column(name=row["column"])) or []
                place = f"{row['system']}.{row['table']}.{row['column']}"
                found[place] = str(said[0].pii_type.type) if said else None

        return found, timed(work)

    def _one(self, table: object, column: object, values: tuple[str, ...]) -> str | None:
        said = self._metadata.scan(table=table, column=column) or []
        if said:
            return str(said[0].pii_type.type)
        hits = Counter(
            hit.pii_type.type
            for value in values
            if value
            for hit in self._data.scan(table=table, column=column, value=value)
        )
        return hits.most_common(1)[0][0] if hits else None


if __name__ == "__main__":
    main(DetectPii())
