"""JSON: one object a line, or an array of objects; keys become text columns, objects one level down too (`a.b`)."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import pyarrow as pa

from novation.engine.sources.encoding import Encoding, find_encoding
from novation.engine.sources.lines import lines
from novation.engine.sources.naming import unique_names
from novation.engine.sources.scratch import scratch_connection
from novation.engine.sources.source import SURPLUS, Kind, Source, SourceTable, ordinals, text_schema
from novation.errors.sources import BROKEN, EMPTY, NOT_ALL_OBJECTS

COLUMNS_AT_MOST = 1000
"""Beyond that the keys are data themselves (a map keyed by customer, say): the objects stay whole in one column."""

OBJECT_BYTES_AT_MOST = 1 << 27
ARRAY_ROWS = 8_192

_CLASSED = """
    select line, case when json_type(doc) = 'OBJECT' then doc end as doc
    from (select line, try_cast(line as json) as doc from lines)
"""


class JsonSource(Source):
    """A JSON file: one table, named like the file."""

    kind: ClassVar[Kind] = "jsonl"

    def __init__(self, path: Path, name: str, declared: str | None = None) -> None:
        super().__init__(path, name)
        self._declared = declared

    @property
    def encoding(self) -> str | None:
        return self._encoding.name

    @cached_property
    def _encoding(self) -> Encoding:
        return find_encoding(self.path, self._declared)

    def _find_tables(self) -> list[SourceTable]:
        if self.path.stat().st_size == 0:
            raise EMPTY.error(file=self.path.name)
        table = JsonTable(self.path, self.name, self._encoding)
        if not table.objects:
            raise NOT_ALL_OBJECTS.error(file=self.path.name)
        return [table]


@dataclass(frozen=True, slots=True)
class Column:
    """A column and the JSON pointer (RFC 6901) of its values."""

    name: str
    pointer: str


class JsonTable(SourceTable):
    """Text is the string itself; numbers, true and false as JSON writes them; deeper objects and arrays as JSON text.

    `_row` is the ordinal among the lines that are not blank. A missing key and a JSON null are both null. A line
    that is no JSON object stands as it is in `_surplus`, all other columns null. Of a key that occurs twice in one
    object the first value is read, which is counted in the remarks.
    """

    def __init__(self, path: Path, source: str, encoding: Encoding) -> None:
        super().__init__(source, path.stem)
        self._path = path
        self._encoding = encoding
        self.objects = self._broken = 0
        self._is_lines = _first_line_is_whole(path, encoding)
        self._columns = self._survey()
        self._remark_damage(encoding.faults, encoding.foreign)
        if self._broken:
            self._remark(
                "jsonl.broken-lines",
                "{count} 行不是 JSON 对象，原文在 _surplus 列。",
                "{count} lines are no JSON object; they stand as they are in _surplus.",
                self._broken,
            )

    @property
    def schema(self) -> pa.Schema:
        return text_schema([c.name for c in self._columns] + ([SURPLUS] if self._broken else []))

    @property
    def rows(self) -> int | None:
        return self.objects + self._broken

    def batches(self) -> Iterator[pa.RecordBatch]:
        schema, first = self.schema, 0
        with scratch_connection() as connection:
            for chunk in self._lines():
                table = self._extract(connection, chunk)
                rows = ordinals(first, table.num_rows)
                whole = pa.table([rows, *table.columns], names=schema.names).cast(schema)
                yield from whole.to_batches()
                first += table.num_rows

    def _extract(self, connection: duckdb.DuckDBPyConnection, chunk: pa.Array) -> pa.Table:
        """The values of one chunk of lines by pointer, in the order of the lines."""
        pointers = [c.pointer for c in self._columns]
        chosen = [f"found[{place}] as c{place}" for place in range(1, len(pointers) + 1)]
        if self._broken:
            chosen.append("case when doc is null then line end as surplus")
        text = f"""
            select {", ".join(chosen)}
            from (select line, doc, json_extract_string(doc, $1::varchar[]) as found from ({_CLASSED}))
        """
        return _run(connection, chunk, text, [pointers], self._path.name)

    def _survey(self) -> list[Column]:
        """All keys of the whole file, in the order in which they first occur."""
        known: dict[str, Any] = {}
        doubled = 0
        text = f"""
            select count(*), (select count(*) from lines) - count(*), json_group_structure(doc)::varchar,
                count(*) filter (len(json_keys(doc)) <> len(list_distinct(json_keys(doc))))
            from ({_CLASSED}) where doc is not null
        """
        with scratch_connection() as connection:
            for chunk in self._lines():
                good, broken, structure, twice = [
                    c[0].as_py() for c in _run(connection, chunk, text, [], self._path.name).columns
                ]
                self.objects += good
                self._broken += broken
                doubled += twice
                if structure:
                    try:
                        _merge(known, _structure(structure))
                    except RecursionError as deep:
                        raise BROKEN.error(file=self._path.name, kind="JSON") from deep
        if doubled:
            self._remark(
                "jsonl.repeated-keys",
                "{count} 个对象中有重复的键，只读取第一个值。",
                "{count} objects have a key twice; its first value was read.",
                doubled,
            )
        return self._plan(known)

    def _plan(self, known: dict[str, Any]) -> list[Column]:
        places: list[tuple[str, str]] = []
        for key, kind in known.items():
            pointer = "/" + _escape(key)
            if isinstance(kind, dict) and kind:
                places += [(f"{key}.{inner}", f"{pointer}/{_escape(inner)}") for inner in kind]
            else:
                places.append((key, pointer))
        if len(places) > COLUMNS_AT_MOST:
            self._remark(
                "jsonl.many-keys",
                "共有 {count} 个不同的键，对象整体保留在一列中。",
                "There are {count} different keys; the objects stay whole in one column.",
                len(places),
            )
            places = [("json", "")]
        names = unique_names([name for name, _ in places])
        return [Column(name, pointer) for name, (_, pointer) in zip(names, places, strict=True)]

    def _lines(self) -> Iterator[pa.Array]:
        if self._is_lines:
            yield from lines(self._path, self._encoding)
            return
        with scratch_connection() as connection:
            text = """
                select json::varchar as line
                from read_json_objects($1, format = $2, maximum_object_size = $3)
            """
            shape = "array" if _first_sign(self._path, self._encoding) == "[" else "unstructured"
            try:
                relation = connection.sql(text, params=[str(self._path), shape, OBJECT_BYTES_AT_MOST])
                with contextlib.closing(relation.to_arrow_reader(ARRAY_ROWS)) as reader:
                    for batch in reader:
                        yield batch.column(0)
            except (duckdb.Error, pa.ArrowException, OSError) as broken:
                raise BROKEN.error(file=self._path.name, kind="JSON") from broken


def _run(
    connection: duckdb.DuckDBPyConnection, chunk: pa.Array, text: str, params: list[Any], file: str
) -> pa.Table:
    connection.register("lines", pa.table({"line": chunk}))
    try:
        found = connection.sql(text, params=params or None).to_arrow_table()
    except (
        duckdb.Error
    ) as deep:  # nested deeper than the engine follows; the connection can't be used any more
        raise BROKEN.error(file=file, kind="JSON") from deep
    connection.unregister("lines")
    return found


def _structure(text: str) -> dict[str, Any]:
    found = json.loads(text)
    return found if isinstance(found, dict) else {}


def _merge(known: dict[str, Any], more: dict[str, Any]) -> None:
    """Adds keys; a key that is an object here and something else there stays one column (`JSON`)."""
    for key, kind in more.items():
        before = known.get(key)
        if before is None or before == "NULL":
            known[key] = kind
        elif isinstance(before, dict) and isinstance(kind, dict):
            for inner, inner_kind in kind.items():
                before.setdefault(inner, inner_kind)
        elif kind != "NULL" and (isinstance(before, dict) or isinstance(kind, dict)):
            known[key] = "JSON"


def _escape(key: str) -> str:
    """RFC 6901, section 3."""
    return key.replace("~", "~0").replace("/", "~1")


def _first_line_is_whole(path: Path, encoding: Encoding) -> bool:
    """JSON lines have a whole value on the first line that is not blank; a pretty-printed document has not."""
    first = next((line for chunk in lines(path, encoding) for line in chunk[:1].to_pylist()), "")
    if first.lstrip()[:1] == "[":
        return False
    try:
        json.loads(first)
    except ValueError:
        return first.strip() not in ("{", "[") and not first.strip().endswith(("{", "[", ","))
    except RecursionError:
        return True  # nested too deep to be read, but it is one line
    return True


def _first_sign(path: Path, encoding: Encoding) -> str:
    first = next((line for chunk in lines(path, encoding) for line in chunk[:1].to_pylist()), "")
    return first.lstrip()[:1]
