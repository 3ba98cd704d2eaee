"""Scans a table in one pass: fed batch by batch while it is staged, or from an iterable of batches."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa

from novation.errors.inventory import COLUMNS_CHANGED
from novation.inventory.apart import ColumnLook
from novation.inventory.column_type import column_type
from novation.inventory.combinations import table_notes
from novation.inventory.company import settle_company, withdraw
from novation.inventory.distinct import Sketch
from novation.inventory.finding import ColumnFinding, TableFinding
from novation.inventory.headers import Cue, read_column
from novation.inventory.judgement import Judgement, inside_of, judge
from novation.inventory.neighbours import settle_neighbours
from novation.inventory.profile import ColumnProfile
from novation.inventory.table_context import settle_table, with_context
from novation.inventory.table_names import read_table
from novation.messages import Text

ROW = "_row"
COMMENT = b"comment"  # metadata of a field or a schema: what the database says of a column or a table
_WORTH_THREADS = 8192  # rows of a batch below which threads cost more than they bring
_SLICE_BYTES = 16 << 20  # text looked at in one go; larger batches are cut, so memory stays bounded


class TableScanner:
    """Push form: `feed` every batch once, then `finish`. Keeps counters and masked samples, never values."""

    def __init__(self, source: str, table: str, schema: pa.Schema, *, sample: int | None = None) -> None:
        """`sample`: look at that many rows of each batch, evenly spread, instead of at all; the finding says so."""
        self.source = source
        self.table = table
        self.rows = 0
        self.looked = 0
        self._sample = sample
        self._topics = read_table(table) or read_table(_comment(schema)) or read_table(source)
        self._names = schema.names
        self._cues: dict[str, tuple[Cue, ...]] = {}
        self._profiles: dict[str, ColumnProfile] = {}
        self._sketches: dict[str, Sketch] = {}
        self._cuts: list[int] = []
        for field in schema:
            if field.name == ROW:
                continue
            cues = with_context(field.name, read_column(field.name, _comment(field)), self._topics)
            self._cues[field.name] = cues
            known = frozenset(cue.kind for cue in cues if cue.strength >= 0.5)
            self._profiles[field.name] = ColumnProfile(field.name, field.type, known)

    def feed(self, batch: pa.RecordBatch) -> None:
        """Counts one batch; raises `inventory.columns-changed` where its columns are not those of the schema."""
        if batch.schema.names != self._names:
            raise COLUMNS_CHANGED.error(source=self.source, table=self.table)
        self.rows += batch.num_rows
        batch = self._chosen(batch)
        self.looked += batch.num_rows
        for part in _slices(batch):
            work = [(p, part.column(self._names.index(n))) for n, p in self._profiles.items()]
            if part.num_rows < _WORTH_THREADS or _threads() == 1:
                for profile, column in work:
                    profile.feed(column)
            else:
                # Columns know nothing of each other, and the array kernels let go of the interpreter lock.
                with ThreadPoolExecutor(max_workers=_threads()) as pool:
                    for _ in pool.map(_feed, work):
                        pass

    def pass_by(self, batch: pa.RecordBatch) -> None:
        """Notes the rows of a batch without a look at them, for a table whose columns are looked at `apart`."""
        if batch.schema.names != self._names:
            raise COLUMNS_CHANGED.error(source=self.source, table=self.table)
        self.rows += batch.num_rows
        self.looked += batch.num_rows
        self._cuts += [part.num_rows for part in _slices(batch)]

    def apart(self) -> list[ColumnLook]:
        """The columns of what passed by, to be looked at in any order or place; `adopt` takes the outcomes."""
        cuts = tuple(self._cuts)
        return [ColumnLook(p.name, p.type, p.cues, cuts) for p in self._profiles.values()]

    def adopt(self, profiles: Iterable[ColumnProfile]) -> None:
        """Takes the counters of columns that were looked at apart."""
        self._profiles |= {profile.name: profile for profile in profiles}

    def finish(self) -> TableFinding:
        """Judges every column, then the table as a whole."""
        judged = [judge(profile, self._cues[name]) for name, profile in self._profiles.items()]
        spoke = frozenset(name for name, cues in self._cues.items() if any(c.strength >= 0.5 for c in cues))
        withdraw(judged, spoke)
        settle_neighbours(judged, spoke)
        settle_company(judged, spoke)
        settle_table(judged, self._topics)
        columns = tuple(_finding(j, self.looked, self.rows) for j in judged)
        return TableFinding(self.source, self.table, self.rows, columns, self.looked, table_notes(judged))

    def sketch(self, column: str) -> Sketch:
        """The sketch of a column's distinct values; KeyError where there is no such column."""
        return self._sketches[column] if self._sketches else self._profiles[column].distinct.kept()

    def forget(self) -> None:
        """After `finish`: lets go of all counters but the sketches, so that many tables can be held at once."""
        self._sketches = {name: profile.distinct.kept() for name, profile in self._profiles.items()}
        self._profiles = {}

    def _chosen(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        if self._sample is None or batch.num_rows <= self._sample:
            return batch
        return batch.take(pa.array(np.linspace(0, batch.num_rows - 1, self._sample).astype(np.int64)))


def scan_table(
    source: str,
    table: str,
    schema: pa.Schema,
    batches: Iterable[pa.RecordBatch],
    *,
    sample: int | None = None,
) -> TableFinding:
    """Reads Arrow batches in bulk and looks at every value unless `sample` is given; `_row` is left out."""
    scanner = TableScanner(source, table, schema, sample=sample)
    for batch in batches:
        scanner.feed(batch)
    return scanner.finish()


def _comment(of: pa.Field | pa.Schema) -> str:
    return (of.metadata or {}).get(COMMENT, b"").decode("utf-8", "replace")


def _threads() -> int:
    """Cores that this process may use, at most four."""
    if hasattr(os, "sched_getaffinity"):
        return min(4, len(os.sched_getaffinity(0)))
    return min(4, os.cpu_count() or 1)


def _feed(work: tuple[ColumnProfile, pa.Array]) -> None:
    profile, column = work
    profile.feed(column)


def _slices(batch: pa.RecordBatch) -> Iterable[pa.RecordBatch]:
    size = batch.nbytes
    if size <= _SLICE_BYTES * batch.num_columns or batch.num_rows < 2:
        yield batch
        return
    step = max(1, batch.num_rows * _SLICE_BYTES // size)
    for start in range(0, batch.num_rows, step):
        yield batch.slice(start, step)


def _finding(judged: Judgement, looked: int, rows: int) -> ColumnFinding:
    profile = judged.profile
    if looked < rows:
        seen = f"{looked:,}/{rows:,}"
        judged.evidence.append(Text(f"抽样：只看了 {seen} 行", f"sample: only {seen} rows were looked at"))
    return ColumnFinding(
        name=profile.name,
        type=column_type(profile, judged.kind),
        category=judged.category,
        sensitivity=judged.sensitivity,
        kind=judged.kind,
        confidence=judged.confidence,
        evidence=tuple(judged.evidence),
        empty=profile.rows - profile.filled,
        distinct=profile.distinct.count,
        inside=dict(inside_of(profile, judged.kind)),
    )
