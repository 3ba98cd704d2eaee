"""Scans a table in one pass: fed batch by batch while it is staged, or from an iterable of batches."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa

from novation.errors.inventory import COLUMNS_CHANGED
from novation.inventory.column_type import column_type
from novation.inventory.finding import ColumnFinding, TableFinding
from novation.inventory.headers import Cue, read_header, read_table
from novation.inventory.judgement import Judgement, judge
from novation.inventory.profile import ColumnProfile
from novation.inventory.table_context import settle_table, with_context

ROW = "_row"
_WORTH_THREADS = 8192  # rows of a batch below which threads cost more than they bring
_SLICE_BYTES = 16 << 20  # text looked at in one go; larger batches are cut, so memory stays bounded


class TableScanner:
    """Push form: `feed` every batch once, then `finish`. Keeps counters and masked samples, never values."""

    def __init__(self, source: str, table: str, schema: pa.Schema) -> None:
        self.source = source
        self.table = table
        self.rows = 0
        self._topics = read_table(table) or read_table(source)
        self._names = schema.names
        self._cues: dict[str, tuple[Cue, ...]] = {}
        self._profiles: dict[str, ColumnProfile] = {}
        for field in schema:
            if field.name == ROW:
                continue
            cues = with_context(field.name, read_header(field.name), self._topics)
            self._cues[field.name] = cues
            known = frozenset(cue.kind for cue in cues if cue.strength >= 0.5)
            self._profiles[field.name] = ColumnProfile(field.name, field.type, known)

    def feed(self, batch: pa.RecordBatch) -> None:
        """Counts one batch; raises `inventory.columns-changed` where its columns are not those of the schema."""
        if batch.schema.names != self._names:
            raise COLUMNS_CHANGED.error(source=self.source, table=self.table)
        self.rows += batch.num_rows
        for part in _slices(batch):
            work = [(p, part.column(self._names.index(n))) for n, p in self._profiles.items()]
            if part.num_rows < _WORTH_THREADS:
                for profile, column in work:
                    profile.feed(column)
            else:
                # Columns know nothing of each other, and the array kernels let go of the interpreter lock.
                with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
                    for _ in pool.map(_feed, work):
                        pass

    def finish(self) -> TableFinding:
        """Judges every column, then the table as a whole."""
        judged = [judge(profile, self._cues[name]) for name, profile in self._profiles.items()]
        settle_table(judged, self._topics)
        return TableFinding(self.source, self.table, self.rows, tuple(_finding(j) for j in judged))


def scan_table(source: str, table: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> TableFinding:
    """Reads Arrow batches in bulk and looks at every value; the column `_row` is left out."""
    scanner = TableScanner(source, table, schema)
    for batch in batches:
        scanner.feed(batch)
    return scanner.finish()


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


def _finding(judged: Judgement) -> ColumnFinding:
    profile = judged.profile
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
        inside=dict(profile.inside),
    )
