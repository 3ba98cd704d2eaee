"""Writes new values into single cells of a source of any kind that can be rewritten; all else is checked to be as it was."""

from __future__ import annotations

import shutil
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from json import dumps
from pathlib import Path
from xml.etree.ElementTree import ParseError

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from defusedxml import DefusedXmlException

from novation.destruction import excel_file, json_document, jsonl_file, parquet_file, sqlite_file
from novation.destruction.cell_values import Replacement, replace_cells
from novation.destruction.check import ROW, aligned, same_values
from novation.destruction.excel_rows import sheet_values
from novation.destruction.excel_sheet import SheetTally
from novation.destruction.excel_value import NotWritable
from novation.destruction.sources import (
    file_digest,
    is_lines,
    opened,
    pointer_of,
    position,
    table_of,
    text_layout,
)
from novation.destruction.swap import create, flush, new_name, tidy, work_name
from novation.destruction.swap import replace as put_in_place
from novation.engine.sources import Source, SourceTable
from novation.engine.sources.sqlite import SqliteTable
from novation.errors.destruction import NOT_VERIFIED, ROW_MISSING, TABLE_MISSING
from novation.errors.person_changes import NOT_CORRECTABLE, VALUE_UNFIT
from novation.messages import Text

Wanted = Mapping[str, Mapping[int, Mapping[str, str]]]
"""By table, row and column as the reader names and numbers them: the new value."""
Note = Callable[[str], None]
_OTHER_TYPE = Text("与这一列的类型不符", "it is not of the type of the column")
_HELD_OTHERWISE = Text(
    "这一格是公式、对象，或这一行没有这一列",
    "the cell holds a formula or an object, or the row has no such column",
)


def replace_values(
    path: Path,
    kind: str,
    name: str,
    options: Mapping[str, str],
    cells: Sequence[Replacement],
    before_swap: Note,
) -> str:
    """Replaces the cells; returns the file's new digest, which `before_swap` is told before the file changes.

    Raises `person-change.kind-unsupported`, `person-change.value-unfit`, `destruction.row-missing`,
    `destruction.not-verified`, `destruction.database-in-use`; then nothing has changed.
    """
    if kind == "csv":
        return replace_cells(path, name, options, cells, before_swap)
    if kind not in WRITERS:
        raise NOT_CORRECTABLE.error(source=name, kind=kind)
    _check_texts(cells, name)
    tidy(path)
    with ExitStack() as closing:
        closing.callback(tidy, path)
        if kind == "sqlite":
            sqlite_file.check_settled(path)
            closing.enter_context(sqlite_file.held(path))
            with path.open("rb") as source, create(work_name(path)) as target:
                shutil.copyfileobj(source, target, 1 << 20)
        old = opened(path, name, options)
        wanted = _by_table(old, cells)
        WRITERS[kind](old, wanted)
        flush(new_name(path))
        encoding = {"encoding": old.encoding} if old.encoding else {}
        _verify(old, opened(new_name(path), name, {**options, **encoding}), wanted)
        digest = file_digest(new_name(path))
        before_swap(digest)
        put_in_place(path)
    return digest


def _check_texts(cells: Iterable[Replacement], name: str) -> None:
    if any(cell.value != cell.value.strip() or not cell.value.isprintable() for cell in cells):
        raise VALUE_UNFIT.error(
            source=name, why=Text("首尾有空格，或含控制字符", "spaces at its ends, or control characters")
        )


def _by_table(source: Source, cells: Iterable[Replacement]) -> Wanted:
    found: defaultdict[str, dict[int, dict[str, str]]] = defaultdict(dict)
    for cell in cells:
        position(table_of(source, cell.table), cell.column)
        found[cell.table].setdefault(cell.row, {})[cell.column] = cell.value
    return found


def _parquet(source: Source, wanted: Wanted) -> None:
    ((table_name, rows),) = wanted.items()
    table = table_of(source, table_name)
    with source.path.open("rb") as old, create(new_name(source.path)) as new:
        names = pq.read_schema(old).names
        old.seek(0)
        own = {
            row: {names[position(table, column)]: value for column, value in cells.items()}
            for row, cells in rows.items()
        }
        try:
            found = parquet_file.rewrite_values(old, new, own)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as unfit:
            raise VALUE_UNFIT.error(source=source.name, why=_OTHER_TYPE) from unfit
    _all_there(table_name, rows, found)


def _json(source: Source, wanted: Wanted) -> None:
    ((table_name, rows),) = wanted.items()
    table = table_of(source, table_name)
    writer = jsonl_file if is_lines(table) else json_document
    made = {
        row: {pointer: _literal(value, source.name) for pointer, value in _pointed(source, table, cells)}
        for row, cells in rows.items()
    }
    with source.path.open("rb") as old, create(new_name(source.path)) as new:
        found = writer.rewrite_values(old, new, text_layout(source), made)
    _all_there(table_name, rows, found)


