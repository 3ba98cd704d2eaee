"""Finding one person by a contact and reading every row about them, in milliseconds whatever the size."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from novation.engine.keys import load_or_create_key
from novation.engine.staging import Staging
from novation.errors.people import INDEX_STALE, KIND_UNKNOWN
from novation.errors.project import SUBJECT_UNKNOWN
from novation.handover import tables as shapes
from novation.handover.people.indexing import FILES, FOLDER, INDEX_RECORD, linked_at
from novation.handover.people.tags import FINDING, Tagger, token_sql
from novation.handover.project import Project
from novation.terms import Category


@dataclass(frozen=True, slots=True)
class Found:
    """A person by the number and the reference of the linkage."""

    subject: int
    reference: str


@dataclass(frozen=True, slots=True)
class PersonTable:
    """The rows of one table about a person: `columns` as (name, kind, category), `rows` in their order in the source."""

    table: str
    source: str
    name: str
    columns: tuple[tuple[str, str, Category], ...]
    rows: tuple[dict[str, Any], ...]


class People:
    """The index of a project, opened once for many questions; use it as a context manager.

    Raises `people.index-stale` where the links are newer than the index. One object is for one thread.
    """

    def __init__(self, project: Project) -> None:
        record = project.read_record(INDEX_RECORD, "person index")
        if record["linked_at"] != linked_at(project):
            raise INDEX_STALE.error()
        key = load_or_create_key(project.work)
        self._tagger = Tagger(key)
        self._staging = Staging(project.work, key)
        self._tables = {t.id: t for t in shapes.tables_of(project.read_record("scan.json", "scan"))}
        self._indexed: list[str] = record["tables"]
        folder = project.work / FOLDER
        empty = record["tags"] == 0
        self._tags = {
            name: np.empty(0, kind) if empty else np.memmap(folder / f"{name}.bin", kind, "r")
            for name, kind in FILES.items()
        }
        self._open = contextlib.ExitStack()
        self._copies: dict[str, _Copy] = {}
        # The tag of a value asked for is made by the very SQL that filled the index.
        self._engine = self._open.enter_context(duckdb.connect(":memory:", config={"threads": 1}))

    def __enter__(self) -> People:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def find(self, kind: str, value: str) -> list[Found]:
        """Everybody with this contact: nobody, one, or the several who share it. The same work whoever is asked for.

        `kind`: one of `tags.FINDING`. Raises `people.kind-unknown`.
        """
        if kind not in FINDING:
            raise KIND_UNKNOWN.error(kind=kind[:40])
        found = self._subjects(token_sql(kind, "$1"), value)
        if not found and len(self._tags["subject"]):
            # A reference is read for nobody too, so that the time does not tell who is a customer.
            self._reference(int(self._tags["subject"][0]))
        return [Found(subject, self._reference(subject)) for subject in found]

    def named(self, reference: str) -> Found:
        """The person of a subject reference; raises `subject.unknown`."""
        found = self._subjects("'ref:' || $1::VARCHAR", reference)
        if not found:
            raise SUBJECT_UNKNOWN.error()
        return Found(found[0], reference)

    def record(self, person: Found) -> list[PersonTable]:
        """Every row about the person in every table that has any."""
        found = [
            (table, self._copy(f"people/{table}").rows_of("_subject", person.subject))
            for table in self._indexed
        ]
        return [self._table(self._tables[table], rows) for table, rows in found if rows.num_rows]

    def numbered(self, person: Found) -> dict[str, list[dict[str, Any]]]:
        """As `record`, by the table's id, every row with `_row`, the number that the source's reader gives it."""
        found = {
            table: self._copy(f"people/{table}").rows_of("_subject", person.subject)
            for table in self._indexed
        }
        return {
            table: rows.drop_columns(["_subject"]).to_pylist()
            for table, rows in found.items()
            if rows.num_rows
        }

    def own_tags(self, person: Found) -> list[str]:
        """The tags of the contacts that this person has and nobody else, as hexadecimal digits."""
        subjects = self._tags["subject"]
        mine = np.flatnonzero(subjects == person.subject)
        found = [(int(self._tags["hi"][i]), int(self._tags["lo"][i])) for i in mine]
        return [f"{hi:016x}{lo:016x}" for hi, lo in found if len(self._tagged(hi, lo)) == 1]

    def tagged(self, tag: str) -> list[Found]:
        """Everybody with this tag, as `own_tags` writes it."""
        found = self._tagged(int(tag[:16], 16), int(tag[16:], 16))
        return [Found(subject, self._reference(subject)) for subject in found]

    def _table(self, table: shapes.Table, rows: pa.Table) -> PersonTable:
        columns = tuple((c.name, c.kind, c.category) for c in table.columns)
        shown = rows.select([name for name, _, _ in columns if name in rows.column_names])
        return PersonTable(table.id, table.source, table.name, columns, tuple(shown.to_pylist()))

    def _subjects(self, token: str, value: str) -> list[int]:
        tag = self._tagger.sql(f"coalesce({token}, 'nothing:')")
        halves = f"SELECT {Tagger.halves('tag')} FROM (SELECT {tag} AS tag)"
        (row,) = self._engine.execute(halves, [value]).fetchall()
        return self._tagged(*row)

    def _tagged(self, high: int, low: int) -> list[int]:
        hi, lo = np.uint64(high), np.uint64(low)
        first = int(np.searchsorted(self._tags["hi"], hi, "left"))
        last = int(np.searchsorted(self._tags["hi"], hi, "right"))
        same = self._tags["lo"][first:last] == lo
        return [int(s) for s in self._tags["subject"][first:last][same]]

    def _reference(self, subject: int) -> str:
        rows = self._copy("refs").rows_of("subject", subject)
        return str(rows["subject_ref"][0].as_py())

    def _copy(self, name: str) -> _Copy:
        if name not in self._copies:
            self._copies[name] = _Copy(self._open.enter_context(self._staging.open(name)))
        return self._copies[name]


class _Copy:
    """A copy in the order of people; `bounds` are the first and last person of each row group."""

    def __init__(self, file: pq.ParquetFile) -> None:
        self._file = file
        self._bounds: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def rows_of(self, column: str, subject: int) -> pa.Table:
        lowest, highest = self._bounds_of(column)
        groups = np.flatnonzero((lowest <= subject) & (highest >= subject)).tolist()
        rows = self._file.read_row_groups(groups)
        return rows.filter(pc.equal(rows[column], subject))

    def _bounds_of(self, column: str) -> tuple[np.ndarray, np.ndarray]:
        if column not in self._bounds:
            metadata = self._file.metadata
            place = self._file.schema_arrow.get_field_index(column)
            found = [metadata.row_group(g).column(place).statistics for g in range(metadata.num_row_groups)]
            self._bounds[column] = (
                np.array([s.min for s in found], np.int64),
                np.array([s.max for s in found], np.int64),
            )
        return self._bounds[column]
