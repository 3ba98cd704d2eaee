"""One writer for each kind of source: each writes `new_name(path)` from what the reader found in `path`."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from xml.etree.ElementTree import ParseError
from xml.sax import SAXException

import pyarrow as pa
import pyarrow.parquet as pq
from defusedxml import DefusedXmlException

from novation.destruction import csv_file, excel_file, json_document, jsonl_file, parquet_file, sqlite_file
from novation.destruction.byte_check import Rewrite, same_bytes_kept
from novation.destruction.excel_rows import sheet_removals
from novation.destruction.removal import Removal
from novation.destruction.sources import is_lines, layout_of, pointer_of, position, table_of, text_layout
from novation.destruction.swap import create, new_name, work_name
from novation.engine.sources import Source, SourceTable
from novation.engine.sources.sqlite import SqliteTable
from novation.errors import destruction as errors


@dataclass(frozen=True, slots=True)
class Written:
    """`seen`: rows that the writer counted in the old file, by table, where it counts them itself. `derived`: tables
    that follow from others and were made anew."""

    seen: Mapping[str, int] = field(default_factory=dict)
    derived: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()


Writer = Callable[[Source, Sequence[Removal]], Written]


def _csv(source: Source, removals: Sequence[Removal]) -> Written:
    (removal,) = removals
    table = table_of(source, removal.table)
    _check_columns(table, removal)
    rewrite = partial(csv_file.rewrite, layout=layout_of(table), columns=table.columns)
    return _text(source, removal, rewrite)


def _jsonl(source: Source, removals: Sequence[Removal]) -> Written:
    (removal,) = removals
    table = table_of(source, removal.table)
    pointers = {column: pointer_of(table, column) for column in removal.cells}
    layout = text_layout(source)
    kind = jsonl_file if is_lines(table) else json_document
    try:
        return _text(source, removal, partial(kind.rewrite, layout=layout, pointers=pointers))
    except ValueError as broken:
        raise errors.BROKEN_FILE.error(source=source.name, part="JSON") from broken


def _text(source: Source, removal: Removal, rewrite: Rewrite) -> Written:
    with source.path.open("rb") as old, create(new_name(source.path)) as new:
        seen = rewrite(old, new, removal)
        _check_rows(removal, seen)
        if not same_bytes_kept(old, new, removal, rewrite):
            raise errors.NOT_VERIFIED.error(source=source.name, table=removal.table)
    return Written({removal.table: seen})


def _parquet(source: Source, removals: Sequence[Removal]) -> Written:
    (removal,) = removals
    table = table_of(source, removal.table)
    with source.path.open("rb") as old, create(new_name(source.path)) as new:
        names = pq.read_schema(old).names
        old.seek(0)
        cells = {names[position(table, column)]: rows for column, rows in removal.cells.items()}
        try:
            seen = parquet_file.rewrite(old, new, replace(removal, cells=cells))
        except pa.ArrowException as broken:
            raise errors.BROKEN_FILE.error(source=source.name, part="Parquet") from broken
    _check_rows(removal, seen)
    return Written({removal.table: seen})


def _sqlite(source: Source, removals: Sequence[Removal]) -> Written:
    parts = []
    for removal in removals:
        table = table_of(source, removal.table)
        if not isinstance(table, SqliteTable):
            raise errors.TABLE_MISSING.error(source=source.name, table=removal.table)
        _check_columns(table, removal)
        cells = {table.original_columns[column]: rows for column, rows in removal.cells.items()}
        parts.append((replace(removal, cells=cells), table.rowid))
    sqlite_file.remove_from(work_name(source.path), new_name(source.path), parts)
    return Written(derived=sqlite_file.virtual_tables(new_name(source.path)))


def _excel(source: Source, removals: Sequence[Removal]) -> Written:
    try:
        with source.path.open("rb") as old, create(new_name(source.path)) as new:
            with zipfile.ZipFile(old) as archive:
                workbook = excel_file.open_workbook(archive)
                moves = excel_file.rows_may_move(archive, workbook)
                wanted = sheet_removals(source, removals, archive, workbook, moves_up=moves)
            tallies = excel_file.rewrite_workbook(old, new, wanted)
    except zipfile.BadZipFile as other:  # .xls, .xlsb in OLE, or a workbook with a password
        raise errors.KIND_UNSUPPORTED.error(source=source.name, kind=source.path.suffix) from other
    except (KeyError, ParseError, DefusedXmlException, SAXException) as broken:
        raise errors.BROKEN_FILE.error(source=source.name, part="workbook") from broken
    for removal in removals:
        if tallies[removal.table].deleted != len(removal.rows):
            missing = len(removal.rows) - tallies[removal.table].deleted
            raise errors.ROW_MISSING.error(table=removal.table, rows=missing)
    remarks = [] if moves else ["rows-left-empty"]
    return Written(remarks=(*remarks, *(["copies-possible"] if workbook.may_hold_copies else [])))


def _check_rows(removal: Removal, seen: int) -> None:
    if missing := removal.beyond(seen):
        raise errors.ROW_MISSING.error(table=removal.table, rows=missing)


def _check_columns(table: SourceTable, removal: Removal) -> None:
    for column in removal.cells:
        position(table, column)


WRITERS: Mapping[str, Writer] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "excel": _excel,
}