def _pointed(
    source: Source, table: SourceTable, cells: Mapping[str, str]
) -> Iterator[tuple[jsonl_file.Pointer, str]]:
    for column, value in cells.items():
        pointer = pointer_of(table, column)
        if not pointer:
            raise VALUE_UNFIT.error(source=source.name, why=_HELD_OTHERWISE)
        yield pointer, value


def _literal(value: str, name: str) -> Callable[[str], str]:
    """A number, a truth and a text stay what they are; what is made of parts is nobody's to write in one go."""

    def made(raw: str) -> str:
        if raw[:1] in ('"', "n"):
            return dumps(value, ensure_ascii=False)
        fits = value in ("true", "false") if raw in ("true", "false") else _is_number(value)
        if raw[:1] in ("{", "[") or not fits:
            raise VALUE_UNFIT.error(source=name, why=_OTHER_TYPE)
        return value

    return made


def _is_number(value: str) -> bool:
    digits = value.removeprefix("-").replace(".", "", 1)
    return (
        digits.isascii()
        and digits.isdigit()
        and (digits[0] != "0" or len(digits) == 1 or value.lstrip("-")[1] == ".")
    )


def _sqlite(source: Source, wanted: Wanted) -> None:
    values = []
    for table_name, rows in wanted.items():
        table = table_of(source, table_name)
        if not isinstance(table, SqliteTable):
            raise TABLE_MISSING.error(source=source.name, table=table_name)
        values += [
            sqlite_file.NewValue(table_name, table.rowid, row, table.original_columns[column], value)
            for row, cells in rows.items()
            for column, value in cells.items()
        ]
    sqlite_file.set_values_in(work_name(source.path), new_name(source.path), source.name, values)


def _excel(source: Source, wanted: Wanted) -> None:
    try:
        with source.path.open("rb") as old, create(new_name(source.path)) as new:
            with zipfile.ZipFile(old) as archive:
                workbook = excel_file.open_workbook(archive)
                sheets = {
                    name: sheet_values(source, name, rows, archive, workbook) for name, rows in wanted.items()
                }
            tallies = excel_file.rewrite_workbook(old, new, sheets)
    except NotWritable as held:
        raise VALUE_UNFIT.error(source=source.name, why=_HELD_OTHERWISE) from held
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException) as other:
        raise NOT_CORRECTABLE.error(source=source.name, kind=source.path.suffix) from other
    _count_rows(wanted, tallies)


def _count_rows(wanted: Wanted, tallies: Mapping[str, SheetTally]) -> None:
    for name, rows in wanted.items():
        if missing := len(rows) - tallies[name].changed:
            raise ROW_MISSING.error(table=name, rows=missing)


def _all_there(table: str, rows: Mapping[int, object], found: set[int]) -> None:
    if missing := set(rows) - found:
        raise ROW_MISSING.error(table=table, rows=len(missing))


WRITERS: Mapping[str, Callable[[Source, Wanted], None]] = {
    "parquet": _parquet,
    "jsonl": _json,
    "sqlite": _sqlite,
    "excel": _excel,
}
CORRECTABLE = frozenset({"csv", *WRITERS})
"""The kinds of files in which the software can write one value."""


def _verify(old: Source, new: Source, wanted: Wanted) -> None:
    """The reader finds the new values in their cells and everything else as it was."""
    successors = new.tables()
    named = {table.name: table for table in successors}
    several = old.kind in ("excel", "sqlite")
    for table in old.tables():
        after = named.get(table.name) if several else next(iter(successors), None)
        rows = wanted.get(table.name, {})
        pairs = aligned(_with(table.batches(), rows), iter(after.batches() if after else ()))
        if not all(
            left is not None and right is not None and same_values(left, right) for left, right in pairs
        ):
            raise NOT_VERIFIED.error(source=old.name, table=table.name)


def _with(
    batches: Iterable[pa.RecordBatch], wanted: Mapping[int, Mapping[str, str]]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        numbers = np.asarray(batch.column(ROW))
        places = {int(numbers[at]): int(at) for at in np.flatnonzero(np.isin(numbers, list(wanted)))}
        for column in {column for row in places for column in wanted[row]}:
            values = batch.column(column).to_pylist()
            for row, place in places.items():
                if column in wanted[row]:
                    values[place] = pa.scalar(wanted[row][column]).cast(batch.column(column).type).as_py()
            at = batch.schema.get_field_index(column)
            field = batch.schema.field(at)
            batch = batch.set_column(at, field, pa.array(values, field.type))
        yield batch
