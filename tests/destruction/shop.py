"""Invented tables, written as every kind of source, and read back by means other than the product's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from novation.destruction import Outcome, Removal, carry_out
from novation.destruction.sources import file_digest
from novation.engine.sources import open_source

COLUMNS = ("no", "name", "phone", "email")
PLAN = "sha256:" + "0" * 64
Row = tuple[str, ...]


def people(count: int) -> list[Row]:
    """Invented persons; each value occurs once."""
    return [
        (str(n + 1), f"林测试{n:04d}", f"1390000{n:04d}", f"test{n:04d}@example.com") for n in range(count)
    ]


def write_csv(path: Path, rows: Sequence[Row], encoding: str = "gb18030", title: str = "") -> Path:
    lines = [title] * bool(title) + [",".join(COLUMNS)] + [",".join(row) for row in rows]
    path.write_bytes("".join(line + "\r\n" for line in lines).encode(encoding))
    return path


def write_jsonl(path: Path, rows: Sequence[Row]) -> Path:
    objects = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    path.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects), encoding="utf-8")
    return path


def write_excel(path: Path, rows: Sequence[Row], *, formula: bool = False) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("members")
        for at, row in enumerate([COLUMNS, *rows]):
            sheet.write_row(at, 0, row)
        if formula:
            sheet.write(0, 4, "total")
            sheet.write_formula(1, 4, "=COUNTA(A:A)", None, len(rows) + 1)
        book.add_worksheet("other").write_row(0, 0, ["colour", "size"])
    return path


def write_sqlite(path: Path, rows: Sequence[Row]) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE members (no TEXT, name TEXT, phone TEXT, email TEXT)")
        connection.execute("CREATE INDEX by_phone ON members (phone)")
        connection.executemany("INSERT INTO members VALUES (?, ?, ?, ?)", rows)
    return path


def write_parquet(path: Path, rows: Sequence[Row]) -> Path:
    columns = [pa.array(values, pa.string()) for values in zip(*rows, strict=True)] if rows else [[]] * 4
    table = pa.table(dict(zip(COLUMNS, columns, strict=True)))
    name = table.column("name").dictionary_encode()
    pq.write_table(table.set_column(1, "name", name), path, row_group_size=7)
    return path


WRITERS = {
    "csv": (write_csv, "members.csv"),
    "jsonl": (write_jsonl, "members.jsonl"),
    "excel": (write_excel, "members.xlsx"),
    "sqlite": (write_sqlite, "members.db"),
    "parquet": (write_parquet, "members.parquet"),
}


def make(kind: str, folder: Path, rows: Sequence[Row]) -> Path:
    writer, name = WRITERS[kind]
    return writer(folder / name, rows)  # type: ignore[operator]


def removal(
    kind: str, path: Path, rows: Sequence[int], cells: dict[str, Sequence[int]] | None = None
) -> Removal:
    """By ordinal from 0; the rowids of SQLite begin at 1."""
    shift = kind == "sqlite"
    blank = {column: np.array(marked, np.int64) + shift for column, marked in (cells or {}).items()}
    return Removal(path, kind, "members", np.array(rows, np.int64) + shift, blank)


def run(folder: Path, *removals: Removal, **options: object) -> list[Outcome]:
    digests = {part.source_path: file_digest(part.source_path) for part in removals}
    return carry_out(
        removals,
        digests,
        state_path=folder / "records" / "destruction-state.json",
        plan_digest=PLAN,
        **options,  # type: ignore[arg-type]
    )


def read(path: Path, table: str = "members") -> list[Row]:
    """The rows as the engine's reader gives them, null as an empty text."""
    for found in open_source(path, name=path.name).tables():
        if found.name == table:
            rows = [row for batch in found.batches() for row in batch.drop_columns(["_row"]).to_pylist()]
            return [tuple(row[column] or "" for column in COLUMNS if column in row) for row in rows]
    return []
