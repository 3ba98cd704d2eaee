"""Novation with names and addresses: find_spans over Arrow columns, scan_table over record batches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from protocol import Adapter, Span, main, timed


class Novation(Adapter):
    name = "novation"
    package = "novation"
    batch = 0  # a column is one call
    names = True

    def load(self) -> None:
        from novation.inventory.span_types import SLUGS
        from novation.inventory.spans import find_spans

        self._find, self._slugs = find_spans, SLUGS
        self.find(self.prepare(["a@b.org", "王小明13800138000"]))  # loads the compiled kernels

    def prepare(self, texts: list[str]) -> Any:
        import pyarrow as pa

        return pa.array(texts, pa.large_string())

    def work(self, texts: Any) -> Any:
        return self._find(texts, names=self.names, code_points=True)

    def find(self, texts: Any) -> list[list[Span]]:
        spans = self.work(texts)
        found: list[list[Span]] = [[] for _ in range(len(texts))]
        rows, starts, ends, types = (a.tolist() for a in (spans.rows, spans.starts, spans.ends, spans.types))
        for row, start, end, kind in zip(rows, starts, ends, types, strict=True):
            found[row].append((start, end, self._slugs[kind]))
        return found

    def columns(self, path: Path) -> tuple[dict[str, str | None], float]:
        import pyarrow as pa
        from pyarrow import csv

        from novation.inventory import scan_table

        names = path.open(encoding="utf-8").readline().rstrip("\n").split(",")
        texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
        table = csv.read_csv(path, convert_options=texts)
        found: dict[str, str | None] = {}

        def work() -> None:
            finding = scan_table("table.csv", "table", table.schema, table.to_batches(max_chunksize=65_536))
            found.update({c.name: c.kind for c in finding.columns})

        work()
        return found, min(timed(work) for _ in range(3))

    def schema(self, path: Path) -> tuple[dict[str, str | None], float]:
        import csv

        from novation.inventory import ColumnDescription, classify_columns

        with path.open(encoding="utf-8", newline="") as file:
            told = [
                ColumnDescription(
                    r["table"], r["column"], r["type"], r["comment"], r["table_comment"], r["system"]
                )
                for r in csv.DictReader(file)
            ]
        found: dict[str, str | None] = {}

        def work() -> None:
            for table in classify_columns(told):
                found.update({f"{table.source}.{table.table}.{c.name}": c.kind for c in table.columns})

        return found, timed(work)


if __name__ == "__main__":
    main(Novation())
