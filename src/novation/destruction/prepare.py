"""Writes the new file beside the source and checks it against the old one; the source itself is not touched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from novation.destruction.check import Counted, same_but_removed
from novation.destruction.kinds import WRITERS, Written
from novation.destruction.removal import Removal, TableOutcome
from novation.destruction.sources import file_digest, opened, table_of
from novation.destruction.sqlite_file import check_settled, held
from novation.destruction.swap import Step, create, flush, new_name, nothing, tidy, work_name
from novation.engine.sources import Source, SourceTable
from novation.errors import destruction as errors


@dataclass(frozen=True, slots=True)
class Prepared:
    """A complete, flushed and checked new file beside the source."""

    digest: str
    tables: tuple[TableOutcome, ...]
    remarks: tuple[str, ...]


@contextmanager
def prepare(path: Path, removals: Sequence[Removal], name: str, step: Step = nothing) -> Iterator[Prepared]:
    """Writes and checks `new_name(path)`; a database stays locked until the context ends.

    Raises `destruction.kind-unsupported`, `…row-missing`, `…records-disagree`, `…not-verified` and the errors of the
    kinds; then, as after any other exception, nothing is left beside the source.
    """
    kind = removals[0].kind
    if kind not in WRITERS:
        raise errors.KIND_UNSUPPORTED.error(source=name, kind=kind)
    with ExitStack() as closing:
        closing.callback(tidy, path)
        if kind == "sqlite":
            check_settled(path)
            closing.enter_context(held(path))
            _copy(path, work_name(path))
            step("copied")
        old = opened(path, name, removals[0].options)
        written = WRITERS[kind](old, removals)
        flush(new_name(path))
        step("written")
        counts = _verified(old, _reopened(path, old, removals[0]), removals, written)
        step("verified")
        tables = tuple(_outcome(removal, counts[removal.table]) for removal in removals)
        yield Prepared(file_digest(new_name(path)), tables, written.remarks)


def _copy(path: Path, work: Path) -> None:
    with path.open("rb") as source, create(work) as target:
        shutil.copyfileobj(source, target, 1 << 20)


def _reopened(path: Path, old: Source, removal: Removal) -> Source:
    """The new file, in the encoding found for the old: with fewer rows another might be guessed."""
    options = {**removal.options, "encoding": old.encoding} if old.encoding else removal.options
    return opened(new_name(path), old.name, options)


def _outcome(removal: Removal, rows_before: int) -> TableOutcome:
    return TableOutcome(removal.table, rows_before, len(removal.rows), removal.cell_count)


def _verified(old: Source, new: Source, removals: Sequence[Removal], written: Written) -> dict[str, int]:
    """Reads both files with the engine's readers and compares every table; returns the rows that each had."""
    wanted = {removal.table: removal for removal in removals}
    for name in wanted:
        table_of(old, name)
    counts = {}
    for table, successor in _pairs(old, new):
        removal = wanted.get(table.name)
        if removal is None and table.name in written.derived:
            continue
        counted = Counted(table.batches())
        if _read_alike(table, successor):
            batches = successor.batches() if successor else iter(())
            if not same_but_removed(counted, batches, removal):
                raise errors.NOT_VERIFIED.error(source=old.name, table=table.name)
        counted.finish()
        counts[table.name] = counted.rows
        _check_counts(old.name, table.name, counted, removal, written)
    return counts


def _check_counts(
    source: str, table: str, counted: Counted, removal: Removal | None, written: Written
) -> None:
    seen = written.seen.get(table, counted.rows)
    if seen != counted.rows:
        raise errors.RECORDS_DISAGREE.error(source=source, written=seen, read=counted.rows)
    if removal and (missing := counted.missing(removal)):
        raise errors.ROW_MISSING.error(table=table, rows=missing)


def _pairs(old: Source, new: Source) -> Iterator[tuple[SourceTable, SourceTable | None]]:
    """Each old table with the new one; a source of one table names it after the file."""
    successors = new.tables()
    if old.kind in ("excel", "sqlite"):
        named = {table.name: table for table in successors}
        yield from ((table, named.get(table.name)) for table in old.tables())
    else:
        yield from ((table, successors[0] if successors else None) for table in old.tables())


def _read_alike(table: SourceTable, successor: SourceTable | None) -> bool:
    """Whether the reader sees both files in the same way, so that its tables can be compared.

    With few rows left it may guess another delimiter, header or set of columns for CSV, JSON and Excel; then the
    check that the writer made on its own bytes or counts, with the old layout, stands alone.
    """
    if successor is None:
        return table.dialect is None
    if table.dialect and successor.dialect:
        before, after = table.dialect, successor.dialect
        if (before.delimiter, before.body_at) != (after.delimiter, after.body_at):
            return False
    return set(successor.columns) <= set(table.columns)
