"""Writes all parts of one table in one pass: each row is read once and goes into every class of data that passes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from novation.engine import Engine
from novation.engine.identifiers import quote_identifier
from novation.handover.progress import Progress
from novation.seal import layout
from novation.seal.blocks import BlockDigester
from novation.seal.cells import PRINT_PREFIX, ROW, SUBJECT, covered, print_sql, text_sql
from novation.seal.keys import Recipient
from novation.seal.parts import PartWriter
from novation.seal.writer import BagWriter

TEXT = "t:"
"""Prefix of the canonical text of a column that is not text itself, digested but not written."""


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One part of a table: its category, its columns, and the flag column that says whether a row is in it ("" = all)."""

    category: str
    columns: tuple[str, ...]
    flag: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPart:
    file: str
    rows: int
    columns: list[str]


def write_parts(
    engine: Engine,
    writer: BagWriter,
    recipients: Sequence[Recipient],
    table_id: str,
    plans: Sequence[PartPlan],
    query: str,
    progress: Progress,
) -> list[WrittenPart]:
    """Runs `query` once, ordered by `_row`; the rows of each part go encrypted into it, digests and prints into its
    index. A part that no row belongs to is written empty."""
    schema = engine.fetch_arrow(f"SELECT * FROM ({query}) LIMIT 0").schema
    reader = engine.reader(f"SELECT *{_derived(schema, plans)} FROM ({query}) ORDER BY {ROW}")
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.closing(reader))
        parts = [_Part(plan, table_id, schema, reader.schema, writer, recipients, stack) for plan in plans]
        for batch in reader:
            for part in parts:
                part.add(batch)
            progress.advance(batch.num_rows)
    for part in parts:
        with writer.encrypted(part.blocks_file, recipients) as sink:
            pq.write_table(part.digester.table(), sink, compression="zstd")
    return [WrittenPart(p.file, p.data.rows, list(p.schema.names)) for p in parts]


def _derived(schema: pa.Schema, plans: Sequence[PartPlan]) -> str:
    """The texts and prints of all parts' columns, to stand beside the columns themselves."""
    columns = dict.fromkeys(c for plan in plans for c in plan.columns)
    fields = [f", {text} AS {quote_identifier(TEXT + c)}" for c, text in _texts(schema, columns)]
    if SUBJECT in schema.names and not pa.types.is_string(schema.field(SUBJECT).type):
        fields.append(
            f", {text_sql(SUBJECT, schema.field(SUBJECT).type)} AS {quote_identifier(TEXT + SUBJECT)}"
        )
    fields += [
        f", {print_sql(c, schema.field(c).type)} AS {quote_identifier(PRINT_PREFIX + c)}" for c in columns
    ]
    return "".join(fields)


def _texts(schema: pa.Schema, columns: Sequence[str] | dict[str, None]) -> Iterator[tuple[str, str]]:
    """Columns whose canonical text is another than what stands in them, with its SQL."""
    for name in columns:
        text = text_sql(name, schema.field(name).type)
        if text != quote_identifier(name):
            yield name, text


class _Part:
    """One part being written: its data, its cell prints, its block digests."""

    def __init__(
        self,
        plan: PartPlan,
        table_id: str,
        schema: pa.Schema,
        wide: pa.Schema,
        writer: BagWriter,
        recipients: Sequence[Recipient],
        stack: contextlib.ExitStack,
    ) -> None:
        subject = [SUBJECT] if SUBJECT in schema.names else []
        self.flag = plan.flag
        self.schema = pa.schema([schema.field(n) for n in (ROW, *subject, *plan.columns)])
        self.columns = covered(self.schema)
        self.texts = [TEXT + c if TEXT + c in wide.names else c for c in self.columns]
        self.prints = [ROW, *subject, *(PRINT_PREFIX + c for c in self.columns if c != SUBJECT)]
        self.file = layout.table_part(table_id, plan.category)
        self.blocks_file, cells_file = layout.index_parts(table_id, plan.category)
        cells_sink = stack.enter_context(writer.encrypted(cells_file, recipients))
        cells_schema = pa.schema([wide.field(n) for n in self.prints])
        self.cells = stack.enter_context(PartWriter(cells_sink, cells_schema))
        sink = stack.enter_context(writer.encrypted(self.file, recipients))
        self.data = stack.enter_context(PartWriter(sink, self.schema))
        self.digester = BlockDigester(self.columns)

    def add(self, batch: pa.RecordBatch) -> None:
        if self.flag:
            needed = dict.fromkeys([*self.schema.names, *self.texts, *self.prints])
            batch = batch.select([*needed, self.flag]).filter(batch.column(self.flag))
        self.data.add(batch.select(self.schema.names))
        self.cells.add(batch.select(self.prints))
        self.digester.add(batch.select([ROW, *self.texts]).rename_columns([ROW, *self.columns]))
